#pragma once
#include "batches.hpp"
#include "queue.hpp"
#include "state.hpp"

namespace assent::core {

/** The segments that this process is sending. Used by one thread; `queue` guards the queue's stamps. */
class Claims {
 public:
  Claims(Disk& disk, State& state, Queue& stamped, std::mutex& queue) : disk_(disk), state_(state), stamped_(stamped), queue_(queue) {}

  /**
   * As many of the oldest segments as go in one request; nothing where there are none. `wrong`: by a clock that is known
   * to have been, of which nothing is known yet unless `timely`.
   */
  std::optional<Segment> next(bool timely, bool& wrong);
  /** They are about to be sent: from now on they stay as they are. */
  void begin();
  /** They are settled. Returns how many of their lines held no event any more. */
  std::int64_t remove();
  /** They go another time. */
  void release();

 private:
  std::optional<Stamp> stampOf(const Claim& claim);
  /** With the right times where this process stamped it by a clock of which it has learned since, and never sent it. */
  std::optional<Segment> read(Claim& claim, const std::optional<Stamp>& own, bool timely);

  Disk& disk_;
  State& state_;
  Queue& stamped_;
  std::mutex& queue_;
  std::vector<std::string> names_;
  std::vector<Claim> held_;
  std::int64_t lost_ = 0;
};

}  // namespace assent::core
