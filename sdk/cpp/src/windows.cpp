// What differs between systems, for Windows.
#ifndef _WIN32_WINNT
#define _WIN32_WINNT 0x0601
#endif
#define WIN32_LEAN_AND_MEAN
#define NOMINMAX
#include <windows.h>
// After windows.h.
#include <bcrypt.h>

#include "platform.hpp"
#include "text.hpp"

namespace assent::core {
namespace {

std::wstring wide(const std::string& text) {
  const int count = MultiByteToWideChar(CP_UTF8, 0, text.data(), static_cast<int>(text.size()), nullptr, 0);
  std::wstring out(static_cast<std::size_t>(count), L'\0');
  MultiByteToWideChar(CP_UTF8, 0, text.data(), static_cast<int>(text.size()), out.data(), count);
  return out;
}
std::string narrow(const wchar_t* text, int length) {
  const int count = WideCharToMultiByte(CP_UTF8, 0, text, length, nullptr, 0, nullptr, nullptr);
  std::string out(static_cast<std::size_t>(count), '\0');
  WideCharToMultiByte(CP_UTF8, 0, text, length, out.data(), count, nullptr, nullptr);
  return out;
}
std::string narrow(const std::wstring& text) { return narrow(text.data(), static_cast<int>(text.size())); }

[[noreturn]] void fail(const char* what, const std::string& path) {
  throw Fault(std::string(what) + " " + path + ": error " + std::to_string(GetLastError()));
}
bool isMissing() { return GetLastError() == ERROR_FILE_NOT_FOUND || GetLastError() == ERROR_PATH_NOT_FOUND; }

/** Who looks at each file, such as a virus scanner, lets go of it soon: tried again for 500 ms. */
template <class Work>
bool patiently(Work work) {
  for (int tries = 0;; tries++) {
    if (work()) return true;
    const DWORD error = GetLastError();
    if (tries == 50 || (error != ERROR_SHARING_VIOLATION && error != ERROR_ACCESS_DENIED && error != ERROR_LOCK_VIOLATION)) return false;
    Sleep(10);
    SetLastError(error);
  }
}

constexpr DWORD shared = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;
struct File {
  HANDLE handle;
  ~File() { if (handle != INVALID_HANDLE_VALUE) CloseHandle(handle); }
};
HANDLE opened(const std::string& path, DWORD access, DWORD how) {
  const std::wstring name = wide(path);
  HANDLE file = INVALID_HANDLE_VALUE;
  patiently([&] { return (file = CreateFileW(name.c_str(), access, shared, nullptr, how, FILE_ATTRIBUTE_NORMAL, nullptr)) != INVALID_HANDLE_VALUE; });
  return file;
}
HANDLE created(const std::string& path, DWORD access) {
  const HANDLE file = opened(path, access, CREATE_NEW);
  if (file == INVALID_HANDLE_VALUE) fail("can't make", path);
  return file;
}
void putAll(HANDLE file, const std::string& text, const std::string& path) {
  DWORD written = 0;
  if (!WriteFile(file, text.data(), static_cast<DWORD>(text.size()), &written, nullptr) || written != text.size()) fail("can't write", path);
}
constexpr std::int64_t since1601 = 11'644'473'600'000;
std::int64_t timeOf(const FILETIME& time) { return (static_cast<std::int64_t>(time.dwHighDateTime) << 32 | time.dwLowDateTime) / 10'000 - since1601; }
std::string programData() { return variable("ProgramData").value_or("C:\\ProgramData"); }
std::wstring normalized(NORM_FORM form, const std::wstring& text) {
  if (text.empty()) return text;
  std::wstring out(text.size() * 18 + 16, L'\0');
  const int count = NormalizeString(form, text.data(), static_cast<int>(text.size()), out.data(), static_cast<int>(out.size()));
  return count > 0 ? out.substr(0, static_cast<std::size_t>(count)) : text;
}

}  // namespace

void randomBytes(unsigned char* bytes, std::size_t count) {
  if (BCryptGenRandom(nullptr, bytes, static_cast<ULONG>(count), BCRYPT_USE_SYSTEM_PREFERRED_RNG) != 0) throw Fault("the system has no randomness");
}
std::string nfc(const std::string& text) { return narrow(normalized(NormalizationC, wide(text))); }
std::string folded(const std::string& text) {
  const std::wstring read = normalized(NormalizationKC, wide(text));
  std::wstring lowered(read.size(), L'\0');
  if (!read.empty())
    LCMapStringW(LOCALE_INVARIANT, LCMAP_LOWERCASE, read.data(), static_cast<int>(read.size()), lowered.data(), static_cast<int>(lowered.size()));
  return narrow(normalized(NormalizationKC, lowered));
}
bool isWord(char32_t point) {
  std::string text;
  addPoint(text, point);
  const std::wstring units = wide(text);
  WORD one[2] = {}, three[2] = {};
  GetStringTypeW(CT_CTYPE1, units.data(), static_cast<int>(units.size()), one);
  GetStringTypeW(CT_CTYPE3, units.data(), static_cast<int>(units.size()), three);
  // Beyond the first plane the system knows no types: taken for letters, the service decides.
  return units.size() > 1 || (one[0] & (C1_ALPHA | C1_DIGIT)) || (point > 0x7f && (three[0] & (C3_NONSPACING | C3_DIACRITIC | C3_VOWELMARK)));
}
std::optional<std::string> variable(const char* name) {
  wchar_t value[32768];
  SetLastError(ERROR_SUCCESS);
  const DWORD count = GetEnvironmentVariableW(wide(name).c_str(), value, 32768);
  if (count == 0 && GetLastError() == ERROR_ENVVAR_NOT_FOUND) return std::nullopt;
  return narrow(value, static_cast<int>(count));
}
std::int64_t machineTime() {
  FILETIME now;
  GetSystemTimeAsFileTime(&now);
  return timeOf(now);
}
long processId() { return static_cast<long>(GetCurrentProcessId()); }

Machine machine() {
  Machine found;
  wchar_t locale[LOCALE_NAME_MAX_LENGTH];
  if (const int count = GetUserDefaultLocaleName(locale, LOCALE_NAME_MAX_LENGTH); count > 1) found.language = narrow(locale, count - 1);
  found.os_name = "Windows";
  // The version as it is: what GetVersionEx says follows the manifest of the program.
  using Version = LONG(WINAPI*)(OSVERSIONINFOW*);
  OSVERSIONINFOW version{};
  version.dwOSVersionInfoSize = sizeof version;
  const auto get = reinterpret_cast<Version>(reinterpret_cast<void*>(GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "RtlGetVersion")));
  if (get && get(&version) == 0)
    found.os_version = std::to_string(version.dwMajorVersion) + "." + std::to_string(version.dwMinorVersion) + "." + std::to_string(version.dwBuildNumber);
  SYSTEM_INFO system;
  GetNativeSystemInfo(&system);
  const WORD kind = system.wProcessorArchitecture;
  found.architecture = kind == PROCESSOR_ARCHITECTURE_AMD64 ? "x64" : kind == 12 ? "arm64" : kind == PROCESSOR_ARCHITECTURE_INTEL ? "x86" : "";
  found.cpu_cores = system.dwNumberOfProcessors;
  MEMORYSTATUSEX memory{};
  memory.dwLength = sizeof memory;
  if (GlobalMemoryStatusEx(&memory)) found.memory_mb = static_cast<std::int64_t>(memory.ullTotalPhys >> 20);
  return found;
}

std::string folderOf(const std::string& product) {
  const auto local = variable("LOCALAPPDATA").value_or("");
  return (local.empty() ? variable("USERPROFILE").value_or("C:") + "\\AppData\\Local" : local) + "\\" + product + "\\telemetry";
}
std::string policyFileOf(const std::string& product) { return programData() + "\\" + product + "\\telemetry.json"; }

/** The value `telemetry` of HKLM\Software\Policies\PRODUCT, which the administrative template sets. */
std::optional<std::string> registryPolicyOf(const std::string& product) {
  HKEY key;
  const std::wstring path = L"Software\\Policies\\" + wide(product);
  const LSTATUS found = RegOpenKeyExW(HKEY_LOCAL_MACHINE, path.c_str(), 0, KEY_READ | KEY_WOW64_64KEY, &key);
  if (found == ERROR_FILE_NOT_FOUND) return std::nullopt;
  if (found != ERROR_SUCCESS) return "unreadable";
  wchar_t text[64] = L"";
  DWORD size = sizeof text - sizeof(wchar_t), type = 0;
  const LSTATUS read = RegQueryValueExW(key, L"telemetry", nullptr, &type, reinterpret_cast<BYTE*>(text), &size);
  RegCloseKey(key);
  if (read == ERROR_FILE_NOT_FOUND) return std::nullopt;
  return read == ERROR_SUCCESS && type == REG_SZ ? narrow(text, static_cast<int>(wcslen(text))) : "unreadable";
}

namespace files {

std::optional<std::string> read(const std::string& path) {
  const File file{opened(path, GENERIC_READ, OPEN_EXISTING)};
  if (file.handle == INVALID_HANDLE_VALUE && isMissing()) return std::nullopt;
  std::string text;
  char part[16384];
  for (;;) {
    DWORD count = 0;
    if (file.handle == INVALID_HANDLE_VALUE || !ReadFile(file.handle, part, sizeof part, &count, nullptr)) fail("can't read", path);
    if (count == 0) return text;
    text.append(part, count);
  }
}
std::optional<Stat> stat(const std::string& path) {
  WIN32_FILE_ATTRIBUTE_DATA about;
  if (!GetFileAttributesExW(wide(path).c_str(), GetFileExInfoStandard, &about)) return std::nullopt;
  return Stat{timeOf(about.ftLastWriteTime), static_cast<std::int64_t>(about.nFileSizeHigh) << 32 | about.nFileSizeLow};
}
std::vector<std::string> names(const std::string& folder) {
  std::vector<std::string> names;
  WIN32_FIND_DATAW found;
  const HANDLE search = FindFirstFileW(wide(folder + "\\*").c_str(), &found);
  if (search == INVALID_HANDLE_VALUE && !isMissing()) fail("can't read", folder);
  if (search == INVALID_HANDLE_VALUE) return names;
  do names.push_back(narrow(found.cFileName));
  while (FindNextFileW(search, &found));
  FindClose(search);
  return names;
}
void makeFolder(const std::string& folder) {
  if (GetFileAttributesW(wide(folder).c_str()) != INVALID_FILE_ATTRIBUTES) return;
  if (const auto slash = folder.find_last_of("\\/"); slash != folder.npos && slash > 2) makeFolder(folder.substr(0, slash));
  if (!CreateDirectoryW(wide(folder).c_str(), nullptr) && GetLastError() != ERROR_ALREADY_EXISTS) fail("can't make", folder);
}
void put(const std::string& path, const std::string& text, bool isSafe) {
  const File file{created(path, GENERIC_WRITE)};
  if (!text.empty()) putAll(file.handle, text, path);
  if (isSafe && !FlushFileBuffers(file.handle)) fail("can't write", path);
}
bool rename(const std::string& from, const std::string& to) {
  const std::wstring a = wide(from), b = wide(to);
  if (patiently([&] { return MoveFileExW(a.c_str(), b.c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH) != 0; })) return true;
  if (!isMissing()) fail("can't rename", from);
  return false;
}
/** Where there is nothing yet, moving does what linking does: of two processes one succeeds. */
Linked link(const std::string& from, const std::string& to) {
  if (CopyFileW(wide(from).c_str(), wide(to + ".first.new").c_str(), FALSE) &&
      MoveFileExW(wide(to + ".first.new").c_str(), wide(to).c_str(), MOVEFILE_WRITE_THROUGH))
    return Linked::made;
  const bool isThere = stat(to).has_value();
  DeleteFileW(wide(to + ".first.new").c_str());
  return isThere ? Linked::there : Linked::unable;
}
void remove(const std::string& path) {
  const std::wstring name = wide(path);
  if (!patiently([&] { return DeleteFileW(name.c_str()) != 0; }) && !isMissing()) fail("can't remove", path);
}
bool touch(const std::string& path, std::int64_t milliseconds) {
  const File file{opened(path, FILE_WRITE_ATTRIBUTES, OPEN_EXISTING)};
  if (file.handle == INVALID_HANDLE_VALUE) return isMissing();
  const std::int64_t ticks = (milliseconds + since1601) * 10'000;
  const FILETIME time{static_cast<DWORD>(ticks), static_cast<DWORD>(ticks >> 32)};
  return SetFileTime(file.handle, nullptr, nullptr, &time) != 0;
}
void sync(const std::string&) {
  // MOVEFILE_WRITE_THROUGH has done it.
}

Open::Open(std::string path) : path_(std::move(path)), handle_(reinterpret_cast<std::intptr_t>(created(path_, FILE_APPEND_DATA | FILE_WRITE_ATTRIBUTES))) {}
Open::~Open() { CloseHandle(reinterpret_cast<HANDLE>(handle_)); }
bool Open::append(const std::string& text) {
  if (GetFileAttributesW(wide(path_).c_str()) == INVALID_FILE_ATTRIBUTES) return false;
  putAll(reinterpret_cast<HANDLE>(handle_), text, path_);
  return true;
}

}  // namespace files
}  // namespace assent::core
