#include "decision.hpp"

#include "text.hpp"

namespace assent::core {

bool isStatus(const std::string& text) {
  for (const char* status : {"none", "granted", "refused", "withdrawn", "erased"})
    if (text == status) return true;
  return false;
}

std::shared_ptr<const Saved> undecided() {
  return savedOf(Json{{"format", 1},
                      {"status", "none"},
                      {"purposes", Json(std::vector<Json>{})},
                      {"notice_version", 0},
                      {"decided_by", "user"},
                      {"decided_at", ""},
                      {"told", true}});
}

std::shared_ptr<const Saved> savedOf(Json json) {
  auto saved = std::make_shared<Saved>();
  const Json &format = json["format"], &identity = json["identity"];
  saved->status = json["status"].str();
  saved->decided_at = json["decided_at"].str();
  saved->purposes = json["purposes"].texts();
  saved->notice_version = json["notice_version"].whole();
  saved->told = json["told"].isTrue();
  saved->erase = json["erase"].isTrue();
  saved->installation_id = identity["installation_id"].str();
  saved->secret = identity["secret"].str();
  saved->salt = identity["salt"].str();
  const bool dated = saved->status == "none" || timeOf(saved->decided_at);
  bool named = !saved->isGranted();
  if (identity) named = !saved->installation_id.empty() && !saved->secret.empty() && !saved->salt.empty();
  const bool known = !format || (format.isNumber() && format.real() == 1);
  if (!known || !isStatus(saved->status) || !dated || !named || !json["purposes"].is(Json::list)) return nullptr;
  saved->json = std::move(json);
  return saved;
}

Json bodyOf(const Saved& saved, const std::optional<std::string>& organization_id, bool least) {
  Json body{{"installation_id", saved.installation_id}, {"decision", saved.status}, {"erase", saved.json["erase"]}};
  if (least) return body;
  if (organization_id) body.set("organization_id", *organization_id);
  for (const char* name : {"purposes", "notice_version", "notice_language", "decided_by", "decided_at"})
    body.set(name, saved.json[name]);
  return body;
}

}  // namespace assent::core
