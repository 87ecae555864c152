using System.Collections.Generic;

namespace Assent {
    /// <summary>What a program tells the SDK when it begins.</summary>
    /// <example><code>
    /// var options = new TelemetryOptions {
    ///     Url = "https://telemetry.example.com",
    ///     WriteKey = "my-app.Zx3v…",
    ///     Context = { ["product_version"] = "4.2.1", ["product_edition"] = "professional" },
    ///     OrganizationId = "contoso",
    /// };
    /// </code></example>
    public sealed class TelemetryOptions {
        /// <summary>Where the service is, such as `https://telemetry.example.com`: without `/v1`.</summary>
        public string Url { get; set; }
        /// <summary>What `npm run admin -- product add` printed. It ships in the program: it is public.</summary>
        public string WriteKey { get; set; }
        /// <summary>What goes with every event: `product_version`, and whatever else of the catalog's context the program knows.</summary>
        public IDictionary<string, object> Context { get; } = new Dictionary<string, object>();
        /// <summary>The customer, where there is one.</summary>
        public string OrganizationId { get; set; }
        /// <summary>True turns everything off, whatever was granted.</summary>
        public bool Off { get; set; }
        /// <summary>True prints each request, each reply, and what becomes of them to stderr. `ASSENT_DEBUG=1` does the same.</summary>
        public bool Debug { get; set; }
        /// <summary>Where decision and queue are kept; by default the user's folder for such on this system.</summary>
        public string Folder { get; set; }
        /// <summary>The file by which an administrator rules; by default the machine's folder for such.</summary>
        public string PolicyFile { get; set; }
    }
}
