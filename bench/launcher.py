"""Starts commands and tells what they took; a small process of its own, see :mod:`bench.commands`.

The kernel counts a process's memory from the moment it was forked, so a large program cannot measure a small one.
Reads one request a line and answers with one line, both JSON.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:  # without importing typing: a larger process would be counted
    from typing import Any


def run(request: Any) -> Any:
    """Runs a command, killed when it is late, and tells what the kernel counted of it."""
    late = False
    began = time.perf_counter()
    child = os.fork()
    if not child:
        become(request)

    def stop(*signal_and_frame: object) -> None:
        nonlocal late
        late = True
        os.killpg(child, signal.SIGKILL)

    signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, request["patience"])
    _, status, used = os.wait4(child, 0)
    seconds = time.perf_counter() - began
    signal.setitimer(signal.ITIMER_REAL, 0)
    return {
        "seconds": seconds,
        "processor": used.ru_utime + used.ru_stime,
        "memory": used.ru_maxrss * 1024,
        "status": os.waitstatus_to_exitcode(status),
        "late": late,
    }


def become(request: Any) -> None:
    """Turns this process into the command."""
    try:
        os.setpgid(0, 0)
        os.chdir(request["folder"])
        os.dup2(os.open(os.devnull, os.O_RDWR), 0)
        for stream in (1, 2):
            os.dup2(os.open(request["output"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), stream)
        os.execvpe(request["command"][0], request["command"], request["environment"])
    finally:
        os._exit(127)


for line in sys.stdin:
    print(json.dumps(run(json.loads(line))), flush=True)
