package assent.sdk;

import java.util.*;

/** The file `history`: what was sent last, for the user to see, the newest first. */
final class History {
  private static final int MOST = 50;
  /** How much room it may take. */
  private static final int CHARACTERS = 4 << 20;

  private final Disk disk;

  History(Disk disk) { this.disk = disk; }

  List<Json> batches() { return Lists.read(disk, "history"); }

  /** Keeps what became of a batch. A try again takes the place of the one before. */
  void add(Json batch, Reply reply) {
    var events = new Json();
    for (var event : batch.objects("events"))
      events.merge(event.text("event_name"), 1L, (before, one) -> (Long) before + 1);
    var said = reply == null ? new Json() : reply.json();
    var batches = new ArrayList<Json>();
    batches.add(Json.of("sent_at", Clock.text(Clock.wall()), "events", events, "batch", batch,
        "status", reply == null ? null : (long) reply.status, "accepted", said.get("accepted"),
        "rejected", said.get("rejected"), "ignored", said.get("ignored")));
    for (var before : batches()) if (!idsOf(before).equals(idsOf(batches.get(0)))) batches.add(before);
    long room = CHARACTERS;
    for (var one : batches) {
      if (!one.containsKey("batch")) continue;
      room -= one.get("batch").toString().length();
      if (room < 0) one.remove("batch");
    }
    Lists.write(disk, "history", batches.subList(0, Math.min(MOST, batches.size())));
  }

  private static List<String> idsOf(Json sent) {
    var ids = new ArrayList<String>();
    var batch = sent.object("batch");
    if (batch != null) for (var event : batch.objects("events")) ids.add(event.text("event_id"));
    return ids;
  }
}
