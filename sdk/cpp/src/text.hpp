#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace assent::core {

/** Well-formed UTF-8: what is none becomes U+FFFD. */
std::string clean(std::string_view bytes);
std::u32string pointsOf(std::string_view text);
/** Adds a code point; a surrogate as three bytes. */
void addPoint(std::string& out, char32_t point);
std::string lower(std::string text);
std::string trimmed(std::string_view text);
bool startsWith(std::string_view text, std::string_view start);
bool endsWith(std::string_view text, std::string_view end);

/** `2026-11-22T10:00:05.000Z`, of ms since 1970. */
std::string isoOf(std::int64_t milliseconds);
/** Ms since 1970, of an ISO 8601 time or the date of an HTTP header; nothing where it is neither. */
std::optional<std::int64_t> timeOf(const std::string& text);

std::string uuid();
/** 32 random bytes in base64url. */
std::string secret();
/** Where a count begins that continues no other: so far off that a report takes the jump for no loss. */
std::int64_t newCount();

std::string hmac(std::string_view key, std::string_view text);
/** What stands for a user: nothing for a nil ID. */
std::optional<std::string> userIdOf(const std::string& user, const std::string& salt);

}  // namespace assent::core
