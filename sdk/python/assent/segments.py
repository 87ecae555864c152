"""A segment of the queue: a header, then an event a line; and the batch that is made of it."""
from __future__ import annotations

from .catalog import EVENTS
from .clock import MINUTE, is_plausible, iso, parsed
from .text import is_number, object_in, read, written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict, List, Optional, Sequence

    Object = Dict[str, Any]


class Segment:
    """`header`: context, organization_id, and `offset`: what its clock was corrected by. `lost`: lines without event."""

    def __init__(self, header: Object, events: List[Object], lost: int = 0) -> None:
        self.header, self.events, self.lost = header, events, lost

    @property
    def offset(self) -> Any:
        offset: Any = self.header.get("offset")
        return offset if is_number(offset) else 0

    def text(self) -> str:
        return "".join(written(line) + "\n" for line in (self.header, *self.events))

    def latest(self) -> int:
        """When the last of its events happened; 0 for none."""
        return max((parsed(event.get("occurred_at")) or 0 for event in self.events), default=0)

    def restamped(self, by: float, offset: float) -> Segment:
        """As a clock would have stamped it that is `by` ms ahead of the one that did."""
        moved = [{**event, "occurred_at": iso((parsed(event["occurred_at"]) or 0) + by)} for event in self.events]
        return Segment({**self.header, "offset": offset}, moved, self.lost)

    def goes_with(self, other: Segment) -> bool:
        """Whether they may go in one request."""
        return written(self.header) == written(other.header)


def segment_of(text: str) -> Optional[Segment]:
    """
    Reads a segment; None where it is of a later format, and so another SDK's to send. A line that was torn by a crash is
    no event; without its header a segment has none. An empty line means nothing.
    """
    # Not splitlines: U+2028 and the like are parts of a text.
    first, *lines = text[text.startswith("\ufeff") :].split("\n")
    # What follows the last line's end was being written.
    torn = lines.pop() if lines else ""
    rows = [line for line in lines if line.strip()]
    header = object_in(first) or {}
    if header.get("format", 1) != 1:
        return None
    whole = isinstance(header.get("context"), dict)
    events = [event for event in map(read, rows) if isinstance(event, dict) and event.get("event_id")] if whole else []
    return Segment(header if whole else {"context": {}, "offset": 0}, events, len(rows) - len(events) + (torn != ""))


def permits(purposes: Sequence[str], notice_version: float, event_name: object) -> bool:
    """Whether an event may be queued or sent. What is not in the catalog never may."""
    purpose, since = (isinstance(event_name, str) and EVENTS.get(event_name)) or ("", 0)
    return 0 < since <= notice_version and (purpose == "essential" or purpose in purposes)


def batch_of(
    segment: Segment, saved: Object, drop: Sequence[str], now: float, offset: Optional[float] = None
) -> Object:
    """
    The batch without whatever is not granted now, though it was when it was queued, or is braked by name. `saved`: the
    decision; `now`: this machine's time; `offset`: what is to be added to it.
    """
    purposes, version = saved["purposes"], saved["notice_version"]
    # It means something only beside another purpose; `essential` needs no grant.
    named = "persons" in purposes and len([one for one in purposes if one != "essential"]) > 1
    left = ["user_id", "user_role"] * (not named) + ["session_id"] * ("usage" not in purposes)
    context: Object = segment.header["context"]
    if "environment" not in purposes:
        context = {name: value for name, value in context.items() if name.startswith(("product_", "sdk_")) or name == "ci"}
    # By the clock that stamped the events: the service corrects both alike. One that had not come so far, or can't be
    # right, was another.
    stamped, last = now + segment.offset, segment.latest()
    other = last > stamped + MINUTE or (is_plausible(last) and not is_plausible(stamped))
    organization = segment.header.get("organization_id")
    return {
        "sent_at": iso(now + (segment.offset if offset is None else offset) if other else stamped),
        "installation_id": (saved.get("identity") or {}).get("installation_id"),
        **({"organization_id": organization} if organization is not None else {}),
        "context": context,
        "events": [
            {name: value for name, value in event.items() if name not in left}
            for event in segment.events
            if permits(purposes, version, event.get("event_name")) and event["event_name"] not in drop
        ],
    }
