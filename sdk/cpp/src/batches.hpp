#pragma once
#include <optional>

#include "catalog.hpp"

namespace assent::core {

/** A segment of the queue: what its events have in common, and the events. `lost`: lines that hold no event any more. */
struct Segment {
  Json header;
  std::vector<Json> events;
  std::int64_t lost = 0;
  std::int64_t offset() const { return header["offset"].whole(); }
};

/** Nothing where it is of a later format, and so another SDK's to send. A line that was torn by a crash is no event. */
std::optional<Segment> segmentOf(const std::string& text);
std::string textOf(const Segment& segment);

/**
 * The batch without whatever is not granted now, though it was when it was queued, or is braked by name. `now` is this
 * machine's time, and `offset` what is to be added to it, in ms.
 */
Json batchOf(const Segment& segment, const std::string& installation_id, const catalog::Granted& granted,
             const std::vector<std::string>& drop, std::int64_t now, std::int64_t offset);

/** When the last of them happened, in ms since 1970; 0 for none. */
std::int64_t latest(const std::vector<Json>& events);
/** The segment as a clock would have stamped it that is `by` ms ahead of the one that did. */
Segment restamped(Segment segment, std::int64_t by, std::int64_t offset);

}  // namespace assent::core
