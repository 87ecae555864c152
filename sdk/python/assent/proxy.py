"""The proxy that the environment names, as curl reads it."""
from __future__ import annotations

import os
import re

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Dict, Mapping, Optional
    from urllib.parse import SplitResult


def proxy_for(url: SplitResult, environment: Mapping[str, str] = os.environ) -> Optional[SplitResult]:
    """For this address; None for none."""
    from urllib.parse import urlsplit

    def of(name: str) -> str:
        return environment.get(name) or environment.get(name.upper()) or ""

    host = url.hostname or ""
    port = str(url.port or (443 if url.scheme == "https" else 80))
    for entry in re.split(r"[\s,]+", of("no_proxy").lower()):
        found = re.fullmatch(r"\*?\.?(.*?)(?::([0-9]+))?", entry)
        name, only = found.groups() if found else ("", None)
        if entry in ("*", host) or (name and only in (None, port) and f".{host}".endswith(f".{name}")):
            return None
    named = of(f"{url.scheme}_proxy") or of("all_proxy")
    return urlsplit(named if "://" in named else f"http://{named}") if named else None


def authorization(proxy: SplitResult) -> Dict[str, str]:
    """The header by which a proxy knows who asks."""
    if not proxy.username:
        return {}
    from base64 import b64encode
    from urllib.parse import unquote

    who = unquote(f"{proxy.username}:{proxy.password or ''}")
    return {"Proxy-Authorization": f"Basic {b64encode(who.encode()).decode()}"}
