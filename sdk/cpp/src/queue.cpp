#include "queue.hpp"

#include <algorithm>
#include <cstdio>

namespace assent::core {
namespace {

/** When a segment is full: bytes, and ms since its first event. */
constexpr std::size_t fullBytes = 56 * 1024, trimmedBy = 1024 * 1024;
constexpr std::int64_t fullAge = 600'000;

}  // namespace

bool Queue::add(Json event, const std::string& header, std::int64_t now) {
  // The process's own time tells how old a segment is; where the clock was set meanwhile, another begins.
  const std::int64_t began = steadyTime(), origin = now - began;
  if (open_ && (open_->header != header || began - open_->began >= fullAge || std::llabs(origin - open_->origin) > minute)) end();
  try {
    if (!open_) begin(header, now);
  } catch (const Fault&) {
    dropped++;
    throw;
  }
  event.set("sequence", sequence_++);
  const std::string line = event.written() + "\n";
  lines_ += line;
  count_++;
  waiting++;
  open_->bytes += line.size();
  untrimmed_ += line.size();
  if (!append()) return false;
  if (open_ && open_->bytes >= fullBytes) end();
  return true;
}

void Queue::begin(const std::string& header, std::int64_t now) {
  const Json kept = Json::parsed(disk_.take("sequence").value_or(""));
  sequence_ = kept.isCount() && kept.whole() > 0 ? kept.whole() : newCount();
  open_ = Open();
  open_->began = steadyTime();
  open_->origin = now - open_->began;
  open_->header = header;
  try {
    rename(now);
  } catch (...) {
    open_.reset();
    throw;
  }
}

void Queue::rename(std::int64_t now) {
  const std::int64_t next = disk_.newest() + 1;
  char number[32];
  std::snprintf(number, sizeof number, "%015lld-", static_cast<long long>(std::max(now, next)));
  open_->id = number + uuid().substr(0, 8);
  open_->wrong = !isPlausible(now) || next > now + minute;
}

bool Queue::append() {
  if (!open_ || lines_.empty()) return true;
  try {
    const bool begins = stamps.count(open_->id) == 0;
    if (!disk_.append(open_->id, begins ? open_->header + "\n" + lines_ : lines_)) return false;
    stamps[open_->id] = *open_;
    lines_.clear();
    count_ = 0;
  } catch (const Fault&) {
    // A full or forbidden disk. Whatever else comes begins a segment of its own.
    dropped += count_;
    lines_.clear();
    count_ = 0;
    end();
    throw;
  }
  return true;
}

void Queue::write() {
  if (!open_) return;
  try {
    rename(open_->origin + open_->began);
  } catch (const Fault&) {
    dropped += count_;
    forget();
    throw;
  }
  append();
}

void Queue::seal() {
  if (open_) end();
  waiting = 0;
}

void Queue::end() {
  const std::string id = open_->id;
  open_.reset();
  try {
    disk_.write("sequence", std::to_string(sequence_));
    disk_.seal(id);
    // Not each time: it looks at every segment there is.
    if (untrimmed_ >= trimmedBy) trim();
  } catch (const Fault&) {
    // The next process finds it.
  }
}

void Queue::trim() {
  untrimmed_ = 0;
  dropped += disk_.trim();
}

void Queue::forget() {
  open_.reset();
  lines_.clear();
  count_ = waiting = 0;
  stamps.clear();
}

}  // namespace assent::core
