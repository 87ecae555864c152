using System;
using System.IO;
using System.IO.Compression;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;

namespace Assent {
    /// <summary>Calls the service as this installation, and tells the developer what became of it.</summary>
    internal sealed class Calls {
        /// <summary>The most bytes of a reply that is read: a page of an export holds 3 MB, everything else is short.</summary>
        const int Export = 4 * 1024 * 1024, Other = 64 * 1024, Shown = 2000;
        readonly object _gate;
        readonly Given _given;
        readonly Func<Saved> _saved;
        CancellationTokenSource _stop = new CancellationTokenSource();

        public Calls(object gate, Given given, Func<Saved> saved) {
            _gate = gate;
            _given = given;
            _saved = saved;
        }

        /// <summary>Ends what is under way: its answer counts no more.</summary>
        public void Stop() {
            var stop = _stop;
            _stop = new CancellationTokenSource();
            stop.Cancel();
        }

        /// <summary>
        /// Throws where no reply came. Whoever calls holds the gate once; it is open while the network has its time, so that
        /// no call of the program waits for it.
        /// </summary>
        public Reply Call(string method, string path, Map json = null, CancellationToken also = default(CancellationToken)) {
            var text = json == null ? null : JsonText.Of(json);
            _given.Say(method + " " + path + (text == null ? "" : " " + text));
            using (var request = Request(method, path, text))
            using (var stop = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, also)) {
                Monitor.Exit(_gate);
                try {
                    var most = path.StartsWith("/v1/exports/", StringComparison.Ordinal) ? Export : Other;
                    var reply = Http.Call(request, most, stop.Token).GetAwaiter().GetResult();
                    _given.Say(method + " " + path + ": " + reply.Status + " " + reply.Text.Substring(0, Math.Min(reply.Text.Length, Shown)));
                    return reply;
                }
                catch (Exception fault) {
                    _given.Say(method + " " + path + ": no reply, " + (fault.InnerException ?? fault).Message);
                    throw;
                }
                finally {
                    Monitor.Enter(_gate);
                }
            }
        }

        HttpRequestMessage Request(string method, string path, string text) {
            var request = new HttpRequestMessage(new HttpMethod(method), _given.Url + path);
            if (path != "/v1/health") {
                request.Headers.TryAddWithoutValidation("authorization", "Bearer " + _given.WriteKey);
                request.Headers.TryAddWithoutValidation("x-installation-secret", _saved().Secret ?? "");
            }
            if (text == null) return request;
            var packs = path == "/v1/events";
            request.Content = new ByteArrayContent(packs ? Packed(text) : Encoding.UTF8.GetBytes(text));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(packs ? "application/gzip" : "application/json");
            return request;
        }

        static byte[] Packed(string text) {
            using (var packed = new MemoryStream()) {
                using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) {
                    var bytes = Encoding.UTF8.GetBytes(text);
                    gzip.Write(bytes, 0, bytes.Length);
                }
                return packed.ToArray();
            }
        }
    }
}
