#include "given.hpp"

#include <cstdlib>

#include "forms.hpp"
#include "text.hpp"

namespace assent::core {

Address addressOf(const std::string& url) {
  const auto start = url.find("://");
  if (start == url.npos) return {};
  Address address;
  address.scheme = lower(url.substr(0, start));
  const auto from = start + 3, end = std::min(url.find_first_of("/?#", from), url.size());
  std::string host = url.substr(from, end - from);
  address.path = url.substr(end);
  const auto colon = host.rfind(':');
  // With a name and a password it is one that is refused.
  if (host.find('@') == host.npos && colon != host.npos && host.find(']', colon) == host.npos) {
    address.port = std::atoi(host.c_str() + colon + 1);
    host.resize(colon);
  }
  if (host.find_first_of(" \t\r\n\"<>\\^`{|}") == host.npos) address.host = lower(host);
  return address;
}

namespace {

std::string readUrl(const std::string& given) {
  const std::string example = "such as https://telemetry.example.com";
  const std::string url = trimmed(given);
  const auto [scheme, host, path, port] = addressOf(url);
  if (host.empty() || (scheme != "http" && scheme != "https")) throw Invalid("url must begin with https://, " + example + ".");
  const std::string asked = lower(path);
  const auto v1 = asked.find("/v1");
  if (v1 != asked.npos && (v1 + 3 == asked.size() || asked[v1 + 3] == '/'))
    throw Invalid("url must be the service's address without /v1, " + example + ": the SDK adds the routes.");
  if (host.find('@') != host.npos || path.find_first_of("?#") != path.npos)
    throw Invalid("url must have no password, no query and no fragment, " + example + ".");
  const bool isUsual = port == 0 || port == (scheme == "https" ? 443 : 80);
  std::string read = scheme + "://" + host + (isUsual ? "" : ":" + std::to_string(port)) + path;
  while (endsWith(read, "/")) read.pop_back();
  return read;
}

bool isLoopback(const std::string& host) {
  return host == "localhost" || host == "[::1]" || (startsWith(host, "127.") && host.find_first_not_of("0123456789.") == host.npos);
}

std::string productOf(const std::string& key) {
  const auto dot = key.find('.');
  const std::string product = key.substr(0, dot);
  constexpr auto first = "abcdefghijklmnopqrstuvwxyz0123456789";
  constexpr auto rest = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
  const bool isRight = dot != key.npos && !product.empty() && product.size() <= 64 && dot + 1 < key.size() &&
                       product.find_first_not_of(std::string(first) + "_-") == product.npos && product.find_first_of(first) == 0 &&
                       key.find_first_not_of(rest, dot + 1) == key.npos;
  if (!isRight)
    throw Invalid(
        "writeKey must be the key that `npm run admin -- product add` printed: the name of the product, a dot, and its random part.");
  return product;
}

}  // namespace

Given read(Given given) {
  auto& warnings = given.warnings;
  const auto tell = [&](const std::string& name, const Json& from, const Json& to) {
    if (!to) warnings.push_back(name + ": " + from.written() + " can not be taken, and is left out");
    else if (from.written() != to.written()) warnings.push_back(name + ": " + from.written() + " is sent as " + to.written());
  };
  const std::string url = readUrl(given.url);
  tell("url", given.url, url);
  if (startsWith(url, "http:") && !isLoopback(addressOf(url).host))
    warnings.push_back("url: without https anybody on the way can read what is sent");
  given.url = url;
  const std::string key = trimmed(given.write_key);
  given.product = productOf(key);
  if (key != given.write_key) warnings.push_back("writeKey: the space around it is left out");
  given.write_key = key;
  if (given.organization_id) {
    const auto form = organizationOf(*given.organization_id);
    tell("organization_id", *given.organization_id, form ? Json(*form) : Json());
    given.organization_id = form;
  }
  Json context = Json::objects();
  for (const auto& name : given.context.names()) {
    const Json& value = given.context[name];
    const bool isVersion = endsWith(name, "_version") || endsWith(name, "_build");
    std::optional<std::string> form;
    if (value.is(Json::text)) form = name == "language" ? languageOf(value.str()) : isVersion ? versionOf(value.str()) : value.str();
    const bool isTaken = form || (!value.is(Json::text) && name != "language" && !isVersion);
    const Json sent = form ? Json(*form) : isTaken ? value : Json();
    tell("context." + name, value, sent);
    if (sent) context.set(name, sent);
  }
  given.context = context;
  if (!context["product_version"]) warnings.push_back("context: product_version is missing");
  return given;
}

}  // namespace assent::core
