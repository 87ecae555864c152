"""The shapes of what the SDK returns, for the checker of types: `from assent.shapes import Receipt`."""
from __future__ import annotations

from typing import Any, Dict, List, Literal, Optional, TypedDict

Status = Literal["none", "granted", "refused", "withdrawn", "erased"]
Off = Literal["DO_NOT_TRACK", "policy", "option"]


class Box(TypedDict):
    purpose: str
    checkbox: str
    text: str
    checked: bool


class Question(TypedDict):
    title: str
    text: List[str]
    accept: str
    refuse: str
    purposes: List[Box]


class AdministratorsQuestion(TypedDict):
    title: str
    text: List[str]
    checkbox: str
    checked: bool


class Dialog(TypedDict):
    """Texts to ask with: a title, paragraphs, an unchecked box for each purpose, two buttons."""

    language: str
    notice_version: int
    user: Question
    administrator: AdministratorsQuestion


class _Receipt(TypedDict):
    receipt_id: str
    installation_id: str
    decision: Status
    purposes: List[str]
    effective_purposes: List[str]
    notice_version: int
    recorded_at: str


class Receipt(_Receipt, total=False):
    """What the service answered to a decision. `proof`: a compact JWS over the record."""

    ignored: List[str]
    proof: str


class _SentBatch(TypedDict):
    sent_at: str
    events: Dict[str, int]


class SentBatch(_SentBatch, total=False):
    """A batch that was sent, when by this machine's clock, and what came of it; without `status` where no reply came."""

    batch: Dict[str, Any]
    status: int
    accepted: int
    rejected: List[Dict[str, Any]]
    ignored: List[str]


class Exported(TypedDict):
    """What is stored, once the service has looked: every few hours, so that it may still be `running`. Ask again."""

    status: Literal["running", "completed"]
    rows: List[Dict[str, Any]]
    consent_history: List[Dict[str, Any]]


class _Erasure(TypedDict):
    status: Literal["pending", "received", "removed_from_reports", "completed"]


class Erasure(_Erasure, total=False):
    """`pending`: the service could not be reached; it is asked again by itself."""

    erasure_id: str
    due_at: Optional[str]
