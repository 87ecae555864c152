#pragma once
#include <optional>

#include "http.hpp"
#include "json.hpp"

namespace assent::core {

/**
 * What a reply to a batch lets us do with it. `seconds`: send nothing for at least so long. `ours`: the service itself
 * spoke, so that its clock counts; a proxy's page teaches nothing. `outcome`: what it says of each event.
 */
struct Verdict {
  enum Do { drop, split, keep } what;
  double seconds = 0;
  bool ours = false;
  Json outcome = {};
};

/**
 * The contract's rules for a batch of `sent` events. It goes only when our service said that it has it, or that it never
 * will; anything that somebody else on the way could have said keeps it. `failed`: how many tries in a row before this
 * one have failed.
 */
Verdict verdict(const std::optional<Reply>& reply, std::int64_t failed, std::int64_t sent, std::int64_t now);
/** What a reply that would settle a batch means for anything else: that the service can't take it as it is. */
Verdict kept(Verdict ruled);
/** The reason of a problem of ours; empty where it is none. */
std::string problemOf(const Reply& reply);
/** The JSON object that a reply holds, if it holds one. */
Json jsonOf(const Reply& reply);
/** The decision that a receipt confirms; empty where it is none. */
std::string receiptOf(const Json& body);
/** What the service says of what it did not take. `detail` repeats nothing that anybody chose. */
std::string whyOf(const Reply& reply);

}  // namespace assent::core
