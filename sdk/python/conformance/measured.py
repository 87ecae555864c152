"""
Microseconds of CPU of a call, by timeit, and milliseconds of CPU that the end of the interpreter spends in what was
registered for it: with the SDK, whose folder the argument names, or without, for `none`.
"""
from __future__ import annotations

import atexit
import sys
import time
import timeit

ended = [0.0]
microseconds = 0.0
calls = 5000


def nothing() -> None:
    pass


# What is registered first comes last.
atexit.register(lambda: print(microseconds, (time.process_time() - ended[0]) * 1000))
call = nothing
if sys.argv[1] != "none":
    from assent import Assent

    telemetry = Assent("http://127.0.0.1:9", "bench.key", {"product_version": "1.0.0"}, folder=sys.argv[1])
    telemetry.consent.grant(["usage"])
    call = lambda: telemetry.feature_used(feature="export_pdf", duration_ms=12)  # noqa: E731

timeit.timeit(call, number=calls)
microseconds = timeit.timeit(call, number=calls, timer=time.process_time) / calls * 1e6
# Some wait in an open file, as at any end.
for _ in range(50):
    call()
atexit.register(lambda: ended.__setitem__(0, time.process_time()))
