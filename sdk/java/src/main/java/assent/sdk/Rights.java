package assent.sdk;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.*;

/** A copy of what is stored, and its erasure. */
final class Rights {
  private final Assent host;
  private final Consent consent;

  Rights(Assent host) {
    this.host = host;
    consent = host.consent;
  }

  /** Throws with what the service said. */
  private Json ask(String method, String path, Json body) throws IOException {
    var reply = host.calls.call(method, path, body, host.calls.stops());
    if (reply.json().isEmpty() || reply.status >= 300) {
      var detail = reply.json().text("detail");
      throw new IOException(
          "The service answered " + reply.status + ": " + (detail == null ? "not as ours does" : detail));
    }
    return reply.json();
  }

  private Json subject(String user) {
    var saved = consent.saved();
    var id = user == null ? null : host.users.idOf(user, saved.identity("salt"));
    return Json.of("installation_id", saved.identity("installation_id"), "user_id", id);
  }

  Json export(String user, long timeout) throws IOException {
    var rows = new ArrayList<Object>();
    var history = new ArrayList<Object>();
    if (consent.saved().identity("salt") == null) return exported("completed", rows, history);
    long until = Clock.running() + timeout;
    var id = String.valueOf(ask("POST", "/v1/exports", subject(user)).get("export_id"));
    var path = "/v1/exports/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
    var query = "";
    for (long wait = 500; ; ) {
      var part = ask("GET", path + query, null);
      if (!"completed".equals(part.get("status"))) {
        if (Clock.running() + wait > until) return exported("running", rows, history);
        sleep(wait);
        wait = Math.min(wait * 2, 30_000);
        continue;
      }
      rows.addAll(part.list("rows"));
      history.addAll(part.list("consent_history"));
      var next = part.text("next_page");
      if (next == null) return exported("completed", rows, history);
      query = "?page=" + URLEncoder.encode(next, StandardCharsets.UTF_8);
    }
  }

  private static Json exported(String status, List<Object> rows, List<Object> history) {
    return Json.of("status", status, "rows", rows, "consent_history", history);
  }

  private static void sleep(long milliseconds) throws IOException {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
  }

  Json erase(String user) throws IOException {
    if (consent.saved().identity("salt") == null) {
      consent.refuse();
      return Json.of("status", "completed");
    }
    var subject = subject(user);
    if (subject.containsKey("user_id")) return ask("POST", "/v1/erasures", subject);
    // Nothing more is queued from here on, and the decision itself carries the erasure should the call fail.
    consent.withdraw(new How().erase());
    try {
      var erasure = erasure(subject);
      consent.adopt("erased");
      return erasure;
    } catch (IOException unreachable) {
      return Json.of("status", "pending");
    }
  }

  private Json erasure(Json subject) throws IOException {
    try {
      return ask("POST", "/v1/erasures", subject);
    } catch (IOException fault) {
      // Told the decision, the service said first that it has begun, which ended the call: asked again, it is the same.
      if (!consent.saved().is("erased")) throw fault;
      return ask("POST", "/v1/erasures", subject);
    }
  }
}
