#include "text.hpp"

#include <cstdio>
#include <cstring>

#include "platform.hpp"

namespace assent::core {

void addPoint(std::string& out, char32_t point) {
  const auto add = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (point < 0x80) return add(point);
  if (point < 0x800) {
    add(0xc0 | point >> 6);
  } else {
    if (point < 0x10000) {
      add(0xe0 | point >> 12);
    } else {
      add(0xf0 | point >> 18);
      add(0x80 | (point >> 12 & 0x3f));
    }
    add(0x80 | (point >> 6 & 0x3f));
  }
  add(0x80 | (point & 0x3f));
}

std::u32string pointsOf(std::string_view text) {
  std::u32string points;
  for (std::size_t i = 0; i < text.size();) {
    const auto first = static_cast<unsigned char>(text[i++]);
    if (first < 0x80) {
      points += first;
      continue;
    }
    const int more = first >= 0xc2 && first < 0xe0 ? 1 : first >= 0xe0 && first < 0xf0 ? 2 : first >= 0xf0 && first < 0xf5 ? 3 : 0;
    char32_t point = first & (0x3fu >> more);
    int read = 0;
    for (; read < more && i < text.size(); read++, i++) {
      const auto next = static_cast<unsigned char>(text[i]);
      // The first of those that follow tells of what is too long, a surrogate, or beyond Unicode.
      const unsigned least = read > 0 ? 0x80 : first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
      const unsigned most = read > 0 ? 0xbf : first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
      if (next < least || next > most) break;
      point = point << 6 | (next & 0x3f);
    }
    points += more > 0 && read == more ? point : U'\ufffd';
  }
  return points;
}

std::string clean(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size());
  for (const char32_t point : pointsOf(bytes)) addPoint(text, point);
  return text;
}

std::string lower(std::string text) {
  for (char& sign : text)
    if (sign >= 'A' && sign <= 'Z') sign = static_cast<char>(sign + 32);
  return text;
}

std::string trimmed(std::string_view text) {
  constexpr const char* space = " \t\n\r\f\v";
  const auto from = text.find_first_not_of(space);
  return from == text.npos ? "" : std::string(text.substr(from, text.find_last_not_of(space) - from + 1));
}

bool startsWith(std::string_view text, std::string_view start) { return text.substr(0, start.size()) == start; }
bool endsWith(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

namespace {
// Howard Hinnant's calendar: days since 1970 and back, for any year.
std::int64_t daysOf(std::int64_t year, int month, int day) {
  year -= month <= 2;
  const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
  const std::int64_t of = year - era * 400;
  const std::int64_t days = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  return era * 146097 + of * 365 + of / 4 - of / 100 + days - 719468;
}
}  // namespace

std::string isoOf(std::int64_t milliseconds) {
  constexpr std::int64_t day = 86'400'000;
  std::int64_t days = milliseconds / day, rest = milliseconds % day;
  if (rest < 0) days--, rest += day;
  const std::int64_t z = days + 719468, era = (z >= 0 ? z : z - 146096) / 146097, of = z - era * 146097;
  const std::int64_t years = (of - of / 1460 + of / 36524 - of / 146096) / 365;
  const std::int64_t dayOfYear = of - (365 * years + years / 4 - years / 100), m = (5 * dayOfYear + 2) / 153;
  const int month = static_cast<int>(m < 10 ? m + 3 : m - 9);
  char text[64];
  std::snprintf(text, sizeof text, "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ", static_cast<int>(years + era * 400 + (month <= 2)),
                month, static_cast<int>(dayOfYear - (153 * m + 2) / 5 + 1), static_cast<int>(rest / 3'600'000),
                static_cast<int>(rest / 60'000 % 60), static_cast<int>(rest / 1000 % 60), static_cast<int>(rest % 1000));
  return text;
}

std::optional<std::int64_t> timeOf(const std::string& text) {
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, read = 0, ms = 0, east = 0;
  char name[4] = "";
  if (std::sscanf(text.c_str(), "%4d-%2d-%2dT%2d:%2d:%2d%n", &year, &month, &day, &hour, &minute, &second, &read) == 6) {
    const char* rest = text.c_str() + read;
    if (*rest == '.') {
      int scale = 100;
      for (rest++; *rest >= '0' && *rest <= '9'; rest++, scale /= 10) ms += (*rest - '0') * scale;
    }
    int hours = 0, minutes = 0;
    if ((*rest == '+' || *rest == '-') && std::sscanf(rest + 1, "%2d:%2d", &hours, &minutes) == 2)
      east = (hours * 60 + minutes) * (*rest == '-' ? -1 : 1);
    else if (std::strcmp(rest, "Z") != 0) return std::nullopt;
  } else if (std::sscanf(text.c_str(), "%*3s, %2d %3s %4d %2d:%2d:%2d GMT", &day, name, &year, &hour, &minute, &second) == 6) {
    const char* months = "JanFebMarAprMayJunJulAugSepOctNovDec";
    const char* found = std::strstr(months, name);
    month = found && std::strlen(name) == 3 ? static_cast<int>((found - months) / 3) + 1 : 0;
  }
  if (month < 1 || month > 12 || day < 1 || day > 31 || hour > 24 || minute > 59 || second > 60) return std::nullopt;
  return ((daysOf(year, month, day) * 24 + hour) * 60 + minute - east) * 60'000 + second * 1000 + ms;
}

std::string uuid() {
  unsigned char bytes[16];
  randomBytes(bytes, sizeof bytes);
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0f) | 0x40);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3f) | 0x80);
  std::string text;
  for (int i = 0; i < 16; i++) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += "0123456789abcdef"[bytes[i] >> 4];
    text += "0123456789abcdef"[bytes[i] & 15];
  }
  return text;
}

std::string secret() {
  constexpr const char* signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  unsigned char bytes[33] = {};
  randomBytes(bytes, 32);
  std::string text;
  for (int i = 0; i < 33; i += 3) {
    const unsigned three = static_cast<unsigned>(bytes[i] << 16 | bytes[i + 1] << 8 | bytes[i + 2]);
    for (int shift = 18; shift >= 0; shift -= 6) text += signs[three >> shift & 63];
  }
  return text.substr(0, 43);
}

std::int64_t newCount() {
  std::uint32_t number = 0;
  randomBytes(reinterpret_cast<unsigned char*>(&number), sizeof number);
  return (1 + static_cast<std::int64_t>(number >> 12)) * (std::int64_t{1} << 32) + 1;
}

std::optional<std::string> userIdOf(const std::string& user, const std::string& salt) {
  const auto isHex = [](char sign) { return std::strchr("0123456789abcdefABCDEF", sign) != nullptr && sign; };
  bool isGuid = user.size() == 36, isDigest = user.size() >= 32 && user.size() <= 128, isNil = true;
  for (std::size_t i = 0; i < user.size(); i++) {
    const bool hyphen = i == 8 || i == 13 || i == 18 || i == 23;
    isGuid &= hyphen ? user[i] == '-' : isHex(user[i]);
    isDigest &= isHex(user[i]);
    isNil &= user[i] == '0' || user[i] == '-';
  }
  if (isGuid || isDigest) return isNil ? std::nullopt : std::optional(user);
  return hmac(salt, nfc(user));
}

}  // namespace assent::core
