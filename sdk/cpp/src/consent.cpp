#include "consent.hpp"

#include <algorithm>

#include "clock.hpp"

namespace assent::core {

std::shared_ptr<const Saved> Consent::saved() const {
  const std::lock_guard lock(mutex_);
  return saved_;
}

bool Consent::asks() const {
  const std::lock_guard lock(mutex_);
  if (!off().empty() || isUnreadable_) return false;
  return saved_->status == "none" || (saved_->isGranted() && saved_->notice_version < catalog::noticeVersion());
}

bool Consent::grant(const std::vector<std::string>& purposes, const How& how) {
  std::vector<std::string> chosen;
  for (const auto& known : catalog::purposes())
    if (std::find(purposes.begin(), purposes.end(), known) != purposes.end()) chosen.push_back(known);
  if (chosen.empty()) return refuse(how);
  return off().empty() && decide("granted", how, {{"purposes", chosen}});
}

bool Consent::withdraw(const How& how, bool erase) {
  return decide("withdrawn", how, erase ? Json{{"erase", true}} : Json::objects());
}

bool Consent::decide(const std::string& status, const How& how, const Json& more) {
  return changed([&] {
    read();
    const auto before = saved();
    const bool owes = before->owesErasure();
    // Who is to be erased stays until the service knows of it; then a grant is somebody new.
    if (owes && status == "granted") return false;
    Json json = before->json;
    if (status == "granted" && (before->isErasing() || !before->isKnown()))
      json.set("identity", Json{{"installation_id", uuid()}, {"secret", secret()}, {"salt", secret()}});
    json.set("status", owes ? "withdrawn" : status);
    json.set("purposes", Json(std::vector<Json>{}));
    json.set("notice_version", catalog::noticeVersion());
    json.set("notice_language", how.language.empty() ? Json() : Json(how.language));
    json.set("decided_by", how.decided_by);
    // Later than any before it, whatever the clock says: of two decisions the later one counts.
    json.set("decided_at", isoOf(std::max(needs_.now(), timeOf(before->decided_at).value_or(0) + 1)));
    json.set("erase", owes ? Json(true) : Json());
    json.set("told", !json["identity"] || (before->status == "erased" && status != "granted"));
    for (const auto& name : more.names()) json.set(name, more[name]);
    return keep(std::move(json));
  });
}

bool Consent::keep(Json json) {
  const auto saved = savedOf(json);
  // In force for this process at once where it is a no, even if the disk fails.
  if (!saved->isGranted()) use(saved);
  if (isLater(text_.value_or(""))) return false;
  try {
    if (saved->isGranted() && !text_) needs_.disk.writeFirst("consent", json.written());
    else needs_.disk.write("consent", json.written());
    text_.reset();
    read();
    return this->saved()->status == saved->status;
  } catch (const Fault&) {
    return false;
  }
}

void Consent::load() {
  changed([&] { return read(), true; });
}

void Consent::read() {
  std::optional<std::string> text;
  try {
    text = needs_.disk.read("consent");
  } catch (const Fault&) {
    // Whatever was read before still holds; and who has never read it knows of no grant.
    const std::lock_guard lock(mutex_);
    isUnreadable_ = !text_;
    return;
  }
  if (text == text_) return;
  text_ = text;
  const auto found = text ? savedOf(Json::parsed(*text)) : undecided();
  {
    const std::lock_guard lock(mutex_);
    isUnreadable_ = !found;
  }
  use(found ? found : undecided());
}

void Consent::use(std::shared_ptr<const Saved> saved) {
  std::shared_ptr<const Saved> before = saved;
  {
    const std::lock_guard lock(mutex_);
    before.swap(saved_);
  }
  if (before->decided_at == saved->decided_at && before->status == saved->status) return;
  isChanged_ = true;
  needs_.decided(*saved);
}

bool Consent::changed(const std::function<bool()>& change) {
  std::map<std::int64_t, std::function<void()>> listeners;
  bool result = false;
  {
    const std::lock_guard lock(change_);
    result = change();
    const std::lock_guard reading(mutex_);
    if (isChanged_) listeners = listeners_;
    isChanged_ = false;
  }
  for (const auto& [id, listener] : listeners) {
    try {
      listener();
    } catch (...) {
      // The program's own mistake is not ours to die of.
    }
  }
  return result;
}

std::int64_t Consent::addListener(std::function<void()> listener) {
  const std::lock_guard lock(mutex_);
  listeners_[++count_] = std::move(listener);
  return count_;
}
void Consent::removeListener(std::int64_t id) {
  const std::lock_guard lock(mutex_);
  listeners_.erase(id);
}

void Consent::keepReceipt(const Json& receipt) {
  try {
    needs_.lists.addReceipt(receipt);
  } catch (const Fault&) {
    // As said.
  }
}

void Consent::told(const std::string& decided_at) {
  changed([&] {
    Json json = saved()->json;
    json.set("told", true);
    return saved()->decided_at == decided_at && keep(std::move(json));
  });
}

void Consent::adopt(const std::string& status) {
  if (status == "granted") return;
  changed([&] {
    Json json = saved()->json;
    json.set("told", status != "none");
    if (status != "none") json.set("status", status), json.set("purposes", Json(std::vector<Json>{}));
    return keep(std::move(json));
  });
}

bool Consent::restamp() {
  return changed([&] {
    Json json = saved()->json;
    json.set("decided_at", isoOf(needs_.now()));
    const bool isRight = saved()->told || isPlausible(timeOf(saved()->decided_at).value_or(0));
    return !isRight && keep(std::move(json));
  });
}

}  // namespace assent::core
