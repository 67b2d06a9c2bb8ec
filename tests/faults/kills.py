"""Commands that write, killed at every system call of their writing and at moments of chance."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from itertools import count
from pathlib import Path
from shutil import copytree, rmtree
from tempfile import TemporaryDirectory

from reportlint.cache.store import Store
from reportlint.cli.replace import new_file, replace_file

from .apart import Losses, answer, apart
from .jobs import ANOTHER, CACHE, JOBS, Job, drafts_in, folder_for, make_old, quietly, spoiled
from .processes import State, begin, can_trace, in_child, kill, state_of, trace
from .trials import Outcome, Trial

KILLS = 200
"""As many for each command, and one for each system call, where there is time."""
_LONGEST = 4
"""Times as many seconds as are said may pass until these were tried, where it is more than some seconds."""
_SHORT = 10.0
_NEXT_RUN = 3


def _at_every_call(job: Job, seed: int, seconds: float, strict: bool) -> Outcome:
    """Kills a command before and after each system call, from the first by which it writes to its end."""
    if not can_trace():
        return Outcome(0, 0, "needs Linux")
    losses = Losses(strict)
    rng = random.Random(seed)
    tried = left = 0
    with TemporaryDirectory() as place:
        said = Path(place, "said")
        # Everything is imported and read that the command needs: what children do is little more than the writing.
        warm = folder_for(job, Path(place, "warm"))
        ready = copytree(warm, Path(place, "ready"))
        old = state_of(warm)
        quietly(job.work(warm))
        new = state_of(warm)
        calls = trace(job.work(copytree(ready, Path(place, "watched"))), said, lambda number: True)
        stops = [*range(1, calls + 1)]
        rng.shuffle(stops)
        end = time.monotonic() + seconds * (_LONGEST if seconds > _SHORT else 1)
        while tried < max(KILLS, calls) and time.monotonic() < end:
            stop = stops[tried] if tried < calls else rng.randint(1, calls)
            folder = copytree(ready, Path(place, str(tried)))
            trace(job.work(folder), said, lambda number, stop=stop: number < stop)  # type: ignore[misc]
            left += bool(drafts_in(state_of(folder)))
            # The next run takes longer than all of the killed one.
            said_now = said if tried % _NEXT_RUN == 0 else None
            losses.check(_after(job, folder, old, new, said_now), f"{job.subject}, killed at call {stop}")
            rmtree(folder)
            tried += 1
    figures = (
        f"{min(tried, calls)} of the {calls} stops at system calls from the first writing on; a draft left {left} times"
    )
    return Outcome(tried, losses.count, figures)


def _after(job: Job, folder: Path, old: State, new: State, said: Path | None) -> str:
    """What is wrong in a folder in which a command was killed, "" if nothing is; with ``said`` after the next run, too."""
    now = state_of(folder)
    if bad := spoiled(now, old, new, folder):
        return f"neither old nor new: {bad}"
    if said is None:
        return ""
    # Whoever goes on later finds nothing in the way, and what was left is taken away.
    make_old(folder, drafts_in(now))
    status = in_child(job.work(folder), said)
    if status not in (0, job.again):
        return f"the next run ended with {status}: {said.read_text()}"
    again = state_of(folder)
    if drafts_in(again):
        # It had nothing to write; the next one that has takes them away.
        in_child(ANOTHER.work(folder), said)
        if drafts_in(state_of(folder)):
            return f"left for ever: {drafts_in(again)}"
    if job.subject == JOBS[-1].subject:
        told = said.read_bytes()
        plain = Job("", (*(one for one in job.arguments if one not in ("--cache-dir", CACHE)), "--no-cache"))
        in_child(plain.work(folder), said)
        if told != said.read_bytes():
            return "the cache changed the findings"
    elif {name: data for name, data in again.items() if name not in drafts_in(again)} != new:
        return "the next run did not come to the same end"
    return ""


def _at_any_moment(work: Callable[[Path], None], seed: int, seconds: float, strict: bool) -> Outcome:
    """Kills a process that writes without a pause, at moments of chance."""
    end = time.monotonic() + seconds
    losses = Losses(strict)
    rng = random.Random(seed)
    tried = left = 0
    with TemporaryDirectory() as place:
        said = Path(place, "said")
        while tried < KILLS and time.monotonic() < end:
            with TemporaryDirectory(dir=place) as one:
                folder = Path(one)
                # Its parent is the witness: what it sees at any time is what others see.
                for name in ("a", "b"):
                    (folder / name).write_bytes(_content(name, 0))
                child = begin(partial(work, folder), said)
                stop = time.monotonic() + rng.uniform(0.002, 0.06)
                bad = ""
                while time.monotonic() < stop:
                    bad = bad or _torn(folder)
                kill(child)
                now = state_of(folder)
                left += bool(drafts_in(now))
                losses.check(bad or _torn(folder), "killed at a moment of chance")
            tried += 1
    return Outcome(tried, losses.count, f"a draft was left {left} times: so often it hit the writing itself")


_SIZE = 300_000


def _content(name: str, number: int) -> bytes:
    return f"{name} {number} ".encode() + bytes([number % 256]) * _SIZE


def _is_whole(name: str, data: bytes) -> bool:
    head = data.split(b" ", 2)
    return len(head) == 3 and head[0] == name.encode() and head[1].isdigit() and data == _content(name, int(head[1]))


def _torn(folder: Path) -> str:
    """What is not whole in a folder that is written to by :func:`_write_files` or :func:`_write_records`."""
    for path in folder.rglob("*"):
        name = path.name
        if path.is_dir() or drafts_in({name: b""}) or path.parent.parent.name == CACHE:
            continue
        with suppress(FileNotFoundError):
            if not _is_whole(name, path.read_bytes()):
                return f"{name} is torn"
    store = Store(folder / CACHE)
    for path in folder.glob(f"{CACHE}/??/*"):
        if drafts_in({path.name: b""}):
            continue
        record = store.read(path.parent.name + path.name)
        if record is None or not _is_whole("record", record):
            return f"the record {path.name} is torn"
    return ""


def _write_files(folder: Path) -> None:
    for number in count(1):
        for name in ("a", "b"):
            before = (folder / name).read_bytes()
            replace_file(folder / name, _content(name, number), before=before)
        new_file(folder / f"new{number}", _content(f"new{number}", number))


def _write_records(folder: Path) -> None:
    store = Store(folder / CACHE)
    for number in count(1):
        store.write(f"{number % 7:040x}", _content("record", number))


_MOMENTS: dict[str, Callable[[Path], None]] = {"files": _write_files, "records of the cache": _write_records}
_WORK = {
    **{f"{job.subject}: killed at every system call": partial(_at_every_call, job) for job in JOBS},
    **{f"{name}: killed while they are written": partial(_at_any_moment, work) for name, work in _MOMENTS.items()},
}
_OLD_OR_NEW = "files are old or new, never between; the next run (after every third kill) comes to the same end and takes away what was left"
_CACHE = "a cache that was left in the middle changes no finding, and nothing stays for ever"

TRIALS = [
    Trial(subject, _CACHE if "cache" in subject else _OLD_OR_NEW, partial(apart, __name__, subject))
    for subject in _WORK
]

if __name__ == "__main__":
    answer(_WORK)
