#pragma once
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace assent::core {

/**
 * A JSON value. Whole numbers keep 64 bits; members keep their order; lone surrogates, which TypeScript writes, are
 * kept as three bytes each and written as escapes again. `none` is what is not there: as a member it is not written.
 */
class Json {
 public:
  enum Kind { none, null, boolean, integer, number, text, list, object };

  Json() = default;
  Json(bool value) : kind_(boolean), whole_(value) {}
  Json(int value) : Json(static_cast<std::int64_t>(value)) {}
  Json(std::int64_t value) : kind_(integer), whole_(value) {}
  Json(double value) : kind_(number), real_(value) {}
  Json(const char* value) : kind_(text), text_(value) {}
  Json(std::string value) : kind_(text), text_(std::move(value)) {}
  Json(std::vector<Json> items) : kind_(list), items_(std::move(items)) {}
  Json(const std::vector<std::string>& texts) : kind_(list), items_(texts.begin(), texts.end()) {}
  Json(std::initializer_list<std::pair<const char*, Json>> members) : kind_(object) {
    for (const auto& [name, value] : members) set(name, value);
  }
  static Json objects() { return Json(object); }
  /** `none` where the text is no JSON, or nested deeper than anything of ours. */
  static Json parsed(std::string_view text);
  std::string written() const;

  Kind kind() const { return kind_; }
  bool is(Kind kind) const { return kind_ == kind; }
  bool isNumber() const { return is(integer) || is(number); }
  /** A whole number from 0 on that JavaScript would hold too. */
  bool isCount() const;
  explicit operator bool() const { return kind_ != none; }
  bool isTrue() const { return is(boolean) && whole_ != 0; }
  /** The text, or an empty one. */
  const std::string& str() const { return text_; }
  std::int64_t whole() const;
  double real() const { return is(integer) ? static_cast<double>(whole_) : real_; }
  const std::vector<Json>& items() const& { return items_; }
  std::vector<Json> items() && { return std::move(items_); }
  const std::vector<std::string>& names() const { return names_; }
  std::vector<std::string> texts() const;

  /** The member, or `none`. */
  const Json& operator[](std::string_view name) const;
  /** Adds or replaces a member; with `none`, removes it. */
  void set(std::string_view name, Json value);
  void push(Json value) { items_.push_back(std::move(value)); }

 private:
  explicit Json(Kind kind) : kind_(kind) {}
  void write(std::string& out) const;
  friend class Parser;

  Kind kind_ = none;
  std::int64_t whole_ = 0;
  double real_ = 0;
  std::string text_;
  std::vector<Json> items_;
  std::vector<std::string> names_;
};

}  // namespace assent::core
