#pragma once
#include <string>

#include "json.hpp"

namespace assent::core {

/** The names that all SDKs use; what has none goes as it is, an architecture in lower case. */
std::string architectureOf(const std::string& given);
std::string systemOf(const std::string& given);
/** What of the catalog's context a process can tell of its machine. What one can't, is left out. */
Json environment();
/** Who turned everything off, if anybody did: `DO_NOT_TRACK` or `policy`; else empty. */
std::string offBy(const std::string& product);
/** Whether a variable is set, to something that is no no. */
bool isSet(const char* name);
/** What the waits that are planned are multiplied by: 1, but in tests. */
double waitScale();

}  // namespace assent::core
