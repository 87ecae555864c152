package assent.sdk;

import java.util.*;

/**
 * Lines: a header, which is what its events have in common, then an event a line, as it is sent. `lost`: lines that hold
 * no event any more. `offset` of a header: what the clock of its events was corrected by, in ms.
 */
final class Segment {
  final Json header;
  final List<Json> events;
  final long lost;

  Segment(Json header, List<Json> events, long lost) {
    this.header = header;
    this.events = events;
    this.lost = lost;
  }

  /** Null where it is of a later format, and so another SDK's to send. A line that a crash tore is no event. */
  static Segment read(String text) {
    var lines = (text.startsWith("\ufeff") ? text.substring(1) : text).split("\n", -1);
    var first = Json.read(lines[0]);
    if (first != null && first.number("format", first.containsKey("format") ? 0 : 1) != 1) return null;
    var header = first != null && first.object("context") != null ? first : null;
    var events = new ArrayList<Json>();
    int written = 0;
    for (int n = 1; n < lines.length - 1; n++) {
      if (lines[n].isBlank()) continue;
      written++;
      var event = header == null ? null : Json.read(lines[n]);
      if (event != null && event.text("event_id") != null) events.add(event);
    }
    // What follows the last line's end was being written.
    int torn = lines.length > 1 && !lines[lines.length - 1].isEmpty() ? 1 : 0;
    var known = header == null ? Json.of("context", new Json(), "offset", 0L) : header;
    return new Segment(known, events, written - events.size() + torn);
  }

  String text() {
    var text = new StringBuilder(header + "\n");
    for (var event : events) text.append(event).append('\n');
    return text.toString();
  }

  long offset() { return Math.round(header.number("offset", 0)); }

  Segment with(List<Json> others) { return new Segment(header, others, lost); }

  /** When the last of them happened, in ms since 1970; 0 for none. */
  static long latest(List<Json> events) {
    long latest = 0;
    for (var event : events) latest = Math.max(latest, Clock.parse(event.text("occurred_at")));
    return latest;
  }

  /** As a clock would have stamped it that is `by` ms ahead of the one that did. */
  Segment restamped(long by, long offset) {
    var right = new ArrayList<Json>();
    for (var event : events) {
      var stamped = new Json(event);
      stamped.put("occurred_at", Clock.text(Clock.parse(event.text("occurred_at")) + by));
      right.add(stamped);
    }
    var corrected = new Json(header);
    corrected.put("offset", offset);
    return new Segment(corrected, right, lost);
  }

  /**
   * The batch without whatever is not granted now, though it was when it was queued, or is braked by name.
   *
   * @param now this machine's time, to which `offset` is to be added
   */
  Json batch(Decision granted, List<?> drop, long now, long offset) {
    var purposes = granted.purposes;
    // It means something only beside another purpose; `essential` needs no grant.
    boolean named =
        purposes.contains("persons") && purposes.stream().filter(one -> !one.equals("essential")).count() > 1;
    var sent = new ArrayList<Json>();
    for (var event : events) {
      var name = event.text("event_name");
      if (!granted.permits(name) || drop.contains(name)) continue;
      var one = new Json(event);
      if (!purposes.contains("usage")) one.remove("session_id");
      if (!named) one.keySet().removeAll(List.of("user_id", "user_role"));
      sent.add(one);
    }
    var context = new Json(header.object("context"));
    if (!purposes.contains("environment")) context.keySet().removeIf(name -> !name.matches("(?:product_|sdk_).*|ci"));
    // By the clock that stamped the events: the service corrects both alike. One that had not come so far, or can't
    // be right, was another.
    long stamped = now + offset();
    long last = latest(events);
    boolean isOther = last > stamped + Clock.MINUTE || Clock.isPlausible(last) && !Clock.isPlausible(stamped);
    return Json.of("sent_at", Clock.text(isOther ? now + offset : stamped),
        "installation_id", granted.identity("installation_id"), "organization_id", header.get("organization_id"),
        "context", context, "events", sent);
  }
}
