using System.Collections.Generic;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Assent {
    /// <summary>What stands for users. A digest is made once, while the same users come again.</summary>
    internal sealed class Users {
        static readonly Regex Pseudonym = new Regex("^(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32,128})\\z",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
        const int Most = 1000;
        readonly Dictionary<string, string> _known = new Dictionary<string, string>();
        string _salt;

        /// <summary>
        /// The product's own GUID or hex digest as it is, a nil one for nobody; of anything else the HMAC-SHA256 under the
        /// installation's salt, in hex: the same user is somebody else elsewhere.
        /// </summary>
        public string IdOf(string user, string salt) {
            if (Pseudonym.IsMatch(user)) return user.Trim('0', '-') == "" ? null : user;
            if (salt != _salt || _known.Count >= Most) _known.Clear();
            _salt = salt;
            if (_known.TryGetValue(user, out var known)) return known;
            using (var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(salt))) {
                // Half a pair of surrogates has no normal form: it stands for nothing, as in UTF-8.
                var whole = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(user)).Normalize(NormalizationForm.FormC);
                var digest = hmac.ComputeHash(Encoding.UTF8.GetBytes(whole));
                return _known[user] = string.Concat(digest.Select(part => part.ToString("x2")));
            }
        }
    }
}
