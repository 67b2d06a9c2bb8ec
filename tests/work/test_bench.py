"""The bench measures what it says, the same for the same seed, and its page has every figure."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path
from random import Random

import pytest

pytest.importorskip("bench", reason="the bench is not part of the source distribution")

from bench.commands import Command, CommandFailed, Launcher, in_turns
from bench.corpus import corpus
from bench.documents import python_edit, python_text, sql_text
from bench.environments import Environments
from bench.page import TITLES, page
from bench.part import Goal, Part, table
from bench.tools import Tool
from reportlint.engine import Session
from reportlint.forms import FormBook
from reportlint.testing import ALL_SHAPES
from reportlint.testing.growing import long_report, report_edit


def test_a_corpus_is_the_same_for_the_same_seed(tmp_path: Path, forms: FormBook, session: Session) -> None:
    drawn = [corpus(tmp_path / name, forms, 6, 10, seed) for name, seed in (("a", 1), ("b", 1), ("c", 2))]
    texts = [[path.read_bytes() for path in one.many(".txt")] for one in drawn]
    assert texts[0] == texts[1] != texts[2]
    one = drawn[0]
    for suffix in (".py", ".sql"):
        for report, other in zip(one.many(".txt"), one.many(suffix), strict=True):
            assert 0 <= other.stat().st_size - report.stat().st_size < 800
    assert one.sizes == [10]
    assert 10_000 <= one.repeated(10).stat().st_size < 25_000
    assert Tool("some", ".txt", some="r000[0-2]*").many(one) == one.many(".txt")[:3]
    for text in texts[0]:
        assert session.check_bytes(text, "r.txt").report is not None
    assert corpus(tmp_path / "a", forms, 6, 10, 1) == one
    assert len(ALL_SHAPES) > 6


@pytest.mark.parametrize("size", [2_000, 9_000, 30_000])
def test_documents_are_as_long_as_asked(size: int, forms: FormBook) -> None:
    for text in (
        sql_text(size, Random(1)),
        python_text(size, 3, Random(1)),
        long_report(forms, max(size, 9000), Random(1)),
    ):
        assert size <= len(text.encode())
    python = python_text(size, 3, Random(1))
    compile(python, "drawn.py", "exec")
    assert python.count("nowhere") == 3
    compile(python_edit(python, Random(2)).applied(python), "drawn.py", "exec")


def test_keys_are_pressed_behind_the_title(forms: FormBook) -> None:
    text, rng = long_report(forms, 9_000, Random(1)), Random(3)
    for _ in range(50):
        edit = report_edit(text, rng)
        assert edit.offset > text.index("\n")
        assert abs(len(edit.applied(text)) - len(text)) == 1


@pytest.mark.skipif(sys.platform == "win32", reason="the launcher forks")
def test_commands_take_turns_and_are_measured(tmp_path: Path) -> None:
    seen = tmp_path / "seen.txt"
    said = "import sys; from pathlib import Path; p = Path(sys.argv[1]); p.open('a').write(sys.argv[2]); "

    def command(name: str, more: str = "pass") -> Command:
        return Command(name, (sys.executable, "-c", said + more, str(seen), name[0]))

    large = "sys.stdout.write(str(len(bytearray(80_000_000))))"
    commands = [command("a"), command("b", large), command("c", "sys.exit('it | broke')"), command("d", "sys.exit(9)")]
    with Launcher(tmp_path) as launcher:
        turns = in_turns(launcher, commands, tmp_path, 2)
        late = launcher.run(Command("late", (sys.executable, "-c", "import time; time.sleep(60)")), tmp_path, 0.3)
    # One run that is not counted comes first; what ends with more than it may takes no more turns.
    assert seen.read_text() == "abcd" + "abc" * 2
    assert late.late and late.seconds < 20
    assert turns.median("b", "memory") > turns.median("a", "memory") + 60_000_000
    assert turns.ratio("a", "a") == 1
    assert turns.ratio("a", "d") is None
    assert turns.trouble == {"d": "ended with 9: nothing"}
    with pytest.raises(CommandFailed, match="d: ended with 9"):
        turns.median("d")


def test_the_page_has_goals_and_parts() -> None:
    goals = [
        Goal("a start", 5.0, (9, 4), "×"),
        Goal("a rate", 300, (600, 1000), "files/s", -1, 0),
        Goal("a time", 50, (6,), "ms", 1),
    ]
    assert [goal.reached(24.0) for goal in goals] == [1, 1, 0]
    part = Part(table(("name", " ms"), [("a | b", 1)]), goals, 24.0)
    environments = Environments(Path(), {"ruff": "0.17"}, {"zhlint": "there is no npm"})
    lines = list(page({"start": part}, environments, "python -m bench start", 90, date(2026, 1, 2)))
    text = "\n".join(lines)
    assert "| a start | ≤ 9, then ≤ 4 × | 5.0 |  | the first |" in lines
    assert "| a rate | ≥ 600, then ≥ 1,000 files/s | 300 | 600 | the first |" in lines
    assert "| a time | ≤ 6 ms | 50.0 | 25.0 | no |" in lines
    for wanted in (f"## {TITLES['start']}", "| zhlint | not measured: there is no npm |", "2026-01-02", "| --- |"):
        assert wanted.replace("| --- |", "|---|--:|") in text
