// The driver of sdk/conformance for C++: one JSON object a line in, one out.
#include <csignal>
#include <cstdio>
#include <ctime>
#include <iostream>
#include <memory>
#include <thread>

#include "assent.hpp"
#include "batches.hpp"
#include "clock.hpp"
#include "core.hpp"
#include "forms.hpp"
#include "machine.hpp"
#include "replies.hpp"

using assent::core::Json;

namespace {

using Step = const Json&;
Json orNull(const std::string& text) { return text.empty() ? Json::parsed("null") : Json(text); }

assent::Properties propertiesOf(Step json) {
  assent::Properties properties;
  for (const auto& name : json.names()) {
    const Json& value = json[name];
    if (value.is(Json::text)) properties.emplace(name, value.str());
    else if (value.is(Json::boolean)) properties.emplace(name, value.isTrue());
    else if (value.is(Json::integer)) properties.emplace(name, value.whole());
    else if (value.is(Json::number)) properties.emplace(name, value.real());
  }
  return properties;
}
assent::How howOf(Step step) {
  return {step["language"].str(), step["decided_by"].str().empty() ? "user" : step["decided_by"].str()};
}
std::vector<assent::Purpose> purposesOf(Step step) {
  std::vector<assent::Purpose> purposes;
  for (const auto& text : step["purposes"].texts())
    for (int n = 0; n < 6; n++)
      if (text == assent::text(static_cast<assent::Purpose>(n))) purposes.push_back(static_cast<assent::Purpose>(n));
  return purposes;
}

/** Of the last program that was opened; those before it go on to the end. */
struct Driver {
  std::vector<std::unique_ptr<assent::Telemetry>> all;
  std::vector<std::thread> flushes;

  ~Driver() {
    for (auto& each : all) each->close();
    for (auto& each : flushes) each.join();
  }
  assent::Telemetry& telemetry() { return *all.back(); }

  Json status() {
    Json purposes(std::vector<Json>{});
    auto& consent = telemetry().consent;
    for (int n = 0; n < 6; n++)
      if (const auto purpose = static_cast<assent::Purpose>(n); consent.has(purpose)) purposes.push(assent::text(purpose));
    return Json{{"status", consent.status()}, {"ask", consent.asks()}, {"active", consent.isActive()}, {"off", orNull(consent.off())},
                {"purposes", purposes}, {"dropped", telemetry().dropped()}, {"problem", orNull(telemetry().lastProblem())}};
  }
  Json open(Step step) {
    assent::Options options;
    options.url = step["url"].str();
    options.write_key = step["writeKey"].str();
    options.context = propertiesOf(step["context"]);
    if (step["organization_id"]) options.organization_id = step["organization_id"].str();
    if (step["folder"]) options.folder = step["folder"].str();
    options.off = step["off"].isTrue();
    all.push_back(std::make_unique<assent::Telemetry>(options));
    return status();
  }
  Json track(Step step) {
    const std::string &name = step["event_name"].str(), &user = step["user"].str(), &role = step["role"].str();
    const auto properties = propertiesOf(step["properties"]);
    std::vector<assent_property> given;
    for (const auto& [key, value] : properties) given.push_back(value.of(key));
    for (std::int64_t n = 0; n < (step["times"] ? step["times"].whole() : 1); n++) {
      if (step["user"]) assent_track_as(telemetry().handle(), user.c_str(), role.c_str(), name.c_str(), given.data(), given.size());
      else telemetry().track(name.c_str(), properties);
    }
    return Json::objects();
  }
  Json vector(Step step) {
    using namespace assent::core;
    const std::string& file = step["file"].str();
    if (file == "replies") {
      std::optional<Reply> reply;
      if (step["reply"].is(Json::object)) {
        Step given = step["reply"];
        reply = Reply{static_cast<int>(given["status"].whole()), given["type"].str(), given["retryAfter"].str(), given["date"].str(), given["text"].str()};
      }
      const auto ruled = verdict(reply, step["failed"].whole(), step["sent"] ? step["sent"].whole() : 1, machineTime());
      const char* names[] = {"drop", "split", "keep"};
      return Json{{"do", names[ruled.what]}, {"seconds", ruled.what == Verdict::keep ? Json(ruled.seconds) : orNull("")}};
    }
    if (file == "clock") {
      const auto offset = offsetBy(step["date"].str(), step["now"].whole());
      return Json{{"offset", offset ? Json(*offset) : orNull("")}};
    }
    if (file == "segments") {
      const auto segment = segmentOf(step["text"].str());
      if (!segment) return Json{{"events", orNull("")}, {"lost", 0}};
      Json ids(std::vector<Json>{});
      for (const auto& event : segment->events) ids.push(event["event_id"]);
      return Json{{"events", ids}, {"lost", segment->lost}};
    }
    if (file == "bodies") {
      Json header = step["header"];
      header.set("offset", step["offset"].whole());
      return batchOf({header, step["events"].items()}, step["installation_id"].str(), {step["purposes"].texts(), step["notice_version"].whole()},
                     step["drop"].texts(), step["now"].whole() - step["behind"].whole(), step["offset"].whole() + step["behind"].whole());
    }
    if (file == "users") {
      const auto id = userIdOf(step["user"].str(), step["salt"].str());
      return Json{{"user_id", id ? Json(*id) : orNull("")}};
    }
    if (file == "machine") {
      const std::string &field = step["field"].str(), &given = step["given"].str();
      const std::string sent = field == "architecture" ? architectureOf(given) : field == "os_name" ? systemOf(given) : languageOf(given).value_or("");
      return Json{{"sent", orNull(sent)}};
    }
    return Json{{"error", "no such vectors"}};
  }
  Json act(Step step) {
    const std::string& what = step["do"].str();
    if (what == "open") return open(step);
    if (what == "vector") return vector(step);
    if (all.empty()) return Json{{"error", "nothing is open"}};
    assent::Consent& consent = telemetry().consent;
    if (what == "grant") return Json{{"kept", consent.grant(purposesOf(step), howOf(step))}};
    if (what == "refuse") return Json{{"kept", consent.refuse(howOf(step))}};
    if (what == "withdraw") return Json{{"kept", consent.withdraw(step["erase"].isTrue(), howOf(step))}};
    if (what == "track") return track(step);
    if (what == "status") return status();
    if (what == "session") return (step["started"].isTrue() ? telemetry().sessionStarted() : telemetry().sessionEnded()), Json::objects();
    if (what == "user") return (step["id"] ? telemetry().user(step["id"].str(), step["role"].str()) : telemetry().user()), Json::objects();
    if (what == "flush") return Json{{"sent", telemetry().flush(std::chrono::milliseconds(step["timeout_ms"] ? step["timeout_ms"].whole() : 5000))}};
    if (what == "flush_later") {
      flushes.emplace_back([&telemetry = telemetry()] { telemetry.flush(std::chrono::hours(1)); });
      return Json::objects();
    }
    if (what == "preview") return Json{{"bodies", Json::parsed(telemetry().preview())}};
    if (what == "history") return Json{{"batches", Json::parsed(telemetry().history())}};
    if (what == "receipts") return Json{{"receipts", Json::parsed(consent.receipts())}};
    if (what == "notice") return Json::parsed(assent::taken(assent_notice(telemetry().handle(), step["language"].str().c_str())));
    if (what == "erase") return Json{{"erasure", Json::parsed(telemetry().erase(step["user"].str()))}};
    if (what == "export") return Json{{"export", Json::parsed(telemetry().exportData(step["user"].str()))}};
    if (what == "close") return telemetry().close(), Json::objects();
    if (what == "cpu") return Json{{"ms", static_cast<double>(std::clock()) * 1000 / CLOCKS_PER_SEC}};
#ifndef _WIN32
    if (what == "kill") std::raise(SIGKILL);
#else
    if (what == "kill") std::_Exit(137);
#endif
    return Json{{"error", "no such step"}};
  }
};

}  // namespace

int main() {
  Driver driver;
  std::string line;
  while (std::getline(std::cin, line)) {
    Json answer;
    try {
      answer = driver.act(Json::parsed(line));
    } catch (const std::exception& fault) {
      answer = Json{{"error", fault.what()}};
    }
    std::cout << answer.written() << std::endl;
  }
}
