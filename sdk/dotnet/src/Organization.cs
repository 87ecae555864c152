using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace Assent {
    /// <summary>The one form of an organization's name, in which batches, decisions and entitlements meet: `Acme Inc.` is `acme-inc`.</summary>
    internal static class Organization {
        const int Longest = 128, LongestGiven = 1024;
        const string Octet = "(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])", Hex = "[0-9a-f]", Home = "(?:home|users|documents and settings)";

        /// <summary>What names a machine or a person instead: looked for in the text as given, since the form would hide it.</summary>
        static readonly Regex[] Addresses = new[] {
            // IPv4 with dots, as a part of a host's name with hyphens too; a version of five numbers is none.
            "(?<![0-9]|[0-9][.])[0-9]{1,3}(?:[.][0-9]{1,3}){3}(?![.]?[0-9])",
            "(?<![0-9]|[0-9]-)" + Octet + "(?:-" + Octet + "){3}(?!-?[0-9])",
            // IPv6, whole or shortened, and the names that stand for one.
            @"(?<![\p{L}\p{N}:])(?:" + Hex + "{1,4}:){7}" + Hex + @"{1,4}(?![\p{L}\p{N}:])",
            @"(?<![\p{L}\p{N}:])(?:" + Hex + "{1,4}(?::" + Hex + "{1,4}){0,6})?::(?:" + Hex + "{1,4}(?::" + Hex + @"{1,4}){0,6})?(?![\p{L}\p{N}:])",
            @"[.](?:ip6[.]arpa|in-addr[.]arpa|ipv6-literal[.]net)(?![\p{L}\p{N}])",
            // MAC addresses: pairs (macOS drops their zeros), Cisco's fours (not a UUID's), HP's sixes, and bare ones.
            "(?<![0-9a-z])" + Hex + "{2}([. _-])" + Hex + "{2}(?:\\1" + Hex + "{2}){4}(?![0-9a-z])",
            "(?<![0-9a-z])" + Hex + "{1,2}(?::" + Hex + "{1,2}){5}(?![0-9a-z])",
            "(?<![0-9a-z]|[0-9a-z][.-])" + Hex + "{4}([.-])" + Hex + "{4}\\1" + Hex + "{4}(?![.-]?[0-9a-z])",
            "^\\s*(?:" + Hex + "{6}[:-]" + Hex + "{6}|(?=[0-9]*[a-f])" + Hex + "{12})\\s*$",
            // E-mail addresses.
            "[^\\s@](?:@|%40)[^\\s@]",
            // Home folders: of a drive, a share, a mount, as a URL, or by the tilde.
            "^[\\s\"']*(?:file:|[a-z]:)?[\\\\/](?:.*[\\\\/])?" + Home + "[\\\\/]+[^\\\\/]",
            "(?<![a-z])[a-z]:[\\\\/]+" + Home + "[\\\\/]",
            "^[\\s\"']*~[^\\s\\\\/]*[\\\\/]",
        }.Select(one => new Regex(one, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)).ToArray();

        /// <summary>Null where it reads as an address or a home folder, or where nothing is left of it.</summary>
        public static string Of(string given) {
            if (given == null || given.Length > LongestGiven) return null;
            // Half a pair of surrogates has no normal form.
            var read = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(given)).Normalize(NormalizationForm.FormKC);
            var name = Joined(Lower(read).Normalize(NormalizationForm.FormKC)).Trim('-', '.', '_');
            var plain = string.Concat(read.Where(sign => char.GetUnicodeCategory(sign) != UnicodeCategory.Format));
            if (name == "" || name.Length - name.Count(char.IsHighSurrogate) > Longest) return null;
            return new[] { given, plain, name }.Any(text => Addresses.Any(address => address.IsMatch(text))) ? null : name;
        }

        /// <summary>With what Unicode lowers to two letters, or by its place in the word, which .NET does not.</summary>
        static string Lower(string text) => Regex.Replace(text.Replace("İ", "i\u0307"), @"(?<=\p{L})Σ(?!\p{L})", "ς").ToLowerInvariant();

        /// <summary>A hyphen for each run of what stands between words, in any script.</summary>
        static string Joined(string text) {
            var name = new StringBuilder();
            for (var n = 0; n < text.Length; n++) {
                var length = char.IsSurrogatePair(text, n) ? 2 : 1;
                var kind = CharUnicodeInfo.GetUnicodeCategory(text, n);
                if (kind <= UnicodeCategory.DecimalDigitNumber || text[n] == '.' || text[n] == '_') name.Append(text, n, length);
                else if (name.Length == 0 || name[name.Length - 1] != '-') name.Append('-');
                n += length - 1;
            }
            return name.ToString();
        }
    }
}
