using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using System.Threading;

namespace Assent {
    /// <summary>Files that another process may open, rename or remove at any time.</summary>
    internal static class Files {
        /// <summary>How long Windows is asked again where somebody has a file open, in ms: a scanner lets go of it.</summary>
        const int Patience = 500;
        static readonly UTF8Encoding Utf8 = new UTF8Encoding(false);

        /// <summary>Its text, null where there is none. A folder that is none itself is another fault.</summary>
        public static string Read(string path) => OrNone(() => {
            using (var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
            using (var bytes = new MemoryStream()) {
                file.CopyTo(bytes);
                return Utf8.GetString(bytes.GetBuffer(), 0, (int)bytes.Length).TrimStart('\ufeff');
            }
        });

        /// <summary>With those above it, for its owner only.</summary>
        public static void MakeFolder(string folder) {
            if (Directory.Exists(folder)) return;
            var above = Path.GetDirectoryName(folder);
            if (!string.IsNullOrEmpty(above)) MakeFolder(above);
            Directory.CreateDirectory(folder);
            Native.Allow(folder, 0x1c0);
        }

        /// <summary>
        /// A new file for its owner only; in a folder whose group may write to it, for that group: whoever can replace a
        /// file there may read it.
        /// </summary>
        public static FileStream Create(string path) {
            var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, 1);
            try {
                Native.Allow(path, Native.IsShared(Path.GetDirectoryName(path)) ? 0x1b0u : 0x180u);
                return file;
            }
            catch {
                file.Dispose();
                throw;
            }
        }

        /// <summary>All of it at the file's end, or nothing: a disk that is almost full takes a part.</summary>
        public static void Append(FileStream file, string text) {
            var before = file.Position;
            var bytes = Utf8.GetBytes(text);
            try {
                file.Write(bytes, 0, bytes.Length);
                file.Flush();
            }
            catch (IOException) {
                file.SetLength(before);
                throw;
            }
        }

        /// <summary>A new file; `safe`: on the disk itself before this returns.</summary>
        public static void Put(string path, string text, bool safe) {
            using (var file = Create(path)) {
                if (text != "") Append(file, text);
                if (safe) file.Flush(true);
            }
        }

        public static void Rename(string from, string to) => Patiently(() => Native.Rename(from, to));
        public static void Remove(string path) => Patiently(() => OrNone(() => { File.Delete(path); return ""; }));

        static void Patiently(Action work) {
            var until = Clock.Ticks + Patience;
            while (true) {
                try {
                    work();
                    return;
                }
                catch (Exception fault) when (IsTaken(fault) && Clock.Ticks < until) {
                    Thread.Sleep(10);
                }
            }
        }

        /// <summary>Open elsewhere without leave to remove it (32), or to be replaced while it is open (5).</summary>
        static bool IsTaken(Exception fault) {
            var code = fault.HResult & 0xffff;
            return Native.IsWindows && (code == 32 || code == 5);
        }

        /// <summary>What is not there, or no more, is null: another process may have been first.</summary>
        public static T OrNone<T>(Func<T> work) where T : class {
            try { return work(); }
            catch (FileNotFoundException) { return null; }
            catch (DirectoryNotFoundException) { return null; }
        }
    }
}
