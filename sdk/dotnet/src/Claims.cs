using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;

namespace Assent {
    /// <summary>The segments that this process is sending.</summary>
    internal sealed class Claims {
        /// <summary>Of a request: events, and their bytes before gzip.</summary>
        const int Events = 500, Room = 512 * 1024;
        /// <summary>For how many ms many segments may keep a call of the program waiting.</summary>
        const int Piece = 8;
        readonly object _gate;
        readonly Disk _disk;
        readonly Sending _sending;
        readonly Dictionary<string, Stamp> _stamps;
        readonly Queue<string> _names = new Queue<string>();
        readonly List<Claim> _held = new List<Claim>();
        int _lost, _released;
        long _began;
        /// <summary>Whether any of them was stamped by a clock that is known to have been wrong.</summary>
        public bool Wrong { get; private set; }

        /// <summary>`stamps`: how this process's clock stood when it stamped a segment that was never sent.</summary>
        public Claims(object gate, Disk disk, Sending sending, Dictionary<string, Stamp> stamps) {
            _gate = gate;
            _disk = disk;
            _sending = sending;
            _stamps = stamps;
        }

        /// <summary>
        /// As many of the oldest segments as go in one request; null where there are none. `timely`: what is right is known.
        /// </summary>
        public Segment Next(bool timely) {
            // Listed again once all of them are gone: meanwhile there may be more.
            if (_names.Count == 0) _disk.List().ForEach(_names.Enqueue);
            Segment segment = null;
            Wrong = false;
            var released = _released;
            _began = Clock.Ticks;
            for (var size = 0; _names.Count > 0; _names.Dequeue()) {
                Breathe();
                // What was let go meanwhile is not ours any more.
                if (_released != released) return null;
                var claim = _disk.Claim(_names.Peek());
                if (claim == null) continue;
                _stamps.TryGetValue(claim.Id, out var own);
                var read = Read(claim, own, timely);
                size += claim.Text.Length;
                if (read == null || (segment != null && !(size <= Room && segment.Events.Count + read.Events.Count <= Events
                    && JsonText.Of(segment.Header) == JsonText.Of(read.Header)))) {
                    _disk.Release(claim);
                    if (read != null) break;
                    continue;
                }
                _held.Add(claim);
                _lost += read.Lost;
                Wrong |= own != null && own.Wrong;
                segment = segment == null ? new Segment(read.Header, read.Events) : new Segment(segment.Header, segment.Events.Concat(read.Events));
            }
            return segment;
        }

        /// <summary>With the right times where this process stamped it by a clock of which it has learned since, and never sent it.</summary>
        Segment Read(Claim claim, Stamp own, bool timely) {
            var read = Segment.Read(claim.Text);
            if (read == null || own == null) return read;
            var offset = _sending.Offset;
            var by = own.Wrong ? Clock.Now + offset - Clock.Ticks - own.Origin : offset - read.Offset;
            if (Math.Abs(by) < Clock.Minute || (own.Wrong && !timely)) return read;
            var right = read.Restamped(by, offset);
            // On disk first: an event that was sent once is sent again as it was.
            claim.Text = right.Text;
            _disk.Rewrite(claim);
            _stamps.Remove(claim.Id);
            return right;
        }

        /// <summary>They are about to be sent: from now on they stay as they are.</summary>
        public void Begin() => _held.ForEach(claim => _stamps.Remove(claim.Id));

        /// <summary>They are settled. Returns how many of their lines held no event any more.</summary>
        public int Remove() {
            var lost = _lost;
            _began = Clock.Ticks;
            End(claim => { Breathe(); _disk.Remove(claim); });
            return lost;
        }

        /// <summary>They go another time.</summary>
        public void Release() {
            _released++;
            _names.Clear();
            End(_disk.Release);
        }

        /// <summary>Lets the program's calls go on, where this has taken a while.</summary>
        void Breathe() {
            if (Clock.Ticks - _began < Piece) return;
            Monitor.Exit(_gate);
            Thread.Sleep(1);
            Monitor.Enter(_gate);
            _began = Clock.Ticks;
        }

        void End(Action<Claim> work) {
            var held = _held.ToList();
            _held.Clear();
            _lost = 0;
            held.ForEach(work);
        }
    }
}
