package assent.sdk;

import java.util.concurrent.*;

/** The one thread of the SDK, a daemon: what it does later, and what it sends. */
final class Timer implements Executor {
  /** In ms: when the queue of earlier starts goes, how long an event waits at most, and for how long after a pause. */
  static final long START = 2_000;

  static final long FIRST = 3_600_000;
  static final long PAUSE = 1_000;
  private static final double SCALE = Double.parseDouble(System.getenv().getOrDefault("ASSENT_WAIT_SCALE", "1"));

  private final ScheduledThreadPoolExecutor thread = new ScheduledThreadPoolExecutor(1, work -> {
    var daemon = new Thread(work, "assent");
    daemon.setDaemon(true);
    return daemon;
  });
  private ScheduledFuture<?> planned;

  Timer() { thread.setRemoveOnCancelPolicy(true); }

  /** In place of what was planned before; null for nothing. */
  synchronized void plan(Runnable work, long milliseconds) {
    if (planned != null) planned.cancel(false);
    planned = work == null ? null
        : thread.schedule(() -> begin(work), Math.round(milliseconds * SCALE), TimeUnit.MILLISECONDS);
  }

  /** Unless something is due sooner: a decision that was made meanwhile is to be told. */
  synchronized void planAtMost(Runnable work, long milliseconds) {
    if (planned == null || milliseconds * SCALE < planned.getDelay(TimeUnit.MILLISECONDS)) plan(work, milliseconds);
  }

  private void begin(Runnable work) {
    synchronized (this) {
      planned = null;
    }
    work.run();
  }

  synchronized boolean isPlanned() {
    return planned != null;
  }

  @Override
  public void execute(Runnable work) { thread.execute(work); }

  /** The thread ends once it has nothing to do; a decision may still begin another. */
  void retire() {
    thread.setKeepAliveTime(1, TimeUnit.SECONDS);
    thread.allowCoreThreadTimeOut(true);
  }
}
