using System;
using System.Diagnostics;
using System.Globalization;
using Assent;

/// <summary>For bench/sdk-languages.ts: what a call takes, with the SDK or (by `none`) without; then it ends, as a program does.</summary>
static class Numbers {
    static void Main(string[] folder) {
        Action call = () => { };
        // Of the end's handlers the first and the last are these.
        var end = new Stopwatch();
        AppDomain.CurrentDomain.ProcessExit += (sender, e) => end.Start();
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
        AppDomain.CurrentDomain.ProcessExit += (sender, e) => Console.WriteLine(
            string.Format(CultureInfo.InvariantCulture, "{0} {1}", each, end.Elapsed.TotalMilliseconds));
        Environment.Exit(0);
    }

    static TimeSpan Used => Process.GetCurrentProcess().TotalProcessorTime;

    /// <summary>Microseconds of CPU a call.</summary>
    static double Time(Action call, int times) {
        var before = Used;
        for (var n = 0; n < times; n++) call();
        return (Used - before).TotalMilliseconds * 1000 / times;
    }
}
