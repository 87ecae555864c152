package assent.sdk;

import java.io.IOException;
import java.util.List;

/**
 * The file `sending`: what outlives the process beside decision and queue. `until`: nothing is sent before, in whole ms
 * since 1970; `failed`: tries in a row; `offset`: what to add to this machine's clock; `drop`: events that the service
 * asked to send no more; `dropped`: events that were lost; `problem`: why nothing arrives; `product_version`: when it
 * last started.
 */
final class State {
  private static final long LONGEST = 7 * Clock.DAY;

  private final Disk disk;
  /** The pause that this process set. */
  private long mine;

  State(Disk disk) { this.disk = disk; }

  synchronized Json read() {
    var untouched = Json.of("format", 1L, "until", 0L, "failed", 0L, "offset", 0L, "drop", List.of(), "dropped", 0L);
    Json kept;
    try {
      kept = Json.read(disk.readOr("sending", ""));
    } catch (IOException unreadable) {
      return untouched;
    }
    if (kept == null) return untouched;
    var sending = new Json(untouched);
    sending.putAll(kept);
    for (var name : List.of("until", "failed", "offset", "dropped"))
      if (Double.isNaN(sending.number(name, Double.NaN))) return untouched;
    if (sending.number("format", 0) != 1 || !(sending.get("drop") instanceof List)) return untouched;
    // A clock that was put back must not make a pause last for years.
    if (sending.number("until", 0) > Clock.wall() + 2 * LONGEST) sending.put("until", 0L);
    return sending;
  }

  long number(String name) { return Math.round(read().number(name, 0)); }

  long offset() { return number("offset"); }

  /** The time by the service's clock, so far as it is known. */
  long now() { return Clock.wall() + offset(); }

  /** Names and values in turn; a value that is null goes. Throws where it can't be kept: then nothing may be sent. */
  synchronized void keep(Object... members) throws IOException {
    if (Lists.isLater(disk.read("sending"))) throw new IOException("A later SDK wrote the file sending.");
    var sending = read();
    for (int n = 0; n < members.length; n += 2) {
      if (members[n + 1] == null) sending.remove(members[n]);
      else sending.put((String) members[n], members[n + 1]);
    }
    disk.write("sending", sending.toString());
  }

  synchronized void lost(long events) throws IOException {
    if (events > 0) keep("dropped", number("dropped") + events);
  }

  /** Sends nothing for so many milliseconds; of two pauses the longer one counts. */
  synchronized long pause(double milliseconds) throws IOException {
    long until = number("until");
    // Our own from before the try ends with it; another process may have been told more meanwhile.
    long other = until == mine ? 0 : until;
    mine = Math.round(Clock.wall() + Math.min(milliseconds, LONGEST));
    keep("until", Math.max(mine, other));
    return Math.max(mine, other);
  }

  /** The service answered: a pause of ours is over. */
  synchronized void resume() throws IOException {
    long until = number("until");
    if (until == mine && until != 0) keep("until", 0L);
  }

  /** It took what was sent. */
  synchronized void succeeded() throws IOException {
    resume();
    keep("failed", 0L, "problem", null);
  }
}
