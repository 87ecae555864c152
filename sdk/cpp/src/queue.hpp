#pragma once
#include "clock.hpp"
#include "disk.hpp"

namespace assent::core {

/** How the clock stood that stamps a segment. `origin`: its time less that of the process, which no one sets. */
struct Stamp {
  std::int64_t origin = 0;
  bool wrong = false;
};

/** The segment that this process writes. Whoever calls it holds its owner's lock. */
class Queue {
 public:
  explicit Queue(Disk& disk) : disk_(disk) {}

  /**
   * Gives the event its sequence, and writes it. `header` as a line: another one than before begins another segment.
   * `now` in ms since 1970. False where another process took the segment away: ask whether it goes on, then `write`.
   */
  bool add(Json event, const std::string& header, std::int64_t now);
  /** What is not on the disk yet, into a segment of another name. */
  void write();
  /** Ends the segment, and counts anew what waits: from now on all may be sent. */
  void seal();
  /** Holds the disk to its bounds. */
  void trim();
  /** Forgets what was not written yet. */
  void forget();

  /** How the clock stood that stamped the segments of this process, by their ID; without those that were sent. */
  std::map<std::string, Stamp> stamps;
  /** Events that no disk took, or that were too many for it. */
  std::int64_t dropped = 0;
  /** Events since the last `seal`. */
  std::int64_t waiting = 0;

 private:
  struct Open : Stamp {
    std::string id, header;
    std::int64_t began = 0;
    std::size_t bytes = 0;
  };
  void begin(const std::string& header, std::int64_t now);
  /** After all there are, so that their order is that of writing, whatever the clock says. */
  void rename(std::int64_t now);
  bool append();
  void end();

  Disk& disk_;
  std::optional<Open> open_;
  std::int64_t sequence_ = 0, count_ = 0;
  std::string lines_;
  std::size_t untrimmed_ = 0;
};

}  // namespace assent::core
