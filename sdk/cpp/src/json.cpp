#include "json.hpp"

#include <charconv>
#include <cmath>

#include "text.hpp"

namespace assent::core {
namespace {

constexpr int deepest = 256;

void quoted(std::string& out, const std::string& text) {
  static const char* digits = "0123456789abcdef";
  out += '"';
  for (std::size_t i = 0; i < text.size(); i++) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const auto next = [&](std::size_t n) { return i + n < text.size() ? static_cast<unsigned char>(text[i + n]) : 0u; };
    if (byte == '"' || byte == '\\') {
      out += '\\';
      out += text[i];
    } else if (byte == '\n') {
      out += "\\n";
    } else if (byte < 0x20) {
      out += "\\u00";
      out += digits[byte >> 4];
      out += digits[byte & 15];
    } else if (byte == 0xed && next(1) >= 0xa0) {
      const unsigned unit = 0xd000u | (next(1) & 0x3f) << 6 | (next(2) & 0x3f);
      out += "\\u";
      for (int shift = 12; shift >= 0; shift -= 4) out += digits[unit >> shift & 15];
      i += 2;
    } else {
      out += text[i];
    }
  }
  out += '"';
}

}  // namespace

class Parser {
 public:
  explicit Parser(std::string_view text) : at_(text.data()), end_(at_ + text.size()) {}

  bool whole(Json& value) {
    if (!read(value, 0)) return false;
    space();
    return at_ == end_;
  }

 private:
  void space() {
    while (at_ < end_ && (*at_ == ' ' || *at_ == '\n' || *at_ == '\t' || *at_ == '\r')) at_++;
  }
  bool take(char sign) {
    space();
    if (at_ == end_ || *at_ != sign) return false;
    at_++;
    return true;
  }
  bool word(std::string_view word, Json value, Json& out) {
    if (std::string_view(at_, static_cast<std::size_t>(end_ - at_)).substr(0, word.size()) != word) return false;
    at_ += word.size();
    out = std::move(value);
    return true;
  }
  bool read(Json& out, int depth) {
    space();
    if (at_ == end_ || depth > deepest) return false;
    switch (*at_) {
      case '{': return many(out, Json(Json::object), '}', depth);
      case '[': return many(out, Json(Json::list), ']', depth);
      case '"': out = Json(std::string()); return text(out.text_);
      case 't': return word("true", Json(true), out);
      case 'f': return word("false", Json(false), out);
      case 'n': return word("null", Json(Json::null), out);
      default: return number(out);
    }
  }
  bool many(Json& out, Json value, char close, int depth) {
    at_++;
    if (!take(close)) {
      do {
        std::string name;
        Json item;
        space();
        if (close == '}' && !(at_ < end_ && *at_ == '"' && text(name) && take(':'))) return false;
        if (!read(item, depth + 1)) return false;
        if (close == '}') value.set(name, std::move(item));
        else value.push(std::move(item));
      } while (take(','));
      if (!take(close)) return false;
    }
    out = std::move(value);
    return true;
  }
  bool unit(unsigned& out) {
    if (end_ - at_ < 4) return false;
    const auto [stop, fault] = std::from_chars(at_, at_ + 4, out, 16);
    const bool whole = fault == std::errc() && stop == at_ + 4;
    at_ += 4;
    return whole;
  }
  bool text(std::string& out) {
    for (at_++; at_ < end_ && *at_ != '"';) {
      if (static_cast<unsigned char>(*at_) < 0x20) return false;
      if (*at_ != '\\') {
        out += *at_++;
        continue;
      }
      if (++at_ == end_) return false;
      const char sign = *at_++;
      static constexpr std::string_view from = "\"\\/bfnrt", to = "\"\\/\b\f\n\r\t";
      if (const auto n = from.find(sign); n != from.npos) {
        out += to[n];
        continue;
      }
      unsigned first = 0;
      if (sign != 'u' || !unit(first)) return false;
      unsigned second = 0;
      if (first >= 0xd800 && first < 0xdc00 && end_ - at_ >= 6 && at_[0] == '\\' && at_[1] == 'u') {
        const char* before = at_;
        at_ += 2;
        if (!unit(second)) return false;
        if (second >= 0xdc00 && second < 0xe000) first = 0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00);
        else at_ = before;
      }
      addPoint(out, first);
    }
    return at_ < end_ && *at_++ == '"';
  }
  bool number(Json& out) {
    const char* from = at_;
    const auto digits = [&] {
      const char* first = at_;
      while (at_ < end_ && *at_ >= '0' && *at_ <= '9') at_++;
      return at_ - first;
    };
    if (at_ < end_ && *at_ == '-') at_++;
    const char* first = at_;
    const auto count = digits();
    if (count == 0 || (count > 1 && *first == '0')) return false;
    bool isWhole = true;
    if (at_ < end_ && *at_ == '.') {
      isWhole = false;
      at_++;
      if (digits() == 0) return false;
    }
    if (at_ < end_ && (*at_ == 'e' || *at_ == 'E')) {
      isWhole = false;
      at_++;
      if (at_ < end_ && (*at_ == '+' || *at_ == '-')) at_++;
      if (digits() == 0) return false;
    }
    std::int64_t value = 0;
    if (isWhole && std::from_chars(from, at_, value).ec == std::errc()) {
      out = Json(value);
      return true;
    }
    double real = 0;
    // What is beyond the type reads as infinite, as in JavaScript.
    if (std::from_chars(from, at_, real).ec == std::errc::result_out_of_range) real = HUGE_VAL;
    out = Json(real);
    return true;
  }

  const char* at_;
  const char* end_;
};

Json Json::parsed(std::string_view text) {
  Json value;
  return Parser(text).whole(value) ? value : Json();
}

std::string Json::written() const {
  std::string out;
  write(out);
  return out;
}

void Json::write(std::string& out) const {
  char digits[40];
  switch (kind_) {
    case boolean: out += whole_ ? "true" : "false"; break;
    case integer: out.append(digits, std::to_chars(digits, digits + sizeof digits, whole_).ptr); break;
    case number:
      if (std::isfinite(real_)) out.append(digits, std::to_chars(digits, digits + sizeof digits, real_).ptr);
      else out += "null";
      break;
    case text: quoted(out, text_); break;
    case list:
    case object: {
      out += is(list) ? '[' : '{';
      bool isFirst = true;
      for (std::size_t n = 0; n < items_.size(); n++) {
        if (!items_[n]) continue;
        if (!isFirst) out += ',';
        isFirst = false;
        if (is(object)) quoted(out, names_[n]), out += ':';
        items_[n].write(out);
      }
      out += is(list) ? ']' : '}';
      break;
    }
    default: out += "null";
  }
}

bool Json::isCount() const {
  constexpr double most = 9007199254740991.0;
  return isNumber() && real() >= 0 && real() <= most && std::floor(real()) == real();
}

std::int64_t Json::whole() const {
  if (!is(number)) return whole_;
  return real_ > -9.2e18 && real_ < 9.2e18 ? static_cast<std::int64_t>(real_) : 0;
}

std::vector<std::string> Json::texts() const {
  std::vector<std::string> texts;
  for (const auto& item : items_)
    if (item.is(text)) texts.push_back(item.text_);
  return texts;
}

const Json& Json::operator[](std::string_view name) const {
  static const Json nothing;
  for (std::size_t n = 0; n < names_.size(); n++)
    if (names_[n] == name) return items_[n];
  return nothing;
}

void Json::set(std::string_view name, Json value) {
  if (is(none)) kind_ = object;
  for (std::size_t n = 0; n < names_.size(); n++)
    if (names_[n] == name) {
      items_[n] = std::move(value);
      return;
    }
  names_.emplace_back(name);
  items_.push_back(std::move(value));
}

}  // namespace assent::core
