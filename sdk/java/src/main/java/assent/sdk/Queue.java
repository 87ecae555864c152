package assent.sdk;

import java.io.IOException;
import java.util.*;
import java.util.concurrent.*;

/** The segment that this process writes. An event is in its file when `add` returns. Whoever calls it holds the lock. */
final class Queue {
  /** How the clock stood that stamps a segment. `origin`: its time less that of the process, which no one sets. */
  static final class Stamp {
    final String id;
    final String header;
    final long origin;
    final boolean isWrong;
    final long began = Clock.running();
    private int characters;

    Stamp(String id, String header, long origin, boolean isWrong) {
      this.id = id;
      this.header = header;
      this.origin = origin;
      this.isWrong = isWrong;
    }
  }

  /** When a segment is full: events, characters, and milliseconds since its first. */
  private static final int EVENTS = 200;
  private static final int CHARACTERS = 56 * 1024;
  static final long AGE = 600_000;
  private static final int TRIMMED = 1024 * 1024;
  private static final long SAFE = (1L << 53) - 1;

  private final Disk disk;
  private final Assent host;
  /** Those of this process that were never sent, by their ID. */
  final Map<String, Stamp> stamps = new ConcurrentHashMap<>();
  private Stamp open;
  private long sequence;
  private int waiting;
  private int untrimmed;
  /** Events that no store took, or that were too many for it. */
  long dropped;

  Queue(Disk disk, Assent host) {
    this.disk = disk;
    this.host = host;
  }

  /** Gives the event its sequence. Another header than before begins another segment. */
  void add(Json event, String header, long now) throws IOException {
    long origin = now - Clock.running();
    // The process's own time tells how old a segment is; where the clock was set meanwhile, another begins.
    if (open != null && (!open.header.equals(header) || Clock.running() - open.began >= AGE
        || Math.abs(origin - open.origin) > Clock.MINUTE)) close();
    if (open == null) {
      sequence = next();
      open = named(header, now);
    }
    event.put("sequence", sequence++);
    try {
      write(event + "\n");
    } catch (IOException failing) {
      // A full or forbidden disk. Whatever else comes begins a segment of its own.
      dropped++;
      close();
    }
  }

  private void write(String line) throws IOException {
    boolean begins = !stamps.containsKey(open.id);
    if (!disk.append(open.id, begins ? open.header + "\n" + line : line)) {
      // Taken for left behind, or deleted with the consent. What comes now is another segment.
      host.consent.load();
      if (!host.consent.active()) {
        forget();
        return;
      }
      open = named(open.header, open.origin + Clock.running());
      disk.append(open.id, open.header + "\n" + line);
    }
    stamps.put(open.id, open);
    open.characters += line.length();
    untrimmed += line.length();
    if (waiting++ == 0) host.waitsFirst();
    if (open.characters >= CHARACTERS) close();
    if (waiting >= EVENTS) {
      seal();
      host.send();
    }
  }

  /** Goes on with the count of the program that ended last; else so far off that a report takes the jump for no loss. */
  private long next() throws IOException {
    var kept = disk.take("sequence");
    if (kept != null && kept.matches("[1-9][0-9]{0,15}") && Long.parseLong(kept) <= SAFE) return Long.parseLong(kept);
    return (1 + ThreadLocalRandom.current().nextLong(1 << 20)) * (1L << 32) + 1;
  }

  /** After all there are, so that their order is that of writing, whatever the clock says. */
  private Stamp named(String header, long now) throws IOException {
    long next = disk.newest() + 1;
    var number = String.format(Locale.ROOT, "%015d", Math.max(now, next));
    var id = number + "-" + UUID.randomUUID().toString().substring(0, 8);
    boolean isWrong = !Clock.isPlausible(now) || next > now + Clock.MINUTE;
    return new Stamp(id, header, now - Clock.running(), isWrong);
  }

  /** Ends the segment, and counts anew what waits: from now on all may be sent. */
  void seal() {
    close();
    waiting = 0;
  }

  private void close() {
    if (open == null) return;
    var id = open.id;
    open = null;
    try {
      disk.write("sequence", String.valueOf(sequence));
      disk.seal(id);
    } catch (IOException failing) {
      // The next process finds it.
      return;
    }
    if (untrimmed < TRIMMED) return;
    untrimmed = 0;
    host.timer.execute(host::trim);
  }

  /** Forgets the segment. */
  void forget() {
    open = null;
    waiting = 0;
    stamps.clear();
  }
}
