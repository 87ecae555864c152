"""What the user decided, and how they decide."""
from __future__ import annotations

from .catalog import DIALOGS, NOTICE_VERSION, PURPOSES
from .clock import is_plausible, iso, parsed
from .guard import guard
from .state import add_receipt, list_in
from .text import is_later, is_number, object_in, read, secret, uuid, written

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Dict, Iterable, List, Literal, Optional, Tuple

    from .catalog import Purpose
    from .disk import Disk
    from .shapes import Dialog, Off, Receipt, Status

    Object = Dict[str, Any]
    By = Literal["user", "administrator"]

_undecided: Object = {
    "format": 1, "status": "none", "purposes": [], "notice_version": 0, "decided_by": "user", "decided_at": "", "told": True
}  # fmt: skip


def is_erasing(saved: Object) -> bool:
    """Whether nothing of this installation is to stay."""
    return saved["status"] == "erased" or saved.get("erase") is True


def _owes_erasure(saved: Object) -> bool:
    """Whether an erasure was asked for of which the service does not know yet."""
    return saved.get("erase") is True and not saved["told"]


def saved_of(text: str) -> Optional[Object]:
    """Reads the file; None where it holds no decision that this SDK understands: it may have been a no."""
    saved = object_in(text) or {}
    status, identity = saved.get("status"), saved.get("identity")
    known = status in ("none", "granted", "refused", "withdrawn", "erased")
    dated = status == "none" or parsed(saved.get("decided_at")) is not None
    if identity:
        who = ("installation_id", "secret", "salt")
        named = isinstance(identity, dict) and all(isinstance(identity.get(name), str) for name in who)
    else:
        named = status != "granted"
    counted = isinstance(saved.get("purposes"), list) and is_number(saved.get("notice_version", 0))
    whole = saved.get("format", 1) == 1 and known and dated and named and counted
    return {**_undecided, **saved, "told": bool(saved.get("told"))} if whole else None


def body_of(saved: Object, organization_id: Optional[str], least: bool) -> Object:
    """The body of `PUT /v1/consent`. `least`: what no service can refuse of a no."""
    no = {"installation_id": saved["identity"]["installation_id"], "decision": saved["status"], "erase": saved.get("erase")}
    how = ("purposes", "notice_version", "notice_language", "decided_by", "decided_at")
    body = no if least else {**no, "organization_id": organization_id, **{name: saved.get(name) for name in how}}
    return {name: value for name, value in body.items() if value is not None}


class Consent:
    """What the user decided. Nothing is sent, and nothing kept but the decision, before a grant."""

    def __init__(
        self, disk: Disk, url: str, off: Optional[Off], now: Callable[[], int], decided: Callable[[bool], None]
    ) -> None:
        self._disk, self._url, self._off, self._now, self._decided = disk, url, off, now, decided
        self._listeners: List[Callable[[], object]] = []
        self._text: Optional[str] = None
        self._unreadable = False
        self._saved = _undecided

    @property
    def status(self) -> Status:
        """How it stands: `none`, `granted`, `refused`, `withdrawn` or `erased`.

        >>> label.text = telemetry.consent.status
        """
        status: Status = self._saved["status"]
        return status

    @property
    def purposes(self) -> Tuple[Purpose, ...]:
        """What was granted.

        >>> box.checked = "usage" in telemetry.consent.purposes
        """
        return tuple(self._saved["purposes"])

    @property
    def off(self) -> Optional[Off]:
        """Who turned it off, whatever was granted: the environment, an administrator, or the program.

        >>> if telemetry.consent.off: settings.hide()
        """
        return self._off

    @property
    def ask(self) -> bool:
        """Whether to ask now: nobody decided yet, or what was granted was an earlier notice. Never after a no, nor where
        the decision that is kept can't be read: it may have been one.

        >>> if telemetry.consent.ask: show(telemetry.consent.notice("de"))
        """
        if self.off or self._unreadable:
            return False
        return self.status == "none" or (self.status == "granted" and self._saved["notice_version"] < NOTICE_VERSION)

    @property
    def active(self) -> bool:
        """Whether anything may be queued and sent.

        >>> if telemetry.consent.active: telemetry.resource_usage_reported(cpu_percent=measure())
        """
        return not self._off and self._saved["status"] == "granted"

    @property
    def receipt(self) -> Optional[Receipt]:
        """What the service answered to the last decision that it has: with a `proof`, which anyone can verify.

        >>> if telemetry.consent.receipt: save(telemetry.consent.receipt)
        """
        return self.receipts[-1] if self.receipts else None

    @property
    def receipts(self) -> List[Receipt]:
        """All that are kept, the oldest first: at most a hundred.

        >>> save(telemetry.consent.receipts)
        """
        kept: List[Any] = list_in(self._disk, "receipts")
        return kept

    def notice(self, language: str = "en") -> Dialog:
        """The texts to ask with, of the notice this package was built with; English where there is no such language.

        >>> user = telemetry.consent.notice("de-DE")["user"]  # title, text, purposes with their boxes, two buttons
        """
        texts = DIALOGS.get(str(language).lower().replace("_", "-").split("-")[0], DIALOGS["en"])
        dialog: Dialog = read(written(texts).replace("{notice}", f"{self._url}/v1/notice"))
        return dialog

    def on_change(self, listener: Callable[[], object]) -> Callable[[], None]:
        """Calls back after every change, on whichever thread made or saw it; returns what ends that.

        >>> end = telemetry.consent.on_change(menu.update)
        """
        self._listeners = [*self._listeners, listener]

        def end() -> None:
            self._listeners = [each for each in self._listeners if each is not listener]

        return end

    def grant(self, purposes: Iterable[Purpose], *, language: Optional[str] = None, decided_by: By = "user") -> bool:
        """Grants these purposes and no others. False where it is turned off or could not be kept: then nothing is sent.

        >>> telemetry.consent.grant(["usage", "licensing"], language="de")
        """
        wanted = {purposes} if isinstance(purposes, str) else set(purposes)
        chosen = [purpose for purpose in PURPOSES if purpose in wanted]
        if not chosen:
            return self.refuse(language=language, decided_by=decided_by)
        if self.off:
            return False
        with guard:
            self.load()
            if _owes_erasure(self._saved):
                return False  # Who is to be erased stays until the service knows of it.
            kept = None if is_erasing(self._saved) else self._saved.get("identity")
            identity = kept or {"installation_id": uuid(), "secret": secret(), "salt": secret()}
            return self._decide("granted", language, decided_by, purposes=chosen, identity=identity)

    def refuse(self, *, language: Optional[str] = None, decided_by: By = "user") -> bool:
        """A no. False where it could not be kept: then it holds for this process only.

        >>> telemetry.consent.refuse()
        """
        return self._decide("refused", language, decided_by)

    def withdraw(self, *, language: Optional[str] = None, decided_by: By = "user", erase: bool = False) -> bool:
        """Deletes what waits to be sent, then tells the service, now or when it can be reached.

        >>> telemetry.consent.withdraw(language="de")
        """
        return self._decide("withdrawn", language, decided_by, erase=True if erase else None)

    def _decide(self, status: Status, language: Optional[str], decided_by: By, **more: object) -> bool:
        with guard:
            self.load()
            before = self._saved
            identity = more.get("identity") or before.get("identity")
            # Later than any before it, whatever the clock says: of two decisions the later one counts.
            decided_at = max(self._now(), (parsed(before["decided_at"] or iso(0)) or 0) + 1)
            owes = _owes_erasure(before) or None
            new = {"status": "withdrawn" if owes else status, "purposes": [], "notice_version": NOTICE_VERSION, "notice_language": language,
                   "decided_by": decided_by, "decided_at": iso(decided_at), "erase": owes, "identity": identity,
                   "told": identity is None or (before["status"] == "erased" and status != "granted")}  # fmt: skip
            return self._keep({**before, **new, **{name: value for name, value in more.items() if value is not None}})

    def _keep(self, saved: Object) -> bool:
        saved = {name: value for name, value in saved.items() if value is not None}
        granted = saved["status"] == "granted"
        # In force for this process at once where it is a no, even if the disk fails.
        if not granted:
            self._use(saved)
        if is_later(self._text):
            return False
        try:
            write = self._disk.write_first if granted and self._text is None else self._disk.write
            write("consent", written(saved))
            self._text = None
            self.load()
            return bool(self._saved["status"] == saved["status"])
        except (OSError, ValueError):
            return False

    def load(self) -> None:
        """Reads the decision again: another process of the program may have changed it."""
        try:
            text = self._disk.read("consent")
        except OSError:
            # Whatever was read before still holds; and who has never read it knows of no grant.
            self._unreadable = self._text is None
            return
        if text == self._text:
            return
        self._text = text
        saved = _undecided if text is None else saved_of(text)
        self._unreadable = saved is None
        self._use(saved or _undecided)

    def _use(self, saved: Object) -> None:
        before, self._saved = self._saved, saved
        if before["decided_at"] == saved["decided_at"] and before["status"] == saved["status"]:
            return
        self._decided(saved["status"] == "granted")
        guard.call_back(self._listeners)

    @property
    def saved(self) -> Object:
        """For the sender: what is kept, with who we are."""
        return self._saved

    def keep_receipt(self, receipt: Object) -> None:
        """The service answered this. A disk that fails changes nothing: the decision counts all the same."""
        try:
            add_receipt(self._disk, receipt)
        except OSError:
            pass

    def told(self, decided_at: str) -> None:
        """The service has the decision of this time."""
        if self._saved["decided_at"] == decided_at:
            self._keep({**self._saved, "told": True})

    def adopt(self, status: str) -> None:
        """The service knows of another decision, such as one that came by letter; or of none, and is to be told again."""
        if status == "none":
            self._keep({**self._saved, "told": False})
        elif status != "granted":
            self._keep({**self._saved, "status": status, "purposes": [], "told": True})

    def restamp(self) -> None:
        """Dates what was decided by a clock that is known to have been wrong."""
        if not self._saved["told"] and not is_plausible(parsed(self._saved["decided_at"]) or 0):
            self._keep({**self._saved, "decided_at": iso(self._now())})
