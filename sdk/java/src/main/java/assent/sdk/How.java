package assent.sdk;

/** How a decision was made. Example: {@code new How().language("de").administrator()}. */
public final class How {
  String language;
  String by = "user";
  boolean erase;

  /** By the user, in a language that is not told. */
  public How() {}

  /**
   * The language of the notice that was shown.
   *
   * @param language such as {@code de-DE}
   * @return this
   */
  public How language(String language) {
    this.language = language;
    return this;
  }

  /**
   * An administrator decided, not the user.
   *
   * @return this
   */
  public How administrator() {
    by = "administrator";
    return this;
  }

  /**
   * With a withdrawal: everything that is stored is to be erased too.
   *
   * @return this
   */
  public How erase() {
    erase = true;
    return this;
  }
}
