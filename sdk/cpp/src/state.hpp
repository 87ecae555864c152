#pragma once
#include "disk.hpp"
#include "json.hpp"

namespace assent::core {

/** Whether a file is of a format that came after this SDK: it stays as it is. */
bool isLater(const std::string& text);

/** The file `sending`, which the processes of a program share: what outlives a process beside decision and queue. */
class State {
 public:
  explicit State(Disk& disk) : disk_(disk) {}

  /** Members as TypeScript's: until, failed, offset, drop, dropped, problem, product_version. Times in ms since 1970. */
  Json sending() const;
  std::int64_t of(const char* name) const { return sending()[name].whole(); }
  /**
   * Adds or replaces members; what is `none` goes. Throws a Fault where it can't be kept: then nothing may be sent, since no
   * pause would be.
   */
  void keep(const Json& next);
  void count(std::int64_t dropped);
  /** Sends nothing for so many ms; of two pauses the longer one counts. Returns until when. */
  std::int64_t pause(double milliseconds, Json next = Json::objects());
  /** The service answered: a pause of ours is over. */
  void resume(Json next = Json::objects());

 private:
  Disk& disk_;
  mutable std::recursive_mutex mutex_;
  /** The pause that this process set. */
  std::int64_t mine_ = 0;
};

/** The files `history` and `receipts`: lists for the user to see, sent to nobody. */
class Lists {
 public:
  explicit Lists(Disk& disk) : disk_(disk) {}

  /** An empty list where there is no file, or none that can be read. */
  Json of(const std::string& name) const;
  /** Keeps what became of a batch, the newest first; a try again takes the place of the one before. */
  void addSent(const Json& batch, int status, const Json& reply);
  /** Keeps what the service answered to a decision, the oldest first; of the same decision, the newer. */
  void addReceipt(const Json& receipt);

 private:
  Disk& disk_;
  std::mutex mutex_;
};

}  // namespace assent::core
