// HTTP by WinHTTP.
#define WIN32_LEAN_AND_MEAN
#define NOMINMAX
#include <windows.h>
// After windows.h.
#include <winhttp.h>

#include <algorithm>
#include <cstdlib>

#include "given.hpp"
#include "http.hpp"
#include "platform.hpp"

namespace assent::core {
namespace {

std::wstring wide(const std::string& text) { return {text.begin(), text.end()}; }

/** A handle that whoever stops the call may close first: that ends what it does. */
class Handle {
 public:
  Handle(HINTERNET handle) : handle_(handle) {}
  ~Handle() { close(); }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  void close() {
    if (HINTERNET mine = handle_.exchange(nullptr)) WinHttpCloseHandle(mine);
  }
  HINTERNET get() const { return handle_; }

 private:
  std::atomic<HINTERNET> handle_;
};

std::string header(HINTERNET request, DWORD which) {
  wchar_t text[1024];
  DWORD size = sizeof text;
  if (!WinHttpQueryHeaders(request, which, WINHTTP_HEADER_NAME_BY_INDEX, text, &size, WINHTTP_NO_HEADER_INDEX)) return "";
  std::string out;
  for (DWORD i = 0; i < size / sizeof(wchar_t); i++) out += text[i] < 0x7f ? static_cast<char>(text[i]) : '?';
  return out;
}

}  // namespace

Http::Http() {
  const auto given = variable("ASSENT_TIMEOUT_MS");
  timeout_ = given ? std::max(1L, std::atol(given->c_str())) : 60'000;
}

void Http::stop(bool forGood) {
  const std::lock_guard lock(mutex_);
  if (forGood) ended_ = true;
  stops_++;
  for (void* one : running_) static_cast<Handle*>(one)->close();
}

std::string Http::call(const Call& call, Reply& reply, std::uint64_t before) {
  const auto [scheme, host, path, port] = addressOf(call.url);
  const bool isSecure = scheme == "https";
  const auto proxy = variable(isSecure ? "HTTPS_PROXY" : "HTTP_PROXY");
  const Handle session(WinHttpOpen(nullptr, proxy ? WINHTTP_ACCESS_TYPE_NAMED_PROXY : WINHTTP_ACCESS_TYPE_DEFAULT_PROXY,
                                   proxy ? wide(*proxy).c_str() : WINHTTP_NO_PROXY_NAME, WINHTTP_NO_PROXY_BYPASS, 0));
  const int time = static_cast<int>(timeout_);
  WinHttpSetTimeouts(session.get(), time, time, time, time);
  const Handle connection(WinHttpConnect(session.get(), wide(host).c_str(), static_cast<INTERNET_PORT>(port ? port : isSecure ? 443 : 80), 0));
  Handle request(WinHttpOpenRequest(connection.get(), wide(call.method).c_str(), wide(path).c_str(), nullptr, WINHTTP_NO_REFERER,
                                    WINHTTP_DEFAULT_ACCEPT_TYPES, isSecure ? WINHTTP_FLAG_SECURE : 0));
  if (!request.get()) return "error " + std::to_string(GetLastError());
  DWORD none = WINHTTP_DISABLE_REDIRECTS | WINHTTP_DISABLE_COOKIES | WINHTTP_DISABLE_AUTHENTICATION;
  WinHttpSetOption(request.get(), WINHTTP_OPTION_DISABLE_FEATURE, &none, sizeof none);
  std::string headers;
  for (const auto& [name, value] : call.headers) headers += name + ": " + value + "\r\n";
  {
    const std::lock_guard lock(mutex_);
    if (stops_ != before || ended_) return "it was stopped";
    running_.insert(&request);
  }
  const auto until = machineTime() + timeout_;
  const auto size = static_cast<DWORD>(call.body.size());
  bool isWell = WinHttpSendRequest(request.get(), wide(headers).c_str(), static_cast<DWORD>(headers.size()),
                                   size ? const_cast<char*>(call.body.data()) : WINHTTP_NO_REQUEST_DATA, size, size, 0) &&
                WinHttpReceiveResponse(request.get(), nullptr);
  DWORD status = 0, length = sizeof status;
  isWell = isWell && WinHttpQueryHeaders(request.get(), WINHTTP_QUERY_STATUS_CODE | WINHTTP_QUERY_FLAG_NUMBER, WINHTTP_HEADER_NAME_BY_INDEX, &status,
                                         &length, WINHTTP_NO_HEADER_INDEX);
  if (isWell) reply = {static_cast<int>(status), header(request.get(), WINHTTP_QUERY_CONTENT_TYPE), header(request.get(), WINHTTP_QUERY_RETRY_AFTER),
                       header(request.get(), WINHTTP_QUERY_DATE), ""};
  char part[16384];
  for (DWORD count = 1; isWell && count > 0 && reply.text.size() < call.most;) {
    isWell = WinHttpReadData(request.get(), part, sizeof part, &count) && machineTime() < until;
    if (isWell) reply.text.append(part, std::min<std::size_t>(count, call.most - reply.text.size()));
  }
  const std::string fault = isWell ? "" : "error " + std::to_string(GetLastError());
  const std::lock_guard lock(mutex_);
  running_.erase(&request);
  return fault;
}

}  // namespace assent::core
