#include "claims.hpp"

#include <cstdlib>

namespace assent::core {
namespace {

constexpr std::size_t mostEvents = 500, mostBytes = 512 * 1024;

}  // namespace

std::optional<Stamp> Claims::stampOf(const Claim& claim) {
  const std::lock_guard lock(queue_);
  const auto found = stamped_.stamps.find(claim.id());
  return found == stamped_.stamps.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Segment> Claims::next(bool timely, bool& wrong) {
  // Listed again once all of them are gone: meanwhile there may be more.
  if (names_.empty()) names_ = disk_.list();
  std::optional<Segment> whole;
  std::size_t size = 0, taken = 0;
  for (; taken < names_.size(); taken++) {
    auto claim = disk_.claim(names_[taken]);
    if (!claim) continue;
    const auto own = stampOf(*claim);
    std::optional<Segment> one;
    try {
      one = read(*claim, own, timely);
    } catch (const Fault&) {
      held_.push_back(*claim);
      throw;
    }
    size += claim->text.size();
    const bool fits = one && (!whole || (whole->events.size() + one->events.size() <= mostEvents && size <= mostBytes &&
                                         whole->header.written() == one->header.written()));
    if (!fits) {
      disk_.release(*claim);
      if (one) break;
      continue;
    }
    held_.push_back(*claim);
    lost_ += one->lost;
    wrong |= own && own->wrong;
    if (!whole) whole = std::move(one);
    else whole->events.insert(whole->events.end(), one->events.begin(), one->events.end());
  }
  names_.erase(names_.begin(), names_.begin() + static_cast<std::ptrdiff_t>(taken));
  return whole;
}

std::optional<Segment> Claims::read(Claim& claim, const std::optional<Stamp>& own, bool timely) {
  auto segment = segmentOf(claim.text);
  if (!segment || !own) return segment;
  const std::int64_t offset = state_.of("offset");
  const std::int64_t by = own->wrong ? machineTime() + offset - steadyTime() - own->origin : offset - segment->offset();
  if (std::llabs(by) < minute || (own->wrong && !timely)) return segment;
  segment = restamped(std::move(*segment), by, offset);
  // On disk first: an event that was sent once is sent again as it was.
  claim.text = textOf(*segment);
  disk_.rewrite(claim);
  const std::lock_guard lock(queue_);
  stamped_.stamps.erase(claim.id());
  return segment;
}

void Claims::begin() {
  const std::lock_guard lock(queue_);
  for (const auto& claim : held_) stamped_.stamps.erase(claim.id());
}

std::int64_t Claims::remove() {
  for (const auto& claim : held_) disk_.remove(claim);
  held_.clear();
  return std::exchange(lost_, 0);
}

void Claims::release() {
  lost_ = 0;
  names_.clear();
  for (const auto& claim : std::exchange(held_, {})) {
    try {
      disk_.release(claim);
    } catch (const Fault&) {
      // Left behind, it is taken later.
    }
  }
}

}  // namespace assent::core
