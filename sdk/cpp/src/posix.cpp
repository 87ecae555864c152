// What differs between systems, for Linux and macOS.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/utsname.h>
#include <unistd.h>
#include <utf8proc.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <dirent.h>
#ifdef __APPLE__
#include <sys/random.h>
#include <sys/sysctl.h>
#endif

#include "platform.hpp"
#include "text.hpp"

namespace assent::core {
namespace {

[[noreturn]] void fail(const char* what, const std::string& path) {
  throw Fault(std::string(what) + " " + path + ": " + std::strerror(errno));
}

std::string mapped(const std::string& text, int options) {
  utf8proc_uint8_t* out = nullptr;
  const auto length = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                                   &out, static_cast<utf8proc_option_t>(options | UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  if (length < 0) return text;
  std::string result(reinterpret_cast<char*>(out), static_cast<std::size_t>(length));
  std::free(out);
  return result;
}

bool isLetter(char32_t point) {
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(point));
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

std::string homeOf() {
  if (const auto home = variable("HOME")) return *home;
  return "/";
}

struct File {
  int handle;
  ~File() { if (handle >= 0) ::close(handle); }
};

int created(const std::string& path, int flags) {
  const int file = ::open(path.c_str(), flags | O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0600);
  if (file < 0) fail("can't make", path);
  // In a folder whose group may write to it, for that group: whoever can replace a file there may read it.
  struct ::stat about{};
  const auto slash = path.rfind('/');
  if (::stat(path.substr(0, slash).c_str(), &about) == 0 && (about.st_mode & 01020) == 0020) (void)::fchmod(file, 0660);
  return file;
}

/** A disk that is almost full takes a part without a word. */
void putAll(int file, const std::string& text, const std::string& path) {
  ssize_t written = ::write(file, text.data(), text.size());
  if (written < 0 && errno == EINTR) written = ::write(file, text.data(), text.size());
  if (written == static_cast<ssize_t>(text.size())) return;
  struct ::stat about{};
  if (written > 0 && ::fstat(file, &about) == 0 && ::ftruncate(file, about.st_size - written) == 0) errno = ENOSPC;
  fail("can't write", path);
}

}  // namespace

void randomBytes(unsigned char* bytes, std::size_t count) {
  if (::getentropy(bytes, count) != 0) throw Fault("the system has no randomness");
}
std::string nfc(const std::string& text) { return mapped(text, 0); }
std::string folded(const std::string& text) {
  const std::u32string points = pointsOf(mapped(text, UTF8PROC_COMPAT));
  std::string lowered;
  for (std::size_t i = 0; i < points.size(); i++) {
    const char32_t point = points[i];
    // The two letters whose lower case follows from more than themselves.
    const bool ends = i > 0 && isLetter(points[i - 1]) && (i + 1 == points.size() || !isLetter(points[i + 1]));
    if (point == U'\u03a3' && ends) addPoint(lowered, U'\u03c2');
    else addPoint(lowered, static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(point))));
    if (point == U'\u0130') addPoint(lowered, U'\u0307');
  }
  return mapped(lowered, UTF8PROC_COMPAT);
}
bool isWord(char32_t point) {
  const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(point));
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_ND;
}
std::optional<std::string> variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? std::optional<std::string>(value) : std::nullopt;
}
std::int64_t machineTime() {
  using namespace std::chrono;
  return duration_cast<milliseconds>(system_clock::now().time_since_epoch()).count();
}
long processId() { return ::getpid(); }

Machine machine() {
  Machine found;
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"})
    if (found.language.empty()) found.language = variable(name).value_or("");
  struct utsname about{};
  if (::uname(&about) == 0) {
    found.os_name = about.sysname;
    found.os_version = about.release;
    found.architecture = about.machine;
  }
  found.cpu_cores = ::sysconf(_SC_NPROCESSORS_ONLN);
#ifdef __APPLE__
  found.os_name = "macOS";
  std::uint64_t bytes = 0;
  std::size_t size = sizeof bytes;
  if (::sysctlbyname("hw.memsize", &bytes, &size, nullptr, 0) == 0) found.memory_mb = static_cast<std::int64_t>(bytes >> 20);
  // As people name it: what `uname` says is the version of the kernel.
  char version[64] = "";
  size = sizeof version - 1;
  found.os_version = ::sysctlbyname("kern.osproductversion", version, &size, nullptr, 0) == 0 ? version : "";
#else
  found.memory_mb = static_cast<std::int64_t>(::sysconf(_SC_PHYS_PAGES)) * ::sysconf(_SC_PAGESIZE) / (1024 * 1024);
#endif
  return found;
}

std::string folderOf(const std::string& product) {
#ifdef __APPLE__
  return homeOf() + "/Library/Application Support/" + product + "/telemetry";
#else
  const auto state = variable("XDG_STATE_HOME").value_or("");
  return (state.empty() ? homeOf() + "/.local/state" : state) + "/" + product + "/telemetry";
#endif
}
std::string policyFileOf(const std::string& product) {
#ifdef __APPLE__
  return "/Library/Application Support/" + product + "/telemetry.json";
#else
  return "/etc/" + product + "/telemetry.json";
#endif
}
std::optional<std::string> registryPolicyOf(const std::string&) { return std::nullopt; }

namespace files {

std::optional<std::string> read(const std::string& path) {
  const File file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.handle < 0 && (errno == ENOENT || errno == ENOTDIR)) return std::nullopt;
  std::string text;
  char part[16384];
  for (;;) {
    const ssize_t count = file.handle < 0 ? -1 : ::read(file.handle, part, sizeof part);
    if (count < 0 && file.handle >= 0 && errno == EINTR) continue;
    if (count < 0) fail("can't read", path);
    if (count == 0) return text;
    text.append(part, static_cast<std::size_t>(count));
  }
}
std::optional<Stat> stat(const std::string& path) {
  struct ::stat about{};
  if (::stat(path.c_str(), &about) != 0) return std::nullopt;
#ifdef __APPLE__
  const auto& time = about.st_mtimespec;
#else
  const auto& time = about.st_mtim;
#endif
  return Stat{static_cast<std::int64_t>(time.tv_sec) * 1000 + time.tv_nsec / 1'000'000, about.st_size};
}
std::vector<std::string> names(const std::string& folder) {
  std::vector<std::string> names;
  DIR* open = ::opendir(folder.c_str());
  if (!open && errno != ENOENT) fail("can't read", folder);
  if (!open) return names;
  while (const dirent* entry = ::readdir(open)) names.emplace_back(entry->d_name);
  ::closedir(open);
  return names;
}
void makeFolder(const std::string& folder) {
  struct ::stat about{};
  if (::stat(folder.c_str(), &about) == 0) return;
  if (const auto slash = folder.rfind('/'); slash != folder.npos && slash > 0) makeFolder(folder.substr(0, slash));
  if (::mkdir(folder.c_str(), 0700) != 0 && errno != EEXIST) fail("can't make", folder);
}
void put(const std::string& path, const std::string& text, bool isSafe) {
  const File file{created(path, 0)};
  if (!text.empty()) putAll(file.handle, text, path);
  if (isSafe && ::fsync(file.handle) != 0) fail("can't write", path);
}
bool rename(const std::string& from, const std::string& to) {
  if (::rename(from.c_str(), to.c_str()) == 0) return true;
  if (errno != ENOENT) fail("can't rename", from);
  return false;
}
Linked link(const std::string& from, const std::string& to) {
  if (::link(from.c_str(), to.c_str()) == 0) return Linked::made;
  return errno == EEXIST || stat(to) ? Linked::there : Linked::unable;
}
void remove(const std::string& path) {
  if (::unlink(path.c_str()) != 0 && errno != ENOENT) fail("can't remove", path);
}
bool touch(const std::string& path, std::int64_t milliseconds) {
  timespec at{};
  at.tv_sec = static_cast<time_t>(milliseconds / 1000);
  at.tv_nsec = static_cast<long>(milliseconds % 1000 * 1'000'000);
  const timespec both[2] = {at, at};
  if (::utimensat(AT_FDCWD, path.c_str(), both, 0) == 0) return true;
  if (errno != EPERM && errno != EACCES && errno != ENOENT) fail("can't date", path);
  return errno == ENOENT;
}
void sync(const std::string& folder) {
  const File file{::open(folder.c_str(), O_RDONLY | O_CLOEXEC)};
  if (file.handle >= 0) ::fsync(file.handle);
}

Open::Open(std::string path) : path_(std::move(path)), handle_(created(path_, O_APPEND)) {}
Open::~Open() { ::close(static_cast<int>(handle_)); }
bool Open::append(const std::string& text) {
  if (::access(path_.c_str(), F_OK) != 0) return false;
  putAll(static_cast<int>(handle_), text, path_);
  return true;
}

}  // namespace files
}  // namespace assent::core
