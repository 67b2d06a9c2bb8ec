"""What is killed, refused and done twice at a time: commands that write, in folders of their own."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import BytesIO, TextIOWrapper
from pathlib import Path

from reportlint.cache.store import Store
from reportlint.cli import main

from .processes import State

__all__ = ["CACHE", "JOBS", "OLD", "REPORTS", "Job", "drafts_in", "folder_for", "make_old", "spoiled"]

_BODY = """\
{body}2023年政府信息公开工作年度报告

一、总体情况
截止2023年12月31日，主动公开政府信息{count}条。

二、主动公开政府信息情况
"""
REPORTS = {
    f"年报/{number}.txt": _BODY.format(body=body, count=number).encode(encoding)
    for number, (body, encoding) in enumerate(
        [("青石镇人民政府", "utf-8"), ("白沙镇人民政府", "gb18030"), ("县教育局", "utf-16"), ("县民政局", "utf-8-sig")]
    )
}
"""Reports with one mistake each that is safe to fix, in several encodings."""

CACHE = "缓存"
_DRAFT = re.compile(r"\.reportlint-[0-9a-f]{16}\.tmp")
_RECORD_DRAFT = re.compile(r"\.[0-9a-f]{40}\.\d+\.\d+")
OLD = 40 * 24 * 3600
"""Seconds after which nobody needs a draft or a record any more."""


@dataclass(frozen=True)
class Job:
    """A command that writes into a folder with :data:`REPORTS`, after ``before`` was run there.

    ``again`` is the exit status that the command may have, besides 0, where it was run before.
    """

    subject: str
    arguments: tuple[str, ...]
    before: tuple[str, ...] = ()
    again: int = 0

    def work(self, folder: Path) -> Callable[[], int]:
        """The command as work to be done in a process of its own."""

        def run() -> int:
            os.chdir(folder)
            return main([*self.arguments])

        return run


_CHECK = ("check", "年报", "--select", "YR301", "--no-plugins", "--jobs", "1")
JOBS = (
    Job("check --fix", (*_CHECK, "--no-cache", "--fix")),
    Job("a first baseline", ("baseline", "年报")),
    Job("a baseline that is there", ("baseline", "年报"), ("baseline", "年报/0.txt", "年报/1.txt")),
    Job(
        "check --output-file", (*_CHECK, "--no-cache", "--output-format", "sarif", "--output-file", "结果.html"),
        (*_CHECK, "--no-cache", "--output-file", "结果.html"),
    ),
    Job("format", ("format", "表")),
    Job("new", ("new", "--year", "2023", "--body", "青石镇人民政府", "--output", "新.md"), again=2),
    Job("config init", ("config", "init"), again=2),
    Job("the cache of check", (*_CHECK, "--cache-dir", CACHE)),
)  # fmt: skip
"""All commands that write."""

ANOTHER = Job("", (*_CHECK, "--no-cache", "--output-file", "另.txt"))
"""Something else that is written."""

_TABLE = """\
# 青石镇人民政府2023年政府信息公开工作年度报告

## 二、主动公开政府信息情况

|第二十条第（一）项|||
|---|---|---|
|信息内容|本年制发件数|本年废止件数|现行有效件数|
|行政规范性文件|1|0|2|
"""


def folder_for(job: Job, folder: Path) -> Path:
    """Makes a folder as it is before the job."""
    for name, data in REPORTS.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    if "表" in job.arguments:
        (folder / "表").mkdir()
        (folder / "表" / "a.md").write_text(_TABLE, encoding="utf-8")
    if job.before:
        quietly(Job("", job.before).work(folder))
    return folder


def quietly(work: Callable[[], int]) -> None:
    """Does work of a job in this process."""
    here = Path.cwd()
    try:
        with redirect_stdout(TextIOWrapper(BytesIO())), redirect_stderr(TextIOWrapper(BytesIO())):
            assert work() == 0
    finally:
        os.chdir(here)


def drafts_in(state: State) -> list[str]:
    """The names in a state of a folder that are drafts."""
    return [name for name in state if _DRAFT.fullmatch(Path(name).name) or _RECORD_DRAFT.fullmatch(Path(name).name)]


def spoiled(now: State, old: State, new: State, folder: Path) -> list[str]:
    """Files that are neither what they were nor what they were to be, and records of a cache that are not whole."""
    drafts = set(drafts_in(now))
    names = {name for name in {*now, *old, *new} - drafts if not name.startswith(f"{CACHE}{os.sep}")}
    bad = [name for name in names if now.get(name) not in (old.get(name), new.get(name))]
    store = Store(folder / CACHE)
    for name in now.keys() - drafts - names:
        path = Path(name)
        if path.name != ".pruned" and store.read(path.parent.name + path.name) is None:
            bad.append(name)
    return bad


def make_old(folder: Path, names: list[str]) -> None:
    """Makes files look as if they had been left long ago."""
    for name in names:
        path = folder / name
        then = path.stat().st_mtime - OLD
        os.utime(path, (then, then))
    (folder / CACHE / ".pruned").unlink(missing_ok=True)
