#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "json.hpp"

/** The vendor's part, as the library was compiled with it. */
namespace assent::core::catalog {

/** What is granted now, and under which notice. */
struct Granted {
  std::vector<std::string> purposes;
  std::int64_t notice_version = 0;
  bool has(const std::string& purpose) const;
};

const std::vector<std::string>& purposes();
/** Whether an event may be queued or sent. What is not in the catalog never may. */
bool permits(const Granted& granted, const std::string& event_name);
std::int64_t noticeVersion();
/** The texts to ask with; English where there is no such language. `{notice}` stands for the address of the notice. */
std::string dialog(const std::string& language);
bool isBuildMachine();
std::string version();
/** When the package was made, in ms since 1970: a clock that says an earlier time is wrong. */
std::int64_t made();

}  // namespace assent::core::catalog
