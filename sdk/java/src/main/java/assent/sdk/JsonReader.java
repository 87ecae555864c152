package assent.sdk;

import java.util.ArrayList;
import java.util.regex.*;

/** Reads JSON (RFC 8259) and nothing else: no NaN, no comments, nothing after the value. */
final class JsonReader {
  private static final Pattern number = Pattern.compile("-?(?:0|[1-9][0-9]*+)(\\.[0-9]++)?+([eE][+-]?[0-9]++)?+");
  /** Deeper than anything of the contract; what nests more would end in an overflow of the stack. */
  private static final int deepest = 200;

  private final String text;
  private final Matcher numbers;
  private int at;
  private int depth;

  private JsonReader(String text) {
    this.text = text;
    numbers = number.matcher(text);
  }

  /** Null for `null`, and where the text is no JSON. */
  static Object read(String text) {
    try {
      var reader = new JsonReader(text);
      var value = reader.value();
      return reader.next() == 0 ? value : null;
    } catch (IllegalArgumentException | IndexOutOfBoundsException wrong) {
      return null;
    }
  }

  /** The next sign that is no space; 0 at the end. */
  private char next() {
    while (at < text.length() && " \t\n\r".indexOf(text.charAt(at)) >= 0) at++;
    return at < text.length() ? text.charAt(at) : 0;
  }

  private Object value() {
    switch (next()) {
      case '{':
        var object = new Json();
        for (boolean more = begins('}'); more; more = goesOn('}')) {
          next();
          var name = string();
          if (next() != ':') throw wrong();
          at++;
          object.put(name, value());
        }
        return object;
      case '[':
        var list = new ArrayList<Object>();
        for (boolean more = begins(']'); more; more = goesOn(']')) list.add(value());
        return list;
      case '"':
        return string();
      case 't':
        return word("true", Boolean.TRUE);
      case 'f':
        return word("false", Boolean.FALSE);
      case 'n':
        return word("null", null);
      default:
        return number();
    }
  }

  private boolean begins(char end) {
    if (++depth > deepest) throw wrong();
    at++;
    if (next() != end) return true;
    return ends();
  }

  private boolean goesOn(char end) {
    if (next() == end) return ends();
    if (next() != ',') throw wrong();
    at++;
    return true;
  }

  private boolean ends() {
    depth--;
    at++;
    return false;
  }

  private Object word(String word, Object value) {
    if (!text.startsWith(word, at)) throw wrong();
    at += word.length();
    return value;
  }

  private Number number() {
    if (!numbers.region(at, text.length()).lookingAt()) throw wrong();
    at = numbers.end();
    var digits = numbers.group();
    boolean isWhole = numbers.group(1) == null && numbers.group(2) == null && digits.length() < 19;
    if (isWhole && !digits.equals("-0")) return Long.valueOf(digits);
    return Double.valueOf(digits);
  }

  private String string() {
    if (text.charAt(at) != '"') throw wrong();
    int from = ++at;
    StringBuilder out = null;
    for (; text.charAt(at) != '"'; at++) {
      char sign = text.charAt(at);
      if (sign < ' ') throw wrong();
      if (sign == '\\') {
        if (out == null) out = new StringBuilder(text.substring(from, at));
        out.append(escaped(text.charAt(++at)));
      } else if (out != null) {
        out.append(sign);
      }
    }
    at++;
    return out == null ? text.substring(from, at - 1) : out.toString();
  }

  private char escaped(char sign) {
    int place = "\"\\/bfnrt".indexOf(sign);
    if (place >= 0) return "\"\\/\b\f\n\r\t".charAt(place);
    var hex = text.substring(at + 1, at + 5);
    if (sign != 'u' || !hex.matches("[0-9a-fA-F]{4}")) throw wrong();
    at += 4;
    return (char) Integer.parseInt(hex, 16);
  }

  private static IllegalArgumentException wrong() { return new IllegalArgumentException(); }
}
