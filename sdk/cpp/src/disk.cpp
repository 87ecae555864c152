#include "disk.hpp"

#include <algorithm>

#include "batches.hpp"
#include "text.hpp"

namespace assent::core {
namespace {

constexpr std::int64_t mostBytes = 10 * 1024 * 1024;
/** After which time, in ms, a segment has lost its process: one adds to it for ten minutes at most. */
constexpr std::int64_t orphan = 3 * 600'000;
/** How long a file that was being written when its process died is left, in ms. */
constexpr std::int64_t torn = 86'400'000;

using Lock = std::lock_guard<std::recursive_mutex>;

}  // namespace

std::string Disk::aside(const std::string& name, const std::string& text, bool isSafe) {
  files::makeFolder(folder_);
  const std::string aside = path(name + "." + uuid() + ".new");
  try {
    files::put(aside, text, isSafe);
  } catch (...) {
    files::remove(aside);
    throw;
  }
  return aside;
}

std::optional<std::string> Disk::read(const std::string& name) const {
  auto text = files::read(path(name));
  if (text && startsWith(*text, "\xef\xbb\xbf")) text->erase(0, 3);
  return text;
}

void Disk::write(const std::string& name, const std::string& text) {
  // A decision that was answered for must outlast a power cut; the rest can be told again.
  const bool isSafe = name == "consent";
  const std::string written = aside(name, text, isSafe);
  try {
    files::rename(written, path(name));
  } catch (...) {
    files::remove(written);
    throw;
  }
  if (isSafe) files::sync(folder_);
}

void Disk::writeFirst(const std::string& name, const std::string& text) {
  const std::string written = aside(name, text, true);
  const auto linked = files::link(written, path(name));
  // Some file systems have no links.
  if (linked == files::Linked::unable) files::rename(written, path(name));
  else files::remove(written);
  if (linked != files::Linked::there) files::sync(folder_);
}

std::optional<std::string> Disk::take(const std::string& name) {
  const std::string mine = name + "." + uuid() + ".new";
  if (!files::rename(path(name), path(mine))) return std::nullopt;
  const auto text = read(mine);
  files::remove(path(mine));
  return text;
}

std::int64_t Disk::newest() const {
  const auto all = segments(files::names(folder_));
  return all.empty() ? 0 : std::atoll(all.back().id.c_str());
}

bool Disk::append(const std::string& id, const std::string& lines) {
  const Lock lock(mutex_);
  auto& file = open_[id];
  const bool isNew = !file;
  try {
    if (isNew) {
      files::makeFolder(folder_);
      file = std::make_unique<files::Open>(path(id + ".open"));
    }
    if (file->append(lines)) return true;
  } catch (...) {
    if (isNew && file) {
      open_.erase(id);
      files::remove(path(id + ".open"));
    }
    throw;
  }
  open_.erase(id);
  return false;
}

void Disk::seal(const std::string& id) {
  const Lock lock(mutex_);
  if (open_.erase(id) > 0) files::rename(path(id + ".open"), path(id + ".ready"));
}

std::vector<std::string> Disk::list() {
  const Lock lock(mutex_);
  const auto names = files::names(folder_);
  const auto age = ages(names);
  std::vector<std::string> list;
  for (const auto& [file, id, state] : segments(names))
    if (state == "ready" || age(file) >= orphan) list.push_back(file);
  return list;
}

std::optional<Claim> Disk::claim(const std::string& name) {
  const Lock lock(mutex_);
  Claim claim{name.substr(0, name.find('.')) + ".sending", "", epoch_};
  // Its time is now that of the claim. Before the name is: from then on it may be taken for left behind.
  if (!files::touch(path(name), now())) {
    // Another user's, in a folder for the whole machine: only a copy has a time of our own.
    const auto text = read(name);
    if (!text) return std::nullopt;
    rewrite({name, *text, epoch_});
  }
  if (!files::rename(path(name), path(claim.name))) return std::nullopt;
  const auto text = read(claim.name);
  if (!text) return std::nullopt;
  claim.text = *text;
  return claim;
}

void Disk::rewrite(const Claim& claim) {
  const Lock lock(mutex_);
  if (claim.epoch == epoch_) files::rename(aside(claim.name, claim.text), path(claim.name));
}
void Disk::release(const Claim& claim) {
  const Lock lock(mutex_);
  if (claim.epoch == epoch_) files::rename(path(claim.name), path(claim.id() + ".ready"));
}
void Disk::remove(const Claim& claim) { files::remove(path(claim.name)); }

std::vector<std::string> Disk::peek() const {
  std::vector<std::string> texts;
  for (const auto& found : segments(files::names(folder_)))
    if (auto text = read(found.file)) texts.push_back(std::move(*text));
  return texts;
}

std::int64_t Disk::trim() {
  const Lock lock(mutex_);
  const auto names = files::names(folder_);
  const auto age = ages(names);
  // A decision that was being written when its process died holds a secret.
  for (const auto& name : names)
    if (endsWith(name, ".new") && age(name) > torn) files::remove(path(name));
  std::vector<std::pair<std::string, std::int64_t>> ready;
  std::int64_t bytes = 0, events = 0;
  // What is being written or sent is about to go, or will be ready next time.
  for (const auto& [file, id, state] : segments(names))
    if (state == "ready") {
      const auto found = files::stat(path(file));
      ready.emplace_back(file, found ? found->size : 0);
      bytes += ready.back().second;
    }
  for (const auto& [file, size] : ready) {
    if (bytes <= mostBytes) break;
    const auto segment = segmentOf(read(file).value_or(""));
    if (segment) events += static_cast<std::int64_t>(segment->events.size()) + segment->lost;
    files::remove(path(file));
    bytes -= size;
  }
  return events;
}

void Disk::purge() {
  const Lock lock(mutex_);
  epoch_++;
  open_.clear();
  // With what was being written when a process died: it may hold the secret.
  for (const auto& name : files::names(folder_))
    for (const char* end : {".open", ".ready", ".sending", ".new"})
      if (endsWith(name, end)) files::remove(path(name));
}

std::int64_t Disk::now() {
  const std::string probe = aside("now", "");
  const auto found = files::stat(probe);
  files::remove(probe);
  if (!found) throw Fault("the folder has no time");
  return found->mtime;
}

std::function<std::int64_t(const std::string&)> Disk::ages(const std::vector<std::string>& names) {
  const auto counts = [](const std::string& name) { return endsWith(name, ".open") || endsWith(name, ".sending") || endsWith(name, ".new"); };
  const std::int64_t time = std::any_of(names.begin(), names.end(), counts) ? now() : 0;
  return [this, time](const std::string& name) {
    const auto found = files::stat(path(name));
    return found ? time - found->mtime : 0;
  };
}

std::vector<Disk::Found> Disk::segments(std::vector<std::string> names) const {
  std::sort(names.begin(), names.end());
  std::vector<Found> found;
  for (const auto& file : names) {
    const auto hyphen = file.find('-'), dot = file.find('.');
    if (hyphen == file.npos || dot == file.npos || hyphen == 0 || dot < hyphen + 2) continue;
    const std::string state = file.substr(dot + 1);
    const bool isNamed = file.find_first_not_of("0123456789") == hyphen && file.find_first_not_of("0123456789abcdef", hyphen + 1) == dot;
    if (isNamed && (state == "open" || state == "ready" || state == "sending")) found.push_back({file, file.substr(0, dot), state});
  }
  return found;
}

}  // namespace assent::core
