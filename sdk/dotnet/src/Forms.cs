using System;
using System.Linq;
using System.Text.RegularExpressions;

namespace Assent {
    /// <summary>The forms in which the service takes what machines and programs write.</summary>
    internal static class Forms {
        const int LongestTag = 35, LongestVersion = 64;
        static readonly Regex Unseen = new Regex("[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]");

        /// <summary>A BCP 47 tag of `de_DE.UTF-8`, `DE-de`, or the first of a list; null where no language is named.</summary>
        public static string Language(string given) {
            var tag = Regex.Match((given ?? "").Trim(), "^[^,;:.@#]*").Value.Trim().Replace('_', '-');
            tag = Regex.Replace(tag, "-+(?:posix)?$", "", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
            tag = Regex.Replace(tag, "-x-.*", "", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
            if (tag.Length > LongestTag || !Regex.IsMatch(tag, "^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$")) return null;
            var parts = tag.ToLowerInvariant().Split('-').Select((part, n) => n == 0 ? part : part.Length == 2 ? part.ToUpperInvariant()
                : part.Length == 4 && char.IsLetter(part[0]) ? char.ToUpperInvariant(part[0]) + part.Substring(1) : part);
            return tag.StartsWith("und", StringComparison.OrdinalIgnoreCase) ? null : string.Join("-", parts);
        }

        /// <summary>What a processor is called, by any of its names.</summary>
        public static string Architecture(string name) {
            var given = name.ToLowerInvariant();
            if (Regex.IsMatch(given, "^(?:x86[_-]64|amd64)$")) return "x64";
            return given == "aarch64" ? "arm64" : Regex.Replace(Regex.Replace(given, "^(?:x86|i[3-6]86)$", "ia32"), "^armv.*", "arm");
        }

        /// <summary>What people call a system.</summary>
        public static string System(string name) {
            foreach (var one in new[] { "^win.*=Windows", "^(?:darwin|mac ?os.*)=macOS", "^linux$=Linux" })
                name = Regex.Replace(name, one.Split('=')[0], one.Split('=')[1], RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
            return name;
        }

        /// <summary>The version as the product names it, without space around it; null where that is nothing, or too long.</summary>
        public static string Version(string given) {
            var version = Unseen.Replace(given ?? "", " ").Trim();
            var points = version.Length - version.Count(char.IsHighSurrogate);
            return version == "" || points > LongestVersion ? null : version;
        }
    }
}
