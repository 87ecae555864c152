#pragma once
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "json.hpp"

namespace assent::core {

/** What a program tells when it begins, in the form that is sent, with a sentence for each that was given in another. */
struct Given {
  std::string url, write_key, product, folder;
  Json context = Json::objects();
  std::optional<std::string> organization_id;
  bool off = false, debug = false;
  std::vector<std::string> warnings;
};

/** What can't be right: with it nothing would ever arrive. */
struct Invalid : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/** Brings it to the form that is sent. Throws `Invalid` for a URL or a key. */
Given read(Given given);

/** The parts of an address; empty where it is none. */
struct Address {
  std::string scheme, host, path;
  int port = 0;
};
Address addressOf(const std::string& url);

}  // namespace assent::core
