using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Assent {
    /// <summary>What this machine, its environment and its administrator say.</summary>
    internal static class Machine {
        const string Library = "/Library/Application Support";
        static readonly Func<string, string> Variable = Environment.GetEnvironmentVariable;

        /// <summary>For the conformance suite: what each wait is multiplied by, and how long a call may take, in ms.</summary>
        public static readonly double WaitScale = double.Parse(Variable("ASSENT_WAIT_SCALE") ?? "1", CultureInfo.InvariantCulture);
        public static readonly int Timeout = int.Parse(Variable("ASSENT_TIMEOUT_MS") ?? "60000", CultureInfo.InvariantCulture);

        public static bool IsSet(string name) => !new[] { "", "0", "false", "no", "off" }.Contains((Variable(name) ?? "").ToLowerInvariant());

        /// <summary>Whether this is a build machine.</summary>
        public static bool IsBuild => Variable("CI") != "false"
            && (Catalog.BuildVariables.Any(IsThere) || Catalog.BuildServices.Any(all => all.All(Holds)));
        static bool IsThere(string name) => !string.IsNullOrEmpty(Variable(name));
        /// <summary>Variables joined by `|`; after `=` what one is, after `~` what it includes.</summary>
        static bool Holds(string told) {
            var at = told.IndexOfAny(new[] { '=', '~' });
            if (at < 0) return told.Split('|').Any(IsThere);
            var value = Variable(told.Substring(0, at));
            return value != null && (told[at] == '=' ? value == told.Substring(at + 1) : value.Contains(told.Substring(at + 1)));
        }

        /// <summary>What the catalog's context asks for and a program can tell. What one can't, is left out.</summary>
        public static Map Context => new Map {
            { "language", Known(() => Forms.Language(CultureInfo.CurrentUICulture.Name)) },
            { "os_name", Native.IsWindows ? "Windows" : Native.IsMac ? "macOS" : Known(() => Forms.System(Native.Uname(false))) },
            { "os_version", Known(() => Forms.Version(SystemVersion())) },
            { "architecture", Known(() => Forms.Architecture(RuntimeInformation.ProcessArchitecture.ToString())) },
            { "cpu_cores", Environment.ProcessorCount },
            { "memory_mb", Known(() => Memory() > 0 ? (object)(Memory() + 524288 >> 20) : null) },
        };

        /// <summary>As people name it, but the kernel's on Linux.</summary>
        static string SystemVersion() =>
            Native.IsWindows ? Regex.Match(RuntimeInformation.OSDescription, @"\d+(?:\.\d+)+").Value
            : Native.IsMac ? Regex.Match(File.ReadAllText("/System/Library/CoreServices/SystemVersion.plist"),
                @"<key>ProductVersion</key>\s*<string>([^<]+)").Groups[1].Value
            : Native.Uname(true);

        static long Memory() => Native.IsWindows || Native.IsMac ? Native.Memory()
            : long.Parse(Regex.Match(File.ReadAllText("/proc/meminfo"), @"MemTotal:\s*(\d+) kB").Groups[1].Value) * 1024;

        static T Known<T>(Func<T> of) where T : class {
            try { return of(); }
            catch (Exception) { return null; }
        }

        /// <summary>Where a program keeps what belongs to a user and this machine.</summary>
        public static string FolderOf(string product) {
            var home = Or(Variable("HOME"), Environment.GetFolderPath(Environment.SpecialFolder.UserProfile));
            var above = Native.IsWindows ? Or(Variable("LOCALAPPDATA"), Path.Combine(home, "AppData", "Local"))
                : Native.IsMac ? home + Library
                : Or(Variable("XDG_STATE_HOME"), Path.Combine(home, ".local", "state"));
            return Path.Combine(above, product, "telemetry");
        }
        static string Or(string one, string other) => string.IsNullOrEmpty(one) ? other : one;

        /// <summary>
        /// Who turned everything off; null for nobody. A policy that can't be read, or says anything but that users may be
        /// asked, rules telemetry out.
        /// </summary>
        public static string Off(string product, string file) {
            if (IsSet("DO_NOT_TRACK")) return "DO_NOT_TRACK";
            if ((Variable("ASSENT_POLICY") ?? "ask") != "ask") return "policy";
            if (Native.IsWindows && (Native.Registry("Software\\Policies\\" + product, "telemetry") ?? "ask") != "ask") return "policy";
            var above = Native.IsWindows ? Or(Variable("ProgramData"), "C:\\ProgramData") : Native.IsMac ? Library : "/etc";
            file = file ?? Variable("ASSENT_POLICY_FILE") ?? Path.Combine(above, product, "telemetry.json");
            try {
                var text = Files.Read(file);
                return text == null || Json.ObjectOf(text)?.Text("telemetry") == "ask" ? null : "policy";
            }
            catch (Exception) {
                return "policy";
            }
        }
    }
}
