#pragma once
#include "claims.hpp"
#include "consent.hpp"
#include "replies.hpp"

namespace assent::core {

/** Calls the service as this installation, and tells the developer what became of it. */
class Calls {
 public:
  Calls(std::string url, std::string write_key, Consent& consent, std::function<void(const std::string&)> say)
      : url_(std::move(url)), write_key_(std::move(write_key)), consent_(consent), say_(std::move(say)) {}
  /** Nothing where no reply came, or it was stopped since it was so `before` times. `body` may be `none`. */
  std::optional<Reply> call(const std::string& method, const std::string& path, const Json& body, std::uint64_t before);
  Http http;

 private:
  const std::string url_, write_key_;
  Consent& consent_;
  const std::function<void(const std::string&)> say_;
};

/** Sends the decision, then the queue: one request at a time, by the contract's rules. */
class Sender {
 public:
  struct Needs {
    Consent& consent;
    Calls& calls;
    State& state;
    Lists& lists;
    std::optional<std::string> organization_id;
    /** The service has told what to add to this machine's clock. */
    std::function<void(std::int64_t)> learned;
    std::function<bool()> isClosed;
    std::function<void(const std::string&)> say;
  };
  Sender(Needs needs, Claims claims) : needs_(std::move(needs)), claims_(std::move(claims)) {}

  /** Sends what may be sent now. */
  void run();
  Json batch(const Segment& segment) const;

 private:
  void runAll();
  std::int64_t now() const { return machineTime() + needs_.state.of("offset"); }
  /** Whether the clock is, or was, known to be wrong: then the service is asked for its own. */
  bool doubts(const Segment& segment) const;
  /** Whether every event of it is settled. */
  bool post(const Segment& segment);
  /** Keeps what was sent for the user to see, unless everything is to be erased. A disk that fails stops nothing. */
  void record(const Json& batch, const std::optional<Reply>& reply);
  /** Whether the service has the decision now. `least`: after it could not take all of a no. */
  bool tell(bool least = false);
  /** Whether the service told its time to this process, and nobody has set the clock since. */
  bool isTimely() const { return origin_ && std::llabs(machineTime() - steadyTime() - *origin_) < minute; }
  bool askTime();
  /**
   * Whether it was decided otherwise meanwhile, or the call was stopped for that: then the queue is gone, what was answered
   * does not matter, and another run follows.
   */
  bool isPast(const Saved& saved, const std::optional<Reply>& reply);
  bool pause(const Verdict& ruled, const std::optional<Reply>& reply);
  /** Only our own service's clock counts, not that of a proxy's page. */
  void learn(const Reply& reply);
  std::optional<Reply> attempt(const std::string& method, const std::string& path, const Json& body);

  const Needs needs_;
  Claims claims_;
  std::uint64_t stops_ = 0;
  /** This machine's time less that of the process, when the service last told its own. */
  std::optional<std::int64_t> origin_;
};

}  // namespace assent::core
