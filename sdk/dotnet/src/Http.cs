using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Net.Http;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Assent {
    /// <summary>One call, through the proxy that the environment names. Follows no redirection.</summary>
    internal static class Http {
        /// <summary>Throws where no whole reply came. `most`: the most bytes of it to read; what is longer is cut.</summary>
        public static async Task<Reply> Call(HttpRequestMessage request, int most, CancellationToken stop) {
            var proxy = Proxy.For(request.RequestUri);
            // A connection of its own: one that was kept open may be closed, and the call then made twice.
            request.Headers.ConnectionClose = true;
            request.Headers.ExpectContinue = false;
            // Not only once it asks. Into a tunnel they go by themselves.
            if (proxy?.Credentials is NetworkCredential who && request.RequestUri.Scheme == "http")
                request.Headers.TryAddWithoutValidation("proxy-authorization",
                    "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(who.UserName + ":" + who.Password)));
            using (var time = CancellationTokenSource.CreateLinkedTokenSource(stop))
            using (var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = proxy != null, Proxy = proxy })
            using (var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan }) {
                time.CancelAfter(Machine.Timeout);
                var asked = client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, time.Token);
                using (var response = await Within(asked, time.Token).ConfigureAwait(false))
                using (time.Token.Register(response.Dispose)) {
                    var headers = response.Headers;
                    var text = await Within(Read(response.Content, most), time.Token).ConfigureAwait(false);
                    return new Reply {
                        Status = (int)response.StatusCode,
                        Type = Header(response.Content?.Headers, "content-type"),
                        RetryAfter = Header(headers, "retry-after"),
                        Date = Header(headers, "date"),
                        Text = text,
                    };
                }
            }
        }

        static string Header(System.Net.Http.Headers.HttpHeaders headers, string name) =>
            headers != null && headers.TryGetValues(name, out var values) ? values.First() : null;

        /// <summary>Mono waits for a name or a socket whatever the token says.</summary>
        static async Task<T> Within<T>(Task<T> work, CancellationToken stop) {
            var stopped = new TaskCompletionSource<bool>();
            using (stop.Register(() => stopped.TrySetResult(true)))
                if (await Task.WhenAny(work, stopped.Task).ConfigureAwait(false) == work) return await work.ConfigureAwait(false);
            // Whatever comes of it is nobody's.
            Discard(work);
            throw new OperationCanceledException();
        }

        static async void Discard<T>(Task<T> work) {
            try { (await work.ConfigureAwait(false) as IDisposable)?.Dispose(); }
            catch (Exception) { }
        }

        static async Task<string> Read(HttpContent content, int most) {
            using (var stream = await content.ReadAsStreamAsync().ConfigureAwait(false))
            using (var whole = new MemoryStream()) {
                var part = new byte[8192];
                for (int length; whole.Length < most && (length = await stream.ReadAsync(part, 0, part.Length).ConfigureAwait(false)) > 0;)
                    whole.Write(part, 0, (int)Math.Min(length, most - whole.Length));
                return Encoding.UTF8.GetString(whole.ToArray());
            }
        }
    }
}
