// A program that draws, with a floating license, and asks at its first start whether it may tell its vendor of it.
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>

#include <assent.hpp>

namespace {

const char* const help =
    "Usage: cad [command...]\n\n"
    "  extrude, fillet, render   use a feature\n"
    "  checkout, return          take a seat of the floating license, give it back\n"
    "  crash                     end as a crash does; the next start tells of it\n"
    "  ask, withdraw, erase      decide, take it back, have everything erased\n"
    "  show                      what would be sent now\n";

std::string variable(const char* name, const char* otherwise) {
  const char* value = std::getenv(name);
  return value ? value : otherwise;
}

/** Asks on a terminal. Nothing is checked beforehand, and no answer is a no. */
void ask(assent::Telemetry& telemetry) {
  const assent::Dialog dialog = telemetry.consent.notice(variable("LANG", "en"));
  std::cerr << dialog.title << "\n";
  for (const auto& text : dialog.text) std::cerr << text << "\n";
  std::vector<assent::Purpose> granted;
  for (const auto& box : dialog.purposes) {
    std::cerr << "[ ] " << box.checkbox << ": " << box.text << " (y/N) ";
    std::string answer;
    std::getline(std::cin, answer);
    if (answer == "y" || answer == "j") granted.push_back(box.purpose);
  }
  if (granted.empty()) telemetry.consent.refuse({dialog.language});
  else telemetry.consent.grant(granted, {dialog.language});
}

/** A file that is there while the program runs: found at the start, the one before has crashed. */
class Running {
 public:
  Running() : has_crashed(std::ifstream(path).good()) { std::ofstream(path) << "running\n"; }
  ~Running() { std::remove(path); }
  const bool has_crashed;

 private:
  static constexpr const char* path = "cad.running";
};

void act(assent::Telemetry& telemetry, const std::string& command) {
  using namespace assent::events;
  if (command == "ask") {
    ask(telemetry);
  } else if (command == "withdraw") {
    telemetry.consent.withdraw();
  } else if (command == "erase") {
    std::cout << telemetry.erase() << "\n";
  } else if (command == "show") {
    std::cout << telemetry.preview() << "\n";
  } else if (command == "checkout") {
    license_checked_out taken;
    taken.license_key = "CAD-FLOAT-1";
    taken.license_type = license_checked_out::license_type_Value::floating;
    taken.seats = 1;
    taken.outcome = license_checked_out::outcome_Value::success;
    telemetry.track(taken);
  } else if (command == "return") {
    license_returned given_back;
    given_back.license_key = "CAD-FLOAT-1";
    given_back.license_type = license_returned::license_type_Value::floating;
    telemetry.track(given_back);
  } else if (command == "crash") {
    std::abort();
  } else {
    const auto end = telemetry.time(command);
    std::cout << command << "\n";
    end();
  }
}

}  // namespace

int main(int count, char** words) {
  if (count > 1 && std::string(words[1]) == "--help") return std::cout << help, 0;
  try {
    assent::Options options;
    options.url = variable("ASSENT_URL", "http://127.0.0.1:8787");
    options.write_key = variable("ASSENT_KEY", "cad.key");
    options.product_version = "1.0.0";
    assent::Telemetry telemetry(options);
    if (telemetry.consent.asks()) ask(telemetry);

    const Running running;
    telemetry.sessionStarted();
    if (running.has_crashed) {
      assent::events::session_failed failed;
      failed.kind = assent::events::session_failed::kind_Value::crash;
      telemetry.track(failed);
    }
    for (int n = 1; n < count; n++) act(telemetry, words[n]);
    telemetry.sessionEnded();
    // A program this short is over before anything is sent by itself.
    telemetry.flush(std::chrono::seconds(2));
    return 0;
  } catch (const std::exception& fault) {
    std::cerr << "cad: " << fault.what() << "\n";
    return 1;
  }
}
