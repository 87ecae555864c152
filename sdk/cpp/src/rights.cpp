// What a user may ask of the service about themselves.
#include "core.hpp"

namespace assent::core {
namespace {

std::string encoded(const std::string& text) {
  std::string out;
  for (const char sign : text) {
    const auto byte = static_cast<unsigned char>(sign);
    if (std::isalnum(byte) || sign == '-' || sign == '_' || sign == '.' || sign == '~') out += sign;
    else out += {'%', "0123456789ABCDEF"[byte >> 4], "0123456789ABCDEF"[byte & 15]};
  }
  return out;
}

}  // namespace

/** Throws what the service said. */
Json Core::ask(const std::string& method, const std::string& path, const Json& body) {
  const auto reply = calls_.call(method, path, body, calls_.http.stops());
  if (!reply) throw Unserved("No reply came from the service.");
  Json json = jsonOf(*reply);
  if (json && reply->status < 300) return json;
  const std::string& detail = json["detail"].str();
  throw Unserved("The service answered " + std::to_string(reply->status) + ": " + (detail.empty() ? "not as ours does" : detail));
}

Json Core::exportData(const std::string& user, std::int64_t timeout_ms) {
  const auto saved = consent_.saved();
  std::vector<Json> rows, history;
  const auto result = [&](const char* status) { return Json{{"status", status}, {"rows", rows}, {"consent_history", history}}; };
  if (!saved->isKnown()) return result("completed");
  Json body{{"installation_id", saved->installation_id}};
  if (!user.empty())
    if (const auto id = userIdOf(user, saved->salt)) body.set("user_id", *id);
  const std::int64_t until = steadyTime() + timeout_ms;
  const std::string path = "/v1/exports/" + encoded(ask("POST", "/v1/exports", body)["export_id"].str());
  std::string query;
  for (std::int64_t wait = 500;;) {
    const Json part = ask("GET", path + query, Json());
    if (part["status"].str() == "completed") {
      for (const auto& row : part["rows"].items()) rows.push_back(row);
      for (const auto& one : part["consent_history"].items()) history.push_back(one);
      if (!part["next_page"]) return result("completed");
      query = "?page=" + encoded(part["next_page"].str());
      continue;
    }
    if (steadyTime() + wait > until) return result("running");
    std::unique_lock lock(wake_mutex_);
    const auto pause = std::chrono::microseconds(static_cast<std::int64_t>(static_cast<double>(wait) * 1000 * scale_));
    if (done_.wait_for(lock, pause, [&] { return closed_.load(); })) return result("running");
    wait = std::min<std::int64_t>(wait * 2, 30'000);
  }
}

Json Core::erase(const std::string& user) {
  const auto saved = consent_.saved();
  if (!saved->isKnown()) {
    consent_.refuse({});
    return Json{{"status", "completed"}};
  }
  const Json body{{"installation_id", saved->installation_id}};
  const auto user_id = user.empty() ? std::nullopt : userIdOf(user, saved->salt);
  if (user_id) return ask("POST", "/v1/erasures", {{"installation_id", saved->installation_id}, {"user_id", *user_id}});
  // Nothing more is queued from here on, and the decision itself carries the erasure should the call fail.
  consent_.withdraw({}, true);
  // Told the decision, the service may say first that it has begun, which ends the call: asked again, it is the same.
  for (int tries = 0; tries < 2; tries++) {
    try {
      const Json erasure = ask("POST", "/v1/erasures", body);
      consent_.adopt("erased");
      return erasure;
    } catch (const Unserved&) {
      if (consent_.saved()->status != "erased") break;
    }
  }
  return Json{{"status", "pending"}};
}

}  // namespace assent::core
