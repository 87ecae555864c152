#pragma once
#include <map>
#include <memory>
#include <mutex>

#include "platform.hpp"

namespace assent::core {

/** A segment of the queue that only its claimer may send. `epoch`: since which purge. */
struct Claim {
  std::string name, text;
  std::uint64_t epoch;
  std::string id() const { return name.substr(0, name.find('.')); }
};

/**
 * Decision and queue as files of one folder. A segment's file is `<number>-<random>.open`, `.ready` or `.sending`;
 * renaming is what makes a claim: of two processes one succeeds. Nothing asks whether a process lives: IDs of processes
 * are reused, and mean nothing in another container. Whoever holds a segment lets go of it long before `orphan`, by the
 * clock of the file system alone. Each call is whole beside those of other threads.
 */
class Disk {
 public:
  explicit Disk(std::string folder) : folder_(std::move(folder)) {}

  /** Without a byte order mark. */
  std::optional<std::string> read(const std::string& name) const;
  /** All of it or nothing, whenever the process dies. */
  void write(const std::string& name, const std::string& text);
  /** Unless there is something already: then that stays. */
  void writeFirst(const std::string& name, const std::string& text);
  /** Reads and removes: of two processes one gets it. */
  std::optional<std::string> take(const std::string& name);

  /** The number of the newest segment; 0 where there is none. */
  std::int64_t newest() const;
  /** False, with nothing written, where another process took the segment for one left behind. */
  bool append(const std::string& id, const std::string& lines);
  void seal(const std::string& id);
  /** Names of the segments that are sealed, or that their process left behind; the oldest first. */
  std::vector<std::string> list();
  /** Nothing where another process was first. */
  std::optional<Claim> claim(const std::string& name);
  void rewrite(const Claim& claim);
  void release(const Claim& claim);
  void remove(const Claim& claim);
  /** Texts of all segments, the oldest first, whoever has them. */
  std::vector<std::string> peek() const;
  /** Deletes what a killed process left half written, and the oldest segments beyond 10 MB; returns how many events they held. */
  std::int64_t trim();
  void purge();

 private:
  struct Found {
    std::string file, id, state;
  };
  std::string path(const std::string& name) const { return folder_ + "/" + name; }
  std::string aside(const std::string& name, const std::string& text, bool isSafe = false);
  /** The time of the file system, in ms since 1970: that of a file just made. A process may have a clock of its own. */
  std::int64_t now();
  /** How old a file is, in ms; asked of the disk only where there are any whose age counts. */
  std::function<std::int64_t(const std::string&)> ages(const std::vector<std::string>& names);
  std::vector<Found> segments(std::vector<std::string> names) const;

  const std::string folder_;
  std::recursive_mutex mutex_;
  std::map<std::string, std::unique_ptr<files::Open>> open_;
  std::uint64_t epoch_ = 0;
};

}  // namespace assent::core
