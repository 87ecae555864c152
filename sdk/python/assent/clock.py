"""Times, in milliseconds since 1970, and what the service's replies tell of the clock."""
from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone

from .version import MADE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional

#: Two times that are nearer than this are one.
MINUTE = 60_000
DAY = 86_400_000
_epoch = datetime(1970, 1, 1, tzinfo=timezone.utc)


def now() -> int:
    return time.time_ns() // 1_000_000


def passed() -> float:
    """The time of the process, which nobody sets."""
    return time.monotonic() * 1000


def iso(ms: float) -> str:
    """YYYY-MM-DDTHH:MM:SS.mmmZ"""
    seconds, rest = divmod(int(ms), 1000)
    return "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ" % (*time.gmtime(seconds)[:6], rest)


def _since_1970(date: datetime) -> int:
    aware = date if date.tzinfo else date.replace(tzinfo=timezone.utc)
    return (aware - _epoch) // timedelta(milliseconds=1)


def parsed(text: object) -> Optional[int]:
    """The time that a text says in the form of `iso`, None where it says none."""
    try:
        return _since_1970(datetime.fromisoformat(str(text).replace("Z", "+00:00")))
    except ValueError:
        return None


def from_header(text: Optional[str]) -> Optional[int]:
    """The time that a header of HTTP says."""
    from email.utils import parsedate_to_datetime

    try:
        return _since_1970(parsedate_to_datetime(text or ""))
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def is_plausible(ms: float) -> bool:
    """Whether a clock may be right that says this: after this SDK was made, and within ten years."""
    return MADE <= ms <= MADE + 3650 * DAY


def offset_by(date: Optional[str], ms: float) -> Optional[int]:
    """
    What to add to this machine's clock, by a reply's `date`; None where it has none. Differences below a minute are the
    way's and the header's whole seconds, and count as none.
    """
    said = from_header(date)
    if said is None:
        return None
    off = said - int(ms)
    return 0 if abs(off) < MINUTE else off
