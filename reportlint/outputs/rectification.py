"""The list that a reviewer sends back (整改清单): what is wrong in which report, by which norm, and what to do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import NamedTuple

from reportlint.diagnostic import Severity
from reportlint.result import FileResult
from reportlint.toml import Text

from . import Run
from .place import place, source_of
from .summary import SEVERITIES
from .terminal import visible

_QUOTE = 40
"""How many characters of a report's own words are quoted."""

_DEMAND = Text("应做到：{summary}", "required: {summary}")


class Item(NamedTuple):
    """A line of the list, in words for people; none of them holds a line end or a control.

    ``part`` is the heading that the place stands below, ``place`` its line and column, ``quote`` the words
    there. ``todo`` says how to mend it or, where nobody can know, what is demanded.
    """

    body: str
    year: str
    file: str
    part: str
    place: str
    level: Severity
    code: str
    quote: str
    problem: str
    norm: str
    todo: str


HEADS = (
    Text("序号", "no."),
    Text("机关", "body"),
    Text("年度", "year"),
    Text("所在部分", "section"),
    Text("行:列", "line:column"),
    Text("级别", "level"),
    Text("原文", "text"),
    Text("问题", "problem"),
    Text("依据", "norm"),
    Text("整改建议", "suggestion"),
    Text("责任人", "responsible"),
    Text("整改情况", "done"),
    Text("规则", "rule"),
    Text("文件", "file"),
)
"""The columns of the list as a table. Who is responsible and what was done is filled in by those who get it."""


def looked_at(result: FileResult) -> bool:
    """Whether a file is told of as a report: it is one, or something was found in it all the same."""
    return result.problem is None or bool(result.diagnostics or result.faults)


def body_of(result: FileResult) -> str:
    """Whose report a file is: the authority of its title, else its name without the ending."""
    return visible(result.outline.body or PurePath(result.name).stem or result.name)


def items(run: Run) -> Iterator[Item]:
    """The lines of a run, file by file."""
    demands = demands_of(run)
    for result in run.results:
        yield from items_of(run, result, demands)


def demands_of(run: Run) -> Mapping[str, str]:
    """What each rule demands, by its code: stands for a fix where there is none."""
    demand = _DEMAND.in_language(run.language)
    return {rule.code: demand.format(summary=rule.summary.in_language(run.language)) for rule in run.rules}


def items_of(run: Run, result: FileResult, demands: Mapping[str, str]) -> Iterator[Item]:
    """The lines of a file, with the :func:`demands_of` the run."""
    source, outline = source_of(result), result.outline
    for one in result.diagnostics:
        fix = one.fix.title.in_language(run.language) if one.fix is not None else demands.get(one.code, "")
        quote = source.slice(one.span).strip()
        yield Item(
            body=body_of(result),
            year=str(outline.year or ""),
            file=visible(result.name),
            part=visible(outline.part_at(one.span.start)),
            place=place(source, one.span.start),
            level=one.severity,
            code=one.code,
            quote=visible(quote if len(quote) <= _QUOTE else quote[: _QUOTE - 1] + "…"),
            problem=visible(one.message.in_language(run.language)),
            norm=visible(one.basis),
            todo=visible(fix),
        )


def row(run: Run, number: int, item: Item) -> list[str]:
    """A line as the cells below :data:`HEADS`."""
    level = SEVERITIES[item.level].in_language(run.language)
    where = [item.body, item.year, item.part, item.place, level, item.quote]
    return [str(number), *where, item.problem, item.norm, item.todo, "", "", item.code, item.file]
