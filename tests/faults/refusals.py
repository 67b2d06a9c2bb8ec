"""Commands that write where writing is refused: at each step, on a full disk, in a closed folder; and beside each other."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from itertools import count
from pathlib import Path
from shutil import copytree, rmtree
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from reportlint.ignoring import Baseline

from .apart import Losses, answer, apart
from .jobs import CACHE, JOBS, REPORTS, Job, drafts_in, folder_for, quietly, spoiled
from .processes import TIMEOUT, State, begin, ended, hooked, in_child, state_of, writes
from .trials import Outcome, Trial

TIMES = 200
_CODES = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EDQUOT)
_NOBODY = 65534
_BROKE = 70
_AT_ONCE = 4


class _Bench(NamedTuple):
    """A job with its folder as it is before it and after it, and a place for more."""

    job: Job
    place: Path
    old: State
    new: State
    said: Path
    numbers: Iterator[int]

    def folder(self) -> Path:
        """Another folder as it is before the job."""
        return copytree(self.place / "ready", self.place / str(next(self.numbers)))

    def wrong(self, folder: Path, status: int, *, left: bool = False) -> str:
        """What is wrong after a run; ``left`` says that a draft may be there."""
        now = state_of(folder)
        bad = spoiled(now, self.old, self.new, folder)
        rmtree(folder)
        if bad:
            return f"neither old nor new: {bad}"
        if drafts_in(now) and not left:
            return f"left behind: {drafts_in(now)}"
        told = self.said.read_text(errors="replace") if self.said.is_file() else ""
        if "Traceback" in told or status not in (0, 2):
            return f"ended with {status}: {told}"
        # Whoever is told that all is well has what was asked for.
        return f"all is said to be well: {told}" if status == 0 and not self.is_done(now) else ""

    def is_done(self, now: State) -> bool:
        """Whether everything was written that was asked for, which a cache is not."""
        return all(now.get(name) == data for name, data in self.new.items() if not name.startswith(CACHE))


_PLACE = TemporaryDirectory()


@cache
def _benches() -> list[_Bench]:
    place = Path(_PLACE.name)
    place.chmod(0o755)  # somebody else is to look into it, too
    benches = []
    for number, job in enumerate(JOBS):
        here = place / str(number)
        warm = folder_for(job, here / "warm")
        copytree(warm, here / "ready")
        old = state_of(warm)
        quietly(job.work(warm))
        benches.append(_Bench(job, here, old, state_of(warm), here / "said", count()))
    return benches


def _each(try_one: Callable[[_Bench, random.Random], str], seed: int, seconds: float, strict: bool) -> Outcome:
    """Tries one thing with each job in turn."""
    end = time.monotonic() + seconds
    losses, rng, tried = Losses(strict), random.Random(seed), 0
    benches = _benches()
    while tried < TIMES and time.monotonic() < end:
        bench = benches[tried % len(benches)]
        losses.check(try_one(bench, rng), bench.job.subject)
        tried += 1
    return Outcome(tried, losses.count)


def _at_every_step(seed: int, seconds: float, strict: bool) -> Outcome:
    """Refuses each step of each job in turn, with a reason of chance."""
    going, tried, step = list(_benches()), 0, 0
    end = time.monotonic() + seconds
    losses, rng = Losses(strict), random.Random(seed)
    while going and time.monotonic() < end:
        step += 1
        for bench in list(going):
            mark, folder = bench.place / "mark", bench.folder()
            mark.unlink(missing_ok=True)
            work = partial(_refused, bench.job.work(folder), step, rng.choice(_CODES), mark)
            status = in_child(work, bench.said)
            if not mark.exists():
                going.remove(bench)
                continue
            event = mark.read_text()
            wrong = bench.wrong(folder, status, left=event == "os.remove")
            losses.check(wrong, f"{bench.job.subject}: {event}, step {step}")
            tried += 1
    covered = f"each of up to {step - 1} steps" if not going else f"the first {step} steps"
    return Outcome(tried, losses.count, f"{covered} of {len(JOBS)} commands")


def _refused(work: Callable[[], int], step: int, code: int, mark: Path) -> int:
    """Does work whose writing step of a number is refused by the system, and says so in the file ``mark``."""
    steps = 0

    def refuse(event: str) -> None:
        nonlocal steps
        steps += 1
        if steps == step:
            # By the descriptor: this must not be taken for a step.
            os.write(marked, event.encode())
            raise OSError(code, os.strerror(code))

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if steps < step and writes(event, arguments) and arguments[0] != str(mark):
            refuse(event)

    def fsync(descriptor: int) -> None:
        refuse("fsync")
        flush(descriptor)

    marked = os.open(mark, os.O_WRONLY | os.O_CREAT)
    flush, os.fsync = os.fsync, fsync
    with hooked(hook):
        status = work()
    if steps < step:
        mark.unlink()
    return status


def _too_large(bench: _Bench, rng: random.Random) -> str:
    """A disk that takes only so many bytes of a file."""
    import resource

    folder = bench.folder()
    longest = max(len(data) for name, data in bench.new.items() if bench.old.get(name) != data)

    def work() -> int:
        resource.setrlimit(resource.RLIMIT_FSIZE, (rng.randrange(longest + 1), resource.RLIM_INFINITY))
        return bench.job.work(folder)()

    null = Path(os.devnull)
    return bench._replace(said=null).wrong(folder, in_child(work, null))


def _full(bench: _Bench, rng: random.Random) -> str:
    """A full disk: with room for the folder and some pages more, or none."""
    folder = bench.folder()
    disk = folder.with_name("disk")
    disk.mkdir(exist_ok=True)
    pages = sum(len(data) // 4096 + 1 for data in bench.old.values()) + 6 + rng.randrange(6)
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={pages * 4096}", "tmpfs", str(disk)], check=True, timeout=TIMEOUT
    )
    try:
        here = copytree(folder, disk / "x")
        status = in_child(bench.job.work(here), bench.said)
        return bench.wrong(here, status)
    finally:
        subprocess.run(["umount", str(disk)], check=True, timeout=TIMEOUT)
        rmtree(folder)


def _closed(bench: _Bench, rng: random.Random) -> str:
    """A folder that may be read only, by somebody who is not its owner."""
    folder = bench.folder()
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if path.is_dir() else 0o444)

    def work() -> int:
        os.setgroups([])
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)
        return bench.job.work(folder)()

    status = in_child(work, bench.said)
    now = state_of(folder)
    # A cache that cannot be written is no reason to fail.
    wrong = bench.wrong(folder, status if bench.job is JOBS[-1] or status != 0 else 1)
    return wrong or ("" if now == bench.old else "something was written")


def _interrupted(bench: _Bench, rng: random.Random) -> str:
    """A process that is sent a signal every few moments, so that its system calls are interrupted."""
    folder = bench.folder()

    def work() -> int:
        signal.signal(signal.SIGUSR1, lambda *_: None)
        ready.touch()
        return bench.job.work(folder)()

    ready = bench.place / "ready to hear"
    ready.unlink(missing_ok=True)
    child = begin(work, bench.said)
    while not ready.exists():
        time.sleep(0.001)
    # It is not waited for before it has ended, so its number stays its own.
    while os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        os.kill(child, signal.SIGUSR1)
        time.sleep(rng.uniform(0, 0.0005))
    status = ended(child)
    wrong = bench.wrong(folder, status)
    return wrong or ("" if status == 0 else f"ended with {status}: {bench.said.read_text()}")


def _at_once(bench: _Bench, rng: random.Random) -> str:
    """Several processes that do the same at the same time."""
    folder = bench.folder()
    said = [bench.place / f"said {number}" for number in range(_AT_ONCE)]
    children = [begin(bench.job.work(folder), one) for one in said]
    statuses = [ended(child) for child in children]
    now = state_of(folder)
    bad = spoiled(now, bench.old, bench.new, folder)
    rmtree(folder)
    told = "\n".join(one.read_text() for one in said)
    # Of four files each may have been written by another process; then all of them came too late for some.
    if "Traceback" in told or not set(statuses) <= {0, 2} or not bench.is_done(now):
        return f"ended with {statuses}: {told}"
    if bad:
        return f"neither old nor new: {bad}"
    return f"left behind: {drafts_in(now)}" if drafts_in(now) else ""


def _one_baseline(bench: _Bench, rng: random.Random) -> str:
    """Several processes that put findings of files of their own into one baseline; what is said to be in it is."""
    folder = bench.folder()
    place = folder / ".reportlint-baseline.json"
    if rng.random() < 0.5:
        place.unlink(missing_ok=True)
    said = [bench.place / f"said {number}" for number in range(_AT_ONCE)]
    names = rng.sample(sorted(REPORTS), _AT_ONCE)
    children = [begin(Job("", ("baseline", name)).work(folder), one) for name, one in zip(names, said, strict=True)]
    statuses = [ended(child) for child in children]
    files = Baseline.parse(place.read_bytes()).files
    told = "\n".join(one.read_text() for one in said)
    rmtree(folder)
    if "Traceback" in told or not set(statuses) <= {0, 2} or 0 not in statuses:
        return f"ended with {statuses}: {told}"
    missing = [name for name, status in zip(names, statuses, strict=True) if status == 0 and name not in files]
    return f"lost: {missing}" if missing else ""


def _needs_root(try_one: Callable[[_Bench, random.Random], str], seed: int, seconds: float, strict: bool) -> Outcome:
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return Outcome(0, 0, "needs an administrator")
    return _each(try_one, seed, seconds, strict)


_KEPT = "files are old or new, no draft is left, the run says what it could not write and ends with 2"
_WORK: dict[str, tuple[str, Callable[[int, float, bool], Outcome]]] = {
    "writing refused at every step": (_KEPT, _at_every_step),
    "files that may not grow": (_KEPT, partial(_each, _too_large)),
    "a full disk": (_KEPT, partial(_needs_root, _full)),
    "a folder that may only be read": (_KEPT + "; nothing is changed", partial(_needs_root, _closed)),
    "system calls that are interrupted": ("all is done as without", partial(_each, _interrupted)),
    f"{_AT_ONCE} processes at once": ("files are old or new, one of them at least does its work, none breaks", partial(_each, _at_once)),
    f"{_AT_ONCE} processes and one baseline": ("none loses what another wrote; who comes too late says so", partial(_each, _one_baseline)),
}  # fmt: skip

TRIALS = [Trial(subject, promise, partial(apart, __name__, subject)) for subject, (promise, _) in _WORK.items()]

if __name__ == "__main__":
    answer({subject: work for subject, (_, work) in _WORK.items()})
