package assent.sdk;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;

/** What a process can tell of its machine, and what the machine tells it. */
final class Machine {
  private static final Map<String, String> env = System.getenv();
  private static final String os = System.getProperty("os.name", "");
  private static final boolean isWindows = os.startsWith("Windows");
  private static final boolean isMac = os.startsWith("Mac");
  private static final String library = "/Library/Application Support";

  private Machine() {}

  static boolean isSet(String variable) {
    var value = env.get(variable);
    return value != null && !value.matches("(?i)|0|false|no|off");
  }

  /** For the conformance suite only. */
  static long hidden(String variable, long otherwise) {
    return env.containsKey(variable) ? Long.parseLong(env.get(variable)) : otherwise;
  }

  /** Fields of purpose `environment`; what the machine does not tell is left out. It starts no process. */
  static Json environment() {
    var arch = System.getProperty("os.arch");
    return Json.of("language", language(),
        "os_name", os.isEmpty() ? null : system(os),
        "os_version", Forms.version(System.getProperty("os.version")),
        "architecture", arch == null ? null : architecture(arch),
        "cpu_cores", (long) Runtime.getRuntime().availableProcessors(), "memory_mb", known(Machine::memory));
  }

  /** Java speaks English too where the system lacks the locale that the environment names. */
  private static String language() {
    var own = Forms.language(Locale.getDefault(Locale.Category.DISPLAY).toLanguageTag());
    if (isWindows || isMac || own != null && !own.matches("en(?:-US)?")) return own;
    var told = Forms.language(or(env.get("LC_ALL"), or(env.get("LC_MESSAGES"), env.get("LANG"))));
    return told == null ? own : told;
  }

  /** What a processor is called, by any of its names. */
  static String architecture(String name) {
    var given = name.toLowerCase(Locale.ROOT);
    if (given.matches("x86[_-]64|amd64")) return "x64";
    if (given.equals("aarch64")) return "arm64";
    return given.replaceAll("^(?:x86|i[3-6]86)$", "ia32").replaceAll("^armv.*", "arm");
  }

  /** What people call a system. */
  static String system(String name) {
    return name.replaceAll("(?i)^win.*", "Windows").replaceAll("(?i)^(?:darwin|mac ?os.*)", "macOS")
        .replaceAll("(?i)^linux$", "Linux");
  }

  /** In MB. Linux tells it in a file, which is read sooner than the JDK's beans are loaded. */
  private static Long memory() throws IOException {
    var told = Path.of("/proc/meminfo");
    if (Files.exists(told)) {
      var total = Pattern.compile("MemTotal: *([0-9]+) kB").matcher(Files.readString(told));
      return total.find() ? Math.round(Long.parseLong(total.group(1)) / 1024.0) : null;
    }
    var bean = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return Math.round(bean.getTotalPhysicalMemorySize() / 1048576.0);
  }

  private static <T> T known(Callable<T> of) {
    try {
      return of.call();
    } catch (Exception | LinkageError untold) {
      return null;
    }
  }

  /** Whether this is a build machine, as the package ci-info tells one. */
  static boolean isBuilding() {
    if ("false".equals(env.get("CI"))) return false;
    var machines = Json.read(Catalog.BUILD_MACHINES);
    for (var variable : machines.list("variables")) if (!env.getOrDefault(variable, "").isEmpty()) return true;
    for (var service : machines.list("services")) {
      boolean holds = true;
      for (var condition : (List<?>) service) holds &= holds((Json) condition);
      if (holds) return true;
    }
    return false;
  }

  private static boolean holds(Json condition) {
    for (var variable : condition.list("variables")) {
      var value = env.getOrDefault(variable, "");
      if (value.isEmpty()) continue;
      var is = condition.text("is");
      var includes = condition.text("includes");
      if ((is == null || value.equals(is)) && (includes == null || value.contains(includes))) return true;
    }
    return false;
  }

  private static String or(String value, String otherwise) {
    return value == null || value.isEmpty() ? otherwise : value;
  }

  /** Where a program keeps what belongs to a user and this machine. */
  static String folderOf(String product) {
    var home = or(env.get(isWindows ? "USERPROFILE" : "HOME"), System.getProperty("user.home"));
    var base = isWindows ? or(env.get("LOCALAPPDATA"), home + "\\AppData\\Local")
        : isMac ? home + library : or(env.get("XDG_STATE_HOME"), home + "/.local/state");
    return base + "/" + product + "/telemetry";
  }

  /** Where an administrator rules for all users of a machine. */
  static String policyFileOf(String product) {
    var base = isWindows ? or(env.get("ProgramData"), "C:\\ProgramData") : isMac ? library : "/etc";
    return or(env.get("ASSENT_POLICY_FILE"), base + "/" + product + "/telemetry.json");
  }

  /** Who turned it off; null for nobody. A policy that can't be read, or says anything but that users may be asked, does. */
  static String off(String policyFile) {
    if (isSet("DO_NOT_TRACK")) return "DO_NOT_TRACK";
    var policy = env.get("ASSENT_POLICY");
    if (policy != null && !policy.equals("ask")) return "policy";
    try {
      var file = Path.of(policyFile);
      if (!Files.exists(file)) return null;
      var ruled = Json.read(Folder.text(file));
      return ruled != null && "ask".equals(ruled.get("telemetry")) ? null : "policy";
    } catch (IOException | InvalidPathException unreadable) {
      return "policy";
    }
  }
}
