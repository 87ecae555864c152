using System;
using System.Collections.Generic;
using System.Linq;

namespace Assent {
    /// <summary>A file that holds a list; an empty one where there is no file, or none that can be read.</summary>
    internal static class Kept {
        /// <summary>Receipts, and batches that were sent; and how much room these may take, in characters.</summary>
        const int Receipts = 100, Batches = 50, Room = 4 * 1024 * 1024;

        public static List<Map> List(Disk disk, string name) {
            try { return ((Json.Parse(disk.Read(name) ?? "[]") as List<object>) ?? new List<object>()).OfType<Map>().ToList(); }
            catch (Exception) { return new List<Map>(); }
        }

        /// <summary>Of the same decision, the newer.</summary>
        public static void Receipt(Disk disk, Map receipt) {
            var all = List(disk, "receipts").Where(one => one.Text("receipt_id") != receipt.Text("receipt_id")).ToList();
            all.Add(receipt);
            disk.Write("receipts", JsonText.Of(all.Skip(all.Count - Receipts)));
        }

        /// <summary>What became of a batch. A try again takes the place of the one before.</summary>
        public static void Batch(Disk disk, Map batch, Reply reply) {
            var events = new Map();
            foreach (var name in EventsOf(batch).Select(e => e.Text("event_name"))) events[name] = events.Whole(name) + 1;
            var sent = new Map {
                { "sent_at", Clock.Text(Clock.Now) }, { "events", events }, { "batch", batch }, { "status", reply?.Status },
                { "accepted", reply?.Json?.Get("accepted") }, { "rejected", reply?.Json?.Get("rejected") },
                { "ignored", reply?.Json?.Get("ignored") },
            };
            var before = List(disk, "history").Where(one => Ids(one.Object("batch")) != Ids(batch));
            var room = Room;
            disk.Write("history", JsonText.Of(new[] { sent }.Concat(before).Take(Batches).Select(one =>
                (room -= JsonText.Of(one.Get("batch")).Length) >= 0 ? one : one.With("batch", null))));
        }

        static IEnumerable<Map> EventsOf(Map batch) => (batch?.Get("events") as System.Collections.IEnumerable ?? new Map[0]).OfType<Map>();
        static string Ids(Map batch) => string.Join(",", EventsOf(batch).Select(e => e.Text("event_id")));
    }
}
