"""Decision and queue as files of one folder, which the SDKs of all languages share."""
from __future__ import annotations

import os
import re

from . import files
from .clock import DAY, MINUTE, passed
from .segments import segment_of
from .text import uuid

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Callable, Dict, List, Optional, Tuple

#: After which time, in ms, a segment has lost its process: none adds to one for longer than ten minutes.
ORPHAN = 30 * MINUTE
_segment = re.compile(r"([0-9]+-[0-9a-f]+)\.(open|ready|sending)")


class Disk:
    """
    Renaming is what makes a claim: of two processes one succeeds. Nothing asks whether a process lives: IDs of processes
    are reused, and mean nothing in another container. Whoever holds a segment lets go of it long before ORPHAN, by the
    clock of the file system alone. Every method may raise OSError.
    """

    def __init__(self, folder: str, most_bytes: int) -> None:
        self._folder, self._most = folder, most_bytes
        self._files: Dict[str, int] = {}
        # When the file system was last asked for its time, by that of the process, and what it said.
        self._probed: Tuple[float, float] = (-1e9, 0)

    def _path(self, name: str) -> str:
        return os.path.join(self._folder, name)

    def _aside(self, name: str, text: str, safe: bool = False) -> str:
        os.makedirs(self._folder, 0o700, exist_ok=True)
        aside = self._path(f"{name}.{uuid()}.new")
        files.put(aside, text, safe)
        return aside

    def read(self, name: str) -> Optional[str]:
        return files.read(self._path(name))

    def write(self, name: str, text: str) -> None:
        """All of it or nothing, whenever the process dies."""
        # A decision that was answered for must outlast a power cut; the rest can be told again.
        safe = name == "consent"
        files.replace(self._aside(name, text, safe), self._path(name))
        if safe:
            files.sync_folder(self._folder)

    def write_first(self, name: str, text: str) -> None:
        """Unless there is something already: then that stays."""
        aside = self._aside(name, text, True)
        try:
            os.link(aside, self._path(name))
            files.sync_folder(self._folder)
        except OSError:
            # Some file systems have no links.
            if not os.path.exists(self._path(name)):
                files.replace(aside, self._path(name))
        finally:
            files.remove(aside)

    def take(self, name: str) -> Optional[str]:
        """Reads and removes: of two processes one gets it."""
        mine = self._path(f"{name}.{uuid()}.new")
        try:
            files.replace(self._path(name), mine)
        except FileNotFoundError:
            return None
        text = files.read(mine)
        files.remove(mine)
        return text

    def newest(self) -> int:
        """The number of the newest segment; 0 where there is none."""
        segments = self._segments()
        return int(segments[-1][0].split("-")[0]) if segments else 0

    def append(self, segment: str, lines: str) -> bool:
        """False, with nothing written, where another process took the segment for one left behind."""
        path = self._path(segment + ".open")
        file = self._files.get(segment)
        if file is None:
            os.makedirs(self._folder, 0o700, exist_ok=True)
            file = self._files[segment] = files.create(path)
        elif not os.path.exists(path):
            os.close(self._files.pop(segment))
            return False
        files.put_all(file, lines)
        return True

    def seal(self, segment: str) -> None:
        file = self._files.pop(segment, None)
        if file is None:
            return
        os.close(file)
        try:
            files.replace(self._path(segment + ".open"), self._path(segment + ".ready"))
        except FileNotFoundError:
            pass

    def forget(self) -> None:
        """Leaves the segments that are open to whoever else has them open: after a fork, the parent."""
        while self._files:
            os.close(self._files.popitem()[1])

    def list(self) -> List[str]:
        """Names of the segments that are sealed, or that their process left behind; the oldest first."""
        names = self._names()
        age = self._ages(names)
        segments = self._segments(names)
        return [f"{id}.{state}" for id, state in segments if state == "ready" or age(f"{id}.{state}") >= ORPHAN]

    def claim(self, name: str) -> Optional[Tuple[str, str]]:
        """The segment's name from now on, and its text; None where another process was first."""
        mine = name.split(".")[0] + ".sending"
        try:
            # Its time is now that of the claim. Before the name is: from then on it may be taken for left behind.
            now = self._now() / 1000
            try:
                os.utime(self._path(name), (now, now))
            except PermissionError:
                # Another user's, in a folder for the whole machine: only a copy has a time of our own.
                copy = self.read(name)
                if copy is None:
                    return None
                self.rewrite(name, copy)
            files.replace(self._path(name), self._path(mine))
        except FileNotFoundError:
            return None
        text = files.read(self._path(mine))
        return None if text is None else (mine, text)

    def rewrite(self, claim: str, text: str) -> None:
        files.replace(self._aside(claim, text), self._path(claim))

    def release(self, claim: str) -> None:
        try:
            files.replace(self._path(claim), self._path(claim.split(".")[0] + ".ready"))
        except FileNotFoundError:
            pass

    def remove(self, name: str) -> None:
        files.remove(self._path(name))

    def peek(self) -> List[str]:
        """Texts of all segments, oldest first, whoever has them."""
        texts = [self.read(f"{id}.{state}") for id, state in self._segments()]
        return [text for text in texts if text is not None]

    def trim(self) -> int:
        """Deletes the oldest segments beyond the queue's bounds; returns how many events they held."""
        names = self._names()
        age = self._ages(names)
        # A decision that was being written when its process died holds a secret.
        for name in names:
            if name.endswith(".new") and age(name) > DAY:
                self.remove(name)
        # What is being written or sent is about to go, or will be ready next time.
        sizes = {}
        for id, state in self._segments(names):
            try:
                if state == "ready":
                    sizes[id] = os.stat(self._path(id + ".ready")).st_size
            except FileNotFoundError:
                pass
        total, events = sum(sizes.values()), 0
        for id, size in sizes.items():
            if total <= self._most:
                break
            segment = segment_of(self.read(id + ".ready") or "")
            events += len(segment.events) + segment.lost if segment else 0
            self.remove(id + ".ready")
            total -= size
        return events

    def is_torn(self) -> bool:
        """Whether something was being written when a process died, or is."""
        return any(name.endswith(".new") for name in self._names())

    def purge(self) -> None:
        self.forget()
        # With what was being written when a process died: it may hold the secret.
        for name in self._names():
            if name.endswith((".open", ".ready", ".sending", ".new")):
                self.remove(name)

    def _now(self) -> float:
        """The time of the file system: that of a file just made. A process may have a clock of its own."""
        since = passed() - self._probed[0]
        if since < 1000:
            return self._probed[1] + since
        probe = self._aside("now", "")
        try:
            self._probed = (passed(), os.stat(probe).st_mtime * 1000)
            return self._probed[1]
        finally:
            files.remove(probe)

    def _ages(self, names: List[str]) -> Callable[[str], float]:
        """How old a file is, in ms; asked of the disk only where there are any whose age counts."""
        now = self._now() if any(name.endswith((".open", ".sending", ".new")) for name in names) else 0.0

        def age(name: str) -> float:
            try:
                return now - os.stat(self._path(name)).st_mtime * 1000
            except FileNotFoundError:
                return 0

        return age

    def _names(self) -> List[str]:
        try:
            return os.listdir(self._folder)
        except FileNotFoundError:
            return []

    def _segments(self, names: Optional[List[str]] = None) -> List[Tuple[str, str]]:
        """ID and state of each, the oldest first."""
        found = map(_segment.fullmatch, sorted(self._names() if names is None else names))
        return [(match[1], match[2]) for match in found if match]
