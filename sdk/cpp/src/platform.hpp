#pragma once
/** All that differs between systems: files, Unicode, randomness, what a machine says of itself. Texts and paths are UTF-8. */
#include <cstdint>
#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace assent::core {

/** What the system refuses. */
struct Fault : std::runtime_error {
  using std::runtime_error::runtime_error;
};

void randomBytes(unsigned char* bytes, std::size_t count);
std::string nfc(const std::string& text);
/** Lower case of NFKC, in NFKC. */
std::string folded(const std::string& text);
/** Whether it is a letter, a mark or a digit of any script. */
bool isWord(char32_t point);
std::optional<std::string> variable(const char* name);
/** Ms since 1970, by the machine's clock. */
std::int64_t machineTime();
long processId();

/** What a process can tell of its machine; empty or 0 where it can't. */
struct Machine {
  std::string language, os_name, os_version, architecture;
  std::int64_t cpu_cores = 0, memory_mb = 0;
};
Machine machine();
/** Where a program keeps what belongs to a user and this machine; and where an administrator rules for all. */
std::string folderOf(const std::string& product);
std::string policyFileOf(const std::string& product);
/** What an administrator's registry says for this product: nothing where it says nothing. Windows only. */
std::optional<std::string> registryPolicyOf(const std::string& product);

namespace files {

struct Stat {
  std::int64_t mtime, size;
};
enum class Linked { made, there, unable };

/** Nothing where there is no such file; every other failure is a Fault. */
std::optional<std::string> read(const std::string& path);
std::optional<Stat> stat(const std::string& path);
/** Empty where there is no such folder. */
std::vector<std::string> names(const std::string& folder);
void makeFolder(const std::string& folder);
/** A new file, for its owner only, or for the group that may write to the folder; `isSafe`: on the disk itself. */
void put(const std::string& path, const std::string& text, bool isSafe);
/** Replaces. False where there is no such file. */
bool rename(const std::string& from, const std::string& to);
Linked link(const std::string& from, const std::string& to);
void remove(const std::string& path);
/** False where the file is another user's. */
bool touch(const std::string& path, std::int64_t milliseconds);
/** Makes the names in a folder outlast a power cut, where the system can. */
void sync(const std::string& folder);

/** A new file that is written bit by bit. */
class Open {
 public:
  explicit Open(std::string path);
  ~Open();
  Open(const Open&) = delete;
  Open& operator=(const Open&) = delete;
  /** False where it has another name by now, or none. All of the text is at its end, or nothing. */
  bool append(const std::string& text);

 private:
  std::string path_;
  std::intptr_t handle_;
};

}  // namespace files
}  // namespace assent::core
