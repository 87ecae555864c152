#include "machine.hpp"

#include "forms.hpp"
#include "platform.hpp"
#include "text.hpp"

namespace assent::core {

Json environment() {
  const Machine found = machine();
  Json told = Json::objects();
  const auto text = [&](const char* name, const std::optional<std::string>& value) {
    if (value && !value->empty()) told.set(name, *value);
  };
  text("language", languageOf(found.language));
  text("os_name", found.os_name);
  text("os_version", versionOf(found.os_version));
  // The names that all SDKs use.
  const std::string arch = lower(found.architecture);
  const bool isArm = startsWith(arch, "arm") && arch != "arm64", isX86 = arch.size() == 4 && startsWith(arch, "i") && endsWith(arch, "86");
  text("architecture", arch == "x86_64" || arch == "amd64" ? "x64" : arch == "aarch64" ? "arm64" : isX86 || arch == "x86" ? "ia32" : isArm ? "arm" : arch);
  if (found.cpu_cores > 0) told.set("cpu_cores", found.cpu_cores);
  if (found.memory_mb > 0) told.set("memory_mb", found.memory_mb);
  return told;
}

bool isSet(const char* name) {
  const std::string value = lower(variable(name).value_or(""));
  return !value.empty() && value != "0" && value != "false" && value != "no" && value != "off";
}

/** A policy that can't be read, or says anything but that users may be asked, rules telemetry out. */
std::string offBy(const std::string& product) {
  if (isSet("DO_NOT_TRACK")) return "DO_NOT_TRACK";
  if (variable("ASSENT_POLICY").value_or("ask") != "ask") return "policy";
  if (registryPolicyOf(product).value_or("ask") != "ask") return "policy";
  try {
    const auto file = files::read(variable("ASSENT_POLICY_FILE").value_or(policyFileOf(product)));
    return !file || Json::parsed(*file)["telemetry"].str() == "ask" ? "" : "policy";
  } catch (const Fault&) {
    return "policy";
  }
}

double waitScale() {
  const Json scale = Json::parsed(variable("ASSENT_WAIT_SCALE").value_or("1"));
  return scale.isNumber() && scale.real() >= 0 ? scale.real() : 1;
}

}  // namespace assent::core
