#pragma once
#include <chrono>
#include <cstdlib>

#include "catalog.hpp"
#include "text.hpp"

namespace assent::core {

/** Two times that are nearer than this are one, in ms. */
constexpr std::int64_t minute = 60'000;

/** Whether a clock may be right that says this, in ms since 1970: a package may still run for ten years. */
inline bool isPlausible(std::int64_t now) {
  return now >= catalog::made() && now <= catalog::made() + std::int64_t{10} * 365 * 86'400'000;
}

/**
 * What to add to this machine's clock, in ms, by a reply's `date`; nothing where it has none. Differences below a
 * minute are the way's and the header's whole seconds, and count as none.
 */
inline std::optional<std::int64_t> offsetBy(const std::string& date, std::int64_t now) {
  const auto time = timeOf(date);
  if (!time) return std::nullopt;
  return std::llabs(*time - now) < minute ? 0 : *time - now;
}

/** Ms of a clock that nobody sets. */
inline std::int64_t steadyTime() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(steady_clock::now().time_since_epoch()).count();
}

}  // namespace assent::core
