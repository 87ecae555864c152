#include "catalog.hpp"

#include <algorithm>
#include <cstring>

#define ASSENT_TABLE
#include "assent/events.hpp"
#include "platform.hpp"
#include "text.hpp"

namespace assent::core::catalog {

bool Granted::has(const std::string& purpose) const {
  return std::find(purposes.begin(), purposes.end(), purpose) != purposes.end();
}

const std::vector<std::string>& purposes() {
  // Never destroyed: a thread of the host may still track while the process ends.
  static const auto& all = *new std::vector<std::string>(std::begin(table::purposes), std::end(table::purposes));
  return all;
}

bool permits(const Granted& granted, const std::string& event_name) {
  for (const auto& [name, purpose, since] : table::events)
    if (event_name == name) return since <= granted.notice_version && (!std::strcmp(purpose, "essential") || granted.has(purpose));
  return false;
}

std::int64_t noticeVersion() { return table::notice_version; }

std::string dialog(const std::string& language) {
  const std::string wanted = lower(language.substr(0, language.find_first_of("-_")));
  const char* texts = table::dialogs[0].texts;
  for (const auto& each : table::dialogs)
    if (wanted == each.language) texts = each.texts;
  return texts;
}

/** As ci-info tells. */
bool isBuildMachine() {
  const auto isSet = [](const std::string& name) { return !variable(name.c_str()).value_or("").empty(); };
  if (variable("CI") == "false") return false;
  const Json told = Json::parsed(table::build_machines);
  for (const auto& name : told["variables"].texts())
    if (isSet(name)) return true;
  for (const auto& conditions : told["services"].items()) {
    bool holds = true;
    for (const auto& condition : conditions.items()) {
      const auto &is = condition["is"], &includes = condition["includes"];
      bool any = false;
      for (const auto& name : condition["variables"].texts()) {
        const auto value = variable(name.c_str());
        any |= is ? value == is.str() : includes ? value.value_or("").find(includes.str()) != std::string::npos : isSet(name);
      }
      holds &= any;
    }
    if (holds) return true;
  }
  return false;
}

std::string version() { return table::version; }
std::int64_t made() { return table::made; }

}  // namespace assent::core::catalog
