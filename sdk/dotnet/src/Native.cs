using System.IO;
using System.Runtime.InteropServices;
using System.Text;

namespace Assent {
    /// <summary>What .NET Standard has no call for: the system's own.</summary>
    internal static class Native {
        public static readonly bool IsWindows = RuntimeInformation.IsOSPlatform(OSPlatform.Windows);
        public static readonly bool IsMac = RuntimeInformation.IsOSPlatform(OSPlatform.OSX);

        [DllImport("libc", SetLastError = true)] static extern int rename(string from, string to);
        [DllImport("libc", SetLastError = true)] static extern int link(string from, string to);
        [DllImport("libc", SetLastError = true)] static extern int chmod(string path, uint mode);
        [DllImport("libc")] static extern int open(string path, int flags);
        [DllImport("libc")] static extern int fsync(int file);
        [DllImport("libc")] static extern int close(int file);
        [DllImport("libc")] static extern int uname(byte[] told);
        [DllImport("libc")] static extern int statx(int folder, string path, int flags, uint mask, byte[] told);
        [DllImport("libc")] static extern int sysctlbyname(string name, out long value, ref long size, System.IntPtr none, long zero);
        [DllImport("kernel32", CharSet = CharSet.Unicode, SetLastError = true)]
        static extern bool MoveFileExW(string from, string to, uint flags);
        [DllImport("kernel32", CharSet = CharSet.Unicode, SetLastError = true)]
        static extern bool CreateHardLinkW(string to, string from, System.IntPtr none);
        [DllImport("kernel32")] static extern bool GetPhysicallyInstalledSystemMemory(out long kilobytes);
        [DllImport("advapi32", CharSet = CharSet.Unicode)]
        static extern int RegGetValueW(System.IntPtr root, string key, string name, uint types, out uint type, byte[] data, ref int size);

        /// <summary>In one step; what has that name already is replaced.</summary>
        public static void Rename(string from, string to) {
            if (IsWindows ? !MoveFileExW(from, to, 1) : rename(from, to) != 0) throw Fault(from);
        }

        /// <summary>False where there is something of that name already.</summary>
        public static bool Link(string from, string to) {
            if (IsWindows ? CreateHardLinkW(to, from, System.IntPtr.Zero) : link(from, to) == 0) return true;
            var code = Marshal.GetLastWin32Error();
            if (code == (IsWindows ? 183 : 17)) return false;
            throw new IOException("No link: error " + code);
        }

        static IOException Fault(string path) {
            var code = Marshal.GetLastWin32Error();
            // On all systems 2 is a file that is not there; on Windows 3 is its folder.
            if (code == 2 || (IsWindows && code == 3)) return new FileNotFoundException("It is not there.", path);
            return new IOException("No rename: error " + code, IsWindows ? unchecked((int)0x80070000) | code : code);
        }

        public static void Allow(string path, uint mode) {
            if (!IsWindows && chmod(path, mode) != 0) throw new IOException("No chmod: error " + Marshal.GetLastWin32Error());
        }

        /// <summary>Whether a folder's group may write to it, and only owners remove: told on Linux.</summary>
        public static bool IsShared(string folder) {
            if (IsWindows || IsMac) return false;
            var told = new byte[256];
            // struct statx is the same on all processors: the mode is at 28.
            return statx(-100, folder, 0, 2, told) == 0 && ((told[28] | told[29] << 8) & 0x210) == 0x10;
        }

        /// <summary>Makes the names in a folder outlast a power cut. Windows opens no folder.</summary>
        public static void Sync(string folder) {
            if (IsWindows) return;
            var file = open(folder, 0);
            if (file < 0) return;
            fsync(file);
            close(file);
        }

        /// <summary>The system's name, or its release, as Linux tells them.</summary>
        public static string Uname(bool release) {
            var told = new byte[1024];
            return uname(told) != 0 ? null : Encoding.UTF8.GetString(told, release ? 130 : 0, 65).Split('\0')[0];
        }

        /// <summary>In bytes; 0 where it is not told.</summary>
        public static long Memory() {
            long told = 0, size = 8;
            if (IsWindows) return GetPhysicallyInstalledSystemMemory(out told) ? told * 1024 : 0;
            return sysctlbyname("hw.memsize", out told, ref size, System.IntPtr.Zero, 0) == 0 ? told : 0;
        }

        /// <summary>A text under HKEY_LOCAL_MACHINE; null where there is none; "" where it is of another kind.</summary>
        public static string Registry(string key, string name) {
            var data = new byte[1024];
            var size = data.Length;
            var fault = RegGetValueW(new System.IntPtr(unchecked((int)0x80000002)), key, name, 0xffff, out var type, data, ref size);
            if (fault == 2) return null;
            return fault == 0 && type == 1 ? Encoding.Unicode.GetString(data, 0, size).TrimEnd('\0') : "";
        }
    }
}
