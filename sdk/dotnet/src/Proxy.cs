using System;
using System.Linq;
using System.Net;
using System.Text.RegularExpressions;

namespace Assent {
    /// <summary>The proxy that the environment names for an address, as curl reads it.</summary>
    internal sealed class Proxy : IWebProxy {
        readonly Uri _address;
        Proxy(Uri address) { _address = address; }

        public ICredentials Credentials { get; set; }
        public Uri GetProxy(Uri url) => _address;
        /// <summary>.NET's own goes past it to a loopback address.</summary>
        public bool IsBypassed(Uri url) => false;

        /// <summary>Null where there is none.</summary>
        public static Proxy For(Uri url) {
            var host = url.Host.Trim('[', ']');
            var spared = Regex.Split(Said("no_proxy") ?? "", "[\\s,]+").Any(entry => Spares(entry.ToLowerInvariant(), host, url.Port));
            var named = Said(url.Scheme + "_proxy") ?? Said("all_proxy");
            if (named == null || spared) return null;
            var address = new Uri(named.Contains("://") ? named : "http://" + named);
            var proxy = new Proxy(new Uri(address.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped)));
            var who = address.UserInfo.Split(new[] { ':' }, 2).Select(Uri.UnescapeDataString).ToList();
            if (address.UserInfo != "") proxy.Credentials = new NetworkCredential(who[0], who.Count > 1 ? who[1] : "");
            return proxy;
        }

        static string Said(string name) =>
            new[] { name, name.ToUpperInvariant() }.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value));

        static bool Spares(string entry, string host, int port) {
            var told = Regex.Match(entry, "^\\*?\\.?(.*?)(?::(\\d+))?$");
            var name = told.Groups[1].Value;
            var only = told.Groups[2].Value;
            return entry == "*" || (entry != "" && entry == host)
                || (name != "" && (only == "" || only == port.ToString()) && ("." + host).EndsWith("." + name, StringComparison.Ordinal));
        }
    }
}
