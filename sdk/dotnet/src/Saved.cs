using System.Collections.Generic;
using System.Linq;

namespace Assent {
    /// <summary>
    /// The decision, as the file `consent` holds it. Who the installation is stands beside it, from the first grant on.
    /// Members that a later SDK of the same format adds stay as they are, and are sent to nobody.
    /// </summary>
    internal sealed class Saved {
        public static readonly string[] Statuses = { "none", "granted", "refused", "withdrawn", "erased" };
        public static readonly Saved Undecided = new Saved(new Map {
            { "format", 1L }, { "status", "none" }, { "purposes", new List<object>() }, { "notice_version", 0L },
            { "decided_by", "user" }, { "decided_at", "" }, { "told", true },
        });
        public readonly Map Map;
        public readonly List<string> Purposes;

        public Saved(Map map) {
            Map = map;
            Purposes = map.Texts("purposes").ToList();
        }

        public string Status => Map.Text("status");
        public string DecidedAt => Map.Text("decided_at") ?? "";
        public long Notice => Map.Whole("notice_version");
        /// <summary>Whether the service knows of it.</summary>
        public bool Told => Equals(Map.Get("told"), true);
        Map Identity => Map.Object("identity");
        public string Installation => Identity?.Text("installation_id");
        public string Secret => Identity?.Text("secret");
        public string Salt => Identity?.Text("salt");
        /// <summary>Whether nothing of this installation is to stay.</summary>
        public bool IsErasing => Status == "erased" || Equals(Map.Get("erase"), true);

        /// <summary>Whether an erasure was asked for of which the service does not know yet.</summary>
        public bool OwesErasure => Equals(Map.Get("erase"), true) && !Told;

        public bool IsSameAs(Saved other) => Status == other.Status && DecidedAt == other.DecidedAt;

        /// <summary>Null where the text holds no decision that this SDK understands: it may have been a no.</summary>
        public static Saved Read(string text) {
            var map = Json.ObjectOf(text);
            if (map == null || !Shape.Status(map.Get("status")) || map.List("purposes") == null) return null;
            if (map.Get("format") is object format && !format.Equals(1L)) return null;
            var saved = new Saved(map);
            if (saved.Status != "none" && Clock.Read(saved.DecidedAt) == null) return null;
            var named = map.Get("identity") == null
                ? saved.Status != "granted"
                : saved.Installation != null && saved.Secret != null && saved.Salt != null;
            return named ? saved : null;
        }

        /// <summary>The body of `PUT /v1/consent`. `least`: what no service can refuse of a no.</summary>
        public Map Body(string organization, bool least) {
            var no = new Map { { "installation_id", Installation }, { "decision", Status }, { "erase", Map.Get("erase") } };
            if (least) return no;
            return new Map(no) {
                { "organization_id", organization }, { "purposes", Map.Get("purposes") }, { "notice_version", Map.Get("notice_version") },
                { "notice_language", Map.Get("notice_language") }, { "decided_by", Map.Get("decided_by") }, { "decided_at", DecidedAt },
            };
        }
    }
}
