"""What stands for users."""
from __future__ import annotations

import re

from .text import utf8

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Dict, Optional

_guid = re.compile("[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32,128}", re.I | re.A)
_most = 1000


class Users:
    """A digest is made once, while the same users come again."""

    def __init__(self) -> None:
        self._known: Dict[str, str] = {}
        self._salt = ""

    def id_of(self, user: str, salt: str) -> Optional[str]:
        """
        The product's own GUID or hex digest as it is, a nil one for nobody; of anything else the HMAC-SHA256 under the
        installation's salt, in hex: the same user is somebody else elsewhere.
        """
        if _guid.fullmatch(user):
            return user if user.strip("0-") else None
        if salt != self._salt or len(self._known) >= _most:
            self._known.clear()
        self._salt = salt
        known = self._known.get(user)
        if known is None:
            import hmac
            from unicodedata import normalize

            known = hmac.new(utf8(salt), utf8(normalize("NFC", user)), "sha256").hexdigest()
            self._known[user] = known
        return known
