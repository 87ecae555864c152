#include "sender.hpp"

#include <random>

namespace assent::core {
namespace {

/** Before a try: a program that ends in the middle of it does not try again with each start. In ms. */
constexpr double whileTrying = 10'000;

double jitter() {
  thread_local std::minstd_rand random(std::random_device{}());
  return 1 + std::uniform_real_distribution<double>(0, 0.5)(random);
}

}  // namespace

void Sender::run() {
  try {
    runAll();
  } catch (const std::exception& fault) {
    needs_.say(fault.what());
  }
  claims_.release();
}

void Sender::runAll() {
  auto& [consent, calls, state, lists, organization_id, learned, isClosed, say] = needs_;
  for (;;) {
    // What is decided from here on ends what is about to be sent.
    stops_ = calls.http.stops();
    if (isClosed()) return;
    consent.load();
    const auto saved = consent.saved();
    if (!consent.off().empty()) return say("nothing is sent: " + consent.off() + " turns it off");
    const Json sending = state.sending();
    if (machineTime() < sending["until"].whole())
      return say("nothing is sent until " + isoOf(sending["until"].whole()) + ". " + sending["problem"].str());
    if (!saved->told) {
      if (!isPlausible(now()) && !isTimely() && !askTime()) return;
      if (!consent.restamp() && !tell()) return;
      continue;
    }
    if (!consent.isActive()) return;
    bool wrong = false;
    const auto segment = claims_.next(isTimely(), wrong);
    if (!segment) return;
    if (!isTimely() && (wrong || doubts(*segment))) {
      claims_.release();
      if (!askTime()) return;
      continue;
    }
    if (!post(*segment)) return;
    state.count(claims_.remove());
  }
}

bool Sender::doubts(const Segment& segment) const {
  const std::int64_t time = now();
  return !isPlausible(time) || needs_.state.of("offset") != 0 || latest(segment.events) > time + minute;
}

Json Sender::batch(const Segment& segment) const {
  const auto saved = needs_.consent.saved();
  const Json sending = needs_.state.sending();
  return batchOf(segment, saved->installation_id, *saved, sending["drop"].texts(), machineTime(), sending["offset"].whole());
}

bool Sender::post(const Segment& segment) {
  auto& [consent, calls, state, lists, organization_id, learned, isClosed, say] = needs_;
  const auto saved = consent.saved();
  const Json body = batch(segment);
  const auto sent = static_cast<std::int64_t>(body["events"].items().size());
  if (sent == 0) return true;
  claims_.begin();
  const auto reply = attempt("POST", "/v1/events", body);
  if (isClosed() && !reply) return false;
  record(body, reply);
  if (isPast(*saved, reply)) return false;
  const Verdict ruled = verdict(reply, state.of("failed"), sent, machineTime());
  if (ruled.what == Verdict::keep) return pause(ruled, reply);
  learn(*reply);
  state.resume({{"failed", 0}, {"problem", Json()}});
  if (ruled.what == Verdict::split && sent > 1) {
    const auto middle = segment.events.begin() + static_cast<std::ptrdiff_t>((segment.events.size() + 1) / 2);
    return post({segment.header, {segment.events.begin(), middle}, 0}) && post({segment.header, {middle, segment.events.end()}, 0});
  }
  const std::int64_t lost = sent - ruled.outcome["accepted"].whole();
  state.count(lost);
  if (lost > 0) {
    const std::string problem =
        "The service did not take " + std::to_string(lost) + " of " + std::to_string(sent) + " events: " + whyOf(*reply);
    state.keep({{"problem", problem}});
    say(problem);
  }
  const Json &next = ruled.outcome["next"], &told = ruled.outcome["consent"]["status"];
  state.keep({{"drop", Json(next["drop"].texts())}});
  if (next["after_seconds"].real() > 0) state.pause(next["after_seconds"].real() * 1000);
  if (told && told.str() != "granted") consent.adopt(told.str());
  return true;
}

void Sender::record(const Json& batch, const std::optional<Reply>& reply) {
  if (needs_.consent.saved()->isErasing()) return;
  try {
    needs_.lists.addSent(batch, reply ? reply->status : 0, reply ? jsonOf(*reply) : Json());
  } catch (const Fault& fault) {
    needs_.say(fault.what());
  }
}

bool Sender::tell(bool least) {
  auto& [consent, calls, state, lists, organization_id, learned, isClosed, say] = needs_;
  const auto saved = consent.saved();
  const auto reply = attempt("PUT", "/v1/consent", bodyOf(*saved, organization_id, least));
  if (isClosed() && !reply) return false;
  if (isPast(*saved, reply)) return true;
  const Json receipt = reply ? jsonOf(*reply) : Json();
  const std::string recorded = reply && reply->status == 200 ? receiptOf(receipt) : "";
  const std::string reason = reply ? problemOf(*reply) : "";
  if (!recorded.empty() || reason == "installation_erased") {
    learn(*reply);
    state.resume({{"failed", 0}, {"problem", Json()}});
    if (!recorded.empty()) {
      consent.keepReceipt(receipt);
      consent.told(saved->decided_at);
    }
    if (recorded != saved->status) consent.adopt(recorded.empty() ? "erased" : recorded);
    return !recorded.empty();
  }
  if (reason == "body_invalid" && !saved->isGranted() && !least) return tell(true);
  return pause(kept(verdict(reply, state.of("failed"), 0, machineTime())), reply);
}

bool Sender::askTime() {
  const auto saved = needs_.consent.saved();
  const auto reply = attempt("GET", "/v1/health", Json());
  if ((needs_.isClosed() && !reply) || isPast(*saved, reply)) return false;
  if (!reply || reply->status != 200 || jsonOf(*reply)["status"].str() != "ok")
    return pause(kept(verdict(reply, needs_.state.of("failed"), 0, machineTime())), reply);
  learn(*reply);
  if (!origin_) origin_ = machineTime() - steadyTime();
  needs_.state.resume();
  return true;
}

bool Sender::isPast(const Saved& saved, const std::optional<Reply>& reply) {
  const auto now = needs_.consent.saved();
  const bool isStopped = !reply && needs_.calls.http.stops() != stops_;
  if (now->status == saved.status && now->decided_at == saved.decided_at && !isStopped) return false;
  needs_.state.resume();
  return true;
}

bool Sender::pause(const Verdict& ruled, const std::optional<Reply>& reply) {
  if (ruled.ours) learn(*reply);
  const std::string problem = !reply       ? "No reply came from the service."
                              : ruled.ours ? "The service did not take it: " + whyOf(*reply)
                                           : "Not the service, but something else answered: " + std::to_string(reply->status) + " " + clean(reply->type);
  const std::int64_t until =
      needs_.state.pause(ruled.seconds * 1000 * jitter(), {{"failed", needs_.state.of("failed") + 1}, {"problem", problem}});
  needs_.say(problem + " It is kept, and tried again after " + isoOf(until) + ".");
  return false;
}

void Sender::learn(const Reply& reply) {
  const auto offset = offsetBy(reply.date, machineTime());
  if (!offset) return;
  origin_ = machineTime() - steadyTime();
  if (*offset != needs_.state.of("offset")) needs_.state.keep({{"offset", *offset}});
  needs_.learned(*offset);
}

std::optional<Reply> Sender::attempt(const std::string& method, const std::string& path, const Json& body) {
  needs_.state.pause(whileTrying);
  return needs_.calls.call(method, path, body, stops_);
}

}  // namespace assent::core
