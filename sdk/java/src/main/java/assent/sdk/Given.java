package assent.sdk;

import java.net.*;
import java.util.*;
import java.util.regex.Pattern;

/** The options in the form that is sent, with a sentence for each that was given in another. */
final class Given {
  private static final Pattern key = Pattern.compile("([a-z0-9][a-z0-9_-]{0,63})\\.[A-Za-z0-9_-]+");
  private static final Pattern loopback = Pattern.compile("localhost|127\\.[0-9.]+|\\[::1\\]");
  private static final String EXAMPLE = "such as https://telemetry.example.com";

  final String url;
  final String writeKey;
  final String product;
  final String organizationId;
  final Json context = new Json();
  final List<String> warnings = new ArrayList<>();

  /** Throws where a URL or a key can't be right: with them nothing would ever arrive. */
  Given(Options options) {
    url = addressOf(options.url);
    tell("url", options.url, url);
    if (url.startsWith("http:") && !loopback.matcher(URI.create(url).getHost()).matches())
      warnings.add("url: without https anybody on the way can read what is sent");
    writeKey = options.writeKey == null ? "" : options.writeKey.trim();
    var named = key.matcher(writeKey);
    if (!named.matches()) throw new IllegalArgumentException(
        "writeKey must be the key that `npm run admin -- product add` printed: the name of the product, a dot, "
        + "and its random part.");
    product = named.group(1);
    if (!writeKey.equals(options.writeKey)) warnings.add("writeKey: the space around it is left out");
    organizationId = Organization.of(options.organizationId);
    tell("organization_id", options.organizationId, organizationId);
    options.context.forEach((name, value) -> {
      var sent = formOf(name, value);
      tell("context." + name, value, sent);
      if (sent != null) context.put(name, sent);
    });
    if (!context.containsKey("product_version")) warnings.add("context: product_version is missing");
  }

  private static Object formOf(String name, Object value) {
    if (name.equals("language")) return Forms.language(value);
    if (name.endsWith("_version") || name.endsWith("_build")) return Forms.version(value);
    return value;
  }

  private void tell(String name, Object from, Object to) {
    if (from == null || Objects.equals(from, to)) return;
    var end = to == null ? " can not be taken, and is left out" : " is sent as " + Json.write(to);
    warnings.add(name + ": " + Json.write(from) + end);
  }

  private static String addressOf(String given) {
    URI url = null;
    try {
      url = new URI(given == null ? "" : given.trim());
    } catch (URISyntaxException wrong) {
      // Said below.
    }
    var scheme = url == null || url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
    if (url == null || !scheme.matches("https?") || url.getHost() == null)
      throw new IllegalArgumentException("url must begin with https://, " + EXAMPLE + ".");
    var path = url.getRawPath().replaceAll("/+$", "");
    if (path.matches("(?i).*/v1(?:/.*)?")) throw new IllegalArgumentException(
        "url must be the service's address without /v1, " + EXAMPLE + ": the SDK adds the routes.");
    if (url.getUserInfo() != null || url.getQuery() != null || url.getFragment() != null)
        throw new IllegalArgumentException("url must have no password, no query and no fragment, " + EXAMPLE + ".");
    int usual = scheme.equals("https") ? 443 : 80;
    var port = url.getPort() < 0 || url.getPort() == usual ? "" : ":" + url.getPort();
    return scheme + "://" + url.getHost().toLowerCase(Locale.ROOT) + port + path;
  }
}
