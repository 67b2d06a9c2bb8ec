"""A check of what has not changed says again what it said, and whatever has a say in a run, once changed, is seen."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from reportlint.cache import fingerprint, runs
from reportlint.cli import program
from reportlint.cli.arguments import parser_for
from reportlint.cli.recording import is_repeatable

from .test_cli import CORRECT, PLANTED, run

SETTLED = 2 * runs._TICK
RULES = '[[rule]]\ncode = "OUR101"\nname = "ours"\nfind = ["{}"]\nmessage = {{ zh = "某", en = "a" }}\n'
ENTRY = '[[ignore]]\nfile = "*.txt"\ncode = "TBL302"\nreason = "as exported"\n'


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The runs that were made and not said again."""
    made: list[object] = []
    real = program.run

    def noted(argv: object, patterns: object) -> int:
        made.append(argv)
        return real(argv, patterns)  # type: ignore[arg-type]

    monkeypatch.setattr(program, "run", noted)
    return made


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder with reports, and settings that name rules and extend others."""
    site = tmp_path / "site"
    for folder in ("甲", "rules"):
        (site / folder).mkdir(parents=True)
    (site / "a.txt").write_bytes(PLANTED.read_bytes())
    (site / "甲" / "b.txt").write_bytes(PLANTED.read_bytes().replace(b"2023", b"2022"))
    (site / "rules" / "code.py").write_text("reportlint_api = 1\n", encoding="utf-8")
    (site / "rules" / "ours.toml").write_text(RULES.format("老百姓们"), encoding="utf-8")
    (site / "base.toml").write_text('ignore = ["TBL303"]\n', encoding="utf-8")
    (site / "reportlint.toml").write_text(
        'lang = "zh"\nextends = ["base.toml"]\nplugins = ["rules/ours.toml", "rules/code.py"]\n', encoding="utf-8"
    )
    time.sleep(SETTLED)
    return site


def said(site: Path, *options: str, **environment: str) -> tuple[int, bytes, bytes]:
    done = run("check", "--output-format", "concise", *options, cwd=site, **environment)
    return done.returncode, done.stdout, done.stderr


def rewrite(path: Path, old: str, new: str) -> None:
    """Changes a file in place without a trace in its size or in the time that it says."""
    before = path.stat()
    path.write_bytes(path.read_bytes().replace(old.encode(), new.encode()))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_size == before.st_size


def write(name: str, text: str) -> Callable[[Path], object]:
    def change(site: Path) -> None:
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    return change


CHANGES: dict[str, Callable[[Path], object]] = {
    "a report": lambda site: rewrite(site / "a.txt", "2023年", "2022年"),
    "another report in its place": lambda site: (site / "甲" / "b.txt").replace(site / "a.txt"),
    "a report less": lambda site: (site / "a.txt").unlink(),
    "a report more": write("c.txt", PLANTED.read_text(encoding="utf-8")),
    "a report more in a folder": write("甲/c.txt", PLANTED.read_text(encoding="utf-8")),
    "a folder more": write("乙/c.txt", PLANTED.read_text(encoding="utf-8")),
    "settings": lambda site: rewrite(site / "reportlint.toml", "zh", "en"),
    "settings that are extended": lambda site: rewrite(site / "base.toml", "TBL303", "TBL302"),
    "settings further down": write("甲/reportlint.toml", 'ignore = ["SEC"]\n'),
    "a sidecar": write(".reportlint-ignore.toml", ENTRY),
    "a sidecar further down": write("甲/.reportlint-ignore.toml", ENTRY),
    "a baseline": lambda site: run("baseline", cwd=site),
    "local rules": lambda site: rewrite(site / "rules" / "ours.toml", "老百姓们", "信息公开"),
    "what lies beside local rules": write("rules/words.toml", ""),
    "what git ignores": write(".gitignore", "a.txt\n"),
    "what git ignores further down": write("甲/.gitignore", "*.txt\n"),
    "what one person ignores": write(".git/info/exclude", "a.txt\n"),
}
if sys.platform != "win32" and os.geteuid() == 0:
    CHANGES["who may write beside settings"] = lambda site: (
        site.chmod(0o777),
        os.chown(site / "reportlint.toml", 12345, -1),
    )
    CHANGES["who may write beside settings of one's own"] = lambda site: site.chmod(0o775)
ABOVE: dict[str, Callable[[Path], object]] = {
    "settings further up": write("../reportlint.toml", 'ignore = ["TBL302"]\n'),
    "a project further up": write("../pyproject.toml", '[tool.reportlint]\nignore = ["TBL302"]\n'),
    "a repository further up": lambda site: ((site / "../.git").mkdir(), write("../.gitignore", "a.txt\n")(site)),
}


@pytest.mark.parametrize("change", [*CHANGES, *ABOVE])
def test_a_change_of_whatever_has_a_say_is_seen(site: Path, made: list[object], change: str) -> None:
    if change in ABOVE:
        (site / "reportlint.toml").unlink()
        time.sleep(SETTLED)
    before = said(site)
    made.clear()
    assert said(site) == before
    assert made == []
    (CHANGES | ABOVE)[change](site)
    after = said(site)
    assert after == said(site, "--no-cache")
    assert after != before or change in ("what lies beside local rules", "who may write beside settings of one's own")


def test_a_change_of_whatever_has_a_say_in_named_files_is_seen(site: Path, made: list[object]) -> None:
    for change in ("settings", "a sidecar", "settings that are extended", "local rules", "a report", "a baseline"):
        time.sleep(SETTLED)
        before = said(site, "a.txt", "甲/b.txt")
        made.clear()
        assert said(site, "a.txt", "甲/b.txt") == before
        assert made == []
        CHANGES[change](site)
        assert said(site, "a.txt", "甲/b.txt") != before


def test_the_command_line_and_where_it_is_given_have_a_say(site: Path, made: list[object]) -> None:
    said(site, "a.txt")
    (site / "甲" / "a.txt").write_bytes(CORRECT.read_bytes())
    for where, options in ((site, ("a.txt", "--lang", "en")), (site, ("./a.txt",)), (site / "甲", ("a.txt",))):
        made.clear()
        said(where, *options)
        assert len(made) == 1


def test_program_day_and_plugins_have_a_say(
    site: Path, made: list[object], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def seen() -> bool:
        made.clear()
        said(site, "a.txt")
        return bool(made)

    installed = tmp_path / "installed"
    metadata = installed / "ours-1.dist-info"
    metadata.mkdir(parents=True)
    monkeypatch.syspath_prepend(installed)
    assert (seen(), seen()) == (True, False)
    monkeypatch.setattr(runs, "strftime", lambda form: "2099-01-01")
    assert (seen(), seen()) == (True, False)
    monkeypatch.setattr(fingerprint, "_program", [b"another one"])
    assert (seen(), seen()) == (True, False)
    (metadata / "entry_points.txt").write_text("[other]\nours = ours\n")
    assert (seen(), seen()) == (True, False)
    (metadata / "entry_points.txt").write_text("[reportlint]\nours = ours\n")
    # Loaded from nowhere it is a fault, and what has faults is not kept.
    assert (seen(), seen()) == (True, True)


@pytest.mark.parametrize(
    "options",
    [
        ("--no-cache",),
        ("--diff",),
        ("--fix",),
        ("--statistics",),
        ("--changed-since", "HEAD"),
        ("--output-file", "out.txt"),
        ("--output-format", "junit"),
        ("--output-format", "one of a plugin"),
        ("--stdin-filename", "a.txt"),
        ("-",),
    ],
    ids=" ".join,
)
def test_some_runs_are_always_made(options: tuple[str, ...]) -> None:
    argv = ["check", "a.txt", *options]
    assert not is_repeatable(parser_for(argv, "en").parse_args(argv))
    assert is_repeatable(parser_for(["check"], "en").parse_args(["check", "a.txt"]))


def test_what_failed_or_is_no_text_is_always_made(site: Path, made: list[object]) -> None:
    for options in (("no such file",), ("--output-format", "xlsx", "a.txt")):
        made.clear()
        assert said(site, *options)[0] == said(site, *options)[0]
        assert len(made) == 2


@pytest.mark.parametrize("form", ["full", "json", "sarif", "html"])
def test_every_format_is_said_again_as_it_was(site: Path, made: list[object], form: str) -> None:
    first, again = (said(site, "a.txt", "--output-format", form) for _ in range(2))
    assert len(made) == 1
    assert again == first


def test_words_on_both_streams_and_the_status_come_back(site: Path, made: list[object]) -> None:
    (site / "rules" / "none").mkdir()
    time.sleep(SETTLED)
    outcomes = [said(site, "rules", "a.txt") for _ in range(2)]
    assert len(made) == 1
    assert outcomes[0] == outcomes[1]
    status, out, err = outcomes[0]
    assert (status, b"TBL302" in out, "没有找到年度报告" in err.decode()) == (1, True, True)


def test_a_file_that_was_changed_a_moment_ago_is_not_trusted(
    site: Path, made: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(runs, "_TICK", 600)
        said(site, "a.txt")
        said(site, "a.txt")
    assert len(made) == 2
    said(site, "a.txt")
    said(site, "a.txt")
    assert len(made) == 3
    # Times of whole seconds are those of a coarse clock.
    now = time.time_ns()
    assert not runs.is_settled(f"0 0 0 0 0 {(now // 10**9) * 10**9}")
    assert runs.is_settled(f"0 0 0 0 0 {(now // 10**9) * 10**9 - 10**9 + 1}")
    assert not runs.is_settled(f"0 0 0 0 0 {now + 10**12}")


def test_a_run_that_is_changed_while_it_goes_on_is_not_kept(
    site: Path, made: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "strftime", lambda form, days=iter(range(9)): str(next(days)))
    said(site, "a.txt")
    monkeypatch.undo()
    said(site, "a.txt")
    assert said(site, "a.txt")[0] == 1


@pytest.mark.parametrize("damage", [b"", b"x", b"reportlint 1 "])
def test_a_damaged_record_is_none(site: Path, tmp_path: Path, made: list[object], damage: bytes) -> None:
    options = ("a.txt", "--cache-dir", str(tmp_path / "cache"))
    before = said(site, *options)
    for path in (tmp_path / "cache").glob("??/*"):
        path.write_bytes(damage)
    assert said(site, *options) == before
    assert len(made) == 2


ASKED = """
import builtins, json, os, sys
asked, read, listed = set(), set(), set()
def hook(event, args):
    if event in ("open", "os.listdir", "os.scandir") and args and isinstance(args[0], (str, bytes, os.PathLike)):
        (read if event == "open" else listed).add(os.path.abspath(os.fsdecode(args[0])))
def noted(real):
    def ask(path, *more, **named):
        if isinstance(path, (str, os.PathLike)):
            asked.add(os.path.abspath(os.fspath(path)))
        return real(path, *more, **named)
    return ask
class Variables(dict):
    names = set()
    def get(self, name, *default):
        self.names.add(name)
        return dict.get(self, name, *default)
    def __getitem__(self, name):
        self.names.add(name)
        return dict.__getitem__(self, name)
    def __contains__(self, name):
        self.names.add(name)
        return dict.__contains__(self, name)
from reportlint.cache.compiled import Compiled
from reportlint.cli import program, recording
keep = recording.Recording.keep
states = {}
def kept(self, status):
    states.update(self._states)
    keep(self, status)
recording.Recording.keep = kept
os.stat, os.lstat, os.environ = noted(os.stat), noted(os.lstat), Variables(os.environ)
sys.addaudithook(hook)
sys.stdout = open(os.devnull, "w")
program.run(sys.argv[1:], Compiled())
json.dump([sorted(asked), sorted(read), sorted(listed), [os.path.abspath(one) for one in states], sorted(Variables.names)],
          sys.__stdout__)
"""


def test_all_that_a_run_asks_the_system_about_is_in_its_record(site: Path, tmp_path: Path) -> None:
    (site / ".git").mkdir()
    (site / ".gitignore").write_text("c.txt\n", encoding="utf-8")
    (site / ".reportlint-ignore.toml").write_text(ENTRY, encoding="utf-8")
    (site / "rules" / "more.py").write_text("reportlint_api = 1\n", encoding="utf-8")
    command = ["check", ".", "甲/b.txt", "--output-format", "full", "--cache-dir", str(tmp_path / "cache")]
    paths = os.pathsep.join(map(str, (Path(__file__).parents[2] / part for part in (".", "grammar", "rules"))))
    done = subprocess.run(
        [sys.executable, "-c", ASKED, *command], cwd=site, capture_output=True, timeout=60,
        env=os.environ | {"PYTHONPATH": paths},
    )  # fmt: skip
    asked, read, listed, states, variables = map(set, json.loads(done.stdout))
    below = f"{tmp_path}{os.sep}"
    ours = {path for path in asked | read if path.startswith(below) and not path.startswith(f"{tmp_path / 'cache'}")}
    assert len(ours) > 12
    # Of folders it counts what is in them, where that is asked.
    assert {path for path in ours if not Path(path).is_dir() and "__pycache__" not in path} <= states
    assert {path for path in listed if path.startswith(f"{site}")} <= states
    assert {str(site / name) for name in ("a.txt", "甲", "reportlint.toml", ".git")} <= states
    # The others say where the cache is, and how wide help is (argparse).
    assert {name for name in variables if not name.startswith(runs._VARIABLES)} <= {
        "HOME",
        "XDG_CACHE_HOME",
        "COLUMNS",
        "LINES",
    }
