using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using Assent;

/// <summary>
/// A small drawing program of the console: `draw`, `export`, `checkout`, `return` and `crash` are its commands, done in
/// the order in which they are given. It asks at its first start whether it may tell its vendor that it was used.
/// </summary>
static class Program {
    const string License = "CONSOLE-0001";

    static int Main(string[] commands) {
        var options = new TelemetryOptions {
            Url = Environment.GetEnvironmentVariable("ASSENT_URL") ?? "http://127.0.0.1:8787",
            WriteKey = Environment.GetEnvironmentVariable("ASSENT_KEY") ?? "hello-csharp.key",
            Context = { ["product_version"] = "1.0.0" },
        };
        using (var telemetry = new Telemetry(options)) {
            if (telemetry.Consent.Ask) Ask(telemetry.Consent);
            telemetry.SessionStarted();
            // A session that ended as it should has taken its mark away.
            var mark = Path.Combine(Path.GetTempPath(), "assent-console-running");
            if (File.Exists(mark)) telemetry.SessionFailed(SessionFailedKind.Crash);
            File.WriteAllText(mark, "");
            foreach (var command in commands) Do(command, telemetry);
            telemetry.SessionEnded();
            File.Delete(mark);
            if (telemetry.Flush(5000)) return 0;
            Console.Error.WriteLine(telemetry.LastProblem ?? "It goes with the next start.");
            return 0;
        }
    }

    static void Do(string command, Telemetry telemetry) {
        switch (command) {
            case "checkout":
                telemetry.LicenseCheckedOut(License, licenseType: LicenseType.Floating, seats: 1);
                break;
            case "return":
                telemetry.LicenseReturned(License, licenseType: LicenseType.Floating);
                break;
            case "crash":
                // It is in the queue's file already: the crash takes nothing with it.
                telemetry.FeatureUsed("crash");
                throw new InvalidOperationException("As it was told.");
            default:
                using (telemetry.Time(command)) Console.WriteLine(command + " done");
                break;
        }
    }

    /// <summary>Nothing is checked beforehand, and no answer is a no for now.</summary>
    static void Ask(Consent consent) {
        var language = CultureInfo.CurrentUICulture.Name;
        var user = consent.Notice(language).User;
        Console.WriteLine(user.Title + "\n" + string.Join("\n", user.Text));
        var granted = new List<Purpose>();
        foreach (var box in user.Purposes) {
            Console.Write("[ ] " + box.Checkbox + ": " + box.Text + " (y/N) ");
            if ((Console.ReadLine() ?? "").StartsWith("y", StringComparison.OrdinalIgnoreCase)) granted.Add(box.Purpose);
        }
        if (granted.Count > 0) consent.Grant(granted, language);
        else consent.Refuse(language);
    }
}
