package assent.sdk;

import java.util.*;

/**
 * A JSON object, its members in their order: texts, numbers ({@link Long} or {@link Double}), {@link Boolean}, lists,
 * objects. {@link #toString} is its text.
 *
 * <p>Example: {@code Files.writeString(path, telemetry.consent().receipt().toString());}
 */
public final class Json extends LinkedHashMap<String, Object> {
  private static final long serialVersionUID = 1;

  Json() {}

  Json(Map<String, ?> members) { super(members); }

  /** Names and values in turn; a value that is null is left out. */
  static Json of(Object... members) {
    var made = new Json();
    for (int n = 0; n < members.length; n += 2)
      if (members[n + 1] != null) made.put((String) members[n], members[n + 1]);
    return made;
  }

  /** The object that a text holds; null where it holds none. */
  static Json read(String text) {
    var value = JsonReader.read(text);
    return value instanceof Json ? (Json) value : null;
  }

  /**
   * The text of a member; null where it is none. Example: {@code erasure.text("due_at")}.
   *
   * @param name the member's name
   * @return its text
   */
  public String text(String name) {
    var value = get(name);
    return value instanceof String ? (String) value : null;
  }

  /**
   * A list of objects; an empty one where the member is none. Example: {@code exported.objects("rows").size()}.
   *
   * @param name the member's name
   * @return the objects of the list
   */
  public List<Json> objects(String name) {
    var objects = new ArrayList<Json>();
    for (var value : list(name)) if (value instanceof Json) objects.add((Json) value);
    return objects;
  }

  /**
   * A list of whatever; an empty one where the member is none. Example: {@code user.list("text").forEach(area::append);}
   *
   * @param name the member's name
   * @return its items
   */
  public List<?> list(String name) {
    var value = get(name);
    return value instanceof List ? (List<?>) value : List.of();
  }

  /**
   * The object that a member holds; null where it is none. Example: {@code notice.object("user").text("title")}.
   *
   * @param name the member's name
   * @return the object, or null
   */
  public Json object(String name) {
    var value = get(name);
    return value instanceof Json ? (Json) value : null;
  }

  /** A number that is finite; else `otherwise`. */
  double number(String name, double otherwise) {
    var value = get(name);
    var number = value instanceof Number ? ((Number) value).doubleValue() : Double.NaN;
    return Double.isFinite(number) ? number : otherwise;
  }

  /** As JavaScript writes it, but for how numbers are spelled. */
  @Override
  public String toString() { return write(this); }

  /** What stands for it between quotes. */
  static String inner(String text) {
    var quoted = write(text);
    return quoted.substring(1, quoted.length() - 1);
  }

  static String write(Object value) {
    var out = new StringBuilder(256);
    write(out, value);
    return out.toString();
  }

  private static void write(StringBuilder out, Object value) {
    if (value == null || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof Number) {
      out.append(Double.isFinite(((Number) value).doubleValue()) ? value.toString() : "null");
    } else if (value instanceof Map) {
      var before = "{";
      for (var member : ((Map<?, ?>) value).entrySet()) {
        quote(out.append(before), String.valueOf(member.getKey()));
        write(out.append(':'), member.getValue());
        before = ",";
      }
      out.append(before.equals("{") ? "{}" : "}");
    } else if (value instanceof Collection) {
      var before = "[";
      for (var item : (Collection<?>) value) {
        write(out.append(before), item);
        before = ",";
      }
      out.append(before.equals("[") ? "[]" : "]");
    } else {
      quote(out, value.toString());
    }
  }

  private static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int n = 0; n < text.length(); n++) {
      char sign = text.charAt(n);
      if (sign == '"' || sign == '\\') {
        out.append('\\').append(sign);
      } else if (sign < ' ' || Character.isSurrogate(sign) && !isPaired(text, n)) {
        // A surrogate that stands alone has no UTF-8.
        out.append("\\u").append(Integer.toHexString(0x10000 | sign), 1, 5);
      } else {
        out.append(sign);
      }
    }
    out.append('"');
  }

  private static boolean isPaired(String text, int n) {
    return Character.isHighSurrogate(text.charAt(n))
        ? n + 1 < text.length() && Character.isLowSurrogate(text.charAt(n + 1))
        : n > 0 && Character.isHighSurrogate(text.charAt(n - 1));
  }
}
