"""Calls the service as this installation, and tells the developer what became of it."""
from __future__ import annotations

from .guard import guard
from .text import utf8, written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Dict, List, Optional

    from .consent import Consent
    from .http import Request
    from .replies import Reply

#: The most bytes of a reply that is read: a page of an export holds 3 MB, everything else is short.
_export, _other = 4 * 1024**2, 64 * 1024


class Calls:
    def __init__(self, url: str, write_key: str, consent: Consent, say: Callable[[str], None]) -> None:
        self._url, self._key, self._consent, self._say = url, write_key, consent, say
        self._running: List[Request] = []

    def stop(self) -> None:
        """Ends what is under way: its answer counts no more."""
        for request in self._running:
            request.cancel()
        self._running = []

    def abandon(self) -> None:
        """In the child of a fork: it is the parent's."""
        for request in self._running:
            request.abandon()
        self._running = []

    def prepare(self, method: str, path: str, body: Optional[Dict[str, Any]] = None) -> Callable[[], Optional[Reply]]:
        """What makes the call, outside of the lock: a reply, or None where none came or it was stopped."""
        # Not before: a program that is asked for nothing loads nothing for it.
        from .http import Request

        identity = self._consent.saved.get("identity") or {}
        headers = {}
        if path != "/v1/health":
            headers = {"Authorization": f"Bearer {self._key}", "X-Installation-Secret": identity.get("secret", "")}
        text = None if body is None else written(body)
        packed = path == "/v1/events"
        if text is not None:
            headers["Content-Type"] = "application/gzip" if packed else "application/json"
        most = _export if path.startswith("/v1/exports/") else _other
        request = Request(method, self._url + path, headers, most)
        self._running.append(request)

        def call() -> Optional[Reply]:
            reply: Optional[Reply] = None
            self._say(f"{method} {path} {text or ''}".rstrip())
            try:
                data = None if text is None else utf8(text)
                if data and packed:
                    import gzip

                    data = gzip.compress(data, 6)
                reply = request.reply(data)
                self._say(f"{method} {path}: {reply.status} {reply.text[:2000]}")
            except Exception as fault:
                self._say(f"{method} {path}: no reply, {fault!r}")
            with guard:
                counts = request in self._running
                self._running = [each for each in self._running if each is not request]
            return reply if counts else None

        return call
