#pragma once
#include <atomic>
#include <cstdint>
#include <mutex>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace assent::core {

struct Call {
  std::string method, url;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  /** The most bytes of the reply to read: what is longer is cut, and so is no JSON. */
  std::size_t most;
};

/** A reply as far as the rules go. Headers may be missing. */
struct Reply {
  int status = 0;
  std::string type, retry_after, date, text;
};

/** Calls by the system's own library, through the proxy that it names. Follows no redirection. */
class Http {
 public:
  Http();
  /** How often it was stopped. */
  std::uint64_t stops() const { return stops_; }
  /**
   * Why no reply came; empty where one did. Blocks; ended at once by `stop` from any thread, also by one since it was
   * stopped `before` times: what was decided in between holds for this call too.
   */
  std::string call(const Call& call, Reply& reply, std::uint64_t before);
  /** Ends what is under way; `forGood`: also whatever else would come. */
  void stop(bool forGood);

 private:
  std::int64_t timeout_;
  std::mutex mutex_;
  std::set<void*> running_;
  std::atomic<std::uint64_t> stops_{0};
  std::atomic<bool> ended_{false};
};

}  // namespace assent::core
