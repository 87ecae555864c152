"""The object that a program makes."""
from __future__ import annotations

import atexit
import os

from . import machine, rights
from .calls import Calls
from .catalog import PURPOSES, Events
from .clock import iso, now, passed
from .consent import Consent, is_erasing
from .disk import Disk
from .given import Given
from .guard import guard, living
from .queue import Queue
from .segments import permits, segment_of
from .sender import Sender
from .state import State, list_in
from .text import finite, uuid, written
from .users import Users
from .version import VERSION
from .worker import Worker

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import TracebackType
    from typing import Any, Callable, ContextManager, Dict, Iterator, List, Mapping, Optional, Tuple, Type, TypeVar

    from .shapes import Erasure, Exported, SentBatch

    Result = TypeVar("Result")

#: In ms: how long after the start the queue of earlier starts goes, how long an event waits at most, and after a pause.
_start, _hour, _pause = 2_000, 3_600_000, 1_000


class Assent(Events):
    """Usage telemetry of one installation that asks first. No method raises but those that say so.

    >>> with Assent("https://telemetry.example.com", "my-app.Zx3v…", {"product_version": "4.2.1"}) as telemetry:
    ...     telemetry.feature_used(feature="export_pdf", duration_ms=1200)
    """

    #: What the user decided, and how they decide.
    consent: Consent

    def __init__(
        self,
        url: str,
        write_key: str,
        context: Mapping[str, object],
        *,
        organization_id: Optional[str] = None,
        off: bool = False,
        debug: Optional[bool] = None,
        folder: Optional[str] = None,
        policy_file: Optional[str] = None,
        queue_bytes: int = 10 * 1024 * 1024,
    ) -> None:
        """Raises ValueError where `url` or `write_key` can't be right: nothing would ever arrive.

        Args:
            url: Where the service is: without `/v1`.
            write_key: What `npm run admin -- product add` printed. It ships in the program: it is public.
            context: What goes with every event: `product_version`, and whatever else of the catalog's context is known.
            organization_id: The customer, where there is one.
            off: True turns everything off, whatever was granted.
            debug: True prints each request, each reply, and what becomes of them; `ASSENT_DEBUG=1` does the same.
            folder: Where decision and queue are kept; by default the user's folder for such on this platform.
            policy_file: The file by which an administrator rules; by default the machine's folder for such.
            queue_bytes: What the queue may hold.
        """
        self._given = given = Given(url, write_key, context, organization_id)
        self._debug = machine.is_set("ASSENT_DEBUG") if debug is None else debug
        for warning in given.warnings:
            self._say(warning)
        self._disk = disk = Disk(os.path.abspath(folder or machine.folder_of(given.product)), queue_bytes)
        self._state = State(disk)
        self._users = Users()
        self._session, self._began = uuid(), passed()
        self._user: Tuple[Optional[str], Optional[str]] = (None, None)
        self._header: Optional[str] = None
        self._fault: Optional[str] = None
        self._offset = int(self._state.sending["offset"])
        self._closed = False
        # An administrator's word is asked for once: it does not change under a running program.
        ruled = "option" if off else machine.off(policy_file or machine.policy_file_of(given.product))
        self.consent = Consent(disk, given.url, ruled, self._now, self._decided)
        self._calls = Calls(given.url, given.write_key, self.consent, self._say)
        self._worker = Worker(self._work)
        self._queue = Queue(disk, self._worker.plan, self._goes_on)
        self._sender = Sender(
            disk, self.consent, self._calls, self._state, given.organization_id, self._queue.stamps, self._learned, self._say
        )
        with guard:
            self.consent.load()
            living.append(self)
            if self.consent.active or not self.consent.saved["told"] or self._attempt(disk.is_torn):
                self._worker.plan(_start)

    def __enter__(self) -> Assent:
        return self

    def __exit__(
        self, kind: Optional[Type[BaseException]], fault: Optional[BaseException], trace: Optional[TracebackType]
    ) -> None:
        self.close()

    def track(
        self,
        event_name: str,
        properties: Optional[Mapping[str, object]] = None,
        *,
        user: Optional[str] = None,
        role: Optional[str] = None,
    ) -> None:
        """Queues an event, if its purpose was granted; else does nothing. On a server, `user` is that of this request;
        without it, the one that the method `user` named.

        >>> telemetry.track("document_exported", {"format": "pdf", "pages": 3}, user=session.user_id, role="analyst")
        """
        with guard:
            saved = self.consent.saved
            if self._closed or not self.consent.active or not permits(saved["purposes"], saved["notice_version"], event_name):
                if self._debug:
                    self._say(f"{event_name} is not queued: {self._why(event_name)}")
                return
            who, acts = (user, role) if user is not None else self._user
            self._attempt(lambda: self._add(event_name, properties, who, acts), 1)

    def _add(
        self, event_name: str, properties: Optional[Mapping[str, object]], user: Optional[str], role: Optional[str]
    ) -> None:
        saved = self.consent.saved
        now = self._now()
        event: Dict[str, Any] = {"event_id": uuid(), "event_name": event_name, "occurred_at": iso(now), "sequence": 0}
        if "usage" in saved["purposes"]:
            event["session_id"] = self._session
        if "persons" in saved["purposes"]:
            user_id = self._users.id_of(str(user), saved["identity"]["salt"]) if user else None
            named = {"user_id": user_id, "user_role": role}
            event.update({name: value for name, value in named.items() if value is not None})
        if properties is not None:
            event["properties"] = {name: finite(value) for name, value in properties.items()}
        self._header = self._header or self._header_line()
        self._queue.add(event, self._header, now)

    def user(self, name: Optional[str] = None, role: Optional[str] = None) -> None:
        """Who uses the product from now on; nobody without `name`. Only sent where `persons` is granted. What is no GUID or
        hex digest becomes a keyed digest. For a program with one user at a time: a server says `as_user`.

        >>> telemetry.user("anna@example.com", "analyst")
        """
        self._user = (None, None) if name is None else (name, role)

    def as_user(self, name: str, role: Optional[str] = None) -> Events:
        """The same calls for one user, whoever else is served at the same time.

        >>> telemetry.as_user(request.user_id, "analyst").feature_used(feature="export_pdf")
        """
        return _As(self, name, role)

    def time(self, feature: str) -> ContextManager[None]:
        """Measures a feature, and tracks it where it did not fail.

        >>> with telemetry.time("export_pdf"): export_pdf()
        """
        from contextlib import contextmanager

        @contextmanager
        def timed() -> Iterator[None]:
            began = passed()
            yield
            self.feature_used(feature=feature, duration_ms=round(passed() - began))

        return timed()

    def session_started(self, *, duration_ms: Optional[int] = None) -> None:
        """A session began; with it, that the product is new here or has another version than at its last session.

        >>> telemetry.session_started()
        """
        if not self.consent.active:
            return
        super().session_started(duration_ms=duration_ms)
        version = str(self._given.context.get("product_version"))
        before = self._state.sending.get("product_version")
        if before == version:
            return
        if before:
            self.installation_changed(action="updated", previous_version=str(before))
        else:
            self.installation_changed(action="installed")
        with guard:
            self._attempt(lambda: self._state.keep(product_version=version))

    def session_ended(self, *, duration_ms: Optional[int] = None) -> None:
        """How long it lasted is counted from the construction of this object, unless said.

        >>> atexit.register(telemetry.session_ended)
        """
        super().session_ended(duration_ms=round(passed() - self._began) if duration_ms is None else duration_ms)

    def history(self) -> List[SentBatch]:
        """What was sent, when, and what came of it: the last 50 batches, the newest first. Kept here only, for a page of your
        product; an erasure deletes it.

        >>> for batch in telemetry.history(): show(batch["sent_at"], batch["events"], batch.get("accepted"))
        """
        batches: List[Any] = list_in(self._disk, "history")
        return batches

    def preview(self) -> List[Dict[str, Any]]:
        """Exactly the bodies that would be sent now, in their order.

        >>> dialog.show(telemetry.preview())
        """
        with guard:
            if not self.consent.active:
                return []
            segments = map(segment_of, self._attempt(self._disk.peek) or [])
            batches = [self._sender.batch(segment) for segment in segments if segment]
            return [batch for batch in batches if batch["events"]]

    @property
    def dropped(self) -> int:
        """How many events were lost to the queue's bounds or refused by the service, so far as this installation knows.

        >>> if telemetry.dropped: log.warning("%d events lost: %s", telemetry.dropped, telemetry.last_problem)
        """
        with guard:
            return int(self._state.sending["dropped"]) + self._queue.dropped

    @property
    def last_problem(self) -> Optional[str]:
        """Why events don't arrive, as a sentence for the developer; None while they do.

        >>> if not telemetry.flush(): log.warning(telemetry.last_problem)
        """
        return self._fault or self._state.sending.get("problem")

    def flush(self, timeout: float = 5.0) -> bool:
        """Sends now what may be sent, and waits for it no longer than so many seconds. True where nothing waits any more; False
        where something still does, and goes later: `last_problem` says why.

        >>> telemetry.flush(timeout=0.5)
        """
        return self._worker.do_now(timeout) and not self._waits()

    def close(self) -> None:
        """Ends it: nothing more is queued. What waits goes with the next start, or now if `flush` was called before. Happens
        by itself at the end of the process.

        >>> telemetry.flush(); telemetry.close()
        """
        with guard:
            if self._closed:
                return
            self._closed = True
            self._worker.end()
            self._queue.seal()
            self._attempt(self._sender.stop)
            if self.consent.active:
                self._attempt(self._queue.trim)
            self._count()
            living.remove(self)

    def export_data(self, *, user: Optional[str] = None, timeout: float = 60.0) -> Exported:
        """All that the service has of this installation, or of this user of it. Raises `Refused` when it can't say.

        >>> data = telemetry.export_data()  # data["status"], data["rows"]
        """
        return rights.export_data(self._calls, self.consent, self._users, user, timeout)

    def erase(self, *, user: Optional[str] = None) -> Erasure:
        """Withdraws, and has everything erased; with `user`, that user's events only, where it raises `Refused` when the service
        does not take it. What can't be said now is said later.

        >>> erasure = telemetry.erase()  # erasure["status"], erasure.get("due_at")
        """
        return rights.erase(self._calls, self.consent, self._users, user)

    def _now(self) -> int:
        return now() + self._offset

    def _say(self, text: object) -> None:
        if self._debug:
            try:
                # Not by sys.stderr: a daemon thread that holds it would break the end of the interpreter.
                os.write(2, f"assent: {text}\n".encode("utf-8", "replace"))
            except OSError:
                pass

    def _why(self, event_name: str) -> str:
        consent = self.consent
        if self._closed:
            return "this object is closed"
        if not consent.active:
            return f"consent is {consent.status}{f', and {consent.off} turns it off' if consent.off else ''}"
        known = permits(PURPOSES, consent.saved["notice_version"], event_name)
        return "its purpose is not granted" if known else "it is not in the notice that was granted"

    def _decided(self, granted: bool) -> None:
        self._header = None
        if not granted:
            self._queue.forget()
            self._attempt(self._sender.stop)
            if self.consent.status != "none":
                self._attempt(self._disk.purge)
            if is_erasing(self.consent.saved):
                self._attempt(lambda: self._disk.take("history"))
        # A decision is told soon, after those that follow it in the same breath.
        if self in living:
            self._worker.plan(0)

    def _header_line(self) -> str:
        given = self._given
        environment = machine.environment() if "environment" in self.consent.saved["purposes"] else {}
        sdk = {"sdk_name": "python", "sdk_version": VERSION}
        context = {**environment, "ci": machine.is_build_machine(), **given.context, **sdk}
        organization = {} if given.organization_id is None else {"organization_id": given.organization_id}
        return written({"format": 1, "context": context, **organization, "offset": self._offset})

    def _goes_on(self) -> bool:
        self.consent.load()
        return self.consent.active

    def _work(self) -> None:
        """On the worker's thread: sends, and plans when to do so again."""
        with guard:
            self._attempt(self._queue.trim)
            self._queue.seal()
            self._count()
            steps = self._sender.run()
        result: Any = None
        while True:
            with guard:
                try:
                    step: Callable[[], Any] = steps.send(result)
                except StopIteration:
                    break
                except Exception as fault:
                    self._say(repr(fault))
                    break
            result = step()
        if self._closed or not self._waits():
            return
        # After a pause, as soon as it is over.
        pause = self._state.sending["until"] - now()
        self._worker.plan(min(pause + _pause, _hour) if pause > 0 else _hour)

    def _waits(self) -> bool:
        """Whether there is anything that would be sent now or later."""
        with guard:
            saved = self.consent.saved
            listed = self._attempt(self._disk.list) if saved["status"] == "granted" else []
            return not saved["told"] or listed is None or len(listed) > 0

    def _learned(self, offset: int) -> None:
        if offset != self._offset:
            self._header = None
        self._offset = offset

    def _count(self) -> None:
        """Of what the queue lost, for good: only once it is kept."""
        dropped = self._queue.dropped

        def keep() -> None:
            self._state.keep(dropped=self._state.sending["dropped"] + dropped)
            self._queue.dropped -= dropped

        if dropped:
            self._attempt(keep)

    def _attempt(self, work: Callable[[], Result], lost: int = 0) -> Optional[Result]:
        """Whatever the disk does: nothing of it is the program's fault. `lost`: events that go with it."""
        try:
            return work()
        except Exception as fault:
            self._queue.dropped += lost
            self._fault = str(fault)
            self._say(repr(fault))
            return None

    def before_fork(self) -> None:
        self._worker.park()

    def in_parent(self) -> None:
        self._worker.resume()

    def in_child(self) -> None:
        """What was begun is the parent's: it writes its segment, sends, and tells. This process begins its own."""
        self._disk.forget()
        self._queue.forget()
        self._queue.dropped = 0
        self._sender.abandon()
        self._worker.reset()


class _As(Events):
    def __init__(self, telemetry: Assent, user: str, role: Optional[str]) -> None:
        self._telemetry, self._user, self._role = telemetry, user, role

    def track(self, event_name: str, properties: Optional[Mapping[str, object]] = None) -> None:
        self._telemetry.track(event_name, properties, user=self._user, role=self._role)


def _close_all() -> None:
    for telemetry in list(living):
        if isinstance(telemetry, Assent):
            telemetry.close()


atexit.register(_close_all)
