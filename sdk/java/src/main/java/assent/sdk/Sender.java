package assent.sdk;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.*;

/** Sends the decision, then the queue: one request at a time, by the contract's rules. */
final class Sender {
  /** Before a try, in ms: a program that ends in the middle of it does not try again with each start. */
  private static final double WHILE_TRYING = 10_000;

  private final Assent host;
  private final Object lock;
  private final Consent consent;
  private final State state;
  private final Claims claims;
  private CompletableFuture<Void> running;
  private boolean again;
  private volatile boolean isHalted;
  /** How often the calls were stopped when a step of a run began: what was decided since, it has not seen. */
  private int stops;
  /** Whether the service was asked for its time since this run began. */
  private boolean isTimely;

  Sender(Assent host, Claims claims) {
    this.host = host;
    this.claims = claims;
    lock = host.lock;
    consent = host.consent;
    state = host.state;
  }

  /** Sends what may be sent now, on the SDK's thread. */
  synchronized CompletableFuture<Void> flush() {
    again = true;
    if (running == null) running = CompletableFuture.runAsync(this::runs, host.timer);
    return running;
  }

  /** Once more where somebody asked meanwhile: what they wait for may have come after the last look. */
  private void runs() {
    do {
      try {
        run();
      } catch (IOException | RuntimeException fault) {
        host.say(fault.toString());
      } finally {
        claims.release();
        host.calls.end();
      }
    } while (goesOn());
  }

  private synchronized boolean goesOn() {
    if (!again) running = null;
    return running != null;
  }

  /** Ends a request under way: its answer counts no more. */
  void stop() {
    host.calls.stop();
    claims.release();
  }

  /** For good: the program ends. */
  void halt() {
    isHalted = true;
    stop();
  }

  private void run() throws IOException {
    synchronized (this) {
      again = false;
    }
    for (isTimely = false; !isHalted; ) {
      stops = host.calls.stops();
      consent.load();
      if (consent.off() != null) {
        host.say("nothing is sent: " + consent.off() + " turns it off");
        return;
      }
      long until = state.number("until");
      if (Clock.wall() < until) {
        host.say("nothing is sent until " + Clock.text(until) + ". " + state.read().get("problem"));
        return;
      }
      if (!consent.saved().isTold) {
        if (!Clock.isPlausible(state.now()) && !isTimely && !askTime()) return;
        consent.restamp();
        if (!tell(false)) return;
        continue;
      }
      // What waits when the host has closed it goes with the next start.
      if (!consent.active() || host.isClosed()) return;
      var segment = claims.next(isTimely);
      if (segment == null) return;
      if (!isTimely && (claims.isWrong || doubts(segment))) {
        claims.release();
        if (!askTime()) return;
        continue;
      }
      if (!post(segment)) return;
      state.lost(claims.remove());
    }
  }

  /** Whether the clock is, or was, known to be wrong: then the service is asked for its own. */
  private boolean doubts(Segment segment) {
    long now = state.now();
    return !Clock.isPlausible(now) || state.offset() != 0 || Segment.latest(segment.events) > now + Clock.MINUTE;
  }

  Json batch(Segment segment) {
    var sending = state.read();
    return segment.batch(consent.saved(), sending.list("drop"), Clock.wall(), state.offset());
  }

  /** Whether every event of it is settled. */
  private boolean post(Segment segment) throws IOException {
    var saved = consent.saved();
    var batch = batch(segment);
    int sent = batch.list("events").size();
    if (sent == 0) return true;
    claims.begin();
    var reply = attempt("POST", "/v1/events", batch);
    var ruled = Verdict.of(reply, state.number("failed"), sent);
    synchronized (lock) {
      if (!consent.saved().isErasing()) host.history.add(batch, reply);
      if (isPast(saved)) return false;
      if (ruled.is("keep")) return pause(ruled, reply);
      learn(reply);
      state.succeeded();
      if (ruled.is("drop") || sent == 1) {
        settle(ruled.is("drop") && reply.status == 202 ? reply.json() : new Json(), sent, reply);
        return true;
      }
    }
    int middle = (segment.events.size() + 1) / 2;
    return post(segment.with(segment.events.subList(0, middle)))
        && post(segment.with(segment.events.subList(middle, segment.events.size())));
  }

  private void settle(Json outcome, int sent, Reply reply) throws IOException {
    long refused = sent - Math.round(outcome.number("accepted", 0));
    state.lost(refused);
    if (refused > 0) {
      var problem = "The service did not take " + refused + " of " + sent + " events: " + reply.why();
      state.keep("problem", problem);
      host.say(problem);
    }
    var next = outcome.object("next");
    state.keep("drop", next == null ? List.of() : next.list("drop"));
    if (next != null && next.number("after_seconds", 0) > 0) state.pause(next.number("after_seconds", 0) * 1000);
    var said = outcome.object("consent");
    if (said != null && !"granted".equals(said.get("status"))) consent.adopt(said.text("status"));
  }

  /** Whether the service has the decision now. `least`: after it could not take all of a no. */
  private boolean tell(boolean least) throws IOException {
    stops = host.calls.stops();
    var saved = consent.saved();
    var reply = attempt("PUT", "/v1/consent", saved.body(host.given.organizationId, least));
    synchronized (lock) {
      if (isPast(saved)) return true;
      var reason = reply == null ? null : reply.problem();
      var recorded = reply != null && reply.status == 200 ? recorded(reply.json()) : null;
      if (recorded != null || "installation_erased".equals(reason)) {
        learn(reply);
        state.succeeded();
        if (recorded != null) {
          consent.keepReceipt(reply.json());
          consent.told(saved);
        }
        if (!saved.is(recorded)) consent.adopt(recorded == null ? "erased" : recorded);
        return recorded != null;
      }
      if (!"body_invalid".equals(reason) || saved.is("granted") || least)
        return pause(Verdict.of(reply, state.number("failed"), 0).kept(), reply);
    }
    return tell(true);
  }

  /** The decision that a receipt confirms; null where it is none. */
  private static String recorded(Json receipt) {
    var decision = receipt.text("decision");
    boolean isOne = receipt.text("receipt_id") != null && decision != null;
    return isOne && decision.matches("none|granted|refused|withdrawn|erased") ? decision : null;
  }

  /** Whether the service could be asked for its time. */
  private boolean askTime() throws IOException {
    var reply = attempt("GET", "/v1/health", null);
    synchronized (lock) {
      if (reply == null || reply.status != 200 || !"ok".equals(reply.json().get("status")))
        return pause(Verdict.of(reply, state.number("failed"), 0).kept(), reply);
      learn(reply);
      isTimely = true;
      state.resume();
      return true;
    }
  }

  /** Whether it was decided otherwise meanwhile: then the queue is gone, and what was answered does not matter. */
  private boolean isPast(Decision saved) throws IOException {
    if (consent.saved().isSameAs(saved)) return false;
    state.resume();
    return true;
  }

  /** False, as what it follows from. */
  private boolean pause(Verdict kept, Reply reply) throws IOException {
    if (kept.isOurs) learn(reply);
    var problem = reply == null ? "No reply came from the service." : kept.isOurs
        ? "The service did not take it: " + reply.why()
        : "Not the service, but something else answered: " + reply.status + " "
        + (reply.type == null ? "" : reply.type);
    double jitter = 1 + ThreadLocalRandom.current().nextDouble() / 2;
    long until = state.pause(kept.seconds * 1000 * jitter);
    state.keep("failed", state.number("failed") + 1, "problem", problem);
    host.say(problem + " It is kept, and tried again after " + Clock.text(until) + ".");
    return false;
  }

  /** Only our own service's clock counts, not that of a proxy's page. */
  private void learn(Reply reply) throws IOException {
    var offset = Clock.offsetBy(reply.date, Clock.wall());
    if (offset == null) return;
    isTimely = true;
    if (offset != state.offset()) state.keep("offset", offset);
    host.setClock(offset);
  }

  /** Null where no reply came. */
  private Reply attempt(String method, String path, Json body) throws IOException {
    state.pause(WHILE_TRYING);
    try {
      return host.calls.call(method, path, body, stops);
    } catch (IOException none) {
      return null;
    }
  }
}
