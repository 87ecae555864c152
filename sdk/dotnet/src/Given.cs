using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace Assent {
    /// <summary>The options in the form that is sent, with a sentence in debug mode for each that was given in another.</summary>
    internal sealed class Given {
        const string Example = "such as https://telemetry.example.com";
        public readonly string Url, WriteKey, Product, Organization, Folder, Off;
        public readonly Map Context = new Map();
        readonly bool _debug;

        /// <summary>Throws where a URL or a key can't be right: with them nothing would ever arrive.</summary>
        public Given(TelemetryOptions options) {
            _debug = options.Debug || Machine.IsSet("ASSENT_DEBUG");
            var url = AddressOf(options.Url);
            Url = url.Scheme + "://" + url.Authority + url.AbsolutePath.TrimEnd('/');
            Tell("url", options.Url, Url);
            if (url.Scheme == "http" && !url.IsLoopback) Say("url: without https anybody on the way can read what is sent");
            WriteKey = (options.WriteKey ?? "").Trim();
            var key = Regex.Match(WriteKey, @"^([a-z0-9][a-z0-9_-]{0,63})\.[A-Za-z0-9_-]+$");
            if (!key.Success) throw new ArgumentException("writeKey must be the key that `npm run admin -- product add` printed: the name of the product, a dot, and its random part.");
            Product = key.Groups[1].Value;
            if (options.WriteKey != WriteKey) Say("writeKey: the space around it is left out");
            Organization = Assent.Organization.Of(options.OrganizationId);
            Tell("organization_id", options.OrganizationId, Organization);
            foreach (var one in options.Context) {
                var sent = one.Key == "language" ? Forms.Language(one.Value as string)
                    : Regex.IsMatch(one.Key, "_(?:version|build)$") ? Forms.Version(one.Value as string) : one.Value;
                Tell("context." + one.Key, one.Value, sent);
                Context.Add(one.Key, sent);
            }
            if (!Context.ContainsKey("product_version")) Say("context: product_version is missing");
            Folder = options.Folder ?? Machine.FolderOf(Product);
            // An administrator's word is asked for once: it does not change under a running program.
            Off = options.Off ? "option" : Machine.Off(Product, options.PolicyFile);
        }

        /// <summary>Prints for the developer, in debug mode.</summary>
        public void Say(string text) {
            if (_debug) Console.Error.WriteLine("assent: " + text);
        }

        void Tell(string name, object from, object to) {
            if (from != null && !from.Equals(to))
                Say(name + ": " + JsonText.Of(from) + (to == null ? " can not be taken, and is left out" : " is sent as " + JsonText.Of(to)));
        }

        static Uri AddressOf(string given) {
            if (!Uri.TryCreate(given, UriKind.Absolute, out var url) || (url.Scheme != "https" && url.Scheme != "http"))
                throw new ArgumentException("url must begin with https://, " + Example + ".");
            if (Regex.IsMatch(url.AbsolutePath, "/v1(?:/|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant))
                throw new ArgumentException("url must be the service's address without /v1, " + Example + ": the SDK adds the routes.");
            if (url.UserInfo != "" || url.Query != "" || url.Fragment != "")
                throw new ArgumentException("url must have no password, no query and no fragment, " + Example + ".");
            return url;
        }
    }
}
