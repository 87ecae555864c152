package assent.sdk;

import assent.sdk.Catalog.Purpose;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Does the steps of sdk/conformance/README.md. */
final class Driver {
  private Driver() {}

  private static Assent telemetry;

  public static void main(String[] args) throws IOException {
    var in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      Json answer;
      try {
        answer = answer(Json.read(line));
      } catch (IOException | RuntimeException fault) {
        answer = Json.of("error", String.valueOf(fault.getMessage()));
      }
      out.print(answer + "\n");
      out.flush();
    }
  }

  private static Json answer(Json step) throws IOException {
    switch (step.text("do")) {
      case "open":
        telemetry = new Assent(options(step));
        return status();
      case "grant":
        return Json.of("kept", telemetry.consent().grant(purposes(step), how(step)));
      case "refuse":
        return Json.of("kept", telemetry.consent().refuse(how(step)));
      case "withdraw":
        return Json.of("kept", telemetry.consent().withdraw(how(step)));
      case "track":
        for (long n = (long) step.number("times", 1); n > 0; n--) track(step);
        return new Json();
      case "session":
        if (Boolean.TRUE.equals(step.get("started"))) telemetry.sessionStarted();
        else telemetry.sessionEnded();
        return new Json();
      case "user":
        telemetry.user(step.text("id"), step.text("role"));
        return new Json();
      case "flush":
        return Json.of("sent", telemetry.flush(Duration.ofMillis((long) step.number("timeout_ms", 5000))));
      case "flush_later":
        var later = new Thread(() -> telemetry.flush(Duration.ofDays(1)));
        later.setDaemon(true);
        later.start();
        return new Json();
      case "preview":
        return Json.of("bodies", telemetry.preview());
      case "history":
        return Json.of("batches", telemetry.history());
      case "receipts":
        return Json.of("receipts", telemetry.consent().receipts());
      case "notice":
        return telemetry.consent().notice(step.text("language"));
      case "erase":
        return Json.of("erasure", telemetry.erase(step.text("user")));
      case "export":
        return Json.of("export", telemetry.exportData(step.text("user"), Duration.ofMinutes(1)));
      case "status":
        return status();
      case "close":
        telemetry.close();
        return new Json();
      case "cpu":
        return Json.of("ms", ProcessHandle.current().info().totalCpuDuration().orElseThrow().toMillis());
      case "kill":
        new ProcessBuilder("kill", "-9", String.valueOf(ProcessHandle.current().pid())).start();
        throw new IOException("still alive");
      case "vector":
        return vector(step);
      default:
        throw new IllegalArgumentException("no such step: " + step.text("do"));
    }
  }

  private static Options options(Json step) {
    var context = step.object("context");
    var options = new Options(step.text("url"), step.text("writeKey"), context.text("product_version"));
    context.forEach(options::context);
    if (step.containsKey("queue")) options.queueBytes((long) step.object("queue").number("bytes", 0));
    return options
        .organizationId(step.text("organization_id"))
        .folder(step.text("folder"))
        .off(Boolean.TRUE.equals(step.get("off")));
  }

  private static How how(Json step) {
    var how = new How().language(step.text("language"));
    if ("administrator".equals(step.text("decided_by"))) how.administrator();
    return Boolean.TRUE.equals(step.get("erase")) ? how.erase() : how;
  }

  private static Set<Purpose> purposes(Json step) {
    var words = new ArrayList<String>();
    for (var word : step.list("purposes")) words.add((String) word);
    return Purpose.of(words);
  }

  private static void track(Json step) {
    var properties = step.object("properties");
    var user = step.text("user");
    if (user == null) telemetry.track(step.text("event_name"), properties);
    else telemetry.as(user, step.text("role")).track(step.text("event_name"), properties);
  }

  private static Json status() {
    var consent = telemetry.consent();
    var status =
        Json.of(
            "status", consent.status(),
            "ask", consent.ask(),
            "active", consent.active(),
            "purposes", Purpose.words(consent.purposes()),
            "dropped", telemetry.dropped());
    status.put("off", consent.off());
    status.put("problem", telemetry.lastProblem());
    return status;
  }

  private static Json vector(Json given) {
    switch (given.text("file")) {
      case "replies":
        var told = given.object("reply");
        var reply =
            told == null
                ? null
                : new Reply((int) told.number("status", 0), told.text("type"), told.text("retryAfter"),
                    told.text("date"), told.text("text"));
        var ruled = Verdict.of(reply, given.number("failed", 0), (int) given.number("sent", 1));
        var answer = Json.of("do", ruled.what);
        answer.put("seconds", ruled.is("keep") ? ruled.seconds : null);
        return answer;
      case "clock":
        answer = new Json();
        answer.put("offset", Clock.offsetBy(given.text("date"), (long) given.number("now", 0)));
        return answer;
      case "segments":
        var segment = Segment.read(given.text("text"));
        answer = new Json();
        answer.put("events", segment == null ? null : ids(segment.events));
        answer.put("lost", segment == null ? 0 : segment.lost);
        return answer;
      case "bodies":
        return body(given);
      case "machine":
        answer = new Json();
        answer.put("sent", form(given.text("field"), given.text("given")));
        return answer;
      case "users":
        answer = new Json();
        answer.put("user_id", new Users().idOf(given.text("user"), given.text("salt")));
        return answer;
      default:
        throw new IllegalArgumentException("no such file: " + given.text("file"));
    }
  }

  private static String form(String field, String given) {
    if (field.equals("architecture")) return Machine.architecture(given);
    return field.equals("os_name") ? Machine.system(given) : Forms.language(given);
  }

  private static List<String> ids(List<Json> events) {
    var ids = new ArrayList<String>();
    for (var event : events) ids.add(event.text("event_id"));
    return ids;
  }

  private static Json body(Json given) {
    var header = new Json(given.object("header"));
    long offset = (long) given.number("offset", 0);
    long behind = (long) given.number("behind", 0);
    header.put("offset", offset);
    var identity = Json.of("installation_id", given.get("installation_id"));
    var granted =
        Decision.NONE.with(
            "purposes", given.get("purposes"), "notice_version", given.get("notice_version"), "identity", identity);
    long now = (long) given.number("now", 0) - behind;
    return new Segment(header, given.objects("events"), 0).batch(granted, given.list("drop"), now, offset + behind);
  }
}
