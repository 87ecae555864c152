using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;

namespace Assent {
    /// <summary>
    /// What happens behind the calls. Whoever works holds the gate, but while the network has its time; so all is as if
    /// there were one thread.
    /// </summary>
    public sealed partial class Telemetry {
        /// <summary>In milliseconds: how long after the start the queue of earlier starts goes, how long an event waits at most, after a pause.</summary>
        const int AfterStart = 2000, AfterFirst = 3600000, AfterPause = 1000;
        const long Never = long.MaxValue;
        readonly object _gate = new object();
        readonly Given _given;
        readonly Disk _disk;
        readonly Sending _sending;
        readonly Queue _queue;
        readonly Sender _sender;
        readonly Rights _rights;
        readonly Users _users = new Users();
        readonly Thread _thread;
        readonly string _session = Made.Uuid();
        readonly long _began = Clock.Ticks;
        KeyValuePair<string, string> _user;
        TaskCompletionSource<bool> _asked;
        bool _closed;
        string _header, _fault;
        long _offset, _due = Never;

        Telemetry(Given given) {
            _given = given;
            _disk = new Disk(given.Folder);
            _sending = new Sending(_disk);
            _thread = new Thread(Work) { IsBackground = true, Name = "Assent" };
            Consent = new Consent(_gate, _disk, given, Now, Decided);
            _queue = new Queue(_disk, () => Send(), () => { if (_due == Never) Wait(AfterFirst); }, () => { Consent.Load(); return Consent.Active; });
            var calls = new Calls(_gate, given, () => Consent.Saved);
            _sender = new Sender(given, _disk, Consent, calls, _sending, new Claims(_gate, _disk, _sending, _queue.Stamps), SetClock);
            _rights = new Rights(_gate, calls, Consent, _users);
            lock (_gate) {
                _offset = _sending.Offset;
                Consent.Load();
                Wait(AfterStart);
            }
            _thread.Start();
            AppDomain.CurrentDomain.ProcessExit += AtExit;
        }

        long Now() => Clock.Now + _offset;

        void Add(string name, IReadOnlyDictionary<string, object> properties, string user, string role) {
            var saved = Consent.Saved;
            if (_closed || !Consent.Active || !Batch.Permits(saved.Purposes, saved.Notice, name ?? "")) {
                _given.Say(name + " is not queued: " + Why(name ?? ""));
                return;
            }
            Attempt(() => {
                var named = saved.Purposes.Contains("persons");
                _header = _header ?? Header();
                _queue.Add(new Map {
                    { "event_id", Made.Uuid() }, { "event_name", name }, { "occurred_at", Clock.Text(Now()) }, { "sequence", 0L },
                    { "session_id", saved.Purposes.Contains("usage") ? _session : null }, { "user_role", named ? role : null },
                    { "properties", properties }, { "user_id", named && user != null ? _users.IdOf(user, saved.Salt) : null },
                }, _header, Now());
                return name;
            }, 1);
        }

        string Why(string name) {
            if (_closed) return "this object is closed";
            if (!Consent.Active) return "consent is " + Consent.Saved.Status + (Consent.Off == null ? "" : ", and " + Consent.Off + " turns it off");
            return Batch.Permits(Catalog.Purposes, Consent.Saved.Notice, name) ? "its purpose is not granted" : "it is not in the notice that was granted";
        }

        string Header() {
            var environment = Consent.Saved.Purposes.Contains("environment") ? Attempt(() => Machine.Context) : null;
            var context = new Map(environment ?? new Map()) { { "ci", Machine.IsBuild } };
            foreach (var one in _given.Context) context[one.Key] = one.Value;
            context["sdk_name"] = "csharp";
            context["sdk_version"] = Catalog.Version;
            return JsonText.Of(new Map {
                { "format", 1L }, { "context", context }, { "organization_id", _given.Organization }, { "offset", _offset },
            });
        }

        void Start(long? duration) {
            if (!Consent.Active) return;
            base.SessionStarted(duration);
            var version = _given.Context.Text("product_version");
            var previous = _sending.Now.Text("product_version");
            if (previous == version) return;
            Track("installation_changed", previous == null ? new Map { { "action", "installed" } }
                : new Map { { "action", "updated" }, { "previous_version", previous } });
            Attempt(() => { _sending.Keep("product_version", version); return ""; });
        }

        List<string> Bodies() =>
            (from text in _disk.Peek()
             let segment = Segment.Read(text)
             where segment != null
             let body = _sender.Body(segment)
             where ((List<Map>)body["events"]).Count > 0
             select JsonText.Of(body)).ToList();

        void Decided(bool granted) {
            _header = null;
            if (!granted) {
                _queue.Forget();
                _sender.Stop();
                if (Consent.Saved.Status != "none") Attempt(() => { _disk.Purge(); return ""; });
                if (Consent.Saved.IsErasing) Attempt(() => _disk.Take("history"));
            }
            // A decision is told soon, after those that follow it in the same breath.
            Wait(0);
        }

        static long Scaled(long milliseconds) => (long)(milliseconds * Machine.WaitScale);

        void Wait(long milliseconds) {
            _due = Clock.Ticks + Scaled(milliseconds);
            Monitor.PulseAll(_gate);
        }

        /// <summary>The thread that sends: when it is due, or asked for. It keeps no process alive.</summary>
        void Work() {
            lock (_gate) {
                while (!_closed) {
                    var left = _due - Clock.Ticks;
                    if (_asked == null && left > 0) {
                        Monitor.Wait(_gate, (int)Math.Min(left, AfterFirst));
                        continue;
                    }
                    if (left <= 0) {
                        _due = Never;
                        Attempt(() => { _queue.Trim(); return ""; });
                        _queue.Seal();
                        Count();
                    }
                    _sender.Run();
                    if (!_closed && Waits()) Attempt(() => { Later(); return ""; });
                    _asked?.SetResult(true);
                    _asked = null;
                }
                _asked?.SetResult(true);
            }
        }

        /// <summary>Done when nothing more can be sent now.</summary>
        Task Send() {
            lock (_gate) {
                _queue.Seal();
                Count();
                if (_closed) return Task.FromResult(true);
                _asked = _asked ?? new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
                Monitor.PulseAll(_gate);
                return _asked.Task;
            }
        }

        /// <summary>After a pause, as soon as it is over. What is due sooner stays: a decision made meanwhile is to be told.</summary>
        void Later() {
            var pause = _sending.Until - Clock.Now;
            var wait = pause > 0 ? Math.Min(pause + AfterPause, AfterFirst) : AfterFirst;
            if (Clock.Ticks + Scaled(wait) < _due) Wait(wait);
        }

        /// <summary>Whether there is anything that would be sent now or later.</summary>
        bool Waits() => !Consent.Saved.Told || (Consent.Saved.Status == "granted" && (Attempt(_disk.List)?.Count ?? 1) > 0);

        /// <summary>By what the service's replies have told.</summary>
        void SetClock(long offset) {
            if (offset != _offset) _header = null;
            _offset = offset;
        }

        /// <summary>Of what the queue lost, for good: only once it is kept.</summary>
        void Count() {
            var dropped = _queue.Dropped;
            if (dropped == 0) return;
            Attempt(() => {
                _sending.Keep("dropped", _sending.Dropped + dropped);
                _queue.Dropped -= dropped;
                return "";
            });
        }

        void AtExit(object sender, EventArgs e) {
            // Whoever holds the gate at the end may hold it for ever.
            if (!Monitor.TryEnter(_gate, 1000)) return;
            try { End(); }
            finally { Monitor.Exit(_gate); }
            Gone();
        }

        /// <summary>What was under way is cancelled, so that the thread ends now. Mono may stop for good where one ends while it does.</summary>
        void Gone() => _thread.Join(1000);

        void End() {
            if (_closed) return;
            _closed = true;
            Monitor.PulseAll(_gate);
            _queue.Seal();
            Attempt(() => { _sender.Stop(); return ""; });
            if (Consent.Active) Attempt(() => { _queue.Trim(); return ""; });
            Count();
        }

        /// <summary>Whatever the disk does: nothing of it is the program's fault. `lost`: events that go with it.</summary>
        T Attempt<T>(Func<T> work, int lost = 0) where T : class {
            try {
                return work();
            }
            catch (Exception fault) {
                _queue.Dropped += lost;
                _fault = fault.Message;
                _given.Say(_fault);
                return null;
            }
        }
    }
}
