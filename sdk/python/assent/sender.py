"""Sends the decision, then the queue: one request at a time, by the contract's rules."""
from __future__ import annotations

import os

from .claims import Claims
from .clock import MINUTE, is_plausible, iso, now, offset_by, passed
from .consent import body_of, is_erasing
from .replies import Verdict, verdict
from .segments import Segment, batch_of
from .state import add_batch

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Callable, Dict, Optional

    from .calls import Calls
    from .claims import Steps
    from .consent import Consent
    from .disk import Disk
    from .queue import Stamp
    from .replies import Reply
    from .state import State

#: Before a try, in ms: a program that ends in the middle of it does not try again with each start.
_while_trying = 10_000


class Sender:
    def __init__(
        self,
        disk: Disk,
        consent: Consent,
        calls: Calls,
        state: State,
        organization_id: Optional[str],
        stamps: Dict[str, Stamp],
        learned: Callable[[int], None],
        say: Callable[[object], None],
    ) -> None:
        """`learned`: the service has told what to add to this machine's clock."""
        self._disk, self._consent, self._calls, self._state = disk, consent, calls, state
        self._organization_id, self._learned, self._say = organization_id, learned, say
        self._claims = Claims(disk, state, stamps)
        # What the clock said beyond the time of the process when the service last told its own.
        self._origin: Optional[float] = None

    def stop(self) -> None:
        """Ends a request under way: its answer counts no more."""
        self._calls.stop()
        self._claims.release()

    def abandon(self) -> None:
        """In the child of a fork."""
        self._calls.abandon()
        self._claims.forget()

    def run(self) -> Steps[None]:
        """Sends what may be sent now."""
        try:
            while (yield from self._go_on()):
                pass
        finally:
            self._claims.release()

    def _go_on(self) -> Steps[bool]:
        """One thing after another. Whether there may be more."""
        consent = self._consent
        consent.load()
        if consent.off:
            self._say(f"nothing is sent: {consent.off} turns it off")
            return False
        sending = self._state.sending
        if now() < sending["until"]:
            self._say(f"nothing is sent until {iso(sending['until'])}. {sending.get('problem') or ''}")
            return False
        if not consent.saved["told"]:
            if not is_plausible(self._now) and not self._timely and not (yield from self._ask_time()):
                return False
            consent.restamp()
            return (yield from self._tell())
        if not consent.active:
            return False
        segment, wrong = yield from self._claims.next(self._timely)
        # Whatever was decided meanwhile.
        if not segment or not consent.active:
            return False
        if not self._timely and (wrong or self._doubts(segment)):
            self._claims.release()
            return (yield from self._ask_time())
        if not (yield from self._post(segment)):
            return False
        self._count((yield from self._claims.remove()))
        return True

    @property
    def _now(self) -> float:
        return now() + float(self._state.sending["offset"])

    @property
    def _timely(self) -> bool:
        """Whether the service has told its time since this machine's clock was last set."""
        return self._origin is not None and abs(now() - passed() - self._origin) < MINUTE

    def _count(self, lost: int) -> None:
        if lost > 0:
            self._state.keep(dropped=self._state.sending["dropped"] + lost)

    def _doubts(self, segment: Segment) -> bool:
        """Whether the clock is, or was, known to be wrong: then the service is asked for its own."""
        offset = self._state.sending["offset"]
        return not is_plausible(self._now) or offset != 0 or segment.latest() > self._now + MINUTE

    def batch(self, segment: Segment) -> Dict[str, Any]:
        sending = self._state.sending
        return batch_of(segment, self._consent.saved, sending["drop"], now(), sending["offset"])

    def _post(self, segment: Segment) -> Steps[bool]:
        """Whether every event of it is settled."""
        state, saved = self._state, self._consent.saved
        batch = self.batch(segment)
        sent = len(batch["events"])
        if sent == 0:
            return True
        self._claims.begin()
        reply = yield from self._try("POST", "/v1/events", batch)
        yield lambda: self._record(batch, reply)
        if self._is_past(saved):
            if is_erasing(self._consent.saved):
                self._disk.take("history")
            return False
        ruled = verdict(reply, state.sending["failed"], sent)
        if ruled.do == "keep" or reply is None:
            return self._pause(ruled, reply)
        self._learn(reply)
        state.resume(failed=0, problem=None)
        if ruled.do == "split" and sent > 1:
            middle = (len(segment.events) + 1) // 2
            for events in (segment.events[:middle], segment.events[middle:]):
                if not (yield from self._post(Segment(segment.header, events))):
                    return False
            return True
        lost = sent - int(ruled.outcome.get("accepted", 0))
        self._count(lost)
        if lost > 0:
            problem = f"The service did not take {lost} of {sent} events: {reply.why()}"
            state.keep(problem=problem)
            self._say(problem)
        next = ruled.outcome.get("next") or {}
        state.keep(drop=next.get("drop", []))
        if next.get("after_seconds"):
            state.pause(next["after_seconds"] * 1000)
        said = ruled.outcome.get("consent")
        if said and said["status"] != "granted":
            self._consent.adopt(said["status"])
        return True

    def _record(self, batch: Dict[str, Any], reply: Optional[Reply]) -> None:
        """Keeps what was sent for the user to see, unless everything is to be erased. A disk that fails stops nothing."""
        if is_erasing(self._consent.saved):
            return
        try:
            add_batch(self._disk, batch, reply)
        except OSError as fault:
            self._say(fault)

    def _tell(self, least: bool = False) -> Steps[bool]:
        """Whether the service has the decision now. `least`: after it could not take all of a no."""
        consent, state = self._consent, self._state
        saved = consent.saved
        reply = yield from self._try("PUT", "/v1/consent", body_of(saved, self._organization_id, least))
        if self._is_past(saved):
            return True
        recorded, reason = reply.decision() if reply else None, reply.reason if reply else None
        if reply and (recorded or reason == "installation_erased"):
            self._learn(reply)
            state.resume(failed=0, problem=None)
            if recorded:
                consent.keep_receipt(reply.json)
                consent.told(saved["decided_at"])
            if recorded != saved["status"]:
                consent.adopt(recorded or "erased")
            return recorded is not None
        if reason == "body_invalid" and saved["status"] != "granted" and not least:
            return (yield from self._tell(True))
        return self._pause(verdict(reply, state.sending["failed"], 0), reply)

    def _ask_time(self) -> Steps[bool]:
        """Whether the service could be asked for its time."""
        reply = yield from self._try("GET", "/v1/health")
        if not reply or reply.status != 200 or reply.json.get("status") != "ok":
            return self._pause(verdict(reply, self._state.sending["failed"], 0), reply)
        self._learn(reply)
        self._origin = now() - passed()
        self._state.resume()
        return True

    def _is_past(self, then: Dict[str, Any]) -> bool:
        """Whether it was decided otherwise meanwhile: then the queue is gone, and what was answered does not matter."""
        saved = self._consent.saved
        if saved["status"] == then["status"] and saved["decided_at"] == then["decided_at"]:
            return False
        self._state.resume()
        return True

    def _pause(self, ruled: Verdict, reply: Optional[Reply]) -> bool:
        problem = "No reply came from the service."
        if reply and ruled.ours:
            self._learn(reply)
            problem = f"The service did not take it: {reply.why()}"
        elif reply:
            problem = f"Not the service, but something else answered: {reply.status} {reply.type}"
        # What would settle a batch means for anything else that the service can't take it as it is.
        seconds = ruled.seconds if ruled.do == "keep" else 86_400
        failed = self._state.sending["failed"] + 1
        jitter = 1 + os.urandom(1)[0] / 512
        until = self._state.pause(seconds * 1000 * jitter, failed=failed, problem=problem)
        self._say(f"{problem} It is kept, and tried again after {iso(until)}.")
        return False

    def _learn(self, reply: Reply) -> None:
        """Only our own service's clock counts, not that of a proxy's page."""
        offset = offset_by(reply.date, now())
        if offset is None:
            return
        self._origin = now() - passed()
        if offset != self._state.sending["offset"]:
            self._state.keep(offset=offset)
        self._learned(offset)

    def _try(self, method: str, path: str, body: Optional[Dict[str, Any]] = None) -> Steps[Optional[Reply]]:
        self._state.pause(_while_trying)
        reply: Optional[Reply] = yield self._calls.prepare(method, path, body)
        return reply
