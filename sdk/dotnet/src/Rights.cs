using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Assent {
    /// <summary>What the service has of an installation, or a user of it, as JSON objects; asked again, a running one goes on.</summary>
    public sealed class Exported {
        internal readonly List<Map> All = new List<Map>(), Decisions = new List<Map>();
        /// <summary>False while the service still looks: ask again later.</summary>
        public bool IsCompleted { get; internal set; }
        /// <summary>The rows as they are stored, each as JSON.</summary>
        public IReadOnlyList<string> Rows => All.Select(JsonText.Of).ToList();
        /// <summary>Every decision with its proof, the oldest first, each as JSON.</summary>
        public IReadOnlyList<string> ConsentHistory => Decisions.Select(JsonText.Of).ToList();
        /// <summary>All of it as one JSON object, to give to the user.</summary>
        public string Json => JsonText.Of(new Map {
            { "status", IsCompleted ? "completed" : "running" }, { "rows", All }, { "consent_history", Decisions },
        });
    }

    /// <summary>What became of an erasure.</summary>
    public sealed class Erasure {
        internal readonly Map Map;
        internal Erasure(Map map) { Map = map; }
        /// <summary>`pending` (the service could not be reached, and is asked again by itself), `received`, `removed_from_reports` or `completed`.</summary>
        public string Status => Map.Text("status");
        /// <summary>Its ID; null where the service does not know of it yet.</summary>
        public string Id => Map.Text("erasure_id");
        /// <summary>When it will be completed at the latest, in ISO 8601; null as the ID.</summary>
        public string DueAt => Map.Text("due_at");
    }

    /// <summary>A user's rights, as calls that wait.</summary>
    internal sealed class Rights {
        readonly object _gate;
        readonly Calls _calls;
        readonly Consent _consent;
        readonly Users _users;

        public Rights(object gate, Calls calls, Consent consent, Users users) {
            _gate = gate;
            _calls = calls;
            _consent = consent;
            _users = users;
        }

        /// <summary>Throws what the service said.</summary>
        Map Ask(string method, string path, Map body, CancellationToken cancel) {
            var reply = _calls.Call(method, path, body, cancel);
            if (reply.Json == null || reply.Status >= 300)
                throw new InvalidOperationException("The service answered " + reply.Status + ": " + (reply.Json?.Text("detail") ?? "not as ours does"));
            return reply.Json;
        }

        Map Subject(Saved saved, string user) => new Map {
            { "installation_id", saved.Installation }, { "user_id", user == null ? null : _users.IdOf(user, saved.Salt) },
        };

        public Exported Export(string user, int timeout, CancellationToken cancel) {
            var whole = new Exported();
            lock (_gate) {
                var saved = _consent.Saved;
                if (saved.Installation == null) {
                    whole.IsCompleted = true;
                    return whole;
                }
                var until = Clock.Ticks + timeout;
                var path = "/v1/exports/" + Ask("POST", "/v1/exports", Subject(saved, user), cancel).Text("export_id");
                for (int wait = 500; !whole.IsCompleted; ) {
                    var part = Ask("GET", path, null, cancel);
                    if (part.Text("status") == "completed") {
                        whole.IsCompleted = Take(whole, part, ref path);
                        continue;
                    }
                    if (Clock.Ticks + wait > until) return whole;
                    Monitor.Exit(_gate);
                    try { cancel.WaitHandle.WaitOne(wait); }
                    finally { Monitor.Enter(_gate); }
                    cancel.ThrowIfCancellationRequested();
                    wait = Math.Min(wait * 2, 30000);
                }
                return whole;
            }
        }

        /// <summary>Whether this was the last page; `path` becomes the next one's.</summary>
        static bool Take(Exported whole, Map part, ref string path) {
            whole.All.AddRange((part.List("rows") ?? new List<object>()).OfType<Map>());
            whole.Decisions.AddRange((part.List("consent_history") ?? new List<object>()).OfType<Map>());
            var page = part.Text("next_page");
            path = path.Split('?')[0] + "?page=" + Uri.EscapeDataString(page ?? "");
            return page == null;
        }

        public Erasure Erase(string user, CancellationToken cancel) {
            lock (_gate) {
                var saved = _consent.Saved;
                if (saved.Installation == null) {
                    _consent.Refuse();
                    return new Erasure(new Map { { "status", "completed" } });
                }
                var body = Subject(saved, user);
                if (body.ContainsKey("user_id")) return new Erasure(Ask("POST", "/v1/erasures", body, cancel));
                // Nothing more is queued from here on, and the decision itself carries the erasure should the call fail.
                _consent.Withdraw(erase: true);
                try {
                    var erasure = Asked(body, cancel);
                    _consent.Adopt("erased");
                    return new Erasure(erasure);
                }
                catch (Exception) {
                    return new Erasure(new Map { { "status", "pending" } });
                }
            }
        }

        Map Asked(Map body, CancellationToken cancel) {
            try {
                return Ask("POST", "/v1/erasures", body, cancel);
            }
            // Told the decision, the service said first that it has begun, which ended the call: asked again, it is the same.
            catch (Exception) when (_consent.Saved.Status == "erased") {
                return Ask("POST", "/v1/erasures", body, cancel);
            }
        }
    }
}
