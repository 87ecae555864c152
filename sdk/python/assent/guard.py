"""What keeps threads and forks apart: one lock for the state of this SDK. Nothing waits for the network under it."""
from __future__ import annotations

import os
import threading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Callable, List, Protocol

    class Forked(Protocol):
        def before_fork(self) -> None: ...
        def in_parent(self) -> None: ...
        def in_child(self) -> None: ...


class Guard:
    """A lock; what the program is called back for is called once it is let go, so that no lock of its own waits for it."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._depth = 0
        self._calls: List[Callable[[], object]] = []

    def __enter__(self) -> None:
        self._lock.acquire()
        self._depth += 1

    def __exit__(self, *_: object) -> None:
        self._depth -= 1
        calls: List[Callable[[], object]] = []
        if self._depth == 0:
            calls, self._calls = self._calls, []
        self._lock.release()
        for call in calls:
            try:
                call()
            except Exception:
                pass  # The program's own mistake is not ours to die of.

    def call_back(self, calls: List[Callable[[], object]]) -> None:
        self._calls += calls


guard = Guard()
#: Who is told of a fork.
living: List[Forked] = []
_forking = threading.Lock()


def _before() -> None:
    _forking.acquire()
    for each in living:
        each.before_fork()
    guard._lock.acquire()


def _in_parent() -> None:
    guard._lock.release()
    for each in living:
        each.in_parent()
    _forking.release()


def _in_child() -> None:
    global _forking
    _forking = threading.Lock()
    # Whoever else had it does not exist here.
    guard.__init__()  # type: ignore[misc]
    for each in living:
        each.in_child()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_before, after_in_parent=_in_parent, after_in_child=_in_child)
