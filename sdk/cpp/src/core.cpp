#include "core.hpp"

#include <cstdio>

#include "machine.hpp"

namespace assent::core {
namespace {

/** In ms: how long after the start the queue of earlier starts goes, and how long an event waits at most. */
constexpr std::int64_t afterStart = 2'000, afterFirst = 3'600'000, afterPause = 1'000;
constexpr std::int64_t fullEvents = 200;

}  // namespace

Core::Core(Given given)
    : given_(read(std::move(given))),
      process_(processId()),
      began_(steadyTime()),
      session_id_(uuid()),
      scale_(waitScale()),
      disk_(given_.folder.empty() ? folderOf(given_.product) : given_.folder),
      state_(disk_),
      lists_(disk_),
      queue_(disk_),
      // An administrator's word is asked for once: it does not change under a running program.
      consent_({disk_, lists_, given_.off ? "option" : offBy(given_.product), [this] { return now(); }, [this](const Saved& saved) { decided(saved); }}),
      calls_(given_.url, given_.write_key, consent_, [this](const std::string& text) { say(text); }),
      sender_({consent_, calls_, state_, lists_, given_.organization_id,
               [this](std::int64_t offset) {
                 const std::lock_guard lock(queue_mutex_);
                 if (offset_.exchange(offset) != offset) header_.clear();
               },
               [this] { return closed_.load(); }, [this](const std::string& text) { say(text); }},
              Claims(disk_, state_, queue_, queue_mutex_)) {
  for (const auto& warning : given_.warnings) say(warning);
  offset_ = state_.of("offset");
  consent_.load();
  // What was decided before has time: a start is busy enough.
  isDecided_ = false;
  wait(afterStart);
  thread_ = std::thread([this] { run(); });
}

Core::~Core() {
  close();
  // A thread is no other process's to end.
  if (isForked()) thread_.detach();
}

void Core::track(const std::string& event_name, const Json& properties, const std::optional<User>& who) {
  if (isForked()) return;
  attempt([&] {
    bool isFull = false, isFirst = false;
    for (int tries = 0; tries < 2; tries++) {
      std::unique_lock lock(queue_mutex_);
      const auto saved = consent_.saved();
      if (closed_ || !consent_.isActive() || !catalog::permits(*saved, event_name)) {
        lock.unlock();
        return say(event_name + " is not queued: " + why(event_name));
      }
      try {
        if (tries > 0) {
          queue_.write();
        } else {
          const User& user = who ? *who : user_;
          const bool named = saved->has("persons");
          const auto user_id = named && !user.user.empty() ? userIdOf(user.user, saved->salt) : std::nullopt;
          const Json event{{"event_id", uuid()},
                           {"event_name", event_name},
                           {"occurred_at", isoOf(now())},
                           {"session_id", saved->has("usage") ? Json(session_id_) : Json()},
                           {"user_role", named && !user.role.empty() ? Json(user.role) : Json()},
                           {"properties", properties},
                           {"user_id", user_id ? Json(*user_id) : Json()}};
          if (!queue_.add(event, headerLine(), now())) {
            // Taken for left behind, or deleted with the consent. What comes now is another segment.
            lock.unlock();
            consent_.load();
            continue;
          }
        }
      } catch (const std::exception&) {
        lock.unlock();
        throw;
      }
      isFirst = queue_.waiting == 1;
      isFull = queue_.waiting >= fullEvents;
      break;
    }
    if (isFirst) wait(afterFirst);
    if (isFull) wait(0);
  });
}

void Core::setUser(User user) {
  if (isForked()) return;
  const std::lock_guard lock(queue_mutex_);
  user_ = std::move(user);
}

void Core::sessionStarted(std::optional<std::int64_t> duration_ms) {
  if (isForked() || !consent_.isActive()) return;
  track("session_started", duration_ms ? Json{{"duration_ms", *duration_ms}} : Json::objects(), std::nullopt);
  const std::string version = given_.context["product_version"].str(), previous = state_.sending()["product_version"].str();
  if (previous == version) return;
  track("installation_changed",
        previous.empty() ? Json{{"action", "installed"}} : Json{{"action", "updated"}, {"previous_version", previous}}, std::nullopt);
  attempt([&] { state_.keep({{"product_version", version}}); });
}

void Core::sessionEnded() {
  if (!isForked()) track("session_ended", {{"duration_ms", steadyTime() - began_}}, std::nullopt);
}

Json Core::preview() {
  Json bodies(std::vector<Json>{});
  if (isForked() || !consent_.isActive()) return bodies;
  attempt([&] {
    for (const auto& text : disk_.peek()) {
      const auto segment = segmentOf(text);
      Json batch = segment ? sender_.batch(*segment) : Json();
      if (!batch["events"].items().empty()) bodies.push(std::move(batch));
    }
  });
  return bodies;
}

std::string Core::notice(const std::string& language) const {
  std::string texts = catalog::dialog(language);
  const std::string mark = "{notice}", address = Json(given_.url + "/v1/notice").written();
  for (auto at = texts.find(mark); at != texts.npos; at = texts.find(mark, at)) texts.replace(at, mark.size(), address, 1, address.size() - 2);
  return texts;
}

std::int64_t Core::dropped() {
  if (isForked()) return 0;
  const std::lock_guard lock(queue_mutex_);
  return state_.of("dropped") + queue_.dropped;
}

std::string Core::problem() {
  const std::lock_guard lock(fault_mutex_);
  return fault_.empty() ? state_.sending()["problem"].str() : fault_;
}

bool Core::flush(std::int64_t timeout_ms) {
  if (isForked() || closed_ || std::this_thread::get_id() == thread_.get_id()) return false;
  std::unique_lock lock(wake_mutex_);
  const std::uint64_t mine = ++asked_;
  wake_.notify_all();
  const bool isDone = done_.wait_for(lock, std::chrono::milliseconds(timeout_ms), [&] { return answered_ >= mine || closed_; });
  const bool isAnswered = answered_ >= mine;
  lock.unlock();
  return isDone && isAnswered && !waits();
}

void Core::close() {
  if (isForked()) return;
  {
    const std::lock_guard lock(wake_mutex_);
    closed_ = true;
    wake_.notify_all();
    done_.notify_all();
  }
  calls_.http.stop(true);
  // A listener may close it, on our own thread.
  if (thread_.joinable() && std::this_thread::get_id() != thread_.get_id()) thread_.join();
  attempt([&] {
    {
      const std::lock_guard lock(queue_mutex_);
      queue_.seal();
      if (consent_.isActive()) queue_.trim();
    }
    count();
  });
}

void Core::say(const std::string& text) const {
  if (given_.debug) std::fprintf(stderr, "assent: %s\n", text.c_str());
}

std::string Core::why(const std::string& event_name) const {
  const auto saved = consent_.saved();
  if (closed_) return "this object is closed";
  if (!consent_.isActive())
    return "consent is " + saved->status + (consent_.off().empty() ? "" : ", and " + consent_.off() + " turns it off");
  return catalog::permits({catalog::purposes(), saved->notice_version}, event_name) ? "its purpose is not granted"
                                                                                     : "it is not in the notice that was granted";
}

void Core::decided(const Saved& saved) {
  {
    const std::lock_guard lock(queue_mutex_);
    header_.clear();
    if (saved.isGranted()) queue_.seal();
    else queue_.forget();
  }
  calls_.http.stop(false);
  if (!saved.isGranted()) {
    if (saved.status != "none") attempt([&] { disk_.purge(); });
    if (saved.isErasing()) attempt([&] { disk_.take("history"); });
  }
  // A decision is told soon. What is tracked after it waits as ever.
  const std::lock_guard lock(wake_mutex_);
  isDecided_ = true;
  wake_.notify_all();
}

const std::string& Core::headerLine() {
  if (!header_.empty()) return header_;
  Json context = consent_.saved()->has("environment") ? environment() : Json::objects();
  context.set("ci", catalog::isBuildMachine());
  for (const auto& name : given_.context.names()) context.set(name, given_.context[name]);
  context.set("sdk_name", "cpp");
  context.set("sdk_version", catalog::version());
  Json header{{"format", 1}, {"context", context}};
  if (given_.organization_id) header.set("organization_id", *given_.organization_id);
  header.set("offset", offset_.load());
  return header_ = header.written();
}

/** The thread works no later than after so many ms. */
void Core::wait(std::int64_t milliseconds) {
  const auto time = std::chrono::steady_clock::now() + std::chrono::microseconds(static_cast<std::int64_t>(static_cast<double>(milliseconds) * 1000 * scale_));
  const std::lock_guard lock(wake_mutex_);
  if (!due_ || time < *due_) due_ = time;
  wake_.notify_all();
}

void Core::run() {
  std::unique_lock lock(wake_mutex_);
  for (;;) {
    const auto isDue = [&] { return asked_ > answered_ || (due_ && *due_ <= std::chrono::steady_clock::now()); };
    while (!closed_ && !isDecided_ && !isDue()) {
      if (due_) wake_.wait_until(lock, *due_);
      else wake_.wait(lock);
    }
    if (closed_) return;
    const std::uint64_t upto = asked_;
    const bool all = isDue();
    if (all) due_.reset();
    isDecided_ = false;
    lock.unlock();
    attempt([&] { send(all); });
    lock.lock();
    answered_ = upto;
    done_.notify_all();
  }
}

void Core::send(bool all) {
  {
    const std::lock_guard lock(queue_mutex_);
    if (all) attempt([&] { queue_.trim(); });
    if (all) queue_.seal();
  }
  count();
  sender_.run();
  if (closed_ || !waits()) return;
  // After a pause, as soon as it is over.
  const std::int64_t pause = state_.of("until") - machineTime();
  wait(pause > 0 ? std::min(pause + afterPause, afterFirst) : afterFirst);
}

/** Whether there is anything that would be sent now or later. */
bool Core::waits() {
  const auto saved = consent_.saved();
  bool isThere = !saved->told;
  if (!isThere && saved->isGranted() && !attempt([&] { isThere = !disk_.list().empty(); })) isThere = true;
  return isThere;
}

/** Of what the queue lost, for good: only once it is kept. */
void Core::count() {
  const std::lock_guard lock(queue_mutex_);
  if (queue_.dropped == 0) return;
  state_.count(queue_.dropped);
  queue_.dropped = 0;
}

bool Core::attempt(const std::function<void()>& work) {
  try {
    work();
    return true;
  } catch (const std::exception& fault) {
    const std::lock_guard lock(fault_mutex_);
    fault_ = fault.what();
    say(fault_);
    return false;
  }
}

}  // namespace assent::core
