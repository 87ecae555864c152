using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;

namespace Assent {
    /// <summary>What the conformance suite talks to: sdk/conformance/README.md has the steps. Compiled together with the SDK.</summary>
    static class Driver {
        static Telemetry telemetry;

        static void Main() {
            var input = new StreamReader(Console.OpenStandardInput(), new UTF8Encoding(false));
            var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { NewLine = "\n", AutoFlush = true };
            for (string line; (line = input.ReadLine()) != null;) {
                Map answer;
                try { answer = Do(Json.ObjectOf(line)); }
                catch (Exception fault) { answer = new Map { { "error", fault.Message } }; }
                output.WriteLine(JsonText.Of(answer));
            }
            // Not by a return: Mono then may wait up to a minute for a thread of its pool that it began at that moment.
            Environment.Exit(0);
        }

        static Map Do(Map step) {
            var language = step.Text("language");
            var byAdministrator = step.Text("decided_by") == "administrator";
            switch (step.Text("do")) {
                case "open": return Open(step);
                case "grant":
                    var purposes = step.Texts("purposes").Select(name => (Purpose)Array.IndexOf(Catalog.Purposes, name)).Where(one => one >= 0);
                    return Kept(telemetry.Consent.Grant(purposes, language, byAdministrator));
                case "refuse": return Kept(telemetry.Consent.Refuse(language, byAdministrator));
                case "withdraw": return Kept(telemetry.Consent.Withdraw(language, byAdministrator, Equals(step.Get("erase"), true)));
                case "track":
                    for (var n = step.Number("times") ?? 1; n > 0; n--)
                        if (step.ContainsKey("user")) telemetry.Track(step.Text("event_name"), step.Object("properties"), step.Text("user"), step.Text("role"));
                        else telemetry.Track(step.Text("event_name"), step.Object("properties"));
                    return new Map();
                case "session":
                    if (Equals(step.Get("started"), true)) telemetry.SessionStarted();
                    else telemetry.SessionEnded();
                    return new Map();
                case "user":
                    telemetry.User(step.Text("id"), step.Text("role"));
                    return new Map();
                case "flush": return new Map { { "sent", telemetry.Flush((int)(step.Number("timeout_ms") ?? 5000)) } };
                case "flush_later":
                    var later = telemetry.FlushAsync(int.MaxValue);
                    GC.KeepAlive(later);
                    return new Map();
                case "preview": return new Map { { "bodies", Objects(telemetry.Preview()) } };
                case "history": return new Map { { "batches", Objects(telemetry.History()) } };
                case "receipts": return new Map { { "receipts", Objects(telemetry.Consent.Receipts) } };
                case "notice": return telemetry.Consent.Notice(language).Map;
                case "erase": return new Map { { "erasure", telemetry.EraseAsync(step.Text("user")).GetAwaiter().GetResult().Map } };
                case "export": return new Map { { "export", Json.Parse(telemetry.ExportAsync(step.Text("user")).GetAwaiter().GetResult().Json) } };
                case "status": return Status();
                case "close":
                    telemetry.Close();
                    return new Map();
                case "cpu": return new Map { { "ms", Process.GetCurrentProcess().TotalProcessorTime.TotalMilliseconds } };
                case "kill":
                    Process.GetCurrentProcess().Kill();
                    return null;
                case "vector": return Vector(step.Text("file"), step);
                default: throw new ArgumentException("No such step.");
            }
        }

        static Map Open(Map step) {
            var options = new TelemetryOptions {
                Url = step.Text("url"), WriteKey = step.Text("writeKey"), OrganizationId = step.Text("organization_id"),
                Folder = step.Text("folder"), Off = Equals(step.Get("off"), true),
            };
            foreach (var one in step.Object("context")) options.Context[one.Key] = one.Value;
            telemetry = new Telemetry(options);
            return Status();
        }

        static Map Kept(bool kept) => new Map { { "kept", kept } };
        static List<object> Objects(IEnumerable<string> texts) => texts.Select(Json.Parse).ToList();

        static Map Status() {
            var consent = telemetry.Consent;
            return new Map {
                ["status"] = consent.Status.ToString().ToLowerInvariant(), ["ask"] = consent.Ask, ["active"] = consent.Active,
                ["off"] = consent.Off, ["purposes"] = consent.Purposes.Select(one => Catalog.Purposes[(int)one]).ToList(),
                ["dropped"] = telemetry.Dropped, ["problem"] = telemetry.LastProblem,
            };
        }

        static Map Vector(string file, Map given) {
            switch (file) {
                case "replies":
                    var said = given.Object("reply");
                    var ruled = Reply.Rule(said == null ? null : new Reply {
                        Status = (int)said.Whole("status"), Type = said.Text("type"), RetryAfter = said.Text("retryAfter"), Text = said.Text("text") ?? "",
                    }, given.Whole("failed"), (int)(given.Number("sent") ?? 1));
                    return new Map { ["do"] = ruled.Do, ["seconds"] = ruled.Do == "keep" ? (object)ruled.Seconds : null };
                case "clock":
                    return new Map { ["offset"] = Clock.Offset(given.Text("date"), given.Whole("now")) };
                case "segments":
                    var segment = Segment.Read(given.Text("text"));
                    return new Map { ["events"] = segment?.Events.Select(e => e.Text("event_id")).ToList(), ["lost"] = segment?.Lost ?? 0 };
                case "bodies":
                    var header = given.Object("header").With("offset", given.Whole("offset"));
                    return Batch.Of(new Segment(header, given.List("events").OfType<Map>()), given.Text("installation_id"),
                        given.Texts("purposes").ToList(), given.Whole("notice_version"), given.Texts("drop"),
                        given.Whole("now") - given.Whole("behind"), given.Whole("offset") + given.Whole("behind"));
                case "machine":
                    var name = given.Text("given");
                    var field = given.Text("field");
                    return new Map {
                        ["sent"] = field == "language" ? Forms.Language(name) : field == "os_name" ? Forms.System(name) : Forms.Architecture(name),
                    };
                case "users":
                    return new Map { ["user_id"] = new Users().IdOf(given.Text("user"), given.Text("salt")) };
                default: throw new ArgumentException("No such vectors.");
            }
        }
    }
}
