"""The segment that this process writes. An event is in its file when the call that tracked it returns."""
from __future__ import annotations

import os
import re

from .clock import MINUTE, is_plausible, passed
from .text import uuid, written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Dict, Optional

    from .disk import Disk

#: When a segment is full: events, characters, and milliseconds since its first.
FULL_EVENTS, FULL_CHARACTERS, FULL_AGE = 200, 56 * 1024, 600_000
_trimmed_by = 1024 * 1024
#: How long an event waits at most, in ms.
_hour = 3_600_000


class Stamp:
    """How the clock stood that stamps a segment. `origin`: its time less that of the process, which no one sets."""

    def __init__(self, id: str, origin: float, wrong: bool) -> None:
        self.id, self.origin, self.wrong = id, origin, wrong


class _Open:
    """The segment that is written. `began`: by the time of the process."""

    def __init__(self, stamp: Stamp, header: str, began: float) -> None:
        self.stamp, self.header, self.began, self.characters = stamp, header, began, 0


class Queue:
    """`plan`: after so many ms it is to be sent. `goes_on`: whether anything may be queued."""

    def __init__(self, disk: Disk, plan: Callable[[float], None], goes_on: Callable[[], bool]) -> None:
        self._disk, self._plan, self._goes_on = disk, plan, goes_on
        #: How the clock stood that stamped the segments of this process, by their ID; without those that were sent.
        self.stamps: Dict[str, Stamp] = {}
        #: Events that no disk took, or that were too many for it.
        self.dropped = 0
        self._open: Optional[_Open] = None
        self._sequence = self._waiting = self._untrimmed = 0

    def add(self, event: Dict[str, Any], header: str, now: int) -> None:
        """Gives it its sequence. `header` as a line: another one than before begins another segment."""
        began = passed()
        origin, open = now - began, self._open
        # The process's own time tells how old a segment is; where the clock was set meanwhile, another begins.
        if open and (
            open.header != header or began - open.began >= FULL_AGE or abs(origin - open.stamp.origin) > MINUTE
        ):
            self._end()
        open = self._open = self._open or self._begin(header, now, began)
        event["sequence"] = self._sequence
        self._sequence += 1
        line = written(event) + "\n"
        open.characters += len(line)
        self._untrimmed += len(line)
        if not self._write(open, line):
            return
        self._waiting += 1
        if self._waiting == 1:
            self._plan(_hour)
        if open.characters >= FULL_CHARACTERS:
            self._end()
        if self._waiting >= FULL_EVENTS:
            self.seal()
            self._plan(0)

    def _begin(self, header: str, now: int, began: float) -> _Open:
        kept = self._disk.take("sequence") or ""
        # Where a count begins that continues no other: so far off that a report takes the jump for no loss.
        new = (1 + int.from_bytes(os.urandom(3), "big") % 2**20) * 2**32 + 1
        self._sequence = int(kept) if re.fullmatch("[1-9][0-9]{0,17}", kept, re.A) else new
        return _Open(self._named(now, now - began), header, began)

    def _named(self, now: int, origin: float) -> Stamp:
        """After all there are, so that their order is that of writing, whatever the clock says."""
        after = self._disk.newest() + 1
        id = f"{max(now, after):015d}-{uuid()[:8]}"
        return Stamp(id, origin, not is_plausible(now) or after > now + MINUTE)

    def _write(self, open: _Open, line: str) -> bool:
        stamp = open.stamp
        try:
            begins = stamp.id not in self.stamps
            if not self._disk.append(stamp.id, f"{open.header}\n{line}" if begins else line):
                # Taken for left behind, or deleted with the consent. What comes now is another segment.
                if not self._goes_on():
                    self.forget()
                    return False
                stamp = open.stamp = self._named(int(stamp.origin + open.began), stamp.origin)
                self._disk.append(stamp.id, f"{open.header}\n{line}")
            self.stamps[stamp.id] = stamp
            return True
        except OSError:
            # A full or forbidden disk. Whatever else comes begins a segment of its own.
            self.dropped += 1
            self._end()
            return False

    def seal(self) -> None:
        """Ends the segment, and counts anew what waits: from now on all may be sent."""
        self._end()
        self._waiting = 0

    def _end(self) -> None:
        open, self._open = self._open, None
        if not open:
            return
        try:
            self._disk.write("sequence", str(self._sequence))
            self._disk.seal(open.stamp.id)
            # Not each time: it looks at every segment there is.
            if self._untrimmed >= _trimmed_by:
                self.trim()
        except OSError:
            pass  # The next process finds it.

    def trim(self) -> None:
        """Holds the disk to its bounds."""
        self._untrimmed = 0
        self.dropped += self._disk.trim()

    def forget(self) -> None:
        """Of what is written: the files are gone, or another process's."""
        self._open, self._waiting = None, 0
        self.stamps.clear()
