#pragma once
/** Assent for C++17: a thin skin over `assent.h`, header only. What throws says so. */
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "assent.h"
#include "assent/events.hpp"

namespace assent {

/** A text of the library's that became ours. */
inline std::string taken(char* text) {
  const std::unique_ptr<char, decltype(&assent_free)> owned(text, assent_free);
  return owned ? owned.get() : "";
}

struct Options {
  /** Where the service is, such as `https://telemetry.example.com`: without `/v1`. */
  std::string url;
  /** What `npm run admin -- product add` printed. It ships in the program: it is public. */
  std::string write_key;
  std::string product_version;
  /** Whatever else of the catalog's context the program knows, such as `product_edition`. */
  Properties context = {};
  std::optional<std::string> organization_id = {};
  /** Where decision and queue are kept; by default the user's folder for such on this system. */
  std::optional<std::string> folder = {};
  bool off = false;
  bool debug = false;
};

/** How somebody decided: the language of the notice, and who. */
struct How {
  std::string language = {};
  std::string decided_by = "user";
};

/** What the user decided, and how they decide. */
class Consent {
 public:
  Consent(assent_telemetry* handle, std::string url) : handle_(handle), notice_(std::move(url)) {
    while (!notice_.empty() && notice_.back() == '/') notice_.pop_back();
    notice_ += "/v1/notice";
  }

  std::string status() const { return assent_status(handle_); }
  bool has(Purpose purpose) const { return assent_is_granted(handle_, text(purpose)) != 0; }
  /** Who turned it off; empty where nobody did. */
  std::string off() const {
    const char* by = assent_off(handle_);
    return by ? by : "";
  }
  /** `if (telemetry.consent.asks()) show(telemetry.consent.notice("de"));` */
  bool asks() const { return assent_asks(handle_) != 0; }
  bool isActive() const { return assent_is_active(handle_) != 0; }
  /** The texts to ask with; English where there is no such language. */
  Dialog notice(const std::string& language = "en") const {
    Dialog dialog = dialogIn(language.substr(0, language.find_first_of("-_")));
    for (auto* texts : {&dialog.text, &dialog.administrator.text})
      for (std::string& text : *texts)
        for (auto at = text.find("{notice}"); at != text.npos; at = text.find("{notice}")) text.replace(at, 8, notice_);
    return dialog;
  }
  /** `telemetry.consent.grant({assent::Purpose::usage, assent::Purpose::licensing}, {"de"});` */
  bool grant(const std::vector<Purpose>& purposes, const How& how = {}) {
    std::vector<const char*> texts;
    for (const Purpose purpose : purposes) texts.push_back(text(purpose));
    return assent_grant(handle_, texts.data(), texts.size(), how.language.c_str(), how.decided_by.c_str()) == ASSENT_OK;
  }
  bool refuse(const How& how = {}) { return assent_refuse(handle_, how.language.c_str(), how.decided_by.c_str()) == ASSENT_OK; }
  bool withdraw(bool erase = false, const How& how = {}) {
    return assent_withdraw(handle_, erase, how.language.c_str(), how.decided_by.c_str()) == ASSENT_OK;
  }
  /** What the service answered to each decision, the oldest first, as a JSON list. */
  std::string receipts() const { return taken(assent_receipts(handle_)); }
  /** Calls back after each change, also from a thread of the library's; until the telemetry is destroyed. */
  void onChange(std::function<void()> listener) {
    listeners_.push_back(std::make_unique<std::function<void()>>(std::move(listener)));
    assent_on_change(handle_, [](void* given) { (*static_cast<std::function<void()>*>(given))(); }, listeners_.back().get());
  }

 private:
  assent_telemetry* handle_;
  std::string notice_;
  std::vector<std::unique_ptr<std::function<void()>>> listeners_;
};

/** Usage telemetry of one installation that asks first. */
class Telemetry {
  struct Destroy {
    void operator()(assent_telemetry* handle) const { assent_destroy(handle); }
  };
  std::unique_ptr<assent_telemetry, Destroy> handle_;

 public:
  /** Throws `std::invalid_argument` where URL or key can't be right, `std::runtime_error` where the system refuses. */
  explicit Telemetry(const Options& options) : handle_(open(options)), consent(handle_.get(), options.url) {}

  Consent consent;

  /**
   * An event of your catalog, by the struct of its name:
   *
   *     assent::events::document_exported exported;
   *     exported.pages = 3;
   *     telemetry.track(exported);
   */
  template <class Event>
  void track(const Event& event) {
    track(Event::event_name, event.properties());
  }
  void track(const char* event_name, const Properties& properties = {}) {
    const auto all = of(properties);
    assent_track(handle_.get(), event_name, all.data(), all.size());
  }
  /** For servers: the user of this request, whoever else is served at the same time. */
  template <class Event>
  void trackAs(const std::string& user, const std::string& role, const Event& event) {
    const auto properties = event.properties();
    const auto all = of(properties);
    assent_track_as(handle_.get(), user.c_str(), role.c_str(), Event::event_name, all.data(), all.size());
  }
  /** For programs with one user; `user()` forgets. */
  void user() { assent_user(handle_.get(), nullptr, nullptr); }
  void user(const std::string& user, const std::string& role = "") { assent_user(handle_.get(), user.c_str(), role.c_str()); }
  void sessionStarted(std::int64_t duration_ms = -1) { assent_session_started(handle_.get(), duration_ms); }
  void sessionEnded() { assent_session_ended(handle_.get()); }
  /** Measures a feature until what it returns is called: `auto end = telemetry.time("export_pdf"); …; end();` */
  std::function<void()> time(std::string feature) {
    const auto began = std::chrono::steady_clock::now();
    return [this, feature = std::move(feature), began] {
      const auto passed = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - began);
      track("feature_used", {{"feature", feature}, {"duration_ms", static_cast<std::int64_t>(passed.count())}});
    };
  }

  /** True where nothing waits any more. */
  bool flush(std::chrono::milliseconds timeout = std::chrono::seconds(5)) { return assent_flush(handle_.get(), timeout.count()) == ASSENT_OK; }
  void close() { assent_close(handle_.get()); }
  std::string preview() const { return taken(assent_preview(handle_.get())); }
  std::string history() const { return taken(assent_history(handle_.get())); }
  std::int64_t dropped() const { return assent_dropped(handle_.get()); }
  /** Why events don't arrive; empty while they do. */
  std::string lastProblem() const { return taken(assent_problem(handle_.get())); }
  /** All that the service has, as JSON. Throws `std::runtime_error` with what the service said. */
  std::string exportData(const std::string& user = "", std::chrono::milliseconds timeout = std::chrono::minutes(1)) {
    char* json = nullptr;
    const auto code = assent_export(handle_.get(), user.c_str(), timeout.count(), &json);
    return checked(code, json);
  }
  /** Has everything erased, or one user's events. Throws as `exportData`. */
  std::string erase(const std::string& user = "") {
    char* json = nullptr;
    const auto code = assent_erase(handle_.get(), user.c_str(), &json);
    return checked(code, json);
  }
  /** For whatever else `assent.h` has. */
  assent_telemetry* handle() const { return handle_.get(); }

 private:
  static std::vector<assent_property> of(const Properties& properties) {
    std::vector<assent_property> all;
    all.reserve(properties.size());
    for (const auto& [name, value] : properties) all.push_back(value.of(name));
    return all;
  }
  static std::string checked(assent_code code, char* json) {
    std::string text = taken(json);
    if (code != ASSENT_OK) throw std::runtime_error(text.empty() ? assent_code_text(code) : text);
    return text;
  }
  static assent_telemetry* open(const Options& given) {
    assent_options options{};
    const auto context = of(given.context);
    options.url = given.url.c_str();
    options.write_key = given.write_key.c_str();
    options.product_version = given.product_version.empty() ? nullptr : given.product_version.c_str();
    options.context = context.data();
    options.context_count = context.size();
    options.organization_id = given.organization_id ? given.organization_id->c_str() : nullptr;
    options.folder = given.folder ? given.folder->c_str() : nullptr;
    options.off = given.off;
    options.debug = given.debug;
    assent_telemetry* handle = nullptr;
    char* error = nullptr;
    const assent_code code = assent_open(&options, &handle, &error);
    const std::string text = taken(error);
    if (code == ASSENT_INVALID) throw std::invalid_argument(text);
    if (code != ASSENT_OK) throw std::runtime_error(text.empty() ? assent_code_text(code) : text);
    return handle;
  }
};

}  // namespace assent
