"""The one thread, a daemon: there only while something is planned or done."""
from __future__ import annotations

import os
import threading

from .clock import passed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Callable, Optional


class Worker:
    """Does `work`, which raises nothing, when it is due."""

    def __init__(self, work: Callable[[], None]) -> None:
        self._work = work
        # Hidden, for the conformance suite: what planned waits are multiplied by.
        self._scale = float(os.environ.get("ASSENT_WAIT_SCALE") or 1)
        self._due: Optional[float] = None
        self.reset()

    def reset(self) -> None:
        """In the child of a fork, where there is no such thread."""
        self._turn = threading.Condition(threading.Lock())
        self._thread: Optional[threading.Thread] = None
        self._due = None
        self._begun = self._done = 0
        self._busy = self._parked = self._ended = False

    def plan(self, milliseconds: float) -> None:
        """Once, after so long; what is due sooner stays."""
        with self._turn:
            due = passed() + milliseconds * self._scale
            self._due = due if self._due is None else min(due, self._due)
            self._begin()

    def do_now(self, timeout: float) -> bool:
        """Does it from the beginning, and waits at most so many seconds. Whether it was done."""
        with self._turn:
            wanted = self._begun + 1
            self._due = passed()
            self._begin()
            return self._turn.wait_for(lambda: self._done >= wanted or self._ended, timeout) and self._done >= wanted

    def end(self) -> None:
        with self._turn:
            self._ended = True
            self._turn.notify_all()

    def park(self) -> None:
        """Before a fork: no thread of ours is there meanwhile, unless it is in the middle of its work."""
        with self._turn:
            self._parked = True
            self._turn.notify_all()
            thread = None if self._busy else self._thread
        if thread:
            thread.join()

    def resume(self) -> None:
        with self._turn:
            self._parked = False
            if self._due is not None:
                self._begin()

    def _begin(self) -> None:
        if not self._thread and not self._ended and not self._parked:
            self._thread = threading.Thread(target=self._run, name="assent", daemon=True)
            try:
                self._thread.start()
            except RuntimeError:
                self._thread = None  # The interpreter ends, or may have no more threads.
                self._ended = True
        self._turn.notify_all()

    def _run(self) -> None:
        with self._turn:
            while self._due is not None and not self._ended and not self._parked:
                left = self._due - passed()
                if left > 0:
                    self._turn.wait(min(left / 1000, threading.TIMEOUT_MAX))
                    continue
                self._due, self._busy = None, True
                self._begun += 1
                self._turn.release()
                try:
                    self._work()
                finally:
                    self._turn.acquire()
                    self._busy = False
                    self._done = self._begun
                    self._turn.notify_all()
            self._thread = None
