"""What outlives the process beside the queue: the files that the processes of a program share."""
from __future__ import annotations

from .clock import DAY, iso, now
from .text import is_later, is_number, object_in, read, written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict, List, Optional

    from .disk import Disk
    from .replies import Reply

    Object = Dict[str, Any]

_untouched: Object = {"format": 1, "until": 0, "failed": 0, "offset": 0, "drop": [], "dropped": 0}
_longest = 7 * DAY
#: How many batches and receipts are kept, and how many characters of bodies.
_batches, _receipts, _characters = 50, 100, 1024 * 1024


class State:
    """The file `sending`: until when nothing is sent, tries that failed, the clock's offset, what was lost, and why."""

    def __init__(self, disk: Disk) -> None:
        self._disk = disk
        self._mine = 0

    @property
    def sending(self) -> Object:
        try:
            sending = {**_untouched, **(object_in(self._disk.read("sending")) or {})}
        except OSError:
            return _untouched
        numbers = all(is_number(sending[name]) for name in ("until", "failed", "offset", "dropped"))
        if sending["format"] != 1 or not numbers or not isinstance(sending["drop"], list):
            return _untouched
        # A clock that was put back must not make a pause last for years.
        return {**sending, "until": 0} if sending["until"] > now() + 2 * _longest else sending

    def keep(self, **more: object) -> None:
        """Changes these members; None takes one out. Where it can't be kept nothing may be sent, since no pause would be."""
        if is_later(self._disk.read("sending")):
            raise OSError("A later SDK wrote the file sending.")
        sending = {**self.sending, **more}
        self._disk.write("sending", written({name: value for name, value in sending.items() if value is not None}))

    def pause(self, milliseconds: float, **more: object) -> float:
        """Sends nothing for so long; of two pauses the longer one counts."""
        until = self.sending["until"]
        mine = now() + round(min(milliseconds, _longest))
        # Our own from before the try ends with it; another process may have been told more meanwhile.
        last = max(mine, 0 if until == self._mine else until)
        self._mine = mine
        self.keep(until=last, **more)
        return float(last)

    def resume(self, **more: object) -> None:
        """The service answered: a pause of ours is over."""
        self.keep(**more, **({"until": 0} if self.sending["until"] == self._mine else {}))


def list_in(disk: Disk, name: str) -> List[Object]:
    """The list that a file holds: an empty one where there is no file, or none that can be read."""
    try:
        kept = read(disk.read(name) or "[]")
    except OSError:
        kept = []
    return [each for each in kept if isinstance(each, dict)] if isinstance(kept, list) else []


def add_receipt(disk: Disk, receipt: Object) -> None:
    """To the file `receipts`, the oldest first; of the same decision, the newer. It is sent to nobody."""
    others = [each for each in list_in(disk, "receipts") if each.get("receipt_id") != receipt["receipt_id"]]
    disk.write("receipts", written([*others, receipt][-_receipts:]))


def add_batch(disk: Disk, batch: Object, reply: Optional[Reply]) -> None:
    """To the file `history`, the newest first, for the user to see. A try again takes the place of the one before."""
    said: Object = {name: reply.json[name] for name in ("accepted", "rejected", "ignored") if name in reply.json} if reply else {}
    events: Dict[str, int] = {}
    for event in batch["events"]:
        events[event["event_name"]] = events.get(event["event_name"], 0) + 1
    sent: Object = {"sent_at": iso(now()), "events": events, "batch": batch, **said}
    if reply:
        sent["status"] = reply.status
    before = [each for each in list_in(disk, "history") if _ids(each) != _ids(sent)]
    room, texts = _characters, []
    for each in [sent, *before][:_batches]:
        room -= len(written(each["batch"])) if "batch" in each else 0
        kept = each if room >= 0 else {name: value for name, value in each.items() if name != "batch"}
        texts.append(written(kept))
    disk.write("history", f"[{','.join(texts)}]")


def _ids(sent: Object) -> Optional[List[object]]:
    try:
        return [event["event_id"] for event in sent["batch"]["events"]]
    except (KeyError, TypeError):
        return None
