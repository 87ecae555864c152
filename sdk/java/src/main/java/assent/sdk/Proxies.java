package assent.sdk;

import java.io.IOException;
import java.net.*;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.regex.Pattern;

/** The proxy that the environment names, as curl reads it; where it names none, that of Java's own properties. */
final class Proxies {
  private static final Pattern spared = Pattern.compile("\\*?\\.?(.*?)(?::([0-9]+))?");

  private Proxies() {}

  static ProxySelector selector(String proxy) throws IOException {
    if (proxy == null) return ProxySelector.getDefault();
    if (proxy.isEmpty()) return HttpClient.Builder.NO_PROXY;
    var named = named(proxy);
    if (!"http".equalsIgnoreCase(named.getScheme()) || named.getHost() == null)
      throw new IOException("Java's HTTP client knows no proxy of this kind: " + named.getScheme());
    return ProxySelector.of(new InetSocketAddress(named.getHost(), named.getPort() < 0 ? 80 : named.getPort()));
  }

  /** For a proxy that wants a name and a password; null for others. */
  static String authorization(String proxy) {
    var user = proxy == null || proxy.isEmpty() ? null : named(proxy).getUserInfo();
    if (user == null) return null;
    return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
  }

  private static URI named(String proxy) { return URI.create(proxy.contains("://") ? proxy : "http://" + proxy); }

  /** Empty where it spares this address; null where it says nothing. */
  static String proxyFor(URI address, Map<String, String> environment) {
    var host = address.getHost().replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT);
    int usual = address.getScheme().equals("https") ? 443 : 80;
    var port = String.valueOf(address.getPort() < 0 ? usual : address.getPort());
    var proxy = of(environment, address.getScheme() + "_proxy");
    if (proxy == null) proxy = of(environment, "all_proxy");
    var sparing = of(environment, "no_proxy");
    for (var entry : (sparing == null ? "" : sparing.toLowerCase(Locale.ROOT)).split("[\\s,]+")) {
      var read = spared.matcher(entry);
      if (!read.matches()) continue;
      boolean isHere = read.group(2) == null || read.group(2).equals(port);
      boolean isNamed = !read.group(1).isEmpty() && ("." + host).endsWith("." + read.group(1));
      if (entry.equals("*") || entry.equals(host) || isHere && isNamed) return "";
    }
    return proxy;
  }

  private static String of(Map<String, String> environment, String name) {
    var lower = environment.get(name);
    if (lower != null && !lower.isEmpty()) return lower;
    var upper = environment.get(name.toUpperCase(Locale.ROOT));
    return upper == null || upper.isEmpty() ? null : upper;
  }
}
