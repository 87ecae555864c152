using System.Collections.Generic;
using System.Linq;

namespace Assent {
    /// <summary>A part of the queue: a header line with what its events have in common, then an event a line.</summary>
    internal sealed class Segment {
        public readonly Map Header;
        public readonly List<Map> Events;
        /// <summary>Lines that hold no event any more.</summary>
        public readonly int Lost;

        public Segment(Map header, IEnumerable<Map> events, int lost = 0) {
            Header = header;
            Events = events.ToList();
            Lost = lost;
        }

        /// <summary>What the clock of its events was corrected by, in ms.</summary>
        public long Offset => Header.Whole("offset");

        /// <summary>When the last of them happened; 0 for none.</summary>
        public long Latest => Events.Select(TimeOf).Aggregate(0L, System.Math.Max);

        /// <summary>
        /// Null where it is of a later format, and so another SDK's to send. A line that was torn by a crash is no event;
        /// without its header a segment has none. An empty line means nothing.
        /// </summary>
        public static Segment Read(string text) {
            var lines = text.TrimStart('\ufeff').Split('\n');
            var header = Json.ObjectOf(lines[0]);
            if (header != null && header.Get("format") is object format && !format.Equals(1L)) return null;
            // What follows the last line's end was being written.
            var torn = lines.Length > 1 && lines[lines.Length - 1] != "" ? 1 : 0;
            var written = lines.Take(lines.Length - 1).Skip(1).Where(line => line.Trim() != "").ToList();
            if (header?.Object("context") == null)
                return new Segment(new Map { { "context", new Map() }, { "offset", 0L } }, new Map[0], written.Count + torn);
            var events = written.Select(Json.ObjectOf).Where(e => !string.IsNullOrEmpty(e?.Text("event_id"))).ToList();
            return new Segment(header, events, written.Count - events.Count + torn);
        }

        public string Text => string.Concat(new[] { Header }.Concat(Events).Select(line => JsonText.Of(line) + "\n"));

        /// <summary>As a clock would have stamped it that is `by` ms ahead of the one that did.</summary>
        public Segment Restamped(long by, long offset) =>
            new Segment(Header.With("offset", offset),
                Events.Select(e => e.With("occurred_at", Clock.Text(TimeOf(e) + by))), Lost);

        static long TimeOf(Map e) => Clock.Read(e.Text("occurred_at")) ?? 0;
    }
}
