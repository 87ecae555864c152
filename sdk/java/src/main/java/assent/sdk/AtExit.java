package assent.sdk;

/** What is done when the program ends, on a thread that can't hold it: a disk may hang. */
final class AtExit {
  private static final long MOST = 500;

  private final Thread hook;

  AtExit(Runnable work) {
    hook = new Thread(() -> run(work), "assent-exit");
    try {
      Runtime.getRuntime().addShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // The program ends already.
      return;
    }
  }

  private static void run(Runnable work) {
    var daemon = new Thread(work, "assent-exit-work");
    daemon.setDaemon(true);
    daemon.setUncaughtExceptionHandler((thread, fault) -> {});
    daemon.start();
    try {
      daemon.join(MOST);
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }

  /** It has been done, or need not be. */
  void forget() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // The hooks run already.
      return;
    }
  }
}
