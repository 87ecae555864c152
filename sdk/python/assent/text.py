"""Texts, numbers and names as every SDK of Assent writes them."""
from __future__ import annotations

import json
import math
import operator
import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict, Optional


def utf8(text: str) -> bytes:
    """As JavaScript writes it: a surrogate without its other half becomes U+FFFD."""
    try:
        return text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").encode()


def _plain(value: object) -> object:
    """The number that a decimal, or one of numpy, is; the text of anything else."""
    try:
        return operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        try:
            return float(value)  # type: ignore[arg-type]
        except (TypeError, ValueError):
            return str(value)


def finite(value: object) -> object:
    """None in place of what JSON has no number for."""
    return None if isinstance(value, float) and not math.isfinite(value) else value


def written(value: object) -> str:
    """JSON in one line. Raises ValueError where there is none."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False, default=_plain)
    try:
        text.encode()
        return text
    except UnicodeEncodeError:
        return json.dumps(value, separators=(",", ":"), allow_nan=False, default=_plain)


def _refused(constant: str) -> None:
    raise ValueError(constant)


def read(text: str) -> Any:
    """What a JSON text holds, None where it is none: NaN is no number, whatever Python's own reader says."""
    try:
        return json.loads(text, parse_constant=_refused)
    except (ValueError, RecursionError):
        return None


def object_in(text: Optional[str]) -> Optional[Dict[str, Any]]:
    """The object that a JSON text holds, if it holds one."""
    value = None if text is None else read(text)
    return value if isinstance(value, dict) else None


def is_later(text: Optional[str]) -> bool:
    """Whether a file is of a format that came after this SDK: it stays as it is."""
    format = (object_in(text) or {}).get("format")
    return isinstance(format, (int, float)) and format > 1


def is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and -1e308 < value < 1e308


def uuid() -> str:
    """A random one. The standard library's module takes longer to load than all of ours."""
    bits = int.from_bytes(os.urandom(16), "big")
    digits = f"{bits & ~(0xF << 76 | 3 << 62) | 4 << 76 | 2 << 62:032x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:16]}-{digits[16:20]}-{digits[20:]}"


def secret() -> str:
    """32 random bytes in base64url."""
    from base64 import urlsafe_b64encode

    return urlsafe_b64encode(os.urandom(32)).decode().rstrip("=")
