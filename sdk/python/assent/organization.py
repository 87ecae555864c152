"""The one form of an organization's name, in which batches, decisions, entitlements, tokens and paths meet."""
from __future__ import annotations

import re
from unicodedata import category, normalize

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Optional

_octet = "(?:25[0-5]|2[0-4][0-9]|[01]?[0-9]?[0-9])"
_hex = "[0-9a-f]"
_home = "(?:home|users|documents and settings)"
_six = f"{_hex}{{1,4}}(?::{_hex}{{1,4}}){{0,6}}"
# What names a machine or a person instead; as in shared/forms/organization.ts.
_addresses = [
    re.compile(pattern, re.I | flags)
    for pattern, flags in (
        (r"(?<![0-9])(?<![0-9][.])[0-9]{1,3}(?:[.][0-9]{1,3}){3}(?![.]?[0-9])", re.A),
        (rf"(?<![0-9])(?<![0-9]-){_octet}(?:-{_octet}){{3}}(?!-?[0-9])", re.A),
        (rf"(?<![^\W_])(?<!:)(?:{_hex}{{1,4}}:){{7}}{_hex}{{1,4}}(?![^\W_]|:)", 0),
        (rf"(?<![^\W_])(?<!:)(?:{_six})?::(?:{_six})?(?![^\W_]|:)", 0),
        (r"[.](?:ip6[.]arpa|in-addr[.]arpa|ipv6-literal[.]net)(?![^\W_])", 0),
        (rf"(?<![0-9a-z]){_hex}{{2}}([. _-]){_hex}{{2}}(?:\1{_hex}{{2}}){{4}}(?![0-9a-z])", re.A),
        (rf"(?<![0-9a-z]){_hex}{{1,2}}(?::{_hex}{{1,2}}){{5}}(?![0-9a-z])", re.A),
        (rf"(?<![0-9a-z])(?<![0-9a-z][.-]){_hex}{{4}}([.-]){_hex}{{4}}\1{_hex}{{4}}(?![.-]?[0-9a-z])", re.A),
        (rf"^\s*(?:{_hex}{{6}}[:-]{_hex}{{6}}|(?=[0-9]*[a-f]){_hex}{{12}})\s*$", re.A),
        (r"[^\s@](?:@|%40)[^\s@]", 0),
        (rf"^[\s\"']*(?:file:|[a-z]:)?[\\/](?:.*[\\/])?{_home}[\\/]+[^\\/]", 0),
        (rf"(?<![a-z])[a-z]:[\\/]+{_home}[\\/]", 0),
        (r"^[\s\"']*~[^\s\\/]*[\\/]", 0),
    )
]


def organization_of(given: object) -> Optional[str]:
    """
    `Acme Inc.` is `acme-inc`. None where it reads as an address or a home folder, or where nothing is left of it. Names
    that differ only in signs are one.
    """
    if not isinstance(given, str) or len(given) > 1024:
        return None
    read = normalize("NFKC", given)
    # Letters, marks and digits of any script.
    signs = [sign if category(sign)[0] in "LM" or category(sign) == "Nd" or sign in "._" else " "
             for sign in normalize("NFKC", read.lower())]  # fmt: skip
    name = re.sub(" +", "-", "".join(signs)).strip("-._")
    if not 0 < len(name) <= 128:
        return None
    texts = {given, "".join(sign for sign in read if category(sign) != "Cf"), name}
    return None if any(address.search(text) for address in _addresses for text in texts) else name
