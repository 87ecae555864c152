#include "replies.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "decision.hpp"
#include "text.hpp"

namespace assent::core {
namespace {

bool isWordly(const Json& value) {
  const std::string& text = value.str();
  return value.is(Json::text) && !text.empty() && text.size() <= 64 &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == text.npos;
}
bool areWords(const Json& value) {
  return value.is(Json::list) && std::all_of(value.items().begin(), value.items().end(), isWordly);
}
bool isTextOrNone(const Json& value) { return !value || value.is(Json::text); }

/** Whether everything in it is as the contract says, and each event of `sent` was accepted or rejected. */
bool isOutcome(const Json& body, std::int64_t sent) {
  const Json &accepted = body["accepted"], &ignored = body["ignored"], &rejected = body["rejected"];
  const Json &consent = body["consent"], &next = body["next"];
  if (!accepted.isCount()) return false;
  if (ignored && (!ignored.is(Json::list) || ignored.texts().size() != ignored.items().size())) return false;
  std::set<std::int64_t> indexes;
  if (rejected && !rejected.is(Json::list)) return false;
  for (const auto& one : rejected.items()) {
    if (!one.is(Json::object) || !one["index"].isCount() || !isWordly(one["reason"]) || !isTextOrNone(one["detail"])) return false;
    if (one["index"].whole() < sent) indexes.insert(one["index"].whole());
  }
  if (consent && (!isStatus(consent["status"].str()) || !areWords(consent["purposes"]) || !consent["notice_version"].isCount()))
    return false;
  const Json &after = next["after_seconds"], &drop = next["drop"];
  if (next && !next.is(Json::object)) return false;
  if (after && !(after.isNumber() && std::isfinite(after.real()) && after.real() >= 0)) return false;
  if (drop && !areWords(drop)) return false;
  const auto count = static_cast<std::int64_t>(indexes.size());
  return accepted.whole() + count == sent && indexes.size() == rejected.items().size();
}

/** Of `retry-after`, a number of seconds or a date; nothing where it is neither, or over. */
std::optional<double> secondsOf(const std::string& given, std::int64_t now) {
  const std::string text = trimmed(given);
  if (text.empty()) return std::nullopt;
  if (text.find_first_not_of("0123456789") == text.npos) return std::max(1.0, Json::parsed(text).real());
  const auto time = timeOf(text);
  if (!time || *time < now) return std::nullopt;
  return std::max(1.0, static_cast<double>(*time - now) / 1000);
}

}  // namespace

Verdict verdict(const std::optional<Reply>& reply, std::int64_t failed, std::int64_t sent, std::int64_t now) {
  constexpr double day = 86'400;
  const double backoff = std::min(6.0 * 3600, 60 * std::pow(2.0, static_cast<double>(failed)));
  if (!reply) return {Verdict::keep, backoff, false};
  if (reply->status == 202) {
    Json outcome = jsonOf(*reply);
    if (!isOutcome(outcome, sent)) return {Verdict::keep, day, false};
    return {Verdict::drop, 0, true, std::move(outcome)};
  }
  const std::string reason = problemOf(*reply);
  const bool ours = !reason.empty();
  if (reason == "body_invalid" || reason == "content_type_unsupported") return {Verdict::drop, 0, true};
  if (reply->status == 413 && ours) return {Verdict::split, 0, true};
  if (reply->status == 429 || reply->status >= 500) return {Verdict::keep, secondsOf(reply->retry_after, now).value_or(backoff), ours};
  return {Verdict::keep, day, ours};
}

Verdict kept(Verdict ruled) {
  if (ruled.what != Verdict::keep) ruled = {Verdict::keep, 86'400, ruled.ours};
  return ruled;
}

std::string problemOf(const Reply& reply) {
  constexpr std::string_view expected = "application/problem+json";
  const std::string type = lower(reply.type);
  const auto rest = type.find_first_not_of(' ', expected.size());
  if (!startsWith(type, expected) || (rest != type.npos && type[rest] != ';')) return "";
  const Json body = jsonOf(reply);
  return isWordly(body["reason"]) ? body["reason"].str() : "";
}

Json jsonOf(const Reply& reply) {
  Json body = Json::parsed(clean(reply.text));
  return body.is(Json::object) ? body : Json();
}

std::string receiptOf(const Json& body) {
  const std::string& decision = body["decision"].str();
  return body["receipt_id"].is(Json::text) && isStatus(decision) ? decision : "";
}

std::string whyOf(const Reply& reply) {
  const Json body = jsonOf(reply);
  const auto& rejected = body["rejected"].items();
  const Json& said = rejected.empty() ? body : rejected.front();
  return trimmed(std::to_string(reply.status) + " " + said["reason"].str() + " " + said["detail"].str());
}

}  // namespace assent::core
