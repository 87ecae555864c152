package assent.sdk;

import java.io.*;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/** Calls the service as this installation, and tells the developer what became of it. */
final class Calls {
  /** The most bytes of a reply that is read: a page of an export holds 3 MB, everything else is short. */
  private static final int EXPORT = 4 << 20;

  private static final int OTHER = 64 << 10;
  private static final int SHOWN = 2000;

  private final Assent host;
  private final Http http = new Http();

  Calls(Assent host) { this.host = host; }

  /** Ends what is under way: its answer counts no more. */
  void stop() { http.stop(); }

  /** How often it was ended so far: taken before one looks whether something may be called. */
  int stops() { return http.stops(); }

  /** Nothing is to be called for a while. */
  void end() { http.end(); }

  /** Throws when no reply came, or it was stopped since `stops`. */
  Reply call(String method, String path, Json json, int stops) throws IOException {
    host.say(method + " " + path + (json == null ? "" : " " + json));
    try {
      int most = path.startsWith("/v1/exports/") ? EXPORT : OTHER;
      var reply = http.call(request(method, path, json), URI.create(host.given.url + path), most, stops);
      host.say(method + " " + path + ": " + reply.status + " " + cut(reply.text));
      return reply;
    } catch (IOException | RuntimeException fault) {
      host.say(method + " " + path + ": no reply, " + fault);
      throw new IOException(fault);
    }
  }

  private HttpRequest.Builder request(String method, String path, Json json) throws IOException {
    var request = HttpRequest.newBuilder();
    if (!path.equals("/v1/health")) {
      var secret = host.consent.saved().identity("secret");
      request.header("authorization", "Bearer " + host.given.writeKey);
      request.header("x-installation-secret", secret == null ? "" : secret);
    }
    if (json == null) return request.method(method, HttpRequest.BodyPublishers.noBody());
    boolean packs = path.equals("/v1/events");
    var bytes = json.toString().getBytes(StandardCharsets.UTF_8);
    request.header("content-type", packs ? "application/gzip" : "application/json");
    return request.method(method, HttpRequest.BodyPublishers.ofByteArray(packs ? packed(bytes) : bytes));
  }

  private static byte[] packed(byte[] bytes) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  private static String cut(String text) { return text.length() > SHOWN ? text.substring(0, SHOWN) : text; }
}
