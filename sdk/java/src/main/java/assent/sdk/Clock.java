package assent.sdk;

import java.time.*;
import java.time.format.*;
import java.util.Locale;

/** Times are milliseconds since 1970. */
final class Clock {
  private Clock() {}

  /** Two times that are nearer than this are one. */
  static final long MINUTE = 60_000;
  static final long DAY = 86_400_000;
  /** What no time reads as. */
  static final long NONE = Long.MIN_VALUE;
  private static final DateTimeFormatter milliseconds =
      new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

  /** The machine's time. */
  static long wall() { return System.currentTimeMillis(); }

  /** The process's own time, which nobody sets. */
  static long running() { return System.nanoTime() / 1_000_000; }

  /** Always with three digits of milliseconds. */
  static String text(long time) { return milliseconds.format(Instant.ofEpochMilli(time)); }

  static long parse(String text) {
    try {
      return text == null ? NONE : Instant.parse(text).toEpochMilli();
    } catch (DateTimeParseException wrong) {
      return NONE;
    }
  }

  /** A date of HTTP. What it says of the day of the week does not matter. */
  static long httpDate(String text) {
    try {
      var date = text == null ? "" : text.substring(text.indexOf(',') + 1).trim();
      return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant().toEpochMilli();
    } catch (DateTimeParseException wrong) {
      return NONE;
    }
  }

  /** Whether a clock may be right that says this: a package may run for ten years. */
  static boolean isPlausible(long now) { return now >= Version.MADE && now <= Version.MADE + 3650 * DAY; }

  /** What to add to this machine's clock by a reply's `date`; null where it has none. Below a minute counts as none. */
  static Long offsetBy(String date, long now) {
    long time = httpDate(date);
    if (time == NONE) return null;
    return Math.abs(time - now) < MINUTE ? 0 : time - now;
  }
}
