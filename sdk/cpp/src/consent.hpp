#pragma once
#include <functional>

#include "decision.hpp"
#include "state.hpp"

namespace assent::core {

/** How somebody decided. */
struct How {
  std::string language, decided_by = "user";
};

/** What the user decided. Nothing is sent, and nothing kept but the decision, before a grant. */
class Consent {
 public:
  struct Needs {
    Disk& disk;
    Lists& lists;
    /** Who turned everything off, if anybody did; else empty. */
    std::string off;
    std::function<std::int64_t()> now;
    /** What is to be done once a decision changed, or was found. */
    std::function<void(const Saved&)> decided;
  };
  explicit Consent(Needs needs) : needs_(std::move(needs)) {}

  std::shared_ptr<const Saved> saved() const;
  const std::string& off() const { return needs_.off; }
  bool asks() const;
  bool isActive() const { return saved()->isGranted() && off().empty(); }

  /** False where it is turned off or could not be kept: then nothing is sent. */
  bool grant(const std::vector<std::string>& purposes, const How& how);
  bool refuse(const How& how) { return decide("refused", how, Json::objects()); }
  bool withdraw(const How& how, bool erase);

  std::int64_t addListener(std::function<void()> listener);
  void removeListener(std::int64_t id);

  /** Reads the decision again: another process of the program may have changed it. */
  void load();
  /** The service answered this. A disk that fails changes nothing: the decision counts all the same. */
  void keepReceipt(const Json& receipt);
  /** The service has the decision of this time. */
  void told(const std::string& decided_at);
  /** The service knows of another decision, such as one that came by letter; or of none, and is to be told again. */
  void adopt(const std::string& status);
  /** Dates what was decided by a clock that is known to have been wrong; whether it was. */
  bool restamp();

 private:
  bool decide(const std::string& status, const How& how, const Json& more);
  bool keep(Json json);
  void read();
  void use(std::shared_ptr<const Saved> saved);
  /** Makes one change at a time; tells of it outside of all locks, since a listener may ask, and even decide. */
  bool changed(const std::function<bool()>& change);

  const Needs needs_;
  std::mutex change_;
  mutable std::mutex mutex_;
  std::shared_ptr<const Saved> saved_ = undecided();
  std::optional<std::string> text_;
  bool isUnreadable_ = false, isChanged_ = false;
  std::map<std::int64_t, std::function<void()>> listeners_;
  std::int64_t count_ = 0;
};

}  // namespace assent::core
