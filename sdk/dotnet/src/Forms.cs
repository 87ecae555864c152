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

        /// <summary>The version as the product names it, without space around it; null where that is nothing, or too long.</summary>
        public static string Version(string given) {
            var version = Unseen.Replace(given ?? "", " ").Trim();
            var points = version.Length - version.Count(char.IsHighSurrogate);
            return version == "" || points > LongestVersion ? null : version;
        }
    }
}
