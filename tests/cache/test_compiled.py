"""What was compiled by an earlier run is what this one would compile."""

from __future__ import annotations

import builtins
import collections
import dataclasses
import marshal
import os
import re
import shutil
import subprocess
import sys
import typing
from pathlib import Path

import pytest

from reportlint import derived
from reportlint.cache import compiled as module
from reportlint.cache import patterns, texts
from reportlint.cache.compiled import Compiled
from reportlint.cache.fingerprint import program_places
from reportlint.cache.store import Store

OURS = [
    (r"(?P<year>(?:19|20)\d\d) ?年(?P<rest>[^。;]*)|(第.{1,9}条)", 0),
    ("[\u3400-\u9fff⺀-⻿]{1,20}(?=[，。])", 0),
    (r"(?i:a)b\Z  # c", re.VERBOSE | re.MULTILINE),
    (r"\w+𠮷", re.IGNORECASE),
    ("|".join(f"词{number}" for number in range(400)), 0),
    (rb"(?m)^\xe5by(?P<tes>[^\x80-\xff]+)$", 0),
]
TEXT = "2023 年信息，第12条。AB 词399𠮷\nab x词𠮷，\nåbytes"


@pytest.fixture(autouse=True)
def as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """What these modules use afterwards is what they used before."""
    for one, name in ((dataclasses, "exec"), (collections, "eval"), (typing, "compile")):
        monkeypatch.setattr(one, name, getattr(builtins, name), raising=False)
    monkeypatch.setattr(re, "_MAXCACHE", 512)


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store in which the patterns and classes are, in a process that knows none of them."""
    monkeypatch.setattr(re, "_cache", {})
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    store = Store(tmp_path)
    compiled = Compiled(store)
    compiled.lay_out()
    for pattern, flags in OURS:
        re.compile(pattern, flags)
    classes()
    compiled.keep()
    re.purge()
    return store


def compiles(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The patterns that are really compiled."""
    compiler = re._compiler if hasattr(re, "_compiler") else __import__("sre_compile")
    real, compiled = compiler.compile, []

    def noted(pattern: object, flags: int = 0) -> object:
        compiled.append(pattern)
        return real(pattern, flags)

    monkeypatch.setattr(compiler, "compile", noted)
    return compiled


def test_they_are_there_and_the_same(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    Compiled(kept).lay_out()
    compiled = compiles(monkeypatch)
    laid_out = [re.compile(pattern, flags) for pattern, flags in OURS]
    assert compiled == []
    re.purge()
    for one, (pattern, flags) in zip(laid_out, OURS, strict=True):
        fresh = re.compile(pattern, flags)
        assert fresh is not one
        assert one == fresh  # the programs, too
        assert (one.flags, one.groups, one.groupindex) == (fresh.flags, fresh.groups, fresh.groupindex)
        text = TEXT if isinstance(pattern, str) else TEXT.encode("latin-1", "ignore")
        assert [match.groupdict() for match in one.finditer(text)] == [m.groupdict() for m in fresh.finditer(text)]
        assert [match.lastgroup for match in one.finditer(text)] == [m.lastgroup for m in fresh.finditer(text)]


def classes() -> tuple[type, type]:
    """Classes as they are declared, of which the standard library writes the functions."""

    @dataclasses.dataclass(frozen=True, order=True)
    class Report:
        year: int
        title: str = "年度报告"

    class Place(typing.NamedTuple):
        start: int
        end: int = 0

    return Report, Place


def test_classes_are_made_of_known_texts_and_are_the_same(kept: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def compiles_again(*_: object, **__: object) -> None:
        raise AssertionError("it was compiled before")

    Compiled(kept).lay_out()
    monkeypatch.setattr(texts, "compile", compiles_again, raising=False)
    report, place = classes()
    assert repr(report(2023)).endswith("Report(year=2023, title='年度报告')")
    assert report(2023) == report(2023, "年度报告") < report(2024)
    assert len({report(2023), report(2023)}) == 1
    with pytest.raises(dataclasses.FrozenInstanceError):
        report(2023).year = 2024
    with pytest.raises(TypeError, match=r"missing 1 required positional argument: 'year'"):
        report()
    assert place(1)._replace(end=2) == (1, 2)
    assert typing.get_type_hints(place) == {"start": int, "end": int}
    with pytest.raises(AssertionError, match="compiled before"):
        dataclasses.make_dataclass("New", ["never_met_before"])


def test_only_what_is_worth_it_is_kept_and_not_without_end(
    kept: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = tmp_path.glob("??/*")
    before = path.read_bytes()

    def another_run(*found: str) -> None:
        re.purge()
        compiled = Compiled(kept)
        compiled.lay_out()
        for pattern in found:
            re.compile(pattern)
        compiled.keep()

    another_run("a name")
    assert path.read_bytes() == before
    another_run("|".join(f"又{number}" for number in range(400)))
    assert len(path.read_bytes()) > len(before) * 1.5
    monkeypatch.setattr(module, "_MOST", 3)
    another_run("|".join(f"再{number}" for number in range(400)))
    assert len(path.read_bytes()) < len(before)


STRANGE: list[object] = [
    (),
    [],
    ([], []),
    (7, {}),
    ([("a", 0, 0, 0, {}, b"123")], {}),
    ([("a", 0, 0, "x", {}, b"")], {}),
]


@pytest.mark.parametrize("record", [b"", b"[]", b"\0", *map(marshal.dumps, STRANGE)])
def test_a_strange_record_is_none(kept: Store, monkeypatch: pytest.MonkeyPatch, record: bytes) -> None:
    kept.write(module._key(), record)
    compiled = Compiled(kept)
    compiled.lay_out()
    for pattern, flags in OURS:
        assert re.compile(pattern, flags).pattern == pattern
    compiled.keep()
    re.purge()
    Compiled(kept).lay_out()
    compiled_again = compiles(monkeypatch)
    re.compile(*OURS[0])
    assert compiled_again == []


def test_where_no_bytecode_is_written_no_patterns_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(re, "_cache", {})
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    compiled = Compiled(Store(tmp_path))
    compiled.lay_out()
    re.compile(*OURS[4])
    compiled.keep()
    assert list(tmp_path.iterdir()) == []
    assert Path(module._beside_bytecode()).parent.name == "__pycache__"


def test_a_python_with_other_parts_compiles_as_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(re, "_cache")
    compiled = Compiled(Store(tmp_path))
    compiled.lay_out()
    compiled.keep()
    monkeypatch.setattr(re, "_cache", {}, raising=False)
    monkeypatch.setattr(patterns._sre, "MAGIC", 1)
    Compiled(Store(tmp_path)).lay_out()
    assert list(tmp_path.iterdir()) == []


def test_what_is_a_plugin_s_is_not_the_program_s(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    beside = Path(module.__file__).parents[2]
    made = []
    monkeypatch.setattr(derived, "_places", program_places())
    monkeypatch.setattr(derived, "_new", {})
    for place in ("reportlint", "reportlint_rules", "reportlint_ours", "reportlint_rules_ours"):
        file = str(beside / place / "words.toml")
        derived.derived(file, lambda: made.append(1))
        assert (file in derived.new()) == (not place.endswith("ours"))


ROOT = Path(__file__).parents[2]
PARTS = ("reportlint", "rules/reportlint_rules", "grammar/reportlint_grammar")
TELL = """
import inspect, sys
from reportlint.cli import main
status = main(sys.argv[1:])
kept = [one for one in list(sys.modules.values()) if type(getattr(one, "__loader__", None)).__name__ == "_Loader"]
for one in kept:
    assert one.__spec__.name == one.__name__ and one.__file__ and one.__cached__, one
    assert (one.__spec__.submodule_search_locations is not None) == one.__file__.endswith("__init__.py"), one
    assert inspect.getsource(one) and one.__loader__.get_code(one.__name__).co_filename == one.__file__, one
print(status, len(kept), file=sys.stderr)
"""


def test_modules_and_files_of_the_program_are_known_until_it_is_another_one(tmp_path: Path) -> None:
    for part in PARTS:
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "report.txt").write_bytes((ROOT / "examples" / "planted-defects.txt").read_bytes())
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment["PYTHONPATH"] = os.pathsep.join([*(str((tmp_path / part).parent) for part in PARTS), *sys.path])

    def run() -> tuple[str, int]:
        command = [sys.executable, "-c", TELL, "check", "report.txt", "--no-cache", "--output-format", "concise"]
        done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8", timeout=60)
        status, kept = done.stderr.split()
        assert status == "1", done.stderr
        return done.stdout, int(kept)

    said, kept = run()
    assert kept == 0 and "; TBL102" not in said
    again, kept = run()
    assert again == said and kept > 250
    # A module, and a file of data, that have as many bytes as before.
    for name, old, new, told in (
        ("reportlint/outputs/concise.py", ": {one.code}", "; {one.code}", "; TBL102"),
        ("rules/reportlint_rules/forms/2021.toml", "行政强制", "行政弹制", "行政弹制"),
    ):
        path = tmp_path / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        changed, kept = run()
        assert told in changed and kept == 0
        again, kept = run()
        assert again == changed and kept > 250
