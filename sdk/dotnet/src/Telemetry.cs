using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Assent {
    /// <summary>Usage telemetry of one installation that asks first. Safe for all threads. No method throws but those that say so.</summary>
    public sealed partial class Telemetry : Events, IDisposable {
        /// <summary>Throws an ArgumentException where `Url` or `WriteKey` can't be right: nothing would ever arrive.</summary>
        /// <example><code>
        /// var telemetry = new Telemetry(new TelemetryOptions {
        ///     Url = "https://telemetry.example.com", WriteKey = "my-app.Zx3v…", Context = { ["product_version"] = "4.2.1" },
        /// });
        /// </code></example>
        public Telemetry(TelemetryOptions options) : this(new Given(options)) { }

        /// <summary>What the user decided, and how they decide.</summary>
        public Consent Consent { get; }

        /// <summary>
        /// Queues an event, if its purpose was granted; else does nothing. The event is in the queue's file when this returns.
        /// </summary>
        /// <example><code>telemetry.Track("document_exported", new Dictionary&lt;string, object&gt; { ["format"] = "pdf", ["pages"] = 3 });</code></example>
        public override void Track(string eventName, IReadOnlyDictionary<string, object> properties = null) {
            lock (_gate) Add(eventName, properties, _user.Key, _user.Value);
        }

        /// <summary>The same for the user of this request, on a server, whoever else is served at the same time.</summary>
        /// <example><code>telemetry.Track("feature_used", properties, session.UserId, "analyst");</code></example>
        public void Track(string eventName, IReadOnlyDictionary<string, object> properties, string user, string role = null) {
            lock (_gate) Add(eventName, properties, user, role);
        }

        /// <summary>
        /// Who uses the product from now on; nobody where null. Only sent where `persons` is granted. What is no GUID or hex
        /// digest becomes a keyed digest. For a program with one user at a time: a server says `As`.
        /// </summary>
        /// <example><code>telemetry.User("anna@example.com", "analyst");</code></example>
        public void User(string id = null, string role = null) {
            lock (_gate) _user = new KeyValuePair<string, string>(id, id == null ? null : role);
        }

        /// <summary>The same calls for one user, whoever else is served at the same time.</summary>
        /// <example><code>telemetry.As(request.UserId, "analyst").FeatureUsed("export_pdf");</code></example>
        public Events As(string user, string role = null) => new OfUser(this, user, role);

        /// <summary>A session began; with it, that the product is new here or has another version than at its last session.</summary>
        /// <example><code>telemetry.SessionStarted();</code></example>
        public override void SessionStarted(long? durationMs = null) {
            lock (_gate) Start(durationMs);
        }

        /// <summary>How long it lasted is counted from the construction of this object, unless said.</summary>
        /// <example><code>telemetry.SessionEnded();</code></example>
        public override void SessionEnded(long? durationMs = null) => base.SessionEnded(durationMs ?? Clock.Ticks - _began);

        /// <summary>
        /// What was sent, when, and what came of it: the last 50 batches, the newest first, each as JSON with `sent_at`,
        /// `events`, `batch`, `status`, `accepted`, `rejected`. Kept here only; an erasure deletes it.
        /// </summary>
        /// <example><code>foreach (var batch in telemetry.History()) list.Items.Add(batch);</code></example>
        public IReadOnlyList<string> History() {
            lock (_gate) return Kept.List(_disk, "history").Select(JsonText.Of).ToList();
        }

        /// <summary>Exactly the bodies that would be sent now, in their order, as JSON.</summary>
        /// <example><code>box.Lines = telemetry.Preview().ToArray();</code></example>
        public IReadOnlyList<string> Preview() {
            lock (_gate) return Consent.Active ? Attempt(Bodies) ?? new List<string>() : new List<string>();
        }

        /// <summary>How many events were lost to the queue's bounds or refused by the service, so far as this installation knows.</summary>
        /// <example><code>if (telemetry.Dropped > 0) log.Warn(telemetry.LastProblem);</code></example>
        public long Dropped {
            get { lock (_gate) return _sending.Dropped + _queue.Dropped; }
        }

        /// <summary>Why events don't arrive, as a sentence for the developer; null while they do.</summary>
        /// <example><code>if (!telemetry.Flush()) log.Warn(telemetry.LastProblem);</code></example>
        public string LastProblem {
            get { lock (_gate) return _fault ?? _sending.Problem; }
        }

        /// <summary>
        /// Sends now what may be sent, and waits for it no longer than so many milliseconds. True where nothing waits any
        /// more; false where something still does, and goes later: `LastProblem` says why. Never fails.
        /// </summary>
        /// <example><code>await telemetry.FlushAsync(500);</code></example>
        public async Task<bool> FlushAsync(int timeoutMs = 5000, CancellationToken cancel = default(CancellationToken)) {
            var sent = Send();
            using (var late = CancellationTokenSource.CreateLinkedTokenSource(cancel)) {
                var first = await Task.WhenAny(sent, Task.Delay(timeoutMs, late.Token)).ConfigureAwait(false);
                late.Cancel();
                if (first != sent) return false;
            }
            lock (_gate) return !Waits();
        }

        /// <summary>The same for a program that waits, such as one at its end.</summary>
        /// <example><code>telemetry.Flush(500);</code></example>
        public bool Flush(int timeoutMs = 5000) {
            if (!Send().Wait(timeoutMs)) return false;
            lock (_gate) return !Waits();
        }

        /// <summary>Ends it: nothing more is queued. What waits goes with the next start, or now if `Flush` was called before.</summary>
        /// <example><code>telemetry.Flush(); telemetry.Close();</code></example>
        public void Close() {
            AppDomain.CurrentDomain.ProcessExit -= AtExit;
            lock (_gate) End();
            Gone();
        }

        /// <summary>As `Close`.</summary>
        public void Dispose() => Close();

        /// <summary>
        /// All that the service has of this installation, or of this user of it. Throws an InvalidOperationException with a
        /// sentence where the service says no, and what the network throws where it can't be reached.
        /// </summary>
        /// <example><code>var exported = await telemetry.ExportAsync(); if (exported.IsCompleted) Save(exported.Json);</code></example>
        public Task<Exported> ExportAsync(string user = null, int timeoutMs = 60000, CancellationToken cancel = default(CancellationToken)) =>
            Apart(() => _rights.Export(user, timeoutMs, cancel), cancel);

        /// <summary>
        /// Withdraws, and has everything erased; with `user`, that user's events only, which throws as `ExportAsync`. What
        /// can't be said now is said later.
        /// </summary>
        /// <example><code>var erasure = await telemetry.EraseAsync();</code></example>
        public Task<Erasure> EraseAsync(string user = null, CancellationToken cancel = default(CancellationToken)) =>
            Apart(() => _rights.Erase(user, cancel), cancel);

        static Task<T> Apart<T>(Func<T> work, CancellationToken cancel) =>
            Task.Factory.StartNew(work, cancel, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        sealed class OfUser : Events {
            readonly Telemetry _of;
            readonly string _user, _role;

            public OfUser(Telemetry of, string user, string role) {
                _of = of;
                _user = user;
                _role = role;
            }

            public override void Track(string eventName, IReadOnlyDictionary<string, object> properties = null) =>
                _of.Track(eventName, properties, _user, _role);
        }
    }

    public abstract partial class Events {
        /// <summary>Queues an event of the catalog by its name, if its purpose was granted; else does nothing.</summary>
        public abstract void Track(string eventName, IReadOnlyDictionary<string, object> properties = null);

        /// <summary>Begins to measure a feature; disposing of what it returns ends that, and tracks.</summary>
        /// <example><code>using (telemetry.Time("export_pdf")) ExportPdf();</code></example>
        public IDisposable Time(string feature) => new Measured(this, feature);

        sealed class Measured : IDisposable {
            readonly Events _events;
            readonly string _feature;
            readonly long _began = Clock.Ticks;

            public Measured(Events events, string feature) {
                _events = events;
                _feature = feature;
            }

            public void Dispose() => _events.Track("feature_used",
                new Dictionary<string, object> { ["feature"] = _feature, ["duration_ms"] = Clock.Ticks - _began });
        }
    }
}
