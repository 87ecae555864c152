package assent.sdk;

import java.text.Normalizer;
import java.util.*;
import java.util.regex.Pattern;

/** The one form of an organization's name, as shared/forms/organization.ts has it for the service. */
final class Organization {
  private static final int LENGTH = 128;
  private static final int GIVEN = 1024;
  private static final String octet = "(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])";
  private static final String hex = "[0-9a-f]";
  private static final String home = "(?:home|users|documents and settings)";
  private static final String part = "(?:" + hex + "{1,4}(?::" + hex + "{1,4}){0,6})?";
  private static final String apart = "[\\p{L}\\p{N}:]";

  /** What names a machine or a person instead: IPv4, IPv6, MAC and e-mail addresses, home folders. */
  private static final List<Pattern> addresses = List.of(
      pattern("(?<![0-9]|[0-9][.])[0-9]{1,3}(?:[.][0-9]{1,3}){3}(?![.]?[0-9])"),
      pattern("(?<![0-9]|[0-9]-)" + octet + "(?:-" + octet + "){3}(?!-?[0-9])"),
      pattern("(?<!" + apart + ")(?:" + hex + "{1,4}:){7}" + hex + "{1,4}(?!" + apart + ")"),
      pattern("(?<!" + apart + ")" + part + "::" + part + "(?!" + apart + ")"),
      pattern("[.](?:ip6[.]arpa|in-addr[.]arpa|ipv6-literal[.]net)(?![\\p{L}\\p{N}])"),
      pattern("(?<![0-9a-z])" + hex + "{2}([. _-])" + hex + "{2}(?:\\1" + hex + "{2}){4}(?![0-9a-z])"),
      pattern("(?<![0-9a-z])" + hex + "{1,2}(?::" + hex + "{1,2}){5}(?![0-9a-z])"),
      pattern("(?<![0-9a-z]|[0-9a-z][.-])" + hex + "{4}([.-])" + hex + "{4}\\1" + hex + "{4}(?![.-]?[0-9a-z])"),
      pattern("^\\s*(?:" + hex + "{6}[:-]" + hex + "{6}|(?=[0-9]*[a-f])" + hex + "{12})\\s*$"),
      pattern("[^\\s@](?:@|%40)[^\\s@]"),
      pattern("^[\\s\"']*(?:file:|[a-z]:)?[\\\\/](?:.*[\\\\/])?" + home + "[\\\\/]+[^\\\\/]"),
      pattern("(?<![a-z])[a-z]:[\\\\/]+" + home + "[\\\\/]"), pattern("^[\\s\"']*~[^\\s\\\\/]*[\\\\/]"));

  private Organization() {}

  private static Pattern pattern(String text) { return Pattern.compile(text, Pattern.CASE_INSENSITIVE); }

  /** Null where it reads as an address or a home folder, or where nothing is left of it. */
  static String of(Object given) {
    if (!(given instanceof String) || ((String) given).length() > GIVEN) return null;
    var read = Normalizer.normalize((String) given, Normalizer.Form.NFKC);
    var name = Normalizer.normalize(read.toLowerCase(Locale.ROOT), Normalizer.Form.NFKC)
        .replaceAll("[^\\p{L}\\p{M}\\p{Nd}._]+", "-").replaceAll("^[-._]+|[-._]++$", "");
    if (name.isEmpty() || name.codePointCount(0, name.length()) > LENGTH) return null;
    // The name too: what passes in one place must pass in its form at all others.
    for (var text : List.of((String) given, read.replaceAll("\\p{Cf}", ""), name))
      if (addresses.stream().anyMatch(address -> address.matcher(text).find())) return null;
    return name;
  }
}
