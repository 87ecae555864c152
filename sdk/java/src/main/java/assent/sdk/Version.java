package assent.sdk;

/** A package has others: what it was made of, and when. */
final class Version {
  private Version() {}

  static final String TEXT = "1.0.0";

  /** When this SDK was made, in ms since 1970: a clock that says an earlier time is wrong. */
  static final long MADE = 1_795_305_600_000L;
}
