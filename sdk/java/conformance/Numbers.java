package assent.sdk;

import java.lang.management.ManagementFactory;
import java.util.Set;

/** For bench/sdk-java.ts: what a call takes, with the SDK or (by `none`) without; then it ends, as a program does. */
final class Numbers {
  private Numbers() {}

  public static void main(String[] args) {
    Runnable call = () -> {};
    if (!args[0].equals("none")) {
      var telemetry = new Assent(new Options("http://127.0.0.1:9", "bench.key", "1.0.0").folder(args[0]));
      telemetry.consent().grant(Set.of(Catalog.Purpose.USAGE));
      call = () -> telemetry.track(Catalog.featureUsed().feature("export_pdf").durationMs(12));
    }
    time(call, 30_000);
    double each = time(call, 5_000);
    // Some wait in an open file, as at any end.
    for (int n = 0; n < 50; n++) call.run();
    System.out.println(each);
  }

  /** Microseconds of CPU a call. */
  private static double time(Runnable call, int times) {
    var bean = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long before = bean.getProcessCpuTime();
    for (int n = 0; n < times; n++) call.run();
    return (bean.getProcessCpuTime() - before) / 1000.0 / times;
  }
}
