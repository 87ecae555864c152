#include "machine.hpp"

#include "forms.hpp"
#include "platform.hpp"
#include "text.hpp"

namespace assent::core {

std::string architectureOf(const std::string& given) {
  const std::string name = lower(given);
  if (name == "x86_64" || name == "x86-64" || name == "amd64") return "x64";
  if (name == "aarch64") return "arm64";
  if (name == "x86" || (name.size() == 4 && name[0] == 'i' && endsWith(name, "86"))) return "ia32";
  return startsWith(name, "armv") ? "arm" : name;
}

std::string systemOf(const std::string& given) {
  const std::string name = lower(given);
  if (startsWith(name, "win")) return "Windows";
  if (name == "darwin" || startsWith(name, "mac")) return "macOS";
  return name == "linux" ? "Linux" : given;
}

Json environment() {
  const Machine found = machine();
  Json told = Json::objects();
  const auto text = [&](const char* name, const std::optional<std::string>& value) {
    if (value && !value->empty()) told.set(name, *value);
  };
  text("language", languageOf(found.language));
  text("os_name", systemOf(found.os_name));
  text("os_version", versionOf(found.os_version));
  text("architecture", architectureOf(found.architecture));
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
    return !file || Json::parsed(std::string_view(*file).substr(startsWith(*file, "\xef\xbb\xbf") ? 3 : 0))["telemetry"].str() == "ask" ? "" : "policy";
  } catch (const Fault&) {
    return "policy";
  }
}

double waitScale() {
  const Json scale = Json::parsed(variable("ASSENT_WAIT_SCALE").value_or("1"));
  return scale.isNumber() && scale.real() >= 0 ? scale.real() : 1;
}

}  // namespace assent::core
