using System;
using System.Collections.Generic;
using System.Globalization;

namespace Assent {
    /// <summary>How the clock stood that stamps a segment. `Origin`: its time less that of the process, which no one sets.</summary>
    internal sealed class Stamp {
        public long Origin;
        public bool Wrong;
    }

    /// <summary>The segment that this process writes: an event is in its file once `Add` returns.</summary>
    internal sealed class Queue {
        /// <summary>When a segment is full: events, characters, and milliseconds since its first.</summary>
        public const int Full = 200, Characters = 56 * 1024, Age = 600000;
        const int TrimmedBy = 1024 * 1024;
        readonly Disk _disk;
        readonly Action _full, _first;
        readonly Func<bool> _goesOn;
        /// <summary>How the clock stood that stamped the segments of this process, by their ID; without those that were sent.</summary>
        public readonly Dictionary<string, Stamp> Stamps = new Dictionary<string, Stamp>();
        /// <summary>Events that no disk took, or that were too many for it.</summary>
        public long Dropped;
        string _id, _header;
        Stamp _stamp;
        long _began, _last, _sequence;
        int _characters, _waiting, _untrimmed;

        /// <summary>`full`: a batch waits. `first`: an event waits, and none did before. `goesOn`: whether anything may still be queued.</summary>
        public Queue(Disk disk, Action full, Action first, Func<bool> goesOn) {
            _disk = disk;
            _full = full;
            _first = first;
            _goesOn = goesOn;
        }

        /// <summary>Gives it its sequence. `header` as a line: another one than before begins another segment.</summary>
        public void Add(Map e, string header, long now) {
            var began = Clock.Ticks;
            // The process's own time tells how old a segment is; where the clock was set meanwhile, another begins.
            if (_id != null && (_header != header || began - _began >= Age || now < _last - Clock.Minute
                || Math.Abs(now - began - _stamp.Origin) > Clock.Minute)) Close();
            if (_id == null) Begin(header, now, began);
            _last = now;
            e["sequence"] = _sequence++;
            var line = JsonText.Of(e) + "\n";
            _characters += line.Length;
            _untrimmed += line.Length;
            Write(line);
            if (_waiting++ == 0) _first();
            if (_characters >= Characters) Close();
            if (_waiting < Full) return;
            Seal();
            _full();
        }

        void Begin(string header, long now, long began) {
            _sequence = long.TryParse(_disk.Take("sequence") ?? "", NumberStyles.None, CultureInfo.InvariantCulture, out var kept)
                && kept > 0 && kept < 1L << 53 ? kept : Made.Count();
            Name(now, began);
            _header = header;
            _began = began;
            _characters = 0;
        }

        /// <summary>After all there are, so that their order is that of writing, whatever the clock says.</summary>
        void Name(long now, long began) {
            var next = _disk.Newest() + 1;
            _id = Math.Max(now, next).ToString("D15", CultureInfo.InvariantCulture) + "-" + Made.Uuid().Substring(0, 8);
            _stamp = new Stamp { Origin = now - began, Wrong = !Clock.IsPlausible(now) || next > now + Clock.Minute };
        }

        void Write(string line) {
            try {
                if (!_disk.Append(_id, Stamps.ContainsKey(_id) ? line : _header + "\n" + line)) {
                    // Taken for left behind, or deleted with the consent. What comes now is another segment.
                    if (!_goesOn()) {
                        Forget();
                        return;
                    }
                    Name(_stamp.Origin + _began, _began);
                    _disk.Append(_id, _header + "\n" + line);
                }
                Stamps[_id] = _stamp;
            }
            catch (Exception) {
                // A full or forbidden disk. Whatever else comes begins a segment of its own.
                Dropped++;
                Close();
            }
        }

        /// <summary>Ends the segment, and counts anew what waits: from now on all may be sent.</summary>
        public void Seal() {
            Close();
            _waiting = 0;
        }

        void Close() {
            if (_id == null) return;
            var id = _id;
            _id = null;
            try {
                _disk.Write("sequence", _sequence.ToString(CultureInfo.InvariantCulture));
                _disk.Seal(id);
                // Not each time: it looks at every segment there is.
                if (_untrimmed >= TrimmedBy) Trim();
            }
            catch (Exception) {
                // The next process finds it.
            }
        }

        /// <summary>Holds the disk to its bounds.</summary>
        public void Trim() {
            _untrimmed = 0;
            Dropped += _disk.Trim();
        }

        public void Forget() {
            _id = null;
            _waiting = 0;
            Stamps.Clear();
        }
    }
}
