"""``reportlint baseline``: the findings of today written down, so that only new ones are told."""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

from reportlint.config import Baselines, Sessions, path_from, read_baseline
from reportlint.ignoring import NOTHING_KNOWN, Baseline, Known, KnownFindings
from reportlint.result import FileResult
from reportlint.toml import Text

from .check import Checker
from .console import FAILED, OK, Failure, say
from .fixing import Fixer
from .loading import say_faults, sessions_for
from .looking import Looker
from .replace import ChangedMeanwhile, new_file, not_written, replace_file


def baseline(arguments: argparse.Namespace, asked: str | None) -> int:
    """Writes or prunes the baselines of files and folders, and returns the exit status."""
    sessions = sessions_for(arguments)
    paths = [Path(path) for path in arguments.paths or ["."]]
    language = asked or sessions.settings(Path.cwd()).language or "zh"
    fixed = Path(arguments.baseline) if arguments.baseline else None
    collected = _Collected(sessions, fixed, prune=arguments.prune)
    with Looker(sessions, arguments, language) as looker:
        checker = Checker(sessions, arguments, language, Fixer(arguments, language), collected, looker)
        for result in checker.check(paths):
            for fault in result.faults:
                zh, en = f"{result.name}：规则 {fault.code} 运行出错", f"{result.name}: rule {fault.code} failed"
                say(Text(zh, en), language)
                checker.failed = True
    for session in sessions.all():
        say_faults(session.plugins, language)
    for place in collected.places:
        _write(place, collected, language)
    if collected.mandatory:
        zh = f"{collected.mandatory} 个问题属于必查规则（mandatory），不能进入基线"
        say(Text(zh, f"findings of mandatory rules, which are not taken in: {collected.mandatory}"), language)
    return FAILED if checker.failed or looker.failed else OK


class _Collected(Baselines):
    """Collects what is to be known of each file that is looked at, by baselines."""

    def __init__(self, sessions: Sessions, fixed: Path | None, *, prune: bool) -> None:
        super().__init__(sessions, fixed)
        self._prune = prune
        self.is_named = fixed is not None
        self.mandatory = 0
        self.places: dict[Path, dict[str, KnownFindings]] = {}

    def known(self, file: Path) -> KnownFindings | None:
        """Everything; for pruning, what the baseline has."""
        return self._before(file) if self._prune else None

    def looked_at(self, file: Path, result: FileResult) -> None:
        """Takes what was found in a file."""
        place = self.place(file)
        known = Counter(self._before(file))
        if result.problem is not None and result.problem.other_text:
            known.clear()
        elif self._prune:
            known.subtract(result.lapsed)
        else:
            # Of a rule that did not look, nothing new is known.
            failed = {fault.code for fault in result.faults}
            known = Counter({one: count for one, count in known.items() if one.code in failed})
            known.update(one.by for one in result.ignored if isinstance(one.by, Known))
            mandatory = self._sessions.session(file).mandatory
            self.mandatory += sum(one.code in mandatory for one in result.diagnostics)
        self.places.setdefault(place, {})[path_from(place, file)] = +known

    def _before(self, file: Path) -> KnownFindings:
        place = self.place(file)
        before = self.read(place)
        return before.files.get(path_from(place, file), NOTHING_KNOWN) if before else NOTHING_KNOWN


def _write(place: Path, collected: _Collected, language: str) -> None:
    """Writes a baseline: of the files that were looked at what was found, of the others what it had."""
    before, data = read_baseline(place)
    files = dict(before.files) if before is not None else {}
    files.update(collected.places[place])
    there = {path: known for path, known in files.items() if known and (place.parent / path).exists()}
    after = Baseline(there)
    if before is None and not there:
        say(Text("没有问题，不需要基线", "there is nothing that a baseline would have to know"), language)
        return
    if before is None or after != before:
        try:
            if before is None:
                new_file(place, after.written())
            else:
                # One that nobody named may have come with the folder: it is no way out of it.
                within = None if collected.is_named else place.parent
                replace_file(place, after.written(), before=data, within=within)
        except FileExistsError as error:
            raise Failure(not_written(str(place), ChangedMeanwhile(*error.args))) from None
        except OSError as error:
            raise Failure(not_written(str(place), error)) from None
    gone = max(0, len(before) - len(after)) if before is not None else 0
    zh = f"{place}：记有 {len(after)} 个问题（{len(there)} 个文件）" + (f"，比原来少 {gone} 个" if gone else "")
    en = f"{place}: findings known: {len(after)} (files: {len(there)})" + (
        f", fewer than before by {gone}" if gone else ""
    )
    say(Text(zh, en), language)
