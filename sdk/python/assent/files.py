"""Single steps on files, such that a crash or a full disk leaves nothing half done."""
from __future__ import annotations

import os
import time

from .text import utf8

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional

_windows = os.name == "nt"
_binary = getattr(os, "O_BINARY", 0)


def put_all(file: int, text: str) -> None:
    """All of it at the file's end, or nothing: a disk that is almost full takes a part without a word."""
    data = utf8(text)
    count = os.write(file, data)
    if count < len(data):
        os.ftruncate(file, os.fstat(file).st_size - count)
        raise OSError("The disk is full.")


def create(path: str) -> int:
    """
    Opens a new file for its owner only; in a folder whose group may write to it, for that group: whoever can replace a
    file there may read it.
    """
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_EXCL | _binary, 0o600)
    # Not by os.open: the umask would take it back.
    if not _windows and os.stat(os.path.dirname(path)).st_mode & 0o1020 == 0o020:
        os.fchmod(file, 0o660)
    return file


def put(path: str, text: str, safe: bool) -> None:
    """A new file; `safe`: on the disk itself before this returns."""
    file = create(path)
    try:
        if text:
            put_all(file, text)
        if safe:
            os.fsync(file)
    finally:
        os.close(file)


def sync_folder(folder: str) -> None:
    """Makes the names in a folder outlast a power cut, where the system can."""
    try:
        file = os.open(folder, os.O_RDONLY)
    except OSError:
        return  # Windows opens no folder.
    try:
        os.fsync(file)
    except OSError:
        pass
    finally:
        os.close(file)


def replace(source: str, target: str) -> None:
    """Renames. On Windows a file that somebody else has open, such as a scanner, soon lets go."""
    for tries in range(10):
        try:
            return os.replace(source, target)
        except PermissionError:
            if not _windows:
                raise
            time.sleep(0.05)
    os.replace(source, target)


def remove(path: str) -> None:
    """Whether it is there or not."""
    try:
        os.unlink(path)
    except FileNotFoundError:
        pass


def read(path: str) -> Optional[str]:
    """None where there is none."""
    try:
        with open(path, "rb") as file:
            text = file.read().decode("utf-8", "replace")
            return text[text.startswith("\ufeff") :]
    except FileNotFoundError:
        return None
