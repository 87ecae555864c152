using System;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace Assent {
    /// <summary>An HTTP reply as far as the rules go, and what it lets an SDK do with a batch.</summary>
    internal sealed class Reply {
        public int Status;
        public string Type, RetryAfter, Date, Text;
        Map _json;

        const int Day = 86400, First = 60, Most = 6 * 3600;

        /// <summary>The JSON object that it holds; null where it holds none.</summary>
        public Map Json => _json ?? (_json = Assent.Json.ObjectOf(Text));

        /// <summary>The reason of a problem of ours; null where another spoke.</summary>
        public string Problem {
            get {
                var said = Regex.IsMatch(Type ?? "", "^application/problem\\+json *(?:;|$)",
                    RegexOptions.IgnoreCase | RegexOptions.CultureInvariant) ? Json?.Text("reason") : null;
                return Shape.Word(said) ? said : null;
            }
        }

        /// <summary>What the service says of it. It repeats nothing that anybody chose.</summary>
        public string Why {
            get {
                var said = Json?.List("rejected")?.OfType<Map>().FirstOrDefault() ?? Json;
                return (Status + " " + said?.Text("reason") + " " + said?.Text("detail")).Trim();
            }
        }

        /// <summary>
        /// The contract's rules for a batch of `sent` events. It goes only when our service said that it has it, or that
        /// it never will; anything that somebody else on the way could have said keeps it. `failed`: how many tries in a
        /// row before this one have failed.
        /// </summary>
        public static Verdict Rule(Reply reply, long failed, int sent) {
            var backoff = Math.Min(Most, First * Math.Pow(2, Math.Max(0, failed)));
            if (reply == null) return Verdict.Keep(backoff, false);
            if (reply.Status == 202) {
                return Shape.IsOf(reply.Json, sent) ? new Verdict("drop", true, outcome: reply.Json) : Verdict.Keep(Day, false);
            }
            var reason = reply.Problem;
            var ours = reason != null;
            if (reason == "body_invalid" || reason == "content_type_unsupported") return new Verdict("drop", true);
            if (reply.Status == 413 && ours) return new Verdict("split", true);
            if (reply.Status == 429 || reply.Status >= 500) return Verdict.Keep(Seconds(reply.RetryAfter) ?? backoff, ours);
            return Verdict.Keep(Day, ours);
        }

        /// <summary>Of `retry-after`, a number of seconds or a date; null where it is neither, or over.</summary>
        static double? Seconds(string value) {
            var text = (value ?? "").Trim();
            double? seconds = text != "" && text.All(sign => sign >= '0' && sign <= '9')
                ? double.Parse(text, CultureInfo.InvariantCulture)
                : (Clock.Read(text) - Clock.Now) / 1000.0;
            return seconds >= 0 ? Math.Max(1, seconds.Value) : (double?)null;
        }
    }

    /// <summary>`drop`, `split` or `keep`: for so many seconds at least nothing is sent. `Ours`: the service itself spoke.</summary>
    internal sealed class Verdict {
        public readonly string Do;
        public readonly bool Ours;
        public readonly double Seconds;
        public readonly Map Outcome;

        public Verdict(string what, bool ours, double seconds = 0, Map outcome = null) {
            Do = what;
            Ours = ours;
            Seconds = seconds;
            Outcome = outcome;
        }

        public static Verdict Keep(double seconds, bool ours) => new Verdict("keep", ours, seconds);
        /// <summary>What a reply that would settle a batch means for anything else: the service can't take it as it is.</summary>
        public Verdict Kept => Do == "keep" ? this : Keep(86400, Ours);
    }
}
