"""What a process can tell of its machine, where a program keeps its files, and who rules."""
from __future__ import annotations

import os
import re
import sys

from .catalog import BUILD_MACHINES
from .files import read
from .given import language_of, version_of
from .text import object_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Dict, Optional

    from .shapes import Off

_env = os.environ
_library = "/Library/Application Support"
# As Node names them.
_architectures = {"x86_64": "x64", "x86-64": "x64", "amd64": "x64", "aarch64": "arm64", "i386": "ia32", "i686": "ia32", "x86": "ia32",
                  "armv6l": "arm", "armv7l": "arm", "armv8l": "arm"}  # fmt: skip


def _windows(call: str, *arguments: object) -> int:
    import ctypes

    return int(getattr(getattr(ctypes, "windll").kernel32, call)(*arguments))


def _language() -> Optional[str]:
    said = _env.get("LC_ALL") or _env.get("LC_MESSAGES") or _env.get("LANG")
    if sys.platform == "win32" and not said:
        import ctypes

        buffer = ctypes.create_unicode_buffer(85)
        _windows("GetUserDefaultLocaleName", buffer, 85)
        said = buffer.value
    if sys.platform == "darwin" and not said:
        import plistlib

        with open(os.path.expanduser("~/Library/Preferences/.GlobalPreferences.plist"), "rb") as file:
            said = plistlib.load(file).get("AppleLocale")
    return language_of(said)


def system_of(name: str) -> str:
    """A system as people name it, whatever it calls itself."""
    word = name.lower()
    known = {"win": "Windows", "dar": "macOS", "mac": "macOS", "lin": "Linux"}
    return known.get(word[:3], name)


def architecture_of(machine: str) -> str:
    return _architectures.get(machine.lower(), machine.lower())


def _version() -> Optional[str]:
    if sys.platform == "win32":
        return version_of(".".join(map(str, sys.getwindowsversion().platform_version)))
    if sys.platform == "darwin":
        # As people name it: what the kernel says is a version of its own.
        text = read("/System/Library/CoreServices/SystemVersion.plist") or ""
        found = re.search(r"<key>ProductVersion</key>\s*<string>([^<]+)", text)
        return version_of(found[1]) if found else None
    return version_of(os.uname().release)


def _architecture() -> str:
    return architecture_of(_env["PROCESSOR_ARCHITECTURE"] if sys.platform == "win32" else os.uname().machine)


def _memory() -> int:
    if sys.platform != "win32":
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**2)
    import ctypes

    status = (ctypes.c_ulonglong * 8)(64)
    _windows("GlobalMemoryStatusEx", status)
    return round(status[1] / 1024**2)


_asked: Dict[str, Callable[[], object]] = {
    "language": _language,
    "os_name": lambda: system_of(sys.platform),
    "os_version": _version,
    "architecture": _architecture,
    "cpu_cores": os.cpu_count,
    "memory_mb": _memory,
}


def environment() -> Dict[str, object]:
    """What the catalog's context asks for. What a machine does not tell, is left out."""
    told = {}
    for name, ask in _asked.items():
        try:
            told[name] = ask()
        except Exception:
            continue  # A container may hide anything.
    return {name: value for name, value in told.items() if value}


def is_build_machine() -> bool:
    """By the variables that the package ci-info knows."""

    def holds(condition: Dict[str, Any]) -> bool:
        values = [_env.get(name, "") for name in condition["variables"]]
        if "is" in condition:
            return bool(condition["is"] in values)
        return any(value and condition.get("includes", "") in value for value in values)

    if _env.get("CI") == "false":
        return False
    services = any(all(map(holds, conditions)) for conditions in BUILD_MACHINES["services"])
    return services or holds({"variables": BUILD_MACHINES["variables"]})


def is_set(name: str) -> bool:
    return _env.get(name, "").lower() not in ("", "0", "false", "no", "off")


def folder_of(product: str) -> str:
    """Where a program keeps what belongs to a user and this machine."""
    if sys.platform == "win32":
        base = _env.get("LOCALAPPDATA") or os.path.expanduser(r"~\AppData\Local")
    elif sys.platform == "darwin":
        base = os.path.expanduser("~" + _library)
    else:
        base = _env.get("XDG_STATE_HOME") or os.path.expanduser("~/.local/state")
    return os.path.join(base, product, "telemetry")


def policy_file_of(product: str) -> str:
    """Where an administrator rules for all users of a machine."""
    bases = {"win32": _env.get("ProgramData", r"C:\ProgramData"), "darwin": _library}
    return _env.get("ASSENT_POLICY_FILE") or os.path.join(bases.get(sys.platform, "/etc"), product, "telemetry.json")


def off(policy_file: str) -> Optional[Off]:
    """A policy that can't be read, or says anything but that users may be asked, rules telemetry out."""
    if is_set("DO_NOT_TRACK"):
        return "DO_NOT_TRACK"
    if _env.get("ASSENT_POLICY", "ask") != "ask":
        return "policy"
    if not os.path.exists(policy_file):
        return None
    try:
        return None if (object_in(read(policy_file)) or {}).get("telemetry") == "ask" else "policy"
    except OSError:
        return "policy"
