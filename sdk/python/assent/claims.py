"""The segments that this process is sending."""
from __future__ import annotations

from .clock import MINUTE, now, passed
from .segments import Segment, segment_of
from .text import utf8

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Dict, Generator, List, Optional, Tuple, TypeVar

    from .disk import Disk
    from .queue import Stamp
    from .state import State

    Result = TypeVar("Result")
    #: Steps under the lock; what each yields is done without it, and its result goes back in.
    Steps = Generator[Callable[[], Any], Any, Result]

#: The most of a request: events, and bytes of them before gzip; and of a piece of this work, in ms.
_events, _bytes, _piece = 500, 512 * 1024, 8


def _breathe() -> None:
    """Nothing, without the lock."""


class Claims:
    """`stamps`: how this process's clock stood when it stamped a segment that was never sent."""

    def __init__(self, disk: Disk, state: State, stamps: Dict[str, Stamp]) -> None:
        self._disk, self._state, self._stamps = disk, state, stamps
        # How often they were let go.
        self._released = 0
        self.forget()

    def forget(self) -> None:
        """After a fork they are the parent's."""
        self._names: List[str] = []
        self._held: List[str] = []
        self._lost = 0

    def next(self, timely: bool) -> Steps[Tuple[Optional[Segment], bool]]:
        """
        As many of the oldest segments as go in one request; None where there are none. And whether by a clock that is known
        to have been wrong, of which nothing is known yet unless `timely`.
        """
        # Listed again once all of them are gone: meanwhile there may be more. The oldest last.
        if not self._names:
            self._names = self._disk.list()[::-1]
        segment: Optional[Segment] = None
        wrong, size = False, 0
        released, began = self._released, passed()
        while self._names:
            # Many segments must not keep the program from tracking.
            if passed() - began > _piece:
                yield _breathe
                began = passed()
                if self._released != released:
                    return None, wrong  # What was let go meanwhile is not ours any more.
            claim = self._disk.claim(self._names[-1])
            if claim:
                name, text = claim
                own = self._stamps.get(name.split(".")[0])
                read = self._read(name, text, own, timely)
                size += len(utf8(text))
                if not read:
                    self._disk.release(name)
                elif segment and not (
                    len(segment.events) + len(read.events) <= _events and size <= _bytes and segment.goes_with(read)
                ):
                    self._disk.release(name)
                    break
                else:
                    self._held.append(name)
                    self._lost += read.lost
                    wrong = wrong or (own is not None and own.wrong)
                    segment = Segment(segment.header, segment.events + read.events) if segment else read
            self._names.pop()
        return segment, wrong

    def _read(self, name: str, text: str, own: Optional[Stamp], timely: bool) -> Optional[Segment]:
        """With the right times where this process stamped it by a clock of which it has learned since, and never sent it."""
        read = segment_of(text)
        if not read or not own:
            return read
        offset = self._state.sending["offset"]
        by = now() + offset - passed() - own.origin if own.wrong else offset - read.offset
        if abs(by) < MINUTE or (own.wrong and not timely):
            return read
        right = read.restamped(by, offset)
        # On disk first: an event that was sent once is sent again as it was.
        self._disk.rewrite(name, right.text())
        del self._stamps[own.id]
        return right

    def begin(self) -> None:
        """They are about to be sent: from now on they stay as they are."""
        for name in self._held:
            self._stamps.pop(name.split(".")[0], None)

    def remove(self) -> Steps[int]:
        """They are settled. Returns how many of their lines held no event any more."""
        lost, self._lost = self._lost, 0
        held, self._held, began = self._held, [], passed()
        while held:
            if passed() - began > _piece:
                yield _breathe
                began = passed()
            self._disk.remove(held.pop())
        return lost

    def release(self) -> None:
        """They go another time."""
        self._released += 1
        self._lost, self._names = 0, []
        while self._held:
            self._disk.release(self._held.pop())
