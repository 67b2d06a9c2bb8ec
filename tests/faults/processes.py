"""Processes that are forked, followed by their system calls, and killed.

To be used in a process of one thread that has everything imported: a child begins where its parent stands.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

__all__ = ["State", "begin", "can_trace", "ended", "hooked", "in_child", "kill", "state_of", "trace", "writes"]

TIMEOUT = 60.0

_TRACE_ME, _GO_ON, _SET_OPTIONS = 0, 24, 0x4200
_MARK_CALLS, _END_WITH_US = 1, 0x100000
_AT_A_CALL = signal.SIGTRAP | 0x80

State = dict[str, bytes]
"""The files of a folder and their bytes."""


def state_of(folder: Path) -> State:
    """What is in a folder and below it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def begin(work: Callable[[], object], said: Path) -> int:
    """A child that does some work and ends with what that returns, or with 70 if it raises; its number.

    What it writes to stdout and stderr goes to the file ``said``.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child:
        return child
    status = 70
    try:
        descriptor = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(descriptor, 1)
        os.dup2(descriptor, 2)
        result = work()
        status = result if isinstance(result, int) else 0
        sys.stdout.flush()
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        with suppress(Exception):
            sys.stderr.flush()
        os._exit(status)


def ended(child: int) -> int:
    """Waits for a child; its exit status, or the number of the signal that killed it, negative.

    Raises:
        TimeoutError: it hangs. It is killed.
    """
    end = time.monotonic() + TIMEOUT
    while time.monotonic() < end:
        number, status = os.waitpid(child, os.WNOHANG)
        if number:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.0005)
    kill(child)
    raise TimeoutError(f"a process did not end within {TIMEOUT:.0f} seconds")


def in_child(work: Callable[[], object], said: Path) -> int:
    """Does work in a child; its exit status."""
    return ended(begin(work, said))


def kill(child: int) -> None:
    """Kills a child at once."""
    with suppress(ProcessLookupError):
        os.kill(child, signal.SIGKILL)
    with suppress(ChildProcessError):
        os.waitpid(child, 0)


_CHANGING = frozenset(
    f"os.{name}"
    for name in ("rename", "remove", "rmdir", "link", "symlink", "mkdir", "chmod", "chown", "utime", "truncate")
)
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def writes(event: str, arguments: tuple[Any, ...]) -> bool:
    """Whether an event of :func:`sys.addaudithook` is about to change something on the disk."""
    if event == "open":
        return bool((arguments[2] or 0) & _WRITING)
    return event in _CHANGING


@contextmanager
def hooked(hook: Callable[[str, tuple[Any, ...]], None]) -> Iterator[None]:
    """Hears all events of the interpreter. To be used in a child, from whose interpreter no hook goes away."""
    heard = True
    sys.addaudithook(lambda event, arguments: hook(event, arguments) if heard else None)
    try:
        yield
    finally:
        heard = False


def can_trace() -> bool:
    """Whether children can be followed by their system calls."""
    null = Path(os.devnull)
    return sys.platform == "linux" and trace(lambda: null.write_text(""), null, lambda call: True) > 0


def trace(work: Callable[[], object], said: Path, at: Callable[[int], bool]) -> int:
    """Does work in a child that, from where it first writes, stops before and after each system call; how often.

    ``at`` is given the number of each stop, from 1, and says whether to go on; else the child is killed there.
    """
    libc = ctypes.CDLL(None, use_errno=True)

    def followed() -> object:
        followed_now = False

        def hook(event: str, arguments: tuple[Any, ...]) -> None:
            nonlocal followed_now
            if not followed_now and writes(event, arguments):
                followed_now = True
                libc.ptrace(_TRACE_ME, 0, None, None)
                os.kill(os.getpid(), signal.SIGSTOP)

        with hooked(hook):
            return work()

    child = begin(followed, said)
    _, status = os.waitpid(child, os.WUNTRACED)
    if not os.WIFSTOPPED(status):
        return 0
    if libc.ptrace(_SET_OPTIONS, child, None, ctypes.c_void_p(_MARK_CALLS | _END_WITH_US)):
        kill(child)
        return 0
    stops, handed_on = 0, 0
    while True:
        if libc.ptrace(_GO_ON, child, None, ctypes.c_void_p(handed_on)):
            kill(child)
            raise OSError(ctypes.get_errno(), "the child cannot be followed")
        _, status = os.waitpid(child, 0)
        if not os.WIFSTOPPED(status):
            return stops
        handed_on = 0
        if os.WSTOPSIG(status) != _AT_A_CALL:
            handed_on = os.WSTOPSIG(status)
            continue
        stops += 1
        if not at(stops):
            kill(child)
            return stops
