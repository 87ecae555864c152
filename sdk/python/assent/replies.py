"""What a reply of the service, or of whatever else answered, lets us do."""
from __future__ import annotations

import re

from .clock import from_header, now
from .text import is_number, object_in

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Dict, Optional

    Check = Callable[[Any], bool]

_day, _first, _most = 86_400, 60, 6 * 3600


class Reply:
    """An HTTP reply as far as the rules go. `text`: no more than was to be read; what is longer is cut, and no JSON."""

    def __init__(
        self, status: int, type: Optional[str], retry_after: Optional[str], date: Optional[str], text: str
    ) -> None:
        self.status, self.type, self.retry_after, self.date = status, type or "", retry_after, date
        self.text = text
        self.json: Dict[str, Any] = object_in(text) or {}

    @property
    def reason(self) -> Optional[str]:
        """The reason of a problem of ours."""
        if not re.match(r"application/problem\+json *(?:;|$)", self.type, re.I):
            return None
        reason = self.json.get("reason")
        return reason if _word(reason) else None

    def why(self) -> str:
        """What the service says of it. `detail` repeats nothing that anybody chose."""
        rejected = self.json.get("rejected")
        first = next((each for each in rejected if isinstance(each, dict)), self.json) if isinstance(rejected, list) else self.json
        return f"{self.status} {first.get('reason') or ''} {first.get('detail') or ''}".strip()

    def decision(self) -> Optional[str]:
        """The decision that a receipt confirms."""
        said = self.json.get("decision")
        return said if self.status == 200 and isinstance(self.json.get("receipt_id"), str) and _status(said) else None


class Verdict:
    """
    `do`: drop, split or keep. `seconds`: send nothing for at least so long. `ours`: the service itself spoke, so that its
    clock counts; a proxy's page teaches nothing. `outcome`: what a 202 says.
    """

    def __init__(self, do: str, ours: bool, seconds: float = 0, outcome: Optional[Dict[str, Any]] = None) -> None:
        self.do, self.ours, self.seconds, self.outcome = do, ours, seconds, outcome or {}


def verdict(reply: Optional[Reply], failed: float, sent: int) -> Verdict:
    """
    The contract's rules for a batch of `sent` events. It goes only when our service said that it has it, or that it never
    will; anything that somebody else on the way could have said keeps it. `failed`: tries in a row that failed before.
    """
    backoff = min(_most, _first * 2 ** min(failed, 20))
    if reply is None:
        return Verdict("keep", False, backoff)
    if reply.status == 202:
        if is_outcome(reply.json, sent):
            return Verdict("drop", True, outcome=reply.json)
        return Verdict("keep", False, _day)
    reason = reply.reason
    if reason in ("body_invalid", "content_type_unsupported"):
        return Verdict("drop", True)
    if reply.status == 413 and reason:
        return Verdict("split", True)
    if reply.status == 429 or reply.status >= 500:
        return Verdict("keep", reason is not None, _seconds(reply.retry_after) or backoff)
    return Verdict("keep", reason is not None, _day)


def _seconds(value: Optional[str]) -> Optional[float]:
    """Of `retry-after`, a number of seconds or a date; None where it is neither, or over."""
    text = (value or "").strip()
    if re.fullmatch(r"[0-9]{1,15}", text):
        return max(1, int(text))
    until = from_header(text)
    seconds = -1 if until is None else (until - now()) / 1000
    return max(1, seconds) if seconds >= 0 else None


def _matches(pattern: str) -> Check:
    return lambda value: isinstance(value, str) and re.fullmatch(pattern, value) is not None


_text: Check = lambda value: isinstance(value, str)
_count: Check = lambda value: is_number(value) and 0 <= value < 2**53 and value == int(value)
_seconds_said: Check = lambda value: is_number(value) and value >= 0
_word, _status = _matches(r"[a-z_]{1,64}"), _matches("none|granted|refused|withdrawn|erased")


def _list(check: Check) -> Check:
    return lambda value: isinstance(value, list) and all(map(check, value))


def _object(needed: Dict[str, Check], optional: Dict[str, Check] = {}) -> Check:
    return lambda value: isinstance(value, dict) and (
        all(check(value.get(name)) for name, check in needed.items())
        and all(check(value[name]) for name, check in optional.items() if name in value)
    )


_shape = _object(
    {"accepted": _count},
    {
        "ignored": _list(_text),
        "rejected": _list(_object({"index": _count, "reason": _word}, {"detail": _text})),
        "consent": _object({"status": _status, "purposes": _list(_word), "notice_version": _count}),
        "next": _object({}, {"after_seconds": _seconds_said, "drop": _list(_word)}),
    },
)


def is_outcome(body: Dict[str, Any], sent: int) -> bool:
    """Whether each of `sent` events was accepted or rejected, and nothing is other than the contract says."""
    if not _shape(body):
        return False
    rejected = body.get("rejected", [])
    indexes = {each["index"] for each in rejected if each["index"] < sent}
    return bool(body["accepted"] + len(indexes) == sent and len(indexes) == len(rejected))
