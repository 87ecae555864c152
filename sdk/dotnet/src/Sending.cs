using System;
using System.Collections.Generic;
using System.Linq;

namespace Assent {
    /// <summary>
    /// The file `sending`, which the processes of a program share: what outlives them beside decision and queue. `until`,
    /// before which nothing is sent; `failed`, tries in a row; `offset`, what to add to this machine's clock; `drop`, events
    /// that the service asked to send no more; `dropped`, events that were lost; `problem`; `product_version` when it last
    /// started.
    /// </summary>
    internal sealed class Sending {
        /// <summary>The longest pause.</summary>
        const long Longest = 7L * 86400000;
        static readonly Map Untouched = new Map {
            { "format", 1L }, { "until", 0L }, { "failed", 0L }, { "offset", 0L }, { "drop", new List<object>() }, { "dropped", 0L },
        };
        readonly Disk _disk;
        /// <summary>The pause that this process set.</summary>
        long _mine;

        public Sending(Disk disk) { _disk = disk; }

        public Map Now {
            get {
                Map kept = null;
                try { kept = Json.ObjectOf(_disk.Read("sending") ?? "{}"); }
                catch (Exception) { }
                if (kept == null) return Untouched;
                var now = new Map(Untouched.Concat(kept));
                var counts = new[] { "until", "failed", "offset", "dropped" }.All(name => now.Number(name) != null);
                if (!counts || now.List("drop") == null || !Equals(now.Get("format"), 1L)) return Untouched;
                // A clock that was put back must not make a pause last for years.
                return now.Whole("until") > Clock.Now + 2 * Longest ? now.With("until", 0L) : now;
            }
        }

        public long Until => Now.Whole("until");
        public long Failed => Now.Whole("failed");
        public long Offset => Now.Whole("offset");
        public long Dropped => Now.Whole("dropped");
        public string Problem => Now.Text("problem");

        /// <summary>Throws where it can't be kept: then nothing may be sent, since no pause would be.</summary>
        void Write(Map next) {
            if (Json.IsLater(_disk.Read("sending"))) throw new InvalidOperationException("A later SDK wrote the file sending.");
            _disk.Write("sending", JsonText.Of(next));
        }
        public void Keep(string name, object value) => Write(Now.With(name, value));

        /// <summary>Sends nothing for so many milliseconds; of two pauses the longer one counts. Returns until when.</summary>
        public long Pause(double milliseconds, long? failed = null, string problem = null) {
            var now = Now;
            var mine = (long)Math.Round(Clock.Now + Math.Min(milliseconds, Longest));
            // Our own from before the try ends with it; another process may have been told more meanwhile.
            var other = now.Whole("until") == _mine ? 0 : now.Whole("until");
            _mine = mine;
            now = now.With("until", Math.Max(mine, other));
            Write(failed == null ? now : now.With("failed", failed).With("problem", problem));
            return Math.Max(mine, other);
        }

        /// <summary>The service answered: a pause of ours is over. `well`: and so are failures.</summary>
        public void Resume(bool well) {
            var now = Now;
            if (now.Whole("until") == _mine) now = now.With("until", 0L);
            Write(well ? now.With("failed", 0L).With("problem", null) : now);
        }
    }
}
