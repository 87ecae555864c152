// HTTP by WinHTTP.
#define WIN32_LEAN_AND_MEAN
#define NOMINMAX
#include <windows.h>
// After windows.h.
#include <winhttp.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <memory>

#include "given.hpp"
#include "http.hpp"
#include "platform.hpp"

namespace assent::core {
namespace {

std::wstring wide(const std::string& text) { return {text.begin(), text.end()}; }

/** A call under way: what the system says of it, on a thread of its own. Lives until the system is done with it. */
struct Under {
  std::mutex mutex;
  std::condition_variable changed;
  DWORD done = 0, count = 0, error = 0;
  bool isStopped = false;
  std::string body;

  /** Whether the system did it within this time, and nobody stopped it. */
  bool waits(DWORD what, std::chrono::steady_clock::time_point until) {
    std::unique_lock lock(mutex);
    changed.wait_until(lock, until, [&] { return done == what || error != 0 || isStopped; });
    const bool isWell = done == what && error == 0 && !isStopped;
    done = 0;
    return isWell;
  }
  void stop() {
    const std::lock_guard lock(mutex);
    isStopped = true;
    changed.notify_all();
  }
};

void CALLBACK onStatus(HINTERNET, DWORD_PTR context, DWORD status, void* what, DWORD length) {
  const auto under = reinterpret_cast<std::shared_ptr<Under>*>(context);
  if (!under) return;
  if (status == WINHTTP_CALLBACK_STATUS_HANDLE_CLOSING) {
    delete under;
    return;
  }
  const std::lock_guard lock((*under)->mutex);
  if (status == WINHTTP_CALLBACK_STATUS_REQUEST_ERROR) (*under)->error = static_cast<WINHTTP_ASYNC_RESULT*>(what)->dwError;
  if (status == WINHTTP_CALLBACK_STATUS_READ_COMPLETE) (*under)->count = length;
  (*under)->done = status;
  (*under)->changed.notify_all();
}

struct Handle {
  HINTERNET handle;
  ~Handle() { if (handle) WinHttpCloseHandle(handle); }
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
  for (void* one : running_) static_cast<Under*>(one)->stop();
}

std::string Http::call(const Call& call, Reply& reply, std::uint64_t before) {
  const auto [scheme, host, path, port] = addressOf(call.url);
  const bool isSecure = scheme == "https";
  std::string proxy = variable(isSecure ? "HTTPS_PROXY" : "HTTP_PROXY").value_or(variable("ALL_PROXY").value_or(""));
  if (const auto mark = proxy.find("://"); mark != proxy.npos) proxy.erase(0, mark + 3);
  std::string spared = variable("NO_PROXY").value_or("");
  std::replace(spared.begin(), spared.end(), ',', ';');
  const Handle session{WinHttpOpen(nullptr, proxy.empty() ? WINHTTP_ACCESS_TYPE_DEFAULT_PROXY : WINHTTP_ACCESS_TYPE_NAMED_PROXY,
                                   proxy.empty() ? WINHTTP_NO_PROXY_NAME : wide(proxy).c_str(),
                                   proxy.empty() || spared.empty() ? WINHTTP_NO_PROXY_BYPASS : wide(spared).c_str(), WINHTTP_FLAG_ASYNC)};
  const Handle connection{WinHttpConnect(session.handle, wide(host).c_str(), static_cast<INTERNET_PORT>(port ? port : isSecure ? 443 : 80), 0)};
  const Handle request{WinHttpOpenRequest(connection.handle, wide(call.method).c_str(), wide(path).c_str(), nullptr, WINHTTP_NO_REFERER,
                                          WINHTTP_DEFAULT_ACCEPT_TYPES, isSecure ? WINHTTP_FLAG_SECURE : 0)};
  if (!request.handle) return "error " + std::to_string(GetLastError());
  DWORD none = WINHTTP_DISABLE_REDIRECTS | WINHTTP_DISABLE_COOKIES | WINHTTP_DISABLE_AUTHENTICATION;
  WinHttpSetOption(request.handle, WINHTTP_OPTION_DISABLE_FEATURE, &none, sizeof none);
  const auto under = std::make_shared<Under>();
  under->body = call.body;
  // The system's own share of it: freed once it says that the handle is closed.
  auto* theirs = new std::shared_ptr<Under>(under);
  WinHttpSetOption(request.handle, WINHTTP_OPTION_CONTEXT_VALUE, &theirs, sizeof theirs);
  WinHttpSetStatusCallback(request.handle, onStatus, WINHTTP_CALLBACK_FLAG_ALL_COMPLETIONS | WINHTTP_CALLBACK_FLAG_HANDLES, 0);
  {
    const std::lock_guard lock(mutex_);
    if (stops_ != before || ended_) return "it was stopped";
    running_.insert(under.get());
  }
  std::string headers;
  for (const auto& [name, value] : call.headers) headers += name + ": " + value + "\r\n";
  const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(timeout_);
  const auto size = static_cast<DWORD>(under->body.size());
  bool isWell = WinHttpSendRequest(request.handle, wide(headers).c_str(), static_cast<DWORD>(headers.size()),
                                   size ? under->body.data() : WINHTTP_NO_REQUEST_DATA, size, size, reinterpret_cast<DWORD_PTR>(theirs)) &&
                under->waits(WINHTTP_CALLBACK_STATUS_SENDREQUEST_COMPLETE, until) && WinHttpReceiveResponse(request.handle, nullptr) &&
                under->waits(WINHTTP_CALLBACK_STATUS_HEADERS_AVAILABLE, until);
  DWORD status = 0, length = sizeof status;
  isWell = isWell && WinHttpQueryHeaders(request.handle, WINHTTP_QUERY_STATUS_CODE | WINHTTP_QUERY_FLAG_NUMBER, WINHTTP_HEADER_NAME_BY_INDEX,
                                         &status, &length, WINHTTP_NO_HEADER_INDEX);
  if (isWell) reply = {static_cast<int>(status), header(request.handle, WINHTTP_QUERY_CONTENT_TYPE), header(request.handle, WINHTTP_QUERY_RETRY_AFTER),
                       header(request.handle, WINHTTP_QUERY_DATE), ""};
  // Not before: what was stopped may still be read from.
  if (isWell) under->body.assign(16384, '\0');
  for (bool goesOn = isWell; goesOn && isWell && reply.text.size() < call.most;) {
    isWell = WinHttpReadData(request.handle, under->body.data(), 16384, nullptr) && under->waits(WINHTTP_CALLBACK_STATUS_READ_COMPLETE, until);
    goesOn = isWell && under->count > 0;
    if (goesOn) reply.text.append(under->body.data(), std::min<std::size_t>(under->count, call.most - reply.text.size()));
  }
  const std::lock_guard lock(mutex_);
  running_.erase(under.get());
  return isWell ? "" : "error " + std::to_string(under->error ? under->error : GetLastError());
}

}  // namespace assent::core
