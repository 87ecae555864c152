#pragma once
#include <memory>
#include <optional>

#include "catalog.hpp"

namespace assent::core {

/**
 * The decision, as the file `consent` holds it. Who the installation is stands beside it, from the first grant on.
 * Members that a later SDK of the same format adds stay in `json` as they are, and are sent to nobody.
 */
struct Saved : catalog::Granted {
  Json json;
  std::string status, decided_at, installation_id, secret, salt;
  bool told = true, erase = false;

  bool isGranted() const { return status == "granted"; }
  /** Whether nothing of this installation is to stay. */
  bool isErasing() const { return status == "erased" || erase; }
  /** Whether an erasure was asked for of which the service does not know yet. */
  bool owesErasure() const { return erase && !told; }
  bool isKnown() const { return !installation_id.empty(); }
};

bool isStatus(const std::string& text);
std::shared_ptr<const Saved> undecided();
/** Reads it; null where it holds no decision that this SDK understands: it may have been a no. */
std::shared_ptr<const Saved> savedOf(Json json);
/** The body of `PUT /v1/consent`. `least`: what no service can refuse of a no. */
Json bodyOf(const Saved& saved, const std::optional<std::string>& organization_id, bool least);

}  // namespace assent::core
