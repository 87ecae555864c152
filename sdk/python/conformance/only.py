"""What only Python can do wrong: forks, threads, the end of the interpreter, what is not JSON. Raises where it does."""
from __future__ import annotations

import json
import math
import os
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Dict, List

from assent import Assent

stored: List[Dict[str, Any]] = []


class Service(BaseHTTPRequestHandler):
    """Takes whatever comes; a product version `slow` waits a second for its answer."""

    def _take(self) -> None:
        import gzip

        body = self.rfile.read(int(self.headers["content-length"]))
        batch = json.loads(gzip.decompress(body) if self.path == "/v1/events" else body)
        answer: Dict[str, Any] = {"receipt_id": "r", "decision": batch.get("decision")}
        if "events" in batch:
            if batch["context"]["product_version"] == "slow":
                time.sleep(1)
            stored.extend(batch["events"])
            answer = {"accepted": len(batch["events"])}
        said = json.dumps(answer).encode()
        self.send_response(202 if "events" in batch else 200)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    do_POST = do_PUT = _take

    def log_message(self, *_: object) -> None:
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Service)


def telemetry(version: str = "1") -> Assent:
    url = f"http://127.0.0.1:{server.server_port}"
    return Assent(url, "only.key", {"product_version": version}, folder=tempfile.mkdtemp())


def alone(program: str, url: str) -> str:
    """Runs it in an interpreter of its own, where every warning is an error; returns its folder."""
    folder = tempfile.mkdtemp()
    begin = f"""
import os, sys, threading; sys.path[:] = {sys.path!r}
from assent import Assent
telemetry = Assent({url!r}, "only.key", {{"product_version": "1"}}, folder={folder!r})
telemetry.consent.grant(["usage"])
telemetry.flush(30)
"""
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-c", begin + program], capture_output=True, text=True, timeout=60
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", ""), ended
    return folder


def features() -> List[str]:
    return [event["properties"]["feature"] for event in stored]


def forked(many: Assent, count: int) -> None:
    """Children that track while the parent does, and end as each kind of program does."""
    children = []
    for n in range(count):
        many.feature_used(feature=f"parent {n}")
        child = os.fork()
        if child == 0:
            many.feature_used(feature=f"child {n}")
            many.close()
            os._exit(0)
        children.append(child)
    for child in children:
        assert os.waitpid(child, 0)[1] == 0


def an_idle_thread_is_no_reason_for_a_warning() -> None:
    program = """
telemetry.feature_used(feature="before")  # From now on a thread waits for its hour.
names = lambda: [thread.name for thread in threading.enumerate()].count("assent")
assert names() == 1
for _ in range(20):
    child = os.fork()
    if child == 0:
        os._exit(names())
    assert os.waitpid(child, 0)[1] == 0
assert names() == 1
"""
    alone(program, f"http://127.0.0.1:{server.server_port}")


def forks_in_the_middle_of_requests_lose_and_repeat_nothing() -> None:
    with telemetry("slow") as busy:
        busy.consent.grant(["usage"])
        assert busy.flush(30)
        busy.feature_used(feature="first")
        sending = threading.Thread(target=busy.flush, args=(30,))
        sending.start()
        forked(busy, 20)
        sending.join()
        assert busy.flush(60), busy.last_problem
        sent = features()
        wanted = ["first", *(f"{who} {n}" for who in ("parent", "child") for n in range(20))]
        assert sorted(sent) == sorted(wanted), sent
        sequences = [event["sequence"] for event in stored]
        assert len(set(sequences)) == len(sequences)


def many_threads_keep_every_event_and_its_number() -> None:
    with telemetry() as shared:
        shared.consent.grant(["usage"])

        def use(n: int) -> None:
            for m in range(250):
                shared.feature_used(feature=f"{n} {m}")

        threads = [threading.Thread(target=use, args=(n,)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert shared.flush(60), shared.last_problem
        assert len(set(features())) == len(stored) == 2000 and shared.dropped == 0
        assert len({event["sequence"] for event in stored}) == 2000


def what_is_no_json_is_sent_as_none_or_as_text() -> None:
    with telemetry() as odd:
        odd.consent.grant(["usage"])
        from decimal import Decimal

        odd.track("feature_used", {"feature": "\ud800 \u2028 \x00", "count": math.nan, "duration_ms": math.inf})
        odd.track("feature_used", {"feature": Path("/x"), "count": Decimal("2"), "duration_ms": None})
        assert odd.flush(30), odd.last_problem
        first, second = (event["properties"] for event in stored)
        assert first == {"feature": "\ud800 \u2028 \x00", "count": None, "duration_ms": None}, first
        assert second == {"feature": "/x", "count": 2, "duration_ms": None}, second


def a_listener_may_use_what_it_is_called_from() -> None:
    with telemetry() as heard:
        seen: List[str] = []
        lock = threading.Lock()

        def listener() -> None:
            with lock:
                seen.append(heard.consent.status)
                heard.feature_used(feature="heard")
                raise ValueError("not ours to die of")

        end = heard.consent.on_change(listener)
        heard.consent.grant(["usage"])
        with lock:
            heard.feature_used(feature="under a lock")
        heard.consent.withdraw()
        end()
        heard.consent.grant(["usage"])
        assert seen == ["granted", "withdrawn"], seen


def the_end_of_the_interpreter_sends_nothing_and_seals_what_waits() -> None:
    folder = alone('telemetry.feature_used(feature="last")', "http://127.0.0.1:9")
    names = sorted(path.suffix for path in Path(folder).iterdir())
    assert ".ready" in names and ".open" not in names, names
    assert not stored


if __name__ == "__main__":
    threading.Thread(target=server.serve_forever, daemon=True).start()
    for each in (
        the_end_of_the_interpreter_sends_nothing_and_seals_what_waits,
        many_threads_keep_every_event_and_its_number,
        what_is_no_json_is_sent_as_none_or_as_text,
        a_listener_may_use_what_it_is_called_from,
        an_idle_thread_is_no_reason_for_a_warning,
        forks_in_the_middle_of_requests_lose_and_repeat_nothing,
    ):
        stored.clear()
        each()
        print("ok", each.__name__.replace("_", " "))
