// Microseconds of CPU of a call, with the SDK in the folder that the argument names, or without for `none`; and ms of its end.
#include <assent.hpp>
#include <cstdio>
#include <ctime>
#include <memory>

int main(int, char** words) {
  const int calls = 5000;
  std::unique_ptr<assent::Telemetry> telemetry;
  if (std::string(words[1]) != "none") {
    assent::Options options;
    options.url = "http://127.0.0.1:9";
    options.write_key = "bench.key";
    options.product_version = "1.0.0";
    options.folder = words[1];
    telemetry = std::make_unique<assent::Telemetry>(options);
    telemetry->consent.grant({assent::Purpose::usage});
  }
  const auto call = [&] {
    assent::events::feature_used used;
    used.feature = "export_pdf";
    used.duration_ms = 12;
    if (telemetry) telemetry->track(used);
  };
  const auto measured = [&] {
    const std::clock_t began = std::clock();
    for (int n = 0; n < calls; n++) call();
    return static_cast<double>(std::clock() - began) * 1e6 / CLOCKS_PER_SEC / calls;
  };
  measured();
  const double microseconds = measured();
  // Some wait in an open file, as at any end.
  for (int n = 0; n < 50; n++) call();
  const auto began = std::chrono::steady_clock::now();
  telemetry.reset();
  std::printf("%f %f\n", microseconds, std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - began).count());
}
