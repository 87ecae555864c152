package assent.sdk;

import assent.sdk.Disk.Claim;
import java.io.IOException;
import java.util.*;

/** The segments that this process is sending. */
final class Claims {
  private static final int EVENTS = 500;
  /** The most characters of events in a request, before gzip. */
  private static final int CHARACTERS = 512 * 1024;

  private final Disk disk;
  private final State state;
  private final Map<String, Queue.Stamp> stamps;
  private final List<Claim> held = new ArrayList<>();
  private Deque<String> names = new ArrayDeque<>();
  private long lost;
  /** Whether what was claimed last was stamped by a clock that is known to have been wrong. */
  boolean isWrong;

  Claims(Disk disk, State state, Map<String, Queue.Stamp> stamps) {
    this.disk = disk;
    this.state = state;
    this.stamps = stamps;
  }

  /** As many of the oldest segments as go in one request; null where there are none. `timely`: the time is known. */
  synchronized Segment next(boolean timely) throws IOException {
    // Listed again once all of them are gone: meanwhile there may be more.
    if (names.isEmpty()) names = new ArrayDeque<>(disk.list());
    isWrong = false;
    Json header = null;
    var events = new ArrayList<Json>();
    int size = 0;
    for (; !names.isEmpty(); names.remove()) {
      var claim = disk.claim(names.element());
      if (claim == null) continue;
      var own = stamps.get(claim.id());
      var read = read(claim, own, timely);
      size += claim.text.length();
      boolean fits = read != null && (header == null || events.size() + read.events.size() <= EVENTS
          && size <= CHARACTERS && header.toString().equals(read.header.toString()));
      if (!fits) {
        disk.release(claim);
        if (read != null) break;
        continue;
      }
      held.add(claim);
      lost += read.lost;
      isWrong |= own != null && own.isWrong;
      if (header == null) header = read.header;
      events.addAll(read.events);
    }
    return header == null ? null : new Segment(header, events, 0);
  }

  /** With the right times where this process stamped it by a clock of which it has learned since, and never sent it. */
  private Segment read(Claim claim, Queue.Stamp own, boolean timely) throws IOException {
    var read = Segment.read(claim.text);
    if (read == null || own == null) return read;
    long offset = state.offset();
    long now = Clock.wall() + offset;
    long by = own.isWrong ? now - Clock.running() - own.origin : offset - read.offset();
    if (Math.abs(by) < Clock.MINUTE || own.isWrong && !timely) return read;
    var right = read.restamped(by, offset);
    // On disk first: an event that was sent once is sent again as it was.
    claim.text = right.text();
    disk.rewrite(claim);
    stamps.remove(claim.id());
    return right;
  }

  /** They are about to be sent: from now on they stay as they are. */
  synchronized void begin() {
    for (var claim : held) stamps.remove(claim.id());
  }

  /** They are settled. Returns how many of their lines held no event any more. */
  synchronized long remove() throws IOException {
    for (var claim : held) disk.remove(claim);
    held.clear();
    long counted = lost;
    lost = 0;
    return counted;
  }

  /** They go another time. */
  synchronized void release() {
    lost = 0;
    names.clear();
    for (var claim : held) {
      try {
        disk.release(claim);
      } catch (IOException failing) {
        // It is taken for left behind one day.
        continue;
      }
    }
    held.clear();
  }
}
