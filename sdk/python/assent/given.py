"""What a program tells the SDK when it begins, in the form that is sent."""
from __future__ import annotations

import re

from .text import written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Dict, List, Mapping, Optional

_key = re.compile(r"([a-z0-9][a-z0-9_-]{0,63})\.[\w-]+", re.A)
_example = "such as https://telemetry.example.com"
# Control characters, and those that turn the direction of what follows.
_unseen = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Given:
    """The options, with a sentence in `warnings` for each that is sent in another form than it was given."""

    def __init__(self, url: str, write_key: str, context: Mapping[str, object], organization_id: Optional[str]) -> None:
        """Raises ValueError where a URL or a key can't be right: with them nothing would ever arrive."""
        self.warnings: List[str] = []
        self.url = _address_of(url)
        self._tell("url", url, self.url)
        if self.url.startswith("http:") and not re.match(r"http://(localhost|127\.[\d.]+|\[::1\])(:|/|$)", self.url):
            self.warnings.append("url: without https anybody on the way can read what is sent")
        self.write_key = str(write_key or "").strip()
        key = _key.fullmatch(self.write_key)
        if not key:
            raise ValueError(
                "write_key must be the key that `npm run admin -- product add` printed: the name of the product, a dot, and "
                "its random part."
            )
        self.product = key[1]
        if write_key != self.write_key:
            self.warnings.append("write_key: the space around it is left out")
        self.organization_id: Optional[str] = None
        if organization_id is not None:
            from .organization import organization_of

            self.organization_id = organization_of(organization_id)
            self._tell("organization_id", organization_id, self.organization_id)
        self.context: Dict[str, Any] = {}
        for name, value in (context or {}).items():
            sent = value
            if name == "language":
                sent = language_of(value)
            elif name.endswith(("_version", "_build")):
                sent = version_of(value)
            self._tell(f"context.{name}", value, sent)
            if sent is not None:
                self.context[name] = sent
        if not self.context.get("product_version"):
            self.warnings.append("context: product_version is missing")

    def _tell(self, name: str, was: object, sent: object) -> None:
        if was is None or was == sent:
            return
        taken = "can not be taken, and is left out" if sent is None else f"is sent as {written(sent)}"
        self.warnings.append(f"{name}: {written(was)} {taken}")


def _address_of(given: str) -> str:
    from urllib.parse import urlsplit

    try:
        url = urlsplit(str(given).strip())
        host, port = url.hostname, url.port
    except ValueError:
        host = None
    if not host or url.scheme not in ("http", "https"):
        raise ValueError(f"url must begin with https://, {_example}.")
    if re.search(r"/v1(?:/|$)", url.path, re.I):
        raise ValueError(f"url must be the service's address without /v1, {_example}: the SDK adds the routes.")
    if url.username or url.query or url.fragment:
        raise ValueError(f"url must have no password, no query and no fragment, {_example}.")
    host = host if host.isascii() else host.encode("idna").decode()
    named = f"[{host}]" if ":" in host else host
    usual = {"http": 80, "https": 443}[url.scheme]
    return f"{url.scheme}://{named}{f':{port}' if port not in (None, usual) else ''}{url.path.rstrip('/')}"


def version_of(given: object) -> Optional[str]:
    """The version as the product names it, without space around it; None where that is nothing, or too long."""
    if not isinstance(given, str) or re.search("[\ud800-\udfff]", given):
        return None
    version = _unseen.sub(" ", given).strip()
    return version if 0 < len(version) <= 64 else None


def language_of(given: object) -> Optional[str]:
    """
    The language as a BCP 47 tag, None where none is named. Takes what machines write: `de_DE.UTF-8`, `DE-de`, `de_DE@euro`,
    a list such as `de-DE,en;q=0.8` (its first counts). `C` and `POSIX` name none, nor does `German_Germany.1252`.
    """
    tag = re.split("[,;:.@#]", str(given).strip())[0].strip().replace("_", "-")
    parts = re.sub("-+(?:posix)?$", "", tag, flags=re.I).split("-")
    if not re.fullmatch("[a-z]{2,3}", parts[0], re.I) or not all(re.fullmatch("[a-z0-9]{1,8}", part, re.I) for part in parts):
        return None
    form: List[str] = [parts[0].lower()]
    for part in map(str.lower, parts[1:]):
        if part == "x":
            break  # What private use says is between those who agreed on it, and could be anything.
        single = any(len(each) == 1 for each in form)
        script, region = len(part) == 4 and part.isalpha(), len(part) == 2 and part.isalpha()
        form.append(part.title() if script and not single else part.upper() if region and not single else part)
    language = "-".join(form)
    return None if language == "und" or len(language) > 35 else language
