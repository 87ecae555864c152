#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <type_traits>

#include "../assent.h"

namespace assent {

/** A text, a number or a boolean. */
class Value {
 public:
  Value(const char* text) : kind_(ASSENT_TEXT), text_(text) {}
  Value(std::string text) : kind_(ASSENT_TEXT), text_(std::move(text)) {}
  Value(double number) : kind_(ASSENT_NUMBER), number_(number) {}
  template <class Number, class = std::enable_if_t<std::is_integral_v<Number>>>
  Value(Number number) : kind_(std::is_same_v<Number, bool> ? ASSENT_BOOLEAN : ASSENT_INTEGER), integer_(static_cast<std::int64_t>(number)) {}

  /** For C, under this name; valid while both are. */
  assent_property of(const std::string& name) const { return {name.c_str(), kind_, text_.c_str(), text_.size(), integer_, number_}; }

 private:
  assent_type kind_;
  std::string text_;
  std::int64_t integer_ = 0;
  double number_ = 0;
};

/** Of an event, or of the context, by name. */
using Properties = std::map<std::string, Value>;

}  // namespace assent
