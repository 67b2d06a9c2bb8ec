"""A server with toy rules, so that the tests stand apart from the real ones. Run as a script.

``截止20xx年`` has a safe fix, ``大概`` an unsafe one, ``也许`` one that is only shown. ``炸`` makes a rule
fail, ``崩`` the whole analysis, and ``退`` tries to end the process; ``走`` lets a rule do that, and ``眠``
lets a rule sleep for ever that finds ``睡``; ``疯`` has it hold the interpreter. ``满`` gives 600 findings, the last of
them an error. Only in a trusted workspace ``疑`` is found. A file called ``strict.txt`` must be a report.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlint.api import (
    Context,
    Edit,
    FileResult,
    Finding,
    Fix,
    NoOptions,
    Related,
    Report,
    Rule,
    Safety,
    Severity,
    Span,
    Text,
    rule,
)  # fmt: skip
from reportlint.engine import Session
from reportlint.plugins import Plugins
from reportlint.server.start import main
from reportlint.source import SourceText


@rule(
    code="TOY001",
    name="until-year",
    severity=Severity.WARNING,
    on=Report,
    summary=Text("“截止”应为“截至”", "until, not deadline"),
    message=Text("“{found}”应写“截至”，不是*截止*", "write “截至” in “{found}”, not *截止*"),
    basis="出版物上数字用法",
)
def until_year(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """Flags 截止 before a year."""
    text = report.source.text
    for match in re.finditer(r"截止(?=20\d\d年)", text):
        span = Span(*match.span())
        fix = Fix(Text("改为“截至”", "write 截至"), (Edit(span, "截至"),))
        related = (Related(Span(0, 1), Text("开头", "the beginning")),)
        yield Finding(span, {"found": match[0]}, related=related, fix=fix)


def _word(code: str, word: str, replacement: str, safety: Safety) -> Rule:
    @rule(
        code=code,
        name=f"word-{code[-3:]}",
        severity=Severity.INFO,
        on=Report,
        summary=Text(f"“{word}”不确切", f"{word} is vague"),
        message=Text(f"“{word}”不确切", f"{word} is vague"),
    )
    def vague(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
        for match in re.finditer(word, report.source.text):
            span = Span(*match.span())
            fix = Fix(Text(f"改为“{replacement}”", f"write {replacement}"), (Edit(span, replacement),), safety)
            yield Finding(span, fix=fix)

    return vague


@rule(
    code="TOY004",
    name="explosive",
    severity=Severity.ERROR,
    on=Report,
    summary=Text("炸", "bang"),
    message=Text("炸", "bang"),
)
def explosive(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """Fails."""
    if "炸" in report.source.text:
        raise ValueError("炸")
    yield from ()


@dataclass(frozen=True)
class Many:
    """How many findings there are."""

    number: int = 600


@rule(
    code="TOY005",
    name="many",
    severity=Severity.HINT,
    on=Report,
    summary=Text("满", "full"),
    message=Text("满", "full"),
    options=Many,
)
def many(report: Report, context: Context[Many]) -> Iterator[Finding]:
    """Finds more than anybody wants to see."""
    place = report.source.text.find("满")
    if place >= 0:
        last = context.options.number - 1
        for number in range(last + 1):
            severity = Severity.ERROR if number == last else None
            yield Finding(Span(place, place + 1 + number), severity=severity)


@rule(
    code="TOY007",
    name="sleepy",
    severity=Severity.WARNING,
    on=Report,
    summary=Text("眠", "sleep"),
    message=Text("眠", "sleep"),
)
def sleepy(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """Never comes to an end."""
    while "眠" in report.source.text:
        time.sleep(0.01)
    if "疯" in report.source.text:
        re.match("(a+)+$", "a" * 60 + "b")
    if "睡" in report.source.text:
        yield Finding(Span(0, 1))


@rule(
    code="TOY008",
    name="leaving",
    severity=Severity.WARNING,
    on=Report,
    summary=Text("走", "leave"),
    message=Text("走", "leave"),
)
def leaving(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """Ends the program."""
    if "走" in report.source.text:
        sys.exit("走")
    yield from ()


class _Loud(Session):
    def __init__(self, plugins: Plugins, force: bool) -> None:
        super().__init__(plugins, force=force)

    def check(self, source: SourceText, *args: Any, **more: Any) -> FileResult:
        # Prints on purpose: a rule that does so must not break the stream of messages.
        print("LOOK", source.name, flush=True)
        if "崩" in source.text:
            raise RuntimeError("崩")
        if "退" in source.text:
            sys.exit("退")
        return super().check(source, *args, **more)


def session_for(path: Path | None, /, *, trusted: bool) -> Session:
    """A session with the toy rules."""
    rules = [
        until_year,
        _word("TOY002", "大概", "约", Safety.UNSAFE),
        _word("TOY003", "也许", "", Safety.DISPLAY),
        explosive,
        many,
        sleepy,
        leaving,
    ]
    if trusted:
        rules.append(_word("TOY006", "疑", "", Safety.DISPLAY))
    plugins = Plugins({one.code: one for one in rules}, origins={"TOY007": "toy_plugin"})
    return _Loud(plugins, path is None or path.name != "strict.txt")


if __name__ == "__main__":
    sys.exit(main(session_for=session_for))
