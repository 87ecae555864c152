"""What the user may ask the service for. Somebody waits: these calls block, and raise with what the service said."""
from __future__ import annotations

import threading

from .clock import passed
from .guard import guard

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Dict, Optional

    from .calls import Calls
    from .consent import Consent
    from .shapes import Erasure, Exported
    from .users import Users

    Object = Dict[str, Any]


class Refused(Exception):
    """The service could not be reached, or did not do what it was asked."""


def _ask(calls: Calls, method: str, path: str, body: Optional[Object] = None) -> Any:
    with guard:
        call = calls.prepare(method, path, body)
    reply = call()
    if not reply:
        raise Refused("No reply came from the service.")
    if not reply.json or reply.status >= 300:
        raise Refused(f"The service answered {reply.status}: {reply.json.get('detail', 'not as ours does')}")
    return reply.json


def _who(identity: Dict[str, str], users: Users, user: Optional[str]) -> Object:
    user_id = users.id_of(str(user), identity["salt"]) if user else None
    return {"installation_id": identity["installation_id"], **({"user_id": user_id} if user_id else {})}


def export_data(calls: Calls, consent: Consent, users: Users, user: Optional[str], timeout: float) -> Exported:
    from urllib.parse import quote

    whole: Exported = {"status": "running", "rows": [], "consent_history": []}
    identity = consent.saved.get("identity")
    if not identity:
        return {**whole, "status": "completed"}
    until, wait = passed() + timeout * 1000, 0.5
    asked = _ask(calls, "POST", "/v1/exports", _who(identity, users, user))
    path = f"/v1/exports/{quote(str(asked['export_id']), safe='')}"
    query = ""
    while True:
        part = _ask(calls, "GET", path + query)
        if part.get("status") == "completed":
            whole["rows"] += part["rows"]
            whole["consent_history"] += part["consent_history"]
            if part.get("next_page") is None:
                return {**whole, "status": "completed"}
            query = f"?page={quote(str(part['next_page']), safe='')}"
        else:
            if passed() + wait * 1000 > until:
                return whole
            threading.Event().wait(wait)
            wait = min(wait * 2, 30)


def erase(calls: Calls, consent: Consent, users: Users, user: Optional[str]) -> Erasure:
    identity = consent.saved.get("identity")
    if not identity:
        consent.refuse()
        return {"status": "completed"}
    who = _who(identity, users, user)
    if "user_id" in who:
        erased: Erasure = _ask(calls, "POST", "/v1/erasures", who)
        return erased
    # Nothing more is queued from here on, and the decision itself carries the erasure should the call fail.
    consent.withdraw(erase=True)
    for _ in range(2):
        try:
            erased = _ask(calls, "POST", "/v1/erasures", who)
        except Refused:
            # Told the decision, the service said first that it has begun, which ended the call: asked again, it is the same.
            if consent.status == "erased":
                continue
            break
        with guard:
            consent.adopt("erased")
        return erased
    return {"status": "pending"}
