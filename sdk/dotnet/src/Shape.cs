using System;
using System.Collections.Generic;
using System.Linq;

namespace Assent {
    /// <summary>Whether a body is what the contract says: what isn't entirely is not the service's.</summary>
    internal static class Shape {
        static bool Text(object value) => value is string;
        static bool Count(object value) => value is long count && count >= 0;
        static bool Seconds(object value) => Count(value) || (value is double s && s >= 0 && !double.IsInfinity(s));
        public static bool Word(object value) =>
            value is string s && s.Length > 0 && s.Length <= 64 && s.All(sign => (sign >= 'a' && sign <= 'z') || sign == '_');
        public static bool Status(object value) => value is string s && Saved.Statuses.Contains(s);

        static bool List(object value, Func<object, bool> check) => value is List<object> list && list.All(check);
        /// <summary>A member that may be missing.</summary>
        static bool May(Map map, string name, Func<object, bool> check) => !map.TryGetValue(name, out var value) || check(value);

        static bool Rejected(object value) =>
            value is Map map && Count(map.Get("index")) && Word(map.Get("reason")) && May(map, "detail", Text);
        static bool Consent(object value) =>
            value is Map map && Status(map.Get("status")) && List(map.Get("purposes"), Word) && Count(map.Get("notice_version"));
        static bool Next(object value) =>
            value is Map map && May(map, "after_seconds", Seconds) && May(map, "drop", drop => List(drop, Word));

        /// <summary>Whether the body of a 202 tells of each of `sent` events that it was accepted or rejected.</summary>
        public static bool IsOf(Map body, int sent) {
            if (body == null || !Count(body.Get("accepted")) || !May(body, "ignored", ignored => List(ignored, Text))
                || !May(body, "rejected", rejected => List(rejected, Rejected)) || !May(body, "consent", Consent)
                || !May(body, "next", Next)) return false;
            var rejections = (body.List("rejected") ?? new List<object>()).Cast<Map>().ToList();
            var indexes = new HashSet<long>(rejections.Select(one => one.Whole("index")).Where(index => index < sent));
            return body.Whole("accepted") + indexes.Count == sent && indexes.Count == rejections.Count;
        }

        /// <summary>The decision that a receipt confirms; null where it is none.</summary>
        public static string Receipt(Map body) =>
            Text(body?.Get("receipt_id")) && Status(body.Get("decision")) ? body.Text("decision") : null;
    }
}
