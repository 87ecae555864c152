package assent.sdk;

import assent.sdk.Users.User;
import java.io.*;
import java.time.Duration;
import java.util.*;
import java.util.concurrent.*;

/**
 * Usage telemetry of one installation that asks first. Safe with several threads. No method throws but those that say so.
 */
public final class Assent implements Closeable {
  final Given given;
  private final boolean debugs;
  /** Of decision, queue and clock; never held while the network is waited for. */
  final Object lock = new Object();
  private final Object trimming = new Object();

  final Timer timer = new Timer();
  final Disk disk;
  final State state;
  final History history;
  final Users users = new Users();
  final Consent consent;
  final Queue queue;
  final Calls calls;
  private final Sender sender;
  private final AtExit atExit;
  private final String sessionId = UUID.randomUUID().toString();
  private final long began = Clock.running();
  private final boolean isBuilding = Machine.isBuilding();
  private volatile User user = new User(null, null);
  private volatile boolean isClosed;
  private volatile String fault;
  private String header;
  private long offset;

  /**
   * Begins. Example: {@code var telemetry = new Assent(new Options("https://telemetry.example.com", "my-app.Zx3v…",
   * "4.2.1"));}
   *
   * @param options what the program tells
   * @throws IllegalArgumentException where URL or key can't be right: nothing would ever arrive
   */
  public Assent(Options options) {
    given = new Given(options);
    debugs = options.debugs;
    given.warnings.forEach(this::say);
    // An administrator's word is asked for once: it does not change under a running program.
    var policyFile = options.policyFile == null ? Machine.policyFileOf(given.product) : options.policyFile;
    var ruled = options.isOff ? "option" : Machine.off(policyFile);
    var folder = options.folder == null ? Machine.folderOf(given.product) : options.folder;
    disk = new Disk(folder, options.queueBytes);
    state = new State(disk);
    history = new History(disk);
    offset = state.offset();
    consent = new Consent(disk, given.url, ruled, this);
    queue = new Queue(disk, this);
    calls = new Calls(this);
    sender = new Sender(this, new Claims(disk, state, queue.stamps));
    consent.load();
    plan(Timer.START);
    atExit = new AtExit(this::leave);
  }

  /**
   * What the user decided, and how they decide. Example: {@code telemetry.consent().ask()}
   *
   * @return the consent
   */
  public Consent consent() { return consent; }

  /**
   * Queues an event, if its purpose was granted; else does nothing. Example: {@code
   * telemetry.track(Catalog.featureUsed().feature("export_pdf").durationMs(1200));}
   *
   * @param event what happened
   */
  public void track(Event event) { track(event.eventName, event.properties, user); }

  /**
   * The same by the catalog's names, for programs that don't know them when they are compiled. Example: {@code
   * telemetry.track("document_exported", Map.of("format", "pdf"));}
   *
   * @param eventName its name in the catalog
   * @param properties texts, numbers and Booleans by their names
   */
  public void track(String eventName, Map<String, ?> properties) { track(eventName, properties, user); }

  void track(String eventName, Map<String, ?> properties, User who) {
    synchronized (lock) {
      var saved = consent.saved();
      if (isClosed || !consent.active() || !saved.permits(eventName)) {
        say(eventName + " is not queued: " + why(eventName));
        return;
      }
      attempt(() -> add(saved, eventName, properties, who), 1);
    }
  }

  private Void add(Decision saved, String eventName, Map<String, ?> properties, User who) throws IOException {
    boolean named = saved.purposes.contains("persons");
    var event = Json.of("event_id", UUID.randomUUID().toString(), "event_name", eventName,
        "occurred_at", Clock.text(now()), "session_id", saved.purposes.contains("usage") ? sessionId : null,
        "user_id", named && who.name != null ? users.idOf(who.name, saved.identity("salt")) : null,
        "user_role", named ? who.role : null, "properties", properties == null ? null : new Json(properties));
    if (header == null) header = header(saved.purposes.contains("environment"));
    queue.add(event, header, now());
    return null;
  }

  private String header(boolean environment) {
    var context = environment ? Machine.environment() : new Json();
    context.put("ci", isBuilding);
    context.putAll(given.context);
    context.putAll(Map.of("sdk_name", "java", "sdk_version", Version.TEXT));
    return Json.of("format", 1L, "context", context, "organization_id", given.organizationId, "offset", offset)
        .toString();
  }

  /**
   * Who uses the product from now on. Only sent where {@code persons} is granted. What is no GUID or hex digest becomes a
   * keyed digest. For a program with one user at a time: a server says {@link #as}. Example: {@code
   * telemetry.user("anna@example.com", "analyst");}
   *
   * @param id whatever the product calls them; null for nobody
   * @param role their role in the product; null for none
   */
  public void user(String id, String role) { user = new User(id, id == null ? null : role); }

  /**
   * For one user, whoever else is served at the same time. Example: {@code telemetry.as(request.getRemoteUser(),
   * "analyst").track(Catalog.featureUsed().feature("export_pdf"));}
   *
   * @param id whatever the product calls them
   * @param role their role in the product; null for none
   * @return what tracks for them
   */
  public As as(String id, String role) { return new As(this, new User(id, role)); }

  /** A session began; with it, that the product is new here or has another version than at its last session. */
  public void sessionStarted() {
    if (!consent.active()) return;
    track("session_started", new Json());
    var version = String.valueOf(given.context.get("product_version"));
    var previous = state.read().text("product_version");
    if (version.equals(previous)) return;
    var action = previous == null ? "installed" : "updated";
    track("installation_changed", Json.of("action", action, "previous_version", previous));
    attempt(() -> keep("product_version", version), 0);
  }

  /** How long it lasted is counted from the construction of this object. */
  public void sessionEnded() { track("session_ended", Json.of("duration_ms", Clock.running() - began)); }

  /**
   * What was sent, when, and what came of it: the last 50 batches, the newest first. Kept here only, for a page of your
   * product; an erasure deletes it. Example: {@code telemetry.history().get(0).text("sent_at")}
   *
   * @return objects of {@code sent_at}, {@code events}, {@code batch}, {@code status}, {@code accepted}, …
   */
  public List<Json> history() { return history.batches(); }

  /**
   * Exactly the bodies that would be sent now, in their order. Example: {@code telemetry.preview().forEach(area::append);}
   *
   * @return the bodies
   */
  public List<Json> preview() {
    var bodies = new ArrayList<Json>();
    if (!consent.active()) return bodies;
    List<String> texts = attempt(disk::peek, 0);
    for (var text : texts == null ? List.<String>of() : texts) {
      var segment = Segment.read(text);
      var batch = segment == null ? null : sender.batch(segment);
      if (batch != null && !batch.list("events").isEmpty()) bodies.add(batch);
    }
    return bodies;
  }

  /**
   * How many events were lost to the queue's bounds or refused by the service, so far as this installation knows.
   * Example: {@code if (telemetry.dropped() > 0) log.warn(telemetry.lastProblem());}
   *
   * @return the number
   */
  public long dropped() {
    synchronized (lock) {
      return state.number("dropped") + queue.dropped;
    }
  }

  /**
   * Why events don't arrive, as a sentence for the developer; null while they do. Example: {@code
   * log.info(telemetry.lastProblem());}
   *
   * @return the sentence, or null
   */
  public String lastProblem() { return fault == null ? state.read().text("problem") : fault; }

  /**
   * As {@link #flush(Duration)} within five seconds. Example: {@code telemetry.flush();}
   *
   * @return whether nothing waits any more
   */
  public boolean flush() { return flush(Duration.ofSeconds(5)); }

  /**
   * Sends now what may be sent, and waits for it no longer than so. Example: {@code
   * telemetry.flush(Duration.ofMillis(500));}
   *
   * @param timeout how long
   * @return true where nothing waits any more; false where something still does, and goes later: {@link #lastProblem}
   *     says why
   */
  public boolean flush(Duration timeout) {
    try {
      send().get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      return !waits();
    } catch (TimeoutException | ExecutionException late) {
      return false;
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Ends it: nothing more is queued. What waits goes with the next start, or now if {@link #flush()} was called before.
   * Happens by itself at the end of the program, and in try-with-resources.
   */
  @Override
  public void close() {
    isClosed = true;
    timer.plan(null, 0);
    synchronized (lock) {
      queue.seal();
    }
    sender.stop();
    if (consent.active()) trim();
    count();
    atExit.forget();
    timer.retire();
  }

  /** As `close`, but for what the program may still track in a hook of its own. */
  private void leave() {
    sender.halt();
    synchronized (lock) {
      queue.seal();
    }
    count();
  }

  /**
   * All that the service has of this installation. It answers every few hours: ask again while {@code status} is
   * {@code running}. Example: {@code telemetry.exportData(null, Duration.ofMinutes(1)).objects("rows")}
   *
   * @param user of this user only; null for all
   * @param timeout how long to wait
   * @return {@code status}, {@code rows}, {@code consent_history}
   * @throws IOException a sentence, where the service can't say
   */
  public Json exportData(String user, Duration timeout) throws IOException {
    return new Rights(this).export(user, timeout.toMillis());
  }

  /**
   * Withdraws, and has everything erased; or that user's events only. What can't be said now is said later: then {@code
   * status} is {@code pending}. Example: {@code telemetry.erase(null).text("due_at")}
   *
   * @param user this user only; null for all
   * @return {@code status}, {@code erasure_id}, {@code due_at}
   * @throws IOException a sentence, where one user's events can't be erased now
   */
  public Json erase(String user) throws IOException { return new Rights(this).erase(user); }

  boolean isClosed() { return isClosed; }

  long now() { return Clock.wall() + offset; }

  void say(String text) { if (debugs) System.err.println("assent: " + text); }

  private String why(String eventName) {
    if (isClosed) return "this object is closed";
    var off = consent.off() == null ? "" : ", and " + consent.off() + " turns it off";
    if (!consent.active()) return "consent is " + consent.status() + off;
    boolean isKnown = consent.saved().with("purposes", Catalog.Purpose.words(List.of(Catalog.Purpose.values())))
        .permits(eventName);
    return isKnown ? "its purpose is not granted" : "it is not in the notice that was granted";
  }

  /** Once a decision changed, or was found. */
  void decided(boolean granted) {
    header = null;
    // While this object is made, nothing is there yet to be ended.
    if (sender == null) return;
    if (!granted) {
      queue.forget();
      sender.stop();
      if (!consent.saved().is("none")) attempt(this::purge, 0);
    }
    // A decision is told soon, after those that follow it in the same breath.
    plan(0);
  }

  /** An event waits, and none did before. */
  void waitsFirst() { if (!timer.isPlanned()) plan(Timer.FIRST); }

  private Void purge() throws IOException {
    disk.purge();
    if (consent.saved().isErasing()) disk.take("history");
    return null;
  }

  private Void keep(String name, Object value) throws IOException {
    state.keep(name, value);
    return null;
  }

  private void plan(long milliseconds) { timer.plan(this::trimAndSend, milliseconds); }

  private void trimAndSend() {
    trim();
    send();
  }

  CompletableFuture<Void> send() {
    synchronized (lock) {
      queue.seal();
      count();
    }
    return sender.flush().thenRun(this::planNext);
  }

  private void planNext() {
    if (isClosed || !waits()) return;
    // After a pause, as soon as it is over.
    long pause = state.number("until") - Clock.wall();
    timer.planAtMost(this::trimAndSend, pause > 0 ? Math.min(pause + Timer.PAUSE, Timer.FIRST) : Timer.FIRST);
  }

  /** Whether there is anything that would be sent now or later. */
  private boolean waits() {
    var saved = consent.saved();
    if (!saved.isTold) return true;
    List<String> names = saved.is("granted") ? attempt(disk::list, 0) : List.of();
    return names == null || !names.isEmpty();
  }

  /** By what the service's replies have told. */
  void setClock(long told) {
    if (told != offset) header = null;
    offset = told;
  }

  /** One at a time, whoever closes this among them: two would count the same segments, or one's count would come too late. */
  void trim() {
    synchronized (trimming) {
      Long lost = attempt(disk::trim, 0);
      synchronized (lock) {
        queue.dropped += lost == null ? 0 : lost;
      }
    }
    if (isClosed) count();
  }

  /** Of what the queue lost, for good: only once it is kept. */
  private void count() {
    synchronized (lock) {
      long lost = queue.dropped;
      if (lost == 0) return;
      attempt(() -> {
        state.lost(lost);
        queue.dropped -= lost;
        return null;
      }, 0);
    }
  }

  /** Whatever the disk does: nothing of it is the program's fault. `lost`: events that go with it. */
  private <T> T attempt(Callable<T> work, int lost) {
    try {
      return work.call();
    } catch (Exception failing) {
      synchronized (lock) {
        queue.dropped += lost;
      }
      fault = failing.toString();
      say(fault);
      return null;
    }
  }
}
