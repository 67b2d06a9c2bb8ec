"""Workflow commands, read back as the runner reads them."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from reportlint.diagnostic import Severity
from reportlint.outputs import Run, output
from reportlint.source import Span

from .samples import RUNS, TEXT, diagnostic, full_run, result, span_of


def commands(run: Run) -> list[tuple[str, dict[str, str], str]]:
    text = output("github")(run)
    assert isinstance(text, str)
    found = []
    for line in re.split(r"\r\n|\r|\n", text):
        if "::" in line[:2]:
            kind, properties, message = re.fullmatch(r"::(\w+) (.*?)::(.*)", line).groups()  # type: ignore[union-attr]
            pairs = dict(one.split("=", 1) for one in properties.split(","))
            found.append((kind, {key: unescaped(value) for key, value in pairs.items()}, unescaped(message)))
    return found


def unescaped(text: str) -> str:
    for code, char in (("%2C", ","), ("%3A", ":"), ("%0A", "\n"), ("%0D", "\r"), ("%25", "%")):
        text = text.replace(code, char)
    return text


def test_findings_are_commands() -> None:
    assert commands(full_run("en"))[:2] == [
        (
            "error",
            {
                "file": "reports/2023.md",
                "line": "3",
                "endLine": "3",
                "col": "13",
                "endColumn": "15",
                "title": "TBL301 row-total",
            },
            "reports/2023.md:3:13: the total should be 15, is 12",
        ),
        (
            "notice",
            {
                "file": "reports/2023.md",
                "line": "4",
                "endLine": "4",
                "col": "6",
                "endColumn": "9",
                "title": "TBL301 row-total",
            },
            "reports/2023.md:4:6: the total should be 15, is 12",
        ),
    ]


def test_a_rule_that_failed_is_an_error() -> None:
    assert [(kind, where["title"]) for kind, where, _ in commands(full_run())][3] == ("error", "reportlint YER101")


def test_a_span_of_several_lines_has_no_columns() -> None:
    ((_, where, _),) = commands(Run((result(TEXT, diagnostic(Span(0, len(TEXT)))),)))
    assert where == {"file": "reports/2023.md", "line": "1", "endLine": "5", "title": "TBL301 row-total"}


def test_nothing_else_becomes_a_command() -> None:
    assert len(commands(RUNS["hard"])) == 3
    assert commands(RUNS["no findings"]) == []


def test_past_the_limit_the_summary_is_told_first() -> None:
    many = [diagnostic(span_of(TEXT, "12"), severity=Severity.WARNING)] * 11
    kinds = [(kind, message) for kind, _, message in commands(Run((result(TEXT, *many),)))]
    assert [kind for kind, _ in kinds] == ["notice", *["warning"] * 11]
    assert "11 个警告" in kinds[0][1]
    assert "前10处" in kinds[0][1]


@given(st.text(st.characters(exclude_categories=["Cs"])), st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_any_message_and_path_are_one_command(message: str, name: str) -> None:
    run = Run((result(TEXT, diagnostic(span_of(TEXT, "12"), message=message), name=f"a/{name}"),))
    ((command, _, told),) = commands(run)
    assert command == "error"
    assert told.count("\n") == 0
