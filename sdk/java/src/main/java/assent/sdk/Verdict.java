package assent.sdk;

import java.util.*;
import java.util.function.Predicate;

/**
 * What a reply lets us do: `drop`, `split` or `keep`. `seconds`: send nothing for at least so long. `isOurs`: the
 * service itself spoke, so that its clock counts; a proxy's page teaches nothing.
 */
final class Verdict {
  private static final double DAY = 86_400;
  private static final double FIRST = 60;
  private static final double MOST = 6 * 3600;

  final String what;
  final double seconds;
  final boolean isOurs;

  private Verdict(String what, double seconds, boolean isOurs) {
    this.what = what;
    this.seconds = seconds;
    this.isOurs = isOurs;
  }

  boolean is(String other) { return what.equals(other); }

  /**
   * The contract's rules for a batch of `sent` events. It goes only when our service said that it has it, or that it
   * never will; anything that somebody else on the way could have said keeps it. `failed`: tries in a row before.
   */
  static Verdict of(Reply reply, double failed, int sent) {
    double backoff = Math.min(MOST, FIRST * Math.pow(2, failed));
    if (reply == null) return new Verdict("keep", backoff, false);
    int status = reply.status;
    if (status == 202)
      return isOutcome(reply.json(), sent) ? new Verdict("drop", 0, true) : new Verdict("keep", DAY, false);
    var reason = reply.problem();
    boolean ours = reason != null;
    if (ours && (reason.equals("body_invalid") || reason.equals("content_type_unsupported")))
      return new Verdict("drop", 0, true);
    if (status == 413 && ours) return new Verdict("split", 0, true);
    if (status != 429 && status < 500) return new Verdict("keep", DAY, ours);
    double asked = secondsOf(reply.retryAfter);
    return new Verdict("keep", Double.isNaN(asked) ? backoff : asked, ours);
  }

  /** What a reply that would settle a batch means for anything else: that the service can't take it as it is. */
  Verdict kept() { return is("keep") ? this : new Verdict("keep", DAY, isOurs); }

  /** Of `retry-after`, a number of seconds or a date; NaN where it is neither, or over. */
  private static double secondsOf(String value) {
    var text = value == null ? "" : value.trim();
    double seconds;
    if (text.matches("[0-9]+")) seconds = Double.parseDouble(text);
    else if (Clock.httpDate(text) == Clock.NONE) return Double.NaN;
    else seconds = (Clock.httpDate(text) - Clock.wall()) / 1000.0;
    return seconds >= 0 && Double.isFinite(seconds) ? Math.max(1, seconds) : Double.NaN;
  }

  /** Whether it is as the contract says, and each of the events was accepted or rejected. */
  private static boolean isOutcome(Json body, int sent) {
    var consent = body.object("consent");
    var next = body.object("next");
    boolean isWhole = isCount(body.get("accepted")) && all(body, "ignored", String.class::isInstance)
        && all(body, "rejected", Verdict::isRejection) && (consent != null || !body.containsKey("consent"))
        && (consent == null || isConsent(consent)) && (next != null || !body.containsKey("next"))
        && (next == null || isNext(next));
    if (!isWhole) return false;
    var indexes = new HashSet<Long>();
    for (var one : body.objects("rejected")) indexes.add(Math.round(one.number("index", 0)));
    indexes.removeIf(index -> index >= sent);
    return body.number("accepted", 0) + indexes.size() == sent && indexes.size() == body.list("rejected").size();
  }

  private static boolean isConsent(Json consent) {
    var status = consent.text("status");
    return status != null && status.matches("none|granted|refused|withdrawn|erased")
        && consent.containsKey("purposes") && all(consent, "purposes", Verdict::isWord)
        && isCount(consent.get("notice_version"));
  }

  private static boolean isNext(Json next) {
    return (!next.containsKey("after_seconds") || next.number("after_seconds", -1) >= 0)
        && all(next, "drop", Verdict::isWord);
  }

  private static boolean isRejection(Object value) {
    if (!(value instanceof Json)) return false;
    var one = (Json) value;
    return isCount(one.get("index")) && isWord(one.get("reason"))
        && (!one.containsKey("detail") || one.text("detail") != null);
  }

  private static boolean isCount(Object value) {
    double number = value instanceof Number ? ((Number) value).doubleValue() : -1;
    return number >= 0 && number == Math.rint(number) && number <= (1L << 53) - 1;
  }

  private static boolean isWord(Object value) {
    return value instanceof String && ((String) value).matches("[a-z_]{1,64}");
  }

  /** Whether it is a list of such, or not there. */
  private static boolean all(Json json, String name, Predicate<Object> are) {
    if (!json.containsKey(name)) return true;
    return json.get(name) instanceof List && json.list(name).stream().allMatch(are);
  }
}
