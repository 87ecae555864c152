#include <zlib.h>

#include "sender.hpp"

namespace assent::core {
namespace {

std::optional<std::string> zipped(const std::string& text) {
  z_stream stream{};
  // 16 more than the largest window: gzip.
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK) return std::nullopt;
  std::string out(deflateBound(&stream, static_cast<uLong>(text.size())), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  const int result = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return result == Z_STREAM_END ? std::optional(out) : std::nullopt;
}

}  // namespace

std::optional<Reply> Calls::call(const std::string& method, const std::string& path, const Json& body, std::uint64_t before) {
  // A page of an export holds 3 MB, everything else is short.
  const std::size_t most = startsWith(path, "/v1/exports/") ? 4 * 1024 * 1024 : 64 * 1024;
  const std::string text = body ? body.written() : "";
  say_(method + " " + path + (body ? " " + text : ""));
  const auto packed = path == "/v1/events" ? zipped(text) : std::nullopt;
  Call call{method, url_ + path, {}, packed.value_or(text), most};
  if (path != "/v1/health") {
    call.headers.emplace_back("authorization", "Bearer " + write_key_);
    call.headers.emplace_back("x-installation-secret", consent_.saved()->secret);
  }
  if (body) call.headers.emplace_back("content-type", packed ? "application/gzip" : "application/json");
  Reply reply;
  const std::string fault = http.call(call, reply, before);
  if (fault.empty()) say_(method + " " + path + ": " + std::to_string(reply.status) + " " + clean(reply.text.substr(0, 2000)));
  else say_(method + " " + path + ": no reply, " + fault);
  return fault.empty() ? std::optional(std::move(reply)) : std::nullopt;
}

}  // namespace assent::core
