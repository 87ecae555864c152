using System;
using System.Diagnostics;
using System.Globalization;
using Assent;

/// <summary>For bench/sdk-csharp.ts: what a call takes, with the SDK or (by `none`) without; then it ends, as a program does.</summary>
static class Numbers {
    static void Main(string[] folder) {
        Action call = () => { };
        if (folder[0] != "none") {
            var telemetry = new Telemetry(new TelemetryOptions {
                Url = "http://127.0.0.1:9", WriteKey = "bench.key", Folder = folder[0], Context = { ["product_version"] = "1.0.0" },
            });
            telemetry.Consent.Grant(new[] { Purpose.Usage });
            call = () => telemetry.FeatureUsed("export_pdf", durationMs: 12);
        }
        Time(call, 30000);
        var each = Time(call, 5000);
        // Some wait in an open file, as at any end.
        for (var n = 0; n < 50; n++) call();
        Console.WriteLine(each.ToString("R", CultureInfo.InvariantCulture));
        Environment.Exit(0);
    }

    /// <summary>Microseconds of CPU a call.</summary>
    static double Time(Action call, int times) {
        var before = Process.GetCurrentProcess().TotalProcessorTime;
        for (var n = 0; n < times; n++) call();
        return (Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds * 1000 / times;
    }
}
