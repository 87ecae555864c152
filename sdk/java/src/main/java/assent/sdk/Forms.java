package assent.sdk;

import java.util.*;

/** The forms in which a language and a version are sent. */
final class Forms {
  private static final int LANGUAGE = 35;
  private static final int VERSION = 64;
  /** Control characters, and those that turn the direction of what follows. */
  private static final String unseen = "[\\x00-\\x1f\\x7f-\\x9f\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069]";

  private Forms() {}

  /**
   * As a BCP 47 tag; null where none is named. Takes what machines write: `de_DE.UTF-8`, `zh_TW_#Hant`, a list of which
   * the first counts. `C` and `POSIX` name none.
   */
  static String language(Object given) {
    if (!(given instanceof String)) return null;
    var tag = ((String) given).trim().split("[,;:.@#]", 2)[0].trim().replace('_', '-');
    tag = tag.replaceAll("-+(?i:posix)?$", "");
    if (tag.length() > LANGUAGE || !tag.matches("(?i)[a-z]{2,3}(?:-.*)?")) return null;
    try {
      var language = new Locale.Builder().setLanguageTag(tag).build().toLanguageTag();
      return language.equals("und") ? null : language.replaceAll("-x-.*", "");
    } catch (IllformedLocaleException wrong) {
      return null;
    }
  }

  /** As the product names it, without space around it; null where that is nothing, or too long. */
  static String version(Object given) {
    if (!(given instanceof String) || ((String) given).matches("(?s).*\\p{Cs}.*")) return null;
    var version = ((String) given).replaceAll(unseen, " ").replaceAll("^[\\s\\p{Z}\ufeff]+|[\\s\\p{Z}\ufeff]+$", "");
    return version.isEmpty() || version.codePointCount(0, version.length()) > VERSION ? null : version;
  }
}
