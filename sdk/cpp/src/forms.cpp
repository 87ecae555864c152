#include "forms.hpp"

#include "platform.hpp"
#include "text.hpp"

namespace assent::core {
namespace {

bool isAlpha(char sign) { return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z'); }
bool isDigit(char sign) { return sign >= '0' && sign <= '9'; }
bool isUnseen(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c <= 0x9f) || c == 0x61c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e) ||
         (c >= 0x2066 && c <= 0x2069);
}

}  // namespace

std::optional<std::string> versionOf(const std::string& given) {
  std::string plain;
  for (const char32_t point : pointsOf(given)) addPoint(plain, isUnseen(point) ? U' ' : point);
  const std::string version = trimmed(plain);
  if (version.empty() || pointsOf(version).size() > 64) return std::nullopt;
  return version;
}

std::optional<std::string> languageOf(const std::string& given) {
  const std::string all = trimmed(given);
  std::string tag = trimmed(all.substr(0, all.find_first_of(",;:.@#")));
  for (char& sign : tag)
    if (sign == '_') sign = '-';
  while (endsWith(tag, "-")) tag.pop_back();
  if (endsWith(lower(tag), "-posix")) tag.resize(tag.size() - 6);
  if (tag.size() > 35) return std::nullopt;
  // RFC 5646: language, script, region, then variants and extensions, each after a hyphen.
  std::string form;
  for (std::size_t from = 0, number = 0; from <= tag.size(); number++) {
    const auto end = std::min(tag.find('-', from), tag.size());
    std::string part = lower(tag.substr(from, end - from));
    bool alpha = !part.empty();
    for (const char sign : part) {
      if (!isAlpha(sign) && !isDigit(sign)) return std::nullopt;
      alpha &= isAlpha(sign);
    }
    if (part.empty() || part.size() > 8 || (number == 0 && (!alpha || part.size() < 2 || part.size() > 3))) return std::nullopt;
    // What private use says is between those who agreed on it, and could be anything.
    if (part == "x") break;
    const bool isExtended = form.size() > 2 && form[form.size() - 2] == '-' && number > 0;
    if (number > 0 && alpha && part.size() == 4 && number == 1) part[0] = static_cast<char>(part[0] - 32);
    if (number > 0 && number < 3 && alpha && part.size() == 2 && !isExtended)
      for (char& sign : part) sign = static_cast<char>(sign - 32);
    form += (number > 0 ? "-" : "") + part;
    from = end + 1;
  }
  if (form.empty() || form == "und") return std::nullopt;
  return form;
}

namespace {

constexpr auto digits = "0123456789", hexes = "0123456789abcdef";

/** A text of which it is asked what it looks like, in lower case. */
struct Looks {
  std::string text;

  char at(std::size_t i) const { return i < text.size() ? text[i] : '\0'; }
  char before(std::size_t i, std::size_t by = 1) const { return i >= by ? text[i - by] : '\0'; }
  static bool isAlnum(char sign) { return isAlpha(sign) || isDigit(sign); }
  /** Where so many groups of `least` to `most` of the signs end that `separator` divides; 0 where there are none. */
  std::size_t groups(std::size_t i, int count, std::size_t least, std::size_t most, char separator, const char* signs) const {
    for (int n = 0; n < count; n++) {
      if (n > 0 && at(i++) != separator) return 0;
      const auto end = std::min(text.find_first_not_of(signs, i), text.size());
      if (end < i + least || end > i + most) return 0;
      i = end;
    }
    return i;
  }

  bool isIpv4(std::size_t i, char separator) const {
    if (isDigit(before(i)) || (before(i) == separator && isDigit(before(i, 2)))) return false;
    const auto end = groups(i, 4, 1, 3, separator, digits);
    if (!end || isDigit(at(end)) || (at(end) == separator && isDigit(at(end + 1)))) return false;
    if (separator == '.') return true;
    for (std::size_t from = i; from < end; from = text.find('-', from) + 1) {
      if (std::atoi(text.c_str() + from) > 255) return false;
      if (text.find('-', from) >= end) break;
    }
    return true;
  }
  bool isIpv6(std::size_t i) const {
    if (before(i) == ':' || isAlnum(before(i)) || static_cast<unsigned char>(before(i)) > 0x7f) return false;
    const auto end = std::min(text.find_first_not_of("0123456789abcdef:", i), text.size());
    if (isAlnum(at(end)) || static_cast<unsigned char>(at(end)) > 0x7f) return false;
    const std::string run = text.substr(i, end - i);
    std::size_t colons = 0, longest = 0, now = 0;
    for (const char sign : run) {
      now = sign == ':' ? 0 : now + 1;
      colons += sign == ':';
      longest = std::max(longest, now);
    }
    const auto gap = run.find("::");
    if (longest > 4 || colons < 2 || colons > 8) return false;
    return gap == run.npos ? colons == 7 && run.front() != ':' && run.back() != ':' : run.find("::", gap + 1) == run.npos;
  }
  bool isMac(std::size_t i) const {
    const char first = before(i);
    if (isAlnum(first)) return false;
    for (const char separator : {'.', ' ', '_', '-'})
      if (const auto end = groups(i, 6, 2, 2, separator, hexes); end && !isAlnum(at(end))) return true;
    if (const auto end = groups(i, 6, 1, 2, ':', hexes); end && !isAlnum(at(end))) return true;
    for (const char separator : {'.', '-'}) {
      const auto end = groups(i, 3, 4, 4, separator, hexes);
      const bool goesOn = end && (isAlnum(at(end)) || ((at(end) == '.' || at(end) == '-') && isAlnum(at(end + 1))));
      if (end && !goesOn && !((first == '.' || first == '-') && isAlnum(before(i, 2)))) return true;
    }
    return false;
  }
  bool isBareMac() const {
    const std::string bare = trimmed(text);
    const Looks whole{bare};
    for (const char separator : {':', '-'})
      if (whole.groups(0, 2, 6, 6, separator, hexes) == bare.size() && !bare.empty()) return true;
    return bare.size() == 12 && bare.find_first_not_of(hexes) == bare.npos && bare.find_first_of("abcdef") != bare.npos;
  }
  bool isHome() const {
    const auto from = std::min(text.find_first_not_of(" \t\"'"), text.size());
    const auto slash = text.find_first_of("\\/", from);
    if (at(from) == '~' && slash != text.npos && text.find_first_of(" \t", from) > slash) return true;
    for (const std::string name : {"home", "users", "documents and settings"})
      for (std::size_t i = text.find(name); i != text.npos; i = text.find(name, i + 1)) {
        const auto isSlash = [](char sign) { return sign == '/' || sign == '\\'; };
        if (!isSlash(before(i)) || !isSlash(at(i + name.size()))) continue;
        const std::string start = text.substr(from, slash - from);
        if ((start.empty() || start == "file:" || (start.size() == 2 && isAlpha(start[0]) && start[1] == ':')) &&
            text.find_first_not_of("\\/", i + name.size()) != text.npos)
          return true;
        std::size_t drive = i;
        while (drive > 0 && isSlash(text[drive - 1])) drive--;
        if (before(drive) == ':' && isAlpha(before(drive, 2)) && !isAlpha(before(drive, 3))) return true;
      }
    return false;
  }
  bool isAddress() const {
    if (isBareMac() || isHome()) return true;
    for (std::size_t i = 0; i < text.size(); i++)
      if (isIpv4(i, '.') || isIpv4(i, '-') || isIpv6(i) || isMac(i)) return true;
    for (const std::string_view mark : {"@", "%40"})
      for (auto i = text.find(mark); i != text.npos; i = text.find(mark, i + 1))
        if (i > 0 && !std::isspace(static_cast<unsigned char>(text[i - 1])) && i + mark.size() < text.size() && text[i - 1] != '@' &&
            !std::isspace(static_cast<unsigned char>(at(i + mark.size()))))
          return true;
    for (const std::string_view name : {".ip6.arpa", ".in-addr.arpa", ".ipv6-literal.net"})
      if (const auto i = text.find(name); i != text.npos && !isAlnum(at(i + name.size()))) return true;
    return false;
  }
};

}  // namespace

std::optional<std::string> organizationOf(const std::string& given) {
  if (given.size() > 4096) return std::nullopt;
  const std::string read = folded(given);
  std::string name;
  bool isBetween = false;
  for (const char32_t point : pointsOf(read)) {
    const bool isKept = isWord(point) || point == '.' || point == '_';
    if (isKept || !isBetween) addPoint(name, isKept ? point : U'-');
    isBetween = !isKept;
  }
  const auto from = name.find_first_not_of("-._");
  if (from == name.npos) return std::nullopt;
  name = name.substr(from, name.find_last_not_of("-._") - from + 1);
  if (pointsOf(name).size() > 128) return std::nullopt;
  // The name too: what passes in one place must pass in its form at all others.
  if (Looks{lower(given)}.isAddress() || Looks{read}.isAddress() || Looks{name}.isAddress()) return std::nullopt;
  return name;
}

}  // namespace assent::core
