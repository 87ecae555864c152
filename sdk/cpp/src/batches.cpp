#include "batches.hpp"

#include <algorithm>

#include "clock.hpp"

namespace assent::core {

std::optional<Segment> segmentOf(const std::string& text) {
  std::size_t from = startsWith(text, "\xef\xbb\xbf") ? 3 : 0;
  Segment segment;
  bool isFirst = true, hasHeader = false;
  for (auto end = text.find('\n', from); from <= text.size(); end = text.find('\n', from)) {
    const std::string_view line = std::string_view(text).substr(from, end == text.npos ? end : end - from);
    from = end == text.npos ? text.size() + 1 : end + 1;
    if (isFirst) {
      segment.header = Json::parsed(line);
      if (const Json& format = segment.header["format"]; format && !(format.isNumber() && format.real() == 1)) return std::nullopt;
      hasHeader = segment.header["context"].is(Json::object);
    } else if (end == text.npos) {
      // What follows the last line's end was being written.
      segment.lost += !line.empty();
    } else if (line.find_first_not_of(" \t\r\n\v\f") != line.npos) {
      Json event = hasHeader ? Json::parsed(line) : Json();
      if (event["event_id"].str().empty()) segment.lost++;
      else segment.events.push_back(std::move(event));
    }
    isFirst = false;
  }
  if (!hasHeader) segment.header = Json{{"context", Json::objects()}, {"offset", 0}};
  return segment;
}

std::string textOf(const Segment& segment) {
  std::string text = segment.header.written() + "\n";
  for (const auto& event : segment.events) text += event.written() + "\n";
  return text;
}

Json batchOf(const Segment& segment, const std::string& installation_id, const catalog::Granted& granted,
             const std::vector<std::string>& drop, std::int64_t now, std::int64_t offset) {
  // It means something only beside another purpose; `essential` needs no grant.
  const auto others = std::count_if(granted.purposes.begin(), granted.purposes.end(), [](auto& one) { return one != "essential"; });
  const bool named = granted.has("persons") && others > 1, usage = granted.has("usage"), environment = granted.has("environment");
  // By the clock that stamped the events: the service corrects both alike. One that had not come so far, or can't be
  // right, was another.
  const std::int64_t stamped = now + segment.offset(), last = latest(segment.events);
  const bool isOther = last > stamped + minute || (isPlausible(last) && !isPlausible(stamped));
  Json context = Json::objects();
  const Json& all = segment.header["context"];
  for (const auto& name : all.names())
    if (environment || name == "ci" || startsWith(name, "product_") || startsWith(name, "sdk_")) context.set(name, all[name]);
  Json events(std::vector<Json>{});
  for (const auto& event : segment.events) {
    const std::string& name = event["event_name"].str();
    if (!catalog::permits(granted, name) || std::find(drop.begin(), drop.end(), name) != drop.end()) continue;
    Json sent = event;
    if (!usage) sent.set("session_id", Json());
    if (!named) sent.set("user_id", Json()), sent.set("user_role", Json());
    events.push(std::move(sent));
  }
  return Json{{"sent_at", isoOf(isOther ? now + offset : stamped)},
              {"installation_id", installation_id},
              {"organization_id", segment.header["organization_id"]},
              {"context", std::move(context)},
              {"events", std::move(events)}};
}

std::int64_t latest(const std::vector<Json>& events) {
  std::int64_t most = 0;
  for (const auto& event : events) most = std::max(most, timeOf(event["occurred_at"].str()).value_or(0));
  return most;
}

Segment restamped(Segment segment, std::int64_t by, std::int64_t offset) {
  segment.header.set("offset", offset);
  for (auto& event : segment.events) event.set("occurred_at", isoOf(timeOf(event["occurred_at"].str()).value_or(0) + by));
  return segment;
}

}  // namespace assent::core
