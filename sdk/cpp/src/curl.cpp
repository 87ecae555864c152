// HTTP by libcurl.
#include <curl/curl.h>

#include <algorithm>
#include <cstdlib>
#include <memory>

#include "http.hpp"
#include "platform.hpp"
#include "text.hpp"

namespace assent::core {
namespace {

struct Reading {
  Reply* reply;
  std::size_t most;
  bool isCut = false;
};

std::size_t onBody(char* bytes, std::size_t, std::size_t count, void* given) {
  auto& [reply, most, isCut] = *static_cast<Reading*>(given);
  reply->text.append(bytes, std::min(count, most - reply->text.size()));
  isCut = count > 0 && reply->text.size() == most;
  // Less than there is ends the connection: nobody fills the program's memory.
  return isCut ? 0 : count;
}

std::size_t onHeader(char* bytes, std::size_t, std::size_t count, void* given) {
  Reply& reply = *static_cast<Reading*>(given)->reply;
  const std::string_view line(bytes, count);
  // A status line: what a proxy or a 100 said before does not count.
  if (startsWith(line, "HTTP/")) reply = Reply();
  const auto colon = line.find(':');
  if (colon == line.npos) return count;
  const std::string name = lower(std::string(line.substr(0, colon)));
  std::string* kept = name == "content-type" ? &reply.type : name == "retry-after" ? &reply.retry_after : name == "date" ? &reply.date : nullptr;
  if (kept) *kept = trimmed(line.substr(colon + 1));
  return count;
}

}  // namespace

Http::Http() {
  static const bool isReady = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  if (!isReady) throw Fault("libcurl can't be used");
  const auto given = variable("ASSENT_TIMEOUT_MS");
  timeout_ = given ? std::max(1L, std::atol(given->c_str())) : 60'000;
}

void Http::stop(bool forGood) {
  const std::lock_guard lock(mutex_);
  if (forGood) ended_ = true;
  stops_++;
  for (void* multi : running_) curl_multi_wakeup(multi);
}

std::string Http::call(const Call& call, Reply& reply, std::uint64_t before) {
  const std::unique_ptr<CURLM, decltype(&curl_multi_cleanup)> multi(curl_multi_init(), curl_multi_cleanup);
  const std::unique_ptr<CURL, decltype(&curl_easy_cleanup)> easy(curl_easy_init(), curl_easy_cleanup);
  if (!multi || !easy) return "libcurl has no memory";
  Reading reading{&reply, call.most};
  curl_slist* list = nullptr;
  // Else a large body would wait for a word that not every proxy passes on.
  list = curl_slist_append(list, "expect:");
  for (const auto& [name, value] : call.headers) list = curl_slist_append(list, (name + ": " + value).c_str());
  const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> headers(list, curl_slist_free_all);
  CURL* one = easy.get();
  curl_easy_setopt(one, CURLOPT_URL, call.url.c_str());
  curl_easy_setopt(one, CURLOPT_CUSTOMREQUEST, call.method.c_str());
  curl_easy_setopt(one, CURLOPT_HTTPHEADER, list);
  curl_easy_setopt(one, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(one, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(one, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(one, CURLOPT_TIMEOUT_MS, static_cast<long>(timeout_));
  curl_easy_setopt(one, CURLOPT_WRITEFUNCTION, onBody);
  curl_easy_setopt(one, CURLOPT_WRITEDATA, &reading);
  curl_easy_setopt(one, CURLOPT_HEADERFUNCTION, onHeader);
  curl_easy_setopt(one, CURLOPT_HEADERDATA, &reading);
#if LIBCURL_VERSION_NUM >= 0x075700
  // A look-up under way is left to itself: else the end of the program would wait for the system's resolver.
  curl_easy_setopt(one, CURLOPT_QUICK_EXIT, 1L);
#endif
  if (!call.body.empty()) {
    curl_easy_setopt(one, CURLOPT_POSTFIELDS, call.body.data());
    curl_easy_setopt(one, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(call.body.size()));
  }
  // Libcurl reads this one in lower case alone, since a web server's own variables look like it.
  const auto proxy = variable("HTTP_PROXY");
  if (proxy && !variable("http_proxy") && startsWith(call.url, "http:")) curl_easy_setopt(one, CURLOPT_PROXY, proxy->c_str());
  {
    const std::lock_guard lock(mutex_);
    running_.insert(multi.get());
  }
  curl_multi_add_handle(multi.get(), one);
  CURLcode ended = CURLE_ABORTED_BY_CALLBACK;
  for (int left = 1; left > 0 && stops_ == before && !ended_;) {
    if (curl_multi_perform(multi.get(), &left) != CURLM_OK) break;
    int more = 0;
    while (const CURLMsg* message = curl_multi_info_read(multi.get(), &more))
      if (message->msg == CURLMSG_DONE) ended = message->data.result;
    if (left > 0) curl_multi_poll(multi.get(), nullptr, 0, 1000, nullptr);
  }
  {
    const std::lock_guard lock(mutex_);
    running_.erase(multi.get());
  }
  long status = 0;
  curl_easy_getinfo(one, CURLINFO_RESPONSE_CODE, &status);
  curl_multi_remove_handle(multi.get(), one);
  reply.status = static_cast<int>(status);
  return ended == CURLE_OK || (ended == CURLE_WRITE_ERROR && reading.isCut) ? "" : curl_easy_strerror(ended);
}

}  // namespace assent::core
