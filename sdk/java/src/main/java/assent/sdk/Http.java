package assent.sdk;

import java.io.*;
import java.net.URI;
import java.net.http.*;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.concurrent.*;

/** Requests through the JDK's client, whose threads are daemons: none keeps the program alive. */
final class Http {
  private static final long TIMEOUT = Machine.hidden("ASSENT_TIMEOUT_MS", 60_000);

  /** What the client begins belongs to it: by itself, it would end its threads and connections once it is collected. */
  private final ThreadGroup threads = new ThreadGroup("assent-http");

  private final Set<CompletableFuture<?>> underWay = ConcurrentHashMap.newKeySet();
  private HttpClient client;
  private int stops;

  private HttpClient client(String proxy) throws IOException {
    if (client != null) return client;
    var made = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER).proxy(Proxies.selector(proxy));
    var maker = new Thread(threads, () -> client = made.build());
    maker.start();
    try {
      maker.join();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    }
    return client;
  }

  /** Ends what is under way. */
  synchronized void stop() {
    stops++;
    for (var request : underWay) request.cancel(true);
    underWay.clear();
    end();
  }

  synchronized int stops() { return stops; }

  /** Ends the client where nothing is under way: its thread would hold the end of the program for a third of a second. */
  synchronized void end() {
    if (!underWay.isEmpty()) return;
    client = null;
    threads.interrupt();
  }

  private synchronized CompletableFuture<HttpResponse<String>> begun(
      HttpRequest request, String proxy, int most, int stopped) throws IOException {
    goesOn(stopped);
    var sent = client(proxy).sendAsync(request, head -> new Body(most));
    underWay.add(sent);
    return sent;
  }

  private synchronized void goesOn(int stopped) throws IOException {
    if (stopped != stops) throw new IOException("It was stopped.");
  }

  /** Reads no more than `most` bytes of the reply. Throws when none came, or it was stopped since `stopped` was read. */
  Reply call(HttpRequest.Builder request, URI address, int most, int stopped) throws IOException {
    var proxy = Proxies.proxyFor(address, System.getenv());
    var authorization = Proxies.authorization(proxy);
    if (authorization != null) request.header("proxy-authorization", authorization);
    // Java's own would tell its version.
    request.uri(address).header("user-agent", "assent-sdk");
    var sent = begun(request.build(), proxy, most, stopped);
    try {
      var reply = sent.get(TIMEOUT, TimeUnit.MILLISECONDS);
      goesOn(stopped);
      return new Reply(reply.statusCode(), header(reply, "content-type"), header(reply, "retry-after"),
          header(reply, "date"), reply.body());
    } catch (ExecutionException failed) {
      throw new IOException(failed.getCause());
    } catch (TimeoutException | CancellationException ended) {
      throw new IOException(ended);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException(interrupted);
    } finally {
      sent.cancel(true);
      underWay.remove(sent);
    }
  }

  private static String header(HttpResponse<?> reply, String name) {
    return reply.headers().firstValue(name).orElse(null);
  }

  /** A body up to a length: nobody fills the program's memory. */
  private static final class Body implements HttpResponse.BodySubscriber<String> {
    private final CompletableFuture<String> text = new CompletableFuture<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int most;
    private Flow.Subscription subscription;

    Body(int most) { this.most = most; }

    @Override
    public CompletionStage<String> getBody() { return text; }

    @Override
    public void onSubscribe(Flow.Subscription begun) {
      subscription = begun;
      begun.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
      for (var part : parts) {
        var read = new byte[Math.min(part.remaining(), most - bytes.size())];
        part.get(read);
        bytes.write(read, 0, read.length);
      }
      if (bytes.size() < most) return;
      subscription.cancel();
      onComplete();
    }

    @Override
    public void onError(Throwable fault) { text.completeExceptionally(fault); }

    @Override
    public void onComplete() { text.complete(bytes.toString(StandardCharsets.UTF_8)); }
  }
}
