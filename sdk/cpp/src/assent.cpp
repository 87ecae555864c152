// The C functions. No exception leaves them.
#include "assent.h"

#include <cstring>

#include "core.hpp"
#include "machine.hpp"

using namespace assent::core;

struct assent_telemetry {
  Core core;
};

namespace {

std::string textOf(const char* text) { return text ? clean(text) : ""; }
char* copyOf(const std::string& text) {
  char* copy = static_cast<char*>(std::malloc(text.size() + 1));
  if (copy) std::memcpy(copy, text.c_str(), text.size() + 1);
  return copy;
}
void give(char** to, const std::string& text) {
  if (to) *to = copyOf(text);
}

Json jsonOf(const assent_property* properties, size_t count) {
  Json json = Json::objects();
  for (size_t n = 0; properties && n < count; n++) {
    const auto& [name, type, text, length, integer, number] = properties[n];
    if (!name) continue;
    json.set(textOf(name), type == ASSENT_TEXT      ? (text ? Json(clean({text, length})) : Json())
                           : type == ASSENT_INTEGER ? Json(integer)
                           : type == ASSENT_NUMBER  ? Json(number)
                                                    : Json(integer != 0));
  }
  return json;
}
How howOf(const char* language, const char* decided_by) {
  return {textOf(language), decided_by && !std::strcmp(decided_by, "administrator") ? "administrator" : "user"};
}

/** What `work` returns; `otherwise` without a handle, or where it fails. */
template <class Result, class Work>
Result safely(assent_telemetry* telemetry, Result otherwise, Work work) noexcept {
  if (!telemetry) return otherwise;
  try {
    return work(telemetry->core);
  } catch (...) {
    return otherwise;
  }
}
template <class Work>
assent_code served(assent_telemetry* telemetry, char** json, Work work) noexcept {
  if (json) *json = nullptr;
  return safely(telemetry, ASSENT_FAILED, [&](Core& core) {
    try {
      give(json, work(core).written());
      return ASSENT_OK;
    } catch (const Unserved& fault) {
      give(json, fault.what());
      return ASSENT_UNSERVED;
    }
  });
}
/** The library's own text for one of a few. */
const char* lasting(const std::string& text) {
  for (const char* one : {"none", "granted", "refused", "withdrawn", "erased", "DO_NOT_TRACK", "policy", "option"})
    if (text == one) return one;
  return nullptr;
}
assent_code codeOf(bool isKept) { return isKept ? ASSENT_OK : ASSENT_NOT_KEPT; }

}  // namespace

const char* assent_code_text(assent_code code) {
  switch (code) {
    case ASSENT_OK: return "It is done.";
    case ASSENT_INVALID: return "The URL or the write key can't be right.";
    case ASSENT_NOT_KEPT: return "It is turned off, or the decision could not be kept.";
    case ASSENT_WAITS: return "Something still waits, and goes later.";
    case ASSENT_UNSERVED: return "The service could not be reached, or refused.";
    default: return "The system refused.";
  }
}

assent_code assent_open(const assent_options* options, assent_telemetry** telemetry, char** error) {
  if (error) *error = nullptr;
  if (!telemetry || !options) return ASSENT_INVALID;
  *telemetry = nullptr;
  try {
    Given given;
    given.url = textOf(options->url);
    given.write_key = textOf(options->write_key);
    given.folder = textOf(options->folder);
    given.context = jsonOf(options->context, options->context_count);
    if (options->product_version) given.context.set("product_version", textOf(options->product_version));
    if (options->organization_id) given.organization_id = textOf(options->organization_id);
    given.off = options->off != 0;
    given.debug = options->debug != 0 || isSet("ASSENT_DEBUG");
    *telemetry = new assent_telemetry{Core(std::move(given))};
    return ASSENT_OK;
  } catch (const Invalid& fault) {
    give(error, fault.what());
    return ASSENT_INVALID;
  } catch (const std::exception& fault) {
    give(error, fault.what());
    return ASSENT_FAILED;
  }
}
void assent_close(assent_telemetry* telemetry) {
  safely(telemetry, 0, [](Core& core) { return core.close(), 0; });
}
void assent_destroy(assent_telemetry* telemetry) { delete telemetry; }
void assent_free(char* text) { std::free(text); }

void assent_track(assent_telemetry* telemetry, const char* name, const assent_property* properties, size_t count) {
  safely(telemetry, 0, [&](Core& core) { return core.track(textOf(name), jsonOf(properties, count), std::nullopt), 0; });
}
void assent_track_as(assent_telemetry* telemetry, const char* user, const char* role, const char* name, const assent_property* properties, size_t count) {
  safely(telemetry, 0, [&](Core& core) { return core.track(textOf(name), jsonOf(properties, count), User{textOf(user), textOf(role)}), 0; });
}
void assent_user(assent_telemetry* telemetry, const char* user, const char* role) {
  safely(telemetry, 0, [&](Core& core) { return core.setUser(user ? User{textOf(user), textOf(role)} : User{}), 0; });
}
void assent_session_started(assent_telemetry* telemetry, int64_t duration_ms) {
  safely(telemetry, 0, [&](Core& core) { return core.sessionStarted(duration_ms < 0 ? std::nullopt : std::optional(duration_ms)), 0; });
}
void assent_session_ended(assent_telemetry* telemetry) {
  safely(telemetry, 0, [](Core& core) { return core.sessionEnded(), 0; });
}

const char* assent_status(assent_telemetry* telemetry) {
  return safely(telemetry, "none", [](Core& core) { return lasting(core.consent().saved()->status); });
}
int assent_asks(assent_telemetry* telemetry) {
  return safely(telemetry, 0, [](Core& core) { return core.consent().asks() ? 1 : 0; });
}
int assent_is_active(assent_telemetry* telemetry) {
  return safely(telemetry, 0, [](Core& core) { return core.consent().isActive() ? 1 : 0; });
}
const char* assent_off(assent_telemetry* telemetry) {
  return safely(telemetry, static_cast<const char*>(nullptr), [](Core& core) { return lasting(core.consent().off()); });
}
int assent_is_granted(assent_telemetry* telemetry, const char* purpose) {
  return safely(telemetry, 0, [&](Core& core) { return core.consent().saved()->has(textOf(purpose)) ? 1 : 0; });
}
char* assent_notice(assent_telemetry* telemetry, const char* language) {
  return safely(telemetry, static_cast<char*>(nullptr), [&](Core& core) { return copyOf(core.notice(textOf(language))); });
}
assent_code assent_grant(assent_telemetry* telemetry, const char* const* purposes, size_t count, const char* language, const char* decided_by) {
  return safely(telemetry, ASSENT_FAILED, [&](Core& core) {
    std::vector<std::string> texts;
    for (size_t n = 0; purposes && n < count; n++) texts.push_back(textOf(purposes[n]));
    return codeOf(core.consent().grant(texts, howOf(language, decided_by)));
  });
}
assent_code assent_refuse(assent_telemetry* telemetry, const char* language, const char* decided_by) {
  return safely(telemetry, ASSENT_FAILED, [&](Core& core) { return codeOf(core.consent().refuse(howOf(language, decided_by))); });
}
assent_code assent_withdraw(assent_telemetry* telemetry, int erase, const char* language, const char* decided_by) {
  return safely(telemetry, ASSENT_FAILED, [&](Core& core) { return codeOf(core.consent().withdraw(howOf(language, decided_by), erase != 0)); });
}
int64_t assent_on_change(assent_telemetry* telemetry, void (*listener)(void*), void* context) {
  return safely(telemetry, int64_t{0}, [&](Core& core) { return core.consent().addListener([=] { listener(context); }); });
}
void assent_end_on_change(assent_telemetry* telemetry, int64_t id) {
  safely(telemetry, 0, [&](Core& core) { return core.consent().removeListener(id), 0; });
}

assent_code assent_flush(assent_telemetry* telemetry, int64_t timeout_ms) {
  return safely(telemetry, ASSENT_FAILED, [&](Core& core) { return core.flush(timeout_ms) ? ASSENT_OK : ASSENT_WAITS; });
}
char* assent_preview(assent_telemetry* telemetry) {
  return safely(telemetry, static_cast<char*>(nullptr), [](Core& core) { return copyOf(core.preview().written()); });
}
char* assent_history(assent_telemetry* telemetry) {
  return safely(telemetry, static_cast<char*>(nullptr), [](Core& core) { return copyOf(core.list("history").written()); });
}
char* assent_receipts(assent_telemetry* telemetry) {
  return safely(telemetry, static_cast<char*>(nullptr), [](Core& core) { return copyOf(core.list("receipts").written()); });
}
int64_t assent_dropped(assent_telemetry* telemetry) {
  return safely(telemetry, int64_t{0}, [](Core& core) { return core.dropped(); });
}
char* assent_problem(assent_telemetry* telemetry) {
  return safely(telemetry, static_cast<char*>(nullptr), [](Core& core) {
    const std::string problem = core.problem();
    return problem.empty() ? nullptr : copyOf(problem);
  });
}
assent_code assent_export(assent_telemetry* telemetry, const char* user, int64_t timeout_ms, char** json) {
  return served(telemetry, json, [&](Core& core) { return core.exportData(textOf(user), timeout_ms); });
}
assent_code assent_erase(assent_telemetry* telemetry, const char* user, char** json) {
  return served(telemetry, json, [&](Core& core) { return core.erase(textOf(user)); });
}
