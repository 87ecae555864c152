#pragma once
#include <optional>
#include <string>

namespace assent::core {

/** The forms in which the service stores what machines and programs say; nothing where it could not be taken. */

/** A BCP 47 tag, of what machines write: `de_DE.UTF-8`, a list. `C` and `POSIX` name no language. */
std::optional<std::string> languageOf(const std::string& given);
/** A version as the product names it: at most 64 characters, none of them a control character. */
std::optional<std::string> versionOf(const std::string& given);
/** `Acme Inc.` is `acme-inc`. Nothing where it reads as the address of a machine or a person, or as a home folder. */
std::optional<std::string> organizationOf(const std::string& given);

}  // namespace assent::core
