using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Assent {
    /// <summary>How consent stands.</summary>
    public enum ConsentStatus {
        /// <summary>Nobody has decided yet.</summary>
        None,
        /// <summary>Some purposes were granted.</summary>
        Granted,
        /// <summary>It was refused.</summary>
        Refused,
        /// <summary>It was withdrawn.</summary>
        Withdrawn,
        /// <summary>The installation was erased.</summary>
        Erased
    }

    /// <summary>What the user decided, and how they decide. Nothing is sent, and nothing kept but the decision, before a grant.</summary>
    public sealed class Consent {
        readonly object _gate;
        readonly Disk _disk;
        readonly Given _given;
        readonly Func<long> _now;
        readonly Action<bool> _decided;
        string _text;
        bool _unreadable;

        internal Consent(object gate, Disk disk, Given given, Func<long> now, Action<bool> decided) {
            _gate = gate;
            _disk = disk;
            _given = given;
            _now = now;
            _decided = decided;
        }

        /// <summary>Raised after every change, also one made by letter or in another process, on a thread of the pool.</summary>
        /// <example><code>telemetry.Consent.Changed += (sender, e) => menu.BeginInvoke(update);</code></example>
        public event EventHandler Changed;

        internal Saved Saved { get; private set; } = Saved.Undecided;

        /// <summary>How it stands.</summary>
        /// <example><code>label.Text = telemetry.Consent.Status.ToString();</code></example>
        public ConsentStatus Status => (ConsentStatus)Array.IndexOf(Saved.Statuses, Saved.Status);
        /// <summary>What was granted.</summary>
        /// <example><code>box.Checked = telemetry.Consent.Purposes.Contains(Purpose.Usage);</code></example>
        public IReadOnlyList<Purpose> Purposes => Saved.Purposes.Select(name => (Purpose)Array.IndexOf(Catalog.Purposes, name)).Where(one => one >= 0).ToList();
        /// <summary>Who turned it off, whatever was granted: `DO_NOT_TRACK`, `policy` or `option`; null where nobody did.</summary>
        /// <example><code>settings.Visible = telemetry.Consent.Off == null;</code></example>
        public string Off => _given.Off;
        /// <summary>
        /// Whether to ask now: nobody decided yet, or what was granted was an earlier notice. Never after a no, nor where the
        /// decision that is kept can't be read: it may have been one.
        /// </summary>
        /// <example><code>if (telemetry.Consent.Ask) Show(telemetry.Consent.Notice(CultureInfo.CurrentUICulture.Name));</code></example>
        public bool Ask => Off == null && !_unreadable
            && (Saved.Status == "none" || (Saved.Status == "granted" && Saved.Notice < Catalog.NoticeVersion));
        /// <summary>Whether anything may be queued and sent.</summary>
        /// <example><code>if (telemetry.Consent.Active) Measure();</code></example>
        public bool Active => Saved.Status == "granted" && Off == null;

        /// <summary>
        /// What the service answered to each decision, the oldest first, at most a hundred: JSON, with a `proof` that anyone
        /// can verify. `npm run verify-proof` compares them with an export.
        /// </summary>
        /// <example><code>File.WriteAllText("receipt.json", telemetry.Consent.Receipts.Last());</code></example>
        public IReadOnlyList<string> Receipts {
            get { lock (_gate) return Kept.List(_disk, "receipts").Select(JsonText.Of).ToList(); }
        }

        /// <summary>The texts to ask with, of the notice this package was built with; English where there is no such language.</summary>
        /// <example><code>var user = telemetry.Consent.Notice("de-DE").User; // user.Title, user.Text, user.Purposes</code></example>
        public Dialog Notice(string language = "en") {
            var wanted = (language ?? "").ToLowerInvariant().Split('-', '_')[0];
            var texts = Catalog.Dialogs.TryGetValue(wanted, out var said) ? said : Catalog.Dialogs["en"];
            return new Dialog(Json.ObjectOf(texts.Replace("{notice}", _given.Url + "/v1/notice")));
        }

        /// <summary>Grants these purposes and no others. False where it is turned off or could not be kept: then nothing is sent.</summary>
        /// <example><code>telemetry.Consent.Grant(new[] { Purpose.Usage, Purpose.Licensing }, language: "de");</code></example>
        public bool Grant(IEnumerable<Purpose> purposes, string language = null, bool byAdministrator = false) {
            var asked = (purposes ?? new Purpose[0]).ToList();
            var chosen = Catalog.Purposes.Where((name, n) => asked.Contains((Purpose)n)).ToList<object>();
            if (chosen.Count == 0) return Refuse(language, byAdministrator);
            if (Off != null) return false;
            lock (_gate) {
                Load();
                // Who is to be erased stays until the service knows of it.
                if (Saved.OwesErasure) return false;
                var kept = Saved.IsErasing ? null : Saved.Map.Get("identity");
                return Decide("granted", language, byAdministrator, chosen, kept ?? new Map {
                    { "installation_id", Made.Uuid() }, { "secret", Made.Secret() }, { "salt", Made.Secret() },
                });
            }
        }

        /// <summary>Who refuses from the start stays unknown to the service: nothing is sent, not even the no.</summary>
        /// <example><code>telemetry.Consent.Refuse();</code></example>
        public bool Refuse(string language = null, bool byAdministrator = false) => Decide("refused", language, byAdministrator);

        /// <summary>Deletes what waits to be sent, then tells the service, now or when it can be reached.</summary>
        /// <example><code>telemetry.Consent.Withdraw(language: "de");</code></example>
        public bool Withdraw(string language = null, bool byAdministrator = false, bool erase = false) =>
            Decide("withdrawn", language, byAdministrator, erase: erase);

        bool Decide(string status, string language, bool byAdministrator, List<object> purposes = null, object identity = null, bool erase = false) {
            lock (_gate) {
                Load();
                var who = identity ?? Saved.Map.Get("identity");
                // Later than any before it, whatever the clock says: of two decisions the later one counts.
                var owes = Saved.OwesErasure;
                var at = Math.Max(_now(), (Clock.Read(Saved.DecidedAt) ?? -1) + 1);
                return Keep(Saved.Map.With("status", owes ? "withdrawn" : status).With("purposes", purposes ?? new List<object>())
                    .With("notice_version", (long)Catalog.NoticeVersion).With("notice_language", language)
                    .With("decided_by", byAdministrator ? "administrator" : "user").With("decided_at", Clock.Text(at))
                    .With("erase", erase || owes ? (object)true : null).With("identity", who)
                    .With("told", who == null || (Saved.Status == "erased" && status != "granted")));
            }
        }

        bool Keep(Map map) {
            var saved = new Saved(map);
            // In force for this process at once where it is a no, even if the disk fails.
            if (saved.Status != "granted") Use(saved);
            if (Json.IsLater(_text)) return false;
            try {
                if (saved.Status == "granted" && _text == null) _disk.WriteFirst("consent", JsonText.Of(map));
                else _disk.Write("consent", JsonText.Of(map));
                _text = null;
                Load();
                return Saved.Status == saved.Status;
            }
            catch (Exception) {
                return false;
            }
        }

        /// <summary>Reads the decision again: another process of the program may have changed it.</summary>
        internal void Load() {
            string text;
            try {
                text = _disk.Read("consent");
            }
            catch (Exception) {
                // Whatever was read before still holds; and who has never read it knows of no grant.
                _unreadable = _text == null;
                return;
            }
            if (text == _text) return;
            _text = text;
            var saved = text == null ? Saved.Undecided : Saved.Read(text);
            _unreadable = saved == null;
            Use(saved ?? Saved.Undecided);
        }

        void Use(Saved saved) {
            var before = Saved;
            Saved = saved;
            if (before.IsSameAs(saved)) return;
            _decided(saved.Status == "granted");
            var listeners = Changed;
            if (listeners == null) return;
            ThreadPool.QueueUserWorkItem(_ => {
                try { listeners(this, EventArgs.Empty); }
                catch (Exception fault) { _given.Say(fault.Message); }
            });
        }

        /// <summary>The service answered this. A disk that fails changes nothing: the decision counts all the same.</summary>
        internal void KeepReceipt(Map receipt) {
            try { Kept.Receipt(_disk, receipt); }
            catch (Exception) { }
        }

        /// <summary>The service has the decision of this time.</summary>
        internal void Told(string decidedAt) {
            if (Saved.DecidedAt == decidedAt) Keep(Saved.Map.With("told", true));
        }

        /// <summary>The service knows of another decision, such as one that came by letter; or of none, and is to be told again.</summary>
        internal void Adopt(string status) {
            if (status == "none") Keep(Saved.Map.With("told", false));
            else if (status != "granted") Keep(Saved.Map.With("status", status).With("purposes", new List<object>()).With("told", true));
        }

        /// <summary>Dates what was decided by a clock that is known to have been wrong.</summary>
        internal void Restamp() {
            if (Saved.Told || Clock.IsPlausible(Clock.Read(Saved.DecidedAt) ?? 0)) return;
            Keep(Saved.Map.With("decided_at", Clock.Text(_now())));
        }
    }
}
