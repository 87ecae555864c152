using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace Assent {
    /// <summary>A segment of the queue that only its claimer may send.</summary>
    internal sealed class Claim {
        public string Name, Text;
        public string Id => Name.Substring(0, Name.IndexOf('.'));
    }

    /// <summary>
    /// Decision and queue as files of one folder. Renaming is what makes a claim: of two processes one succeeds. Whoever
    /// holds a segment lets go of it long before it counts as left behind, by the clock of the file system alone.
    /// </summary>
    internal sealed class Disk {
        /// <summary>What the queue may hold, in bytes.</summary>
        public const long Room = 10 * 1024 * 1024;
        /// <summary>After which time a segment has lost its process: one adds to it no longer than a third of that.</summary>
        const long Orphan = 3 * Queue.Age;
        /// <summary>How long a file that was being written when its process died is left.</summary>
        const long Torn = 86400000;
        static readonly Regex Segments = new Regex(@"^(\d+-[0-9a-f]+)\.(open|ready|sending)$");
        readonly string _folder;
        /// <summary>When the file system was last asked for its time, by the process's own; and what that lags behind.</summary>
        long _probed = -1000, _origin;
        readonly Dictionary<string, FileStream> _files = new Dictionary<string, FileStream>();

        public Disk(string folder) { _folder = folder; }

        string At(string name) => Path.Combine(_folder, name);

        string Aside(string name, string text, bool safe = false) {
            Files.MakeFolder(_folder);
            var aside = At(name + "." + Guid.NewGuid() + ".new");
            try {
                Files.Put(aside, text, safe);
            }
            catch {
                File.Delete(aside);
                throw;
            }
            return aside;
        }

        public string Read(string name) {
            var text = Files.Read(At(name));
            if (text == null && File.Exists(_folder)) throw new IOException("The folder is a file.");
            return text;
        }

        /// <summary>All of it or nothing. A decision that was answered for outlasts a power cut.</summary>
        public void Write(string name, string text) {
            var safe = name == "consent";
            Files.Rename(Aside(name, text, safe), At(name));
            if (safe) Native.Sync(_folder);
        }

        /// <summary>Unless there is something already: then that stays.</summary>
        public void WriteFirst(string name, string text) {
            var aside = Aside(name, text, true);
            try {
                Native.Link(aside, At(name));
                Native.Sync(_folder);
            }
            catch (IOException) {
                // Some file systems have no links.
                if (!File.Exists(At(name))) Files.Rename(aside, At(name));
            }
            finally {
                Files.Remove(aside);
            }
        }

        /// <summary>Reads and removes: of two processes one gets it.</summary>
        public string Take(string name) => Files.OrNone(() => {
            var mine = At(name + "." + Guid.NewGuid() + ".new");
            Files.Rename(At(name), mine);
            var text = Files.Read(mine);
            Files.Remove(mine);
            return text;
        });

        /// <summary>The number of the newest segment; 0 where there is none.</summary>
        public long Newest() => Ordered().Select(name => long.Parse(name.Split('-')[0])).LastOrDefault();

        /// <summary>False, with nothing written, where another process took the segment for one left behind.</summary>
        public bool Append(string id, string lines) {
            if (!_files.TryGetValue(id, out var file)) {
                Files.MakeFolder(_folder);
                _files[id] = file = Files.Create(At(id + ".open"));
            }
            else if (!File.Exists(At(id + ".open"))) {
                Close(id);
                return false;
            }
            Files.Append(file, lines);
            return true;
        }

        public void Seal(string id) {
            if (!_files.ContainsKey(id)) return;
            Close(id);
            Moved(id + ".open", id + ".ready");
        }

        void Close(string id) {
            var file = _files[id];
            _files.Remove(id);
            file.Dispose();
        }

        bool Moved(string from, string to) => Files.OrNone(() => { Files.Rename(At(from), At(to)); return to; }) != null;

        /// <summary>Segments that are sealed, or that their process left behind; the oldest first.</summary>
        public List<string> List() {
            var names = Names();
            var age = Ages(names);
            return Ordered(names).Where(name => IsReady(name) || age(name) >= Orphan).ToList();
        }

        static bool IsReady(string name) => name.EndsWith(".ready", StringComparison.Ordinal);

        /// <summary>How old a file is; asked of the disk only where there are any whose age counts. What is gone has none.</summary>
        Func<string, long> Ages(List<string> names) {
            var now = names.Any(name => Regex.IsMatch(name, @"\.(?:open|sending|new)$")) ? Now() : 0;
            return name => File.Exists(At(name)) ? now - Clock.Of(File.GetLastWriteTimeUtc(At(name))) : 0;
        }

        /// <summary>Null where another process was first.</summary>
        public Claim Claim(string name) {
            var claim = new Claim { Name = name.Split('.')[0] + ".sending" };
            claim.Text = Files.OrNone(() => {
                // Its time is now that of the claim. Before the name is: from then on it may be taken for left behind.
                try {
                    File.SetLastWriteTimeUtc(At(name), Clock.At(Now()));
                }
                catch (UnauthorizedAccessException) {
                    // Another user's, in a folder for the whole machine: only a copy has a time of our own.
                    Rewrite(new Claim { Name = name, Text = Files.Read(At(name)) ?? "" });
                }
                return Moved(name, claim.Name) ? Files.Read(At(claim.Name)) : null;
            });
            return claim.Text == null ? null : claim;
        }

        public void Rewrite(Claim claim) => Files.Rename(Aside(claim.Name, claim.Text), At(claim.Name));
        public void Release(Claim claim) => Moved(claim.Name, claim.Id + ".ready");
        public void Remove(Claim claim) => Files.Remove(At(claim.Name));

        /// <summary>Texts of all segments, oldest first, whoever has them.</summary>
        public List<string> Peek() => Ordered().Select(Read).Where(text => text != null).ToList();

        /// <summary>Deletes the oldest segments beyond the queue's bounds; returns how many events they held.</summary>
        public int Trim() {
            var names = Names();
            var age = Ages(names);
            // A decision that was being written when its process died holds a secret.
            foreach (var name in names.Where(name => name.EndsWith(".new", StringComparison.Ordinal) && age(name) > Torn)) Files.Remove(At(name));
            // What is being written or sent is about to go, or will be ready next time.
            var ready = Ordered(names).Where(IsReady)
                .Select(At).Select(path => new FileInfo(path)).Where(file => file.Exists).ToList();
            var bytes = ready.Sum(file => file.Length);
            var events = 0;
            foreach (var file in ready.TakeWhile(_ => bytes > Room)) {
                var segment = Segment.Read(Files.Read(file.FullName) ?? "");
                events += segment == null ? 0 : segment.Events.Count + segment.Lost;
                Files.Remove(file.FullName);
                bytes -= file.Length;
            }
            return events;
        }

        /// <summary>With what was being written when a process died: it may hold the secret.</summary>
        public void Purge() {
            foreach (var id in _files.Keys.ToList()) Close(id);
            foreach (var name in Names().Where(name => Regex.IsMatch(name, @"\.(?:open|ready|sending|new)$"))) Files.Remove(At(name));
        }

        /// <summary>The time of the file system, that of a file just made: a process may have a clock of its own.</summary>
        long Now() {
            if (Clock.Ticks - _probed < 1000) return Clock.Ticks + _origin;
            var probe = Aside("now", "");
            try {
                _probed = Clock.Ticks;
                _origin = Clock.Of(File.GetLastWriteTimeUtc(probe)) - _probed;
                return Clock.Ticks + _origin;
            }
            finally { Files.Remove(probe); }
        }

        List<string> Names() =>
            Files.OrNone(() => Directory.GetFiles(_folder).Select(Path.GetFileName).OrderBy(name => name, StringComparer.Ordinal).ToList())
            ?? new List<string>();

        /// <summary>The segments' names, the oldest first.</summary>
        IEnumerable<string> Ordered(List<string> names = null) => (names ?? Names()).Where(name => Segments.IsMatch(name));
    }
}
