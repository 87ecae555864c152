using System;
using System.Collections.Generic;
using System.Linq;

namespace Assent {
    /// <summary>What is granted, and the body that may be sent under it.</summary>
    internal static class Batch {
        /// <summary>Whether an event may be queued or sent. What is not in the catalog never may.</summary>
        public static bool Permits(ICollection<string> purposes, long notice, string name) =>
            Catalog.Events.TryGetValue(name, out var declared) && declared.Value <= notice
            && (declared.Key == "essential" || purposes.Contains(declared.Key));

        /// <summary>
        /// The batch without whatever is not granted now, though it was when it was queued, or is braked by name. `now` is
        /// this machine's time, and `offset` what is to be added to it.
        /// </summary>
        public static Map Of(Segment segment, string installation, ICollection<string> purposes, long notice,
            IEnumerable<string> drop, long now, long offset) {
            // It means something only beside another purpose; `essential` needs no grant.
            var named = purposes.Contains("persons") && purposes.Count(one => one != "essential") > 1;
            // By the clock that stamped the events: the service corrects both alike. One that had not come so far, or
            // can't be right, was another.
            var stamped = now + segment.Offset;
            var last = segment.Latest;
            var isOther = last > stamped + Clock.Minute || (Clock.IsPlausible(last) && !Clock.IsPlausible(stamped));
            var braked = new HashSet<string>(drop);
            var context = segment.Header.Object("context");
            return new Map {
                { "sent_at", Clock.Text(isOther ? now + offset : stamped) },
                { "installation_id", installation },
                { "organization_id", segment.Header.Get("organization_id") },
                { "context", purposes.Contains("environment") ? context : new Map(context.Where(one => Always(one.Key))) },
                { "events", (from e in segment.Events
                             let name = e.Text("event_name") ?? ""
                             where Permits(purposes, notice, name) && !braked.Contains(name)
                             select new Map(e.Where(one => one.Key == "session_id" ? purposes.Contains("usage")
                                 : named || !one.Key.StartsWith("user_", StringComparison.Ordinal)))).ToList() },
            };
        }

        static bool Always(string name) => name == "ci" || name.StartsWith("product_", StringComparison.Ordinal)
            || name.StartsWith("sdk_", StringComparison.Ordinal);
    }
}
