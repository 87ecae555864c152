#include "state.hpp"

#include <algorithm>
#include <cmath>

#include "text.hpp"

namespace assent::core {
namespace {

/** The longest pause, in ms. */
constexpr double longest = 7.0 * 86'400'000;
using Lock = std::lock_guard<std::recursive_mutex>;

Json untouched() {
  return Json{{"format", 1}, {"until", 0}, {"failed", 0}, {"offset", 0}, {"drop", Json(std::vector<Json>{})}, {"dropped", 0}};
}

}  // namespace

bool isLater(const std::string& text) { return Json::parsed(text)["format"].real() > 1; }

Json State::sending() const {
  Json read;
  try {
    read = Json::parsed(disk_.read("sending").value_or(""));
  } catch (const Fault&) {
    // As if there were none.
  }
  Json sending = untouched();
  for (const auto& name : read.names()) sending.set(name, read[name]);
  for (const char* name : {"until", "failed", "offset", "dropped"})
    if (!sending[name].isNumber() || !std::isfinite(sending[name].real())) return untouched();
  if (!sending["format"].isNumber() || sending["format"].real() != 1 || !sending["drop"].is(Json::list)) return untouched();
  // A clock that was put back must not make a pause last for years.
  if (sending["until"].real() > static_cast<double>(machineTime()) + 2 * longest) sending.set("until", 0);
  return sending;
}

void State::keep(const Json& next) {
  const Lock lock(mutex_);
  if (isLater(disk_.read("sending").value_or(""))) throw Fault("A later SDK wrote the file sending.");
  Json sending = this->sending();
  for (const auto& name : next.names()) sending.set(name, next[name]);
  disk_.write("sending", sending.written());
}

void State::count(std::int64_t dropped) {
  const Lock lock(mutex_);
  if (dropped > 0) keep({{"dropped", of("dropped") + dropped}});
}

std::int64_t State::pause(double milliseconds, Json next) {
  const Lock lock(mutex_);
  const std::int64_t until = of("until");
  const std::int64_t mine = machineTime() + static_cast<std::int64_t>(std::min(milliseconds, longest));
  // Our own from before the try ends with it; another process may have been told more meanwhile.
  const std::int64_t most = std::max(mine, until == mine_ ? 0 : until);
  mine_ = mine;
  next.set("until", most);
  keep(next);
  return most;
}

void State::resume(Json next) {
  const Lock lock(mutex_);
  if (of("until") == mine_) next.set("until", 0);
  keep(next);
}

Json Lists::of(const std::string& name) const {
  Json list;
  try {
    list = Json::parsed(disk_.read(name).value_or(""));
  } catch (const Fault&) {
    // As if there were none.
  }
  Json kept(std::vector<Json>{});
  if (list.is(Json::list))
    for (const auto& item : list.items())
      if (item.is(Json::object) || item.is(Json::list)) kept.push(item);
  return kept;
}

void Lists::addSent(const Json& batch, int status, const Json& reply) {
  constexpr std::size_t mostBatches = 50, mostBytes = 4 * 1024 * 1024;
  const auto idsOf = [](const Json& one) {
    std::string ids;
    for (const auto& event : one["events"].items()) ids += event["event_id"].str() + ",";
    return ids;
  };
  const std::lock_guard lock(mutex_);
  Json events = Json::objects();
  for (const auto& event : batch["events"].items()) {
    const std::string& name = event["event_name"].str();
    events.set(name, events[name].whole() + 1);
  }
  Json sent{{"sent_at", isoOf(machineTime())}, {"events", events}, {"batch", batch}};
  if (status > 0) sent.set("status", status);
  for (const char* name : {"accepted", "rejected", "ignored"}) sent.set(name, reply[name]);
  std::vector<Json> all{sent};
  for (const auto& before : of("history").items())
    if (all.size() < mostBatches && (!before["batch"] || idsOf(before["batch"]) != idsOf(batch))) all.push_back(before);
  std::size_t bytes = 0;
  for (auto& one : all) {
    if (!one["batch"]) continue;
    bytes += one["batch"].written().size();
    if (bytes > mostBytes) one.set("batch", Json());
  }
  disk_.write("history", Json(std::move(all)).written());
}

void Lists::addReceipt(const Json& receipt) {
  constexpr std::size_t most = 100;
  const std::lock_guard lock(mutex_);
  std::vector<Json> all;
  for (const auto& one : of("receipts").items())
    if (one["receipt_id"].str() != receipt["receipt_id"].str()) all.push_back(one);
  all.push_back(receipt);
  if (all.size() > most) all.erase(all.begin(), all.end() - static_cast<std::ptrdiff_t>(most));
  disk_.write("receipts", Json(std::move(all)).written());
}

}  // namespace assent::core
