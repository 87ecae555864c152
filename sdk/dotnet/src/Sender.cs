using System;
using System.Collections.Generic;
using System.Linq;

namespace Assent {
    /// <summary>Sends the decision, then the queue: one request at a time, by the contract's rules. Its caller holds the gate.</summary>
    internal sealed class Sender {
        /// <summary>Before a try: a program that ends in the middle of it does not try again with each start. In ms.</summary>
        const int WhileTrying = 10000;
        readonly Given _given;
        readonly Disk _disk;
        readonly Consent _consent;
        readonly Calls _calls;
        readonly Sending _sending;
        readonly Claims _claims;
        readonly Action<long> _learned;
        /// <summary>Whether the service was asked for its time since this run began.</summary>
        bool _timely;

        public Sender(Given given, Disk disk, Consent consent, Calls calls, Sending sending, Claims claims, Action<long> learned) {
            _given = given;
            _disk = disk;
            _consent = consent;
            _calls = calls;
            _sending = sending;
            _claims = claims;
            _learned = learned;
        }

        /// <summary>Sends what may be sent now. Never throws.</summary>
        public void Run() {
            try { Send(); }
            catch (Exception fault) { _given.Say(fault.Message); }
            try { _claims.Release(); }
            catch (Exception fault) { _given.Say(fault.Message); }
        }

        /// <summary>Ends a request under way: its answer counts no more.</summary>
        public void Stop() {
            _calls.Stop();
            _claims.Release();
        }

        void Send() {
            _timely = false;
            while (true) {
                _consent.Load();
                if (_consent.Off != null) {
                    _given.Say("nothing is sent: " + _consent.Off + " turns it off");
                    return;
                }
                var until = _sending.Until;
                if (Clock.Now < until) {
                    _given.Say("nothing is sent until " + Clock.Text(until) + ". " + _sending.Problem);
                    return;
                }
                if (!_consent.Saved.Told) {
                    if (!Clock.IsPlausible(Now) && !_timely && !AskTime()) return;
                    _consent.Restamp();
                    if (!Tell(false)) return;
                    continue;
                }
                if (!_consent.Active) return;
                var segment = _claims.Next(_timely);
                // Whatever was decided meanwhile.
                if (!_consent.Active || segment == null) return;
                if (!_timely && (_claims.Wrong || Doubts(segment))) {
                    _claims.Release();
                    if (!AskTime()) return;
                    continue;
                }
                if (!Post(segment)) return;
                Count(_claims.Remove());
            }
        }

        long Now => Clock.Now + _sending.Offset;

        void Count(long lost) {
            if (lost > 0) _sending.Keep("dropped", _sending.Dropped + lost);
        }

        /// <summary>Whether the clock is, or was, known to be wrong: then the service is asked for its own.</summary>
        bool Doubts(Segment segment) =>
            !Clock.IsPlausible(Now) || _sending.Offset != 0 || segment.Latest > Now + Clock.Minute;

        public Map Body(Segment segment) {
            var saved = _consent.Saved;
            return Batch.Of(segment, saved.Installation, saved.Purposes, saved.Notice, _sending.Now.Texts("drop"), Clock.Now, _sending.Offset);
        }

        /// <summary>Whether every event of it is settled.</summary>
        bool Post(Segment segment) {
            var batch = Body(segment);
            var sent = ((List<Map>)batch["events"]).Count;
            if (sent == 0) return true;
            _claims.Begin();
            var saved = _consent.Saved;
            var reply = Try("POST", "/v1/events", batch);
            Record(batch, reply);
            if (IsPast(saved)) return false;
            var ruled = Reply.Rule(reply, _sending.Failed, sent);
            if (ruled.Do == "keep") return Pause(ruled, reply);
            Learn(reply);
            _sending.Resume(true);
            if (ruled.Do == "split" && sent > 1) {
                var middle = (segment.Events.Count + 1) / 2;
                return Post(new Segment(segment.Header, segment.Events.Take(middle)))
                    && Post(new Segment(segment.Header, segment.Events.Skip(middle)));
            }
            var accepted = ruled.Outcome?.Whole("accepted") ?? 0;
            Count(sent - accepted);
            if (accepted < sent) {
                var problem = "The service did not take " + (sent - accepted) + " of " + sent + " events: " + reply.Why;
                _sending.Keep("problem", problem);
                _given.Say(problem);
            }
            var next = ruled.Outcome?.Object("next");
            _sending.Keep("drop", next?.List("drop") ?? new List<object>());
            if (next?.Number("after_seconds") > 0) _sending.Pause(next.Number("after_seconds").Value * 1000);
            var said = ruled.Outcome?.Object("consent")?.Text("status");
            if (said != null && said != "granted") _consent.Adopt(said);
            return true;
        }

        /// <summary>Keeps what was sent for the user to see, unless everything is to be erased. A disk that fails stops nothing.</summary>
        void Record(Map batch, Reply reply) {
            if (_consent.Saved.IsErasing) return;
            try { Kept.Batch(_disk, batch, reply); }
            catch (Exception fault) { _given.Say(fault.Message); }
        }

        /// <summary>Whether the service has the decision now. `least`: after it could not take all of a no.</summary>
        bool Tell(bool least) {
            var saved = _consent.Saved;
            var reply = Try("PUT", "/v1/consent", saved.Body(_given.Organization, least));
            if (IsPast(saved)) return true;
            var recorded = reply?.Status == 200 ? Shape.Receipt(reply.Json) : null;
            var reason = reply?.Problem;
            if (recorded != null || reason == "installation_erased") {
                Learn(reply);
                _sending.Resume(true);
                if (recorded != null) {
                    _consent.KeepReceipt(reply.Json);
                    _consent.Told(saved.DecidedAt);
                }
                if (recorded != saved.Status) _consent.Adopt(recorded ?? "erased");
                return recorded != null;
            }
            if (reason == "body_invalid" && saved.Status != "granted" && !least) return Tell(true);
            return Pause(Reply.Rule(reply, _sending.Failed, 0).Kept, reply);
        }

        /// <summary>Whether the service could be asked for its time.</summary>
        bool AskTime() {
            var reply = Try("GET", "/v1/health");
            if (reply?.Status != 200 || reply.Json?.Text("status") != "ok")
                return Pause(Reply.Rule(reply, _sending.Failed, 0).Kept, reply);
            Learn(reply);
            _timely = true;
            _sending.Resume(false);
            return true;
        }

        /// <summary>Whether it was decided otherwise meanwhile: then the queue is gone, and what was answered does not matter.</summary>
        bool IsPast(Saved saved) {
            if (_consent.Saved.IsSameAs(saved)) return false;
            _sending.Resume(false);
            return true;
        }

        bool Pause(Verdict ruled, Reply reply) {
            if (ruled.Ours) Learn(reply);
            var problem = reply == null ? "No reply came from the service."
                : ruled.Ours ? "The service did not take it: " + reply.Why
                : "Not the service, but something else answered: " + reply.Status + " " + reply.Type;
            var until = _sending.Pause(ruled.Seconds * 1000 * (1 + Made.Share() / 2), _sending.Failed + 1, problem);
            _given.Say(problem + " It is kept, and tried again after " + Clock.Text(until) + ".");
            return false;
        }

        /// <summary>Only our own service's clock counts, not that of a proxy's page.</summary>
        void Learn(Reply reply) {
            var offset = Clock.Offset(reply.Date, Clock.Now);
            if (offset == null) return;
            _timely = true;
            if (offset != _sending.Offset) _sending.Keep("offset", offset);
            _learned(offset.Value);
        }

        /// <summary>Null where no reply came.</summary>
        Reply Try(string method, string path, Map body = null) {
            _sending.Pause(WhileTrying);
            try { return _calls.Call(method, path, body); }
            catch (Exception) { return null; }
        }
    }
}
