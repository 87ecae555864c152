"""The driver of the conformance suite: sdk/conformance/README.md has its protocol."""
from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from pathlib import Path
from typing import Any, Callable, Dict, Optional

sys.path.insert(0, str(Path(__file__).parent.parent))
from assent import Assent, clock, given, machine, replies, segments, users

Object = Dict[str, Any]
telemetry: Assent


def status() -> Object:
    consent = telemetry.consent
    told = {"status": consent.status, "ask": consent.ask, "active": consent.active, "off": consent.off}
    said = {"purposes": list(consent.purposes), "dropped": telemetry.dropped, "problem": telemetry.last_problem}
    return {**told, **said}


def open_(url: str, writeKey: str, context: Object, **more: Any) -> Object:
    global telemetry
    telemetry = Assent(url, writeKey, context, **more)
    return status()


def track(event_name: str, properties: Optional[Object] = None, times: int = 1, **who: str) -> None:
    for _ in range(times):
        telemetry.track(event_name, properties, **who)


def session(started: bool) -> None:
    telemetry.session_started() if started else telemetry.session_ended()


def fork(events: int) -> None:
    child = os.fork()
    if child == 0:
        for _ in range(events):
            telemetry.feature_used(feature="forked")
        telemetry.close()
        os._exit(0)
    os.waitpid(child, 0)


def vector(file: str, case: Object, **shared: Any) -> Any:
    if file == "replies":
        said = case["reply"]
        headers = [said and said.get(name) for name in ("type", "retryAfter", "date")]
        reply = said and replies.Reply(said["status"], headers[0], headers[1], headers[2], said.get("text", ""))
        ruled = replies.verdict(reply, case.get("failed", 0), case.get("sent", 1))
        return {"do": ruled.do, "seconds": ruled.seconds}
    if file == "clock":
        return {"offset": clock.offset_by(case["date"], case["now"])}
    if file == "segments":
        read = segments.segment_of(case["text"])
        return {"events": read and [event["event_id"] for event in read.events], "lost": read.lost if read else 0}
    if file == "users":
        return {"user_id": users.Users().id_of(case["user"], case["salt"])}
    if file == "machine":
        forms = {"architecture": machine.architecture_of, "os_name": machine.system_of, "language": given.language_of}
        return {"sent": forms[case["field"] if "field" in case else shared["field"]](case["given"])}
    offset, behind = case.get("offset", 0), case.get("behind", 0)
    segment = segments.Segment({**shared["header"], "offset": offset}, shared["events"])
    decision = {**case, "identity": {"installation_id": shared["installation_id"]}}
    return segments.batch_of(segment, decision, case["drop"], shared["now"] - behind, offset + behind)


commands: Dict[str, Callable[..., Any]] = {
    "open": open_,
    "grant": lambda **how: {"kept": telemetry.consent.grant(**how)},
    "refuse": lambda **how: {"kept": telemetry.consent.refuse(**how)},
    "withdraw": lambda **how: {"kept": telemetry.consent.withdraw(**how)},
    "track": track,
    "session": session,
    "user": lambda id=None, role=None: telemetry.user(id, role),
    "flush": lambda timeout_ms=5000: {"sent": telemetry.flush(timeout_ms / 1000)},
    "flush_later": lambda: threading.Thread(target=telemetry.flush, args=(1e6,), daemon=True).start(),
    "preview": lambda: {"bodies": telemetry.preview()},
    "history": lambda: {"batches": telemetry.history()},
    "receipts": lambda: {"receipts": telemetry.consent.receipts},
    "notice": lambda language: telemetry.consent.notice(language),
    "erase": lambda user=None: {"erasure": telemetry.erase(user=user)},
    "export": lambda user=None: {"export": telemetry.export_data(user=user)},
    "status": status,
    "close": lambda: telemetry.close(),
    "cpu": lambda: {"ms": time.process_time() * 1000},
    "fork": fork,
    "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "vector": vector,
}

for line in sys.stdin:
    try:
        asked = json.loads(line)
        result = commands[asked.pop("do")](**asked) or {}
    except Exception as fault:
        result = {"error": str(fault) or repr(fault)}
    print(json.dumps(result), flush=True)
