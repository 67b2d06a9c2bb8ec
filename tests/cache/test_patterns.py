"""Patterns that were compiled by an earlier run are those that this one would compile."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from reportlint.cache import patterns
from reportlint.cache.patterns import CompiledPatterns
from reportlint.cache.store import Store

OURS = [
    (r"(?P<year>(?:19|20)\d\d) ?年(?P<rest>[^。;]*)|(第.{1,9}条)", 0),
    ("[\u3400-\u9fff⺀-⻿]{1,20}(?=[，。])", 0),
    (r"(?i:a)b\Z  # c", re.VERBOSE | re.MULTILINE),
    (r"\w+𠮷", re.IGNORECASE),
    ("|".join(f"词{number}" for number in range(400)), 0),
    (rb"bytes", 0),
]
TEXT = "2023 年信息，第12条。AB 词399𠮷\nab x词𠮷，"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store in which the patterns are, in a process that knows none of them."""
    monkeypatch.setattr(re, "_cache", {})
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    store = Store(tmp_path)
    compiled = CompiledPatterns(store)
    compiled.lay_out()
    for pattern, flags in OURS:
        re.compile(pattern, flags)
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
    CompiledPatterns(kept).lay_out()
    compiled = compiles(monkeypatch)
    laid_out = [re.compile(pattern, flags) for pattern, flags in OURS]
    assert compiled == [b"bytes"]
    re.purge()
    for one, (pattern, flags) in zip(laid_out, OURS, strict=True):
        fresh = re.compile(pattern, flags)
        assert fresh is not one or isinstance(pattern, bytes)
        assert one == fresh  # the programs, too
        assert (one.flags, one.groups, one.groupindex) == (fresh.flags, fresh.groups, fresh.groupindex)
        if isinstance(pattern, str):
            assert [match.groupdict() for match in one.finditer(TEXT)] == [m.groupdict() for m in fresh.finditer(TEXT)]
            assert [match.lastgroup for match in one.finditer(TEXT)] == [m.lastgroup for m in fresh.finditer(TEXT)]


def test_only_what_is_worth_it_is_kept_and_not_without_end(
    kept: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (path,) = tmp_path.glob("??/*")
    before = path.read_bytes()

    def another_run(*found: str) -> None:
        re.purge()
        compiled = CompiledPatterns(kept)
        compiled.lay_out()
        for pattern in found:
            re.compile(pattern)
        compiled.keep()

    another_run("a name")
    assert path.read_bytes() == before
    another_run("|".join(f"又{number}" for number in range(400)))
    assert len(path.read_bytes()) > len(before) * 1.5
    monkeypatch.setattr(patterns, "_MOST", 3)
    another_run("|".join(f"再{number}" for number in range(400)))
    assert len(path.read_bytes()) < len(before)


@pytest.mark.parametrize("record", [b"", b"[]", b"\0", b"{}\0abcd", b'[["a",0,0,0,{},9]]\0', b'[["a",0,0,"x",{},0]]\0'])
def test_a_strange_record_is_none(kept: Store, monkeypatch: pytest.MonkeyPatch, record: bytes) -> None:
    kept.write(patterns._key(), record)
    compiled = CompiledPatterns(kept)
    compiled.lay_out()
    for pattern, flags in OURS:
        assert re.compile(pattern, flags).pattern == pattern
    compiled.keep()
    re.purge()
    CompiledPatterns(kept).lay_out()
    compiled_again = compiles(monkeypatch)
    re.compile(*OURS[0])
    assert compiled_again == []


def test_where_no_bytecode_is_written_no_patterns_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(re, "_cache", {})
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    compiled = CompiledPatterns(Store(tmp_path))
    compiled.lay_out()
    re.compile(*OURS[4])
    compiled.keep()
    assert list(tmp_path.iterdir()) == []
    assert Path(patterns._beside_bytecode()).parent.name == "__pycache__"


def test_a_python_with_other_parts_compiles_as_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(re, "_cache")
    compiled = CompiledPatterns(Store(tmp_path))
    compiled.lay_out()
    compiled.keep()
    monkeypatch.setattr(re, "_cache", {}, raising=False)
    monkeypatch.setattr(patterns._sre, "MAGIC", 1)
    CompiledPatterns(Store(tmp_path)).lay_out()
    assert list(tmp_path.iterdir()) == []
