#pragma once
#include <condition_variable>
#include <thread>

#include "given.hpp"
#include "sender.hpp"

namespace assent::core {

/** A user of the program, by whatever name the program has for them. */
struct User {
  std::string user, role;
};

/** What the service could not be asked, or said instead. */
struct Unserved : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/** Usage telemetry of one installation that asks first: what stands behind the C functions. */
class Core {
 public:
  explicit Core(Given given);
  ~Core();
  Core(const Core&) = delete;
  Core& operator=(const Core&) = delete;

  void track(const std::string& event_name, const Json& properties, const std::optional<User>& who);
  void setUser(User user);
  void sessionStarted(std::optional<std::int64_t> duration_ms);
  void sessionEnded();
  bool flush(std::int64_t timeout_ms);
  void close();
  Json preview();
  Json list(const char* name) const { return lists_.of(name); }
  std::string notice(const std::string& language) const;
  std::int64_t dropped();
  std::string problem();
  /** Throws `Unserved`. */
  Json exportData(const std::string& user, std::int64_t timeout_ms);
  Json erase(const std::string& user);
  /** In a process that was forked off this one, there is no thread to do anything. */
  bool isForked() const { return processId() != process_; }

 private:
  std::int64_t now() const { return machineTime() + offset_; }
  void say(const std::string& text) const;
  std::string why(const std::string& event_name) const;
  void decided(const Saved& saved);
  const std::string& headerLine();
  void wait(std::int64_t milliseconds);
  void run();
  /** `all`: with what this process is still writing. */
  void send(bool all);
  bool waits();
  void count();
  /** Whatever the disk does: nothing of it is the program's fault. */
  bool attempt(const std::function<void()>& work);
  Json ask(const std::string& method, const std::string& path, const Json& body);

  const Given given_;
  const long process_;
  const std::int64_t began_;
  const std::string session_id_;
  const double scale_;
  std::atomic<std::int64_t> offset_{0};
  std::atomic<bool> closed_{false};

  Disk disk_;
  State state_;
  Lists lists_;
  /** Of the queue, its header and its user. */
  std::mutex queue_mutex_;
  Queue queue_;
  std::string header_;
  User user_;
  Consent consent_;
  Calls calls_;
  Sender sender_;

  std::mutex fault_mutex_;
  std::string fault_;

  /** Of what the thread is asked for. */
  std::mutex wake_mutex_;
  std::condition_variable wake_, done_;
  std::optional<std::chrono::steady_clock::time_point> due_;
  std::uint64_t asked_ = 0, answered_ = 0;
  bool isDecided_ = false;
  std::thread thread_;

 public:
  Consent& consent() { return consent_; }
};

}  // namespace assent::core
