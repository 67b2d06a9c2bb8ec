"""The JSON outputs."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint import __version__
from reportlint.diagnostic import Safety
from reportlint.outputs import Run, output
from reportlint.outputs.plain import dumps, plain
from reportlint.source import Span
from reportlint.toml import Text

from .samples import TEXT, diagnostic, full_run, result, span_of


def written(run: Run) -> Any:
    return json.loads(output("json")(run))


def test_the_object_of_a_run() -> None:
    run = written(full_run())
    assert run["version"] == 1
    assert run["tool"] == {"name": "reportlint", "version": __version__}
    assert [(one["path"], one["encoding"], one["problem"]) for one in run["files"]] == [
        ("reports/2023.md", "utf-8", None),
        ("/srv/网站/空 白.md", "utf-8", "empty"),
        ("坏.md", None, "unreadable"),
    ]
    assert run["files"][1]["faults"] == [{"code": "YER101", "message": "KeyError: '年'"}]
    assert run["summary"] == {
        "files": 3,
        "filesWithFindings": 3,
        "skipped": 1,
        "error": 1,
        "warning": 1,
        "info": 1,
        "hint": 1,
        "fixable": 1,
        "unsafelyFixable": 1,
        "faults": 1,
        "ignored": 0,
        "known": 0,
    }


def test_the_object_of_a_finding() -> None:
    start = TEXT.index("12")
    place = {
        "start": {"line": 3, "column": 13, "offset": start},
        "end": {"line": 3, "column": 15, "offset": start + 2},
    }
    related = TEXT.index("3")
    assert written(full_run("en"))["files"][0]["diagnostics"][0] == {
        "code": "TBL301",
        "name": "row-total",
        "severity": "error",
        "message": "the total should be 15, is 12",
        "messages": {"zh": "总计应为15，实为12", "en": "the total should be 15, is 12"},
        **place,
        "related": [
            {
                "message": "this column is 3",
                "start": {"line": 3, "column": 9, "offset": related},
                "end": {"line": 3, "column": 10, "offset": related + 1},
            }
        ],
        "fix": {"title": "write 15", "safety": "safe", "edits": [{**place, "replacement": "15"}]},
        "basis": "国办公开办函〔2021〕30号",
        "help": "",
        "data": {"right": 15, "ratio": "0.10", "columns": ["自然人"]},
    }


def test_columns_are_code_points() -> None:
    end = written(Run((result(TEXT, diagnostic(span_of(TEXT, "𠮷田"))),)))["files"][0]["diagnostics"][0]["end"]
    assert end == {"line": 4, "column": 8, "offset": TEXT.index("田") + 1}


def test_json_lines_are_the_findings_with_their_paths() -> None:
    lines = [json.loads(line) for line in output("json-lines")(full_run()).split("\n")[:-1]]
    expected: list[Any] = []
    for file in written(full_run())["files"]:
        expected += [{"path": file["path"], **one} for one in file["diagnostics"]]
        expected += [{"path": file["path"], "fault": one} for one in file["faults"]]
    assert lines == expected
    assert output("json-lines")(Run((result(TEXT),))) == ""


def test_chinese_is_written_as_it_is() -> None:
    assert "总计应为15" in output("json")(full_run())


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, None),
        (True, True),
        (7, 7),
        (2**53, "9007199254740992"),
        (Decimal("12"), 12),
        (Decimal("12.00"), 12),
        (Decimal("12.50"), "12.50"),
        (Decimal("1E+999999"), "1E+999999"),
        (Decimal("NaN"), "NaN"),
        (0.5, 0.5),
        (float("inf"), "inf"),
        (Span(1, 2), {"start": 1, "end": 2}),
        (Text("甲", "a"), {"zh": "甲", "en": "a"}),
        (Safety.SAFE, "safe"),
        ({Safety.SAFE: (1,), 2: "b"}, {"safe": [1], "2": "b"}),
        (frozenset("ba"), ["a", "b"]),
        (range(2), "range(0, 2)"),
    ],
)
def test_plain(value: object, expected: object) -> None:
    assert plain(value) == expected
    assert type(plain(value)) is type(expected)


def test_a_huge_number_is_written() -> None:
    assert Decimal(plain(10**5000)) == Decimal(10**5000)


@given(st.text(st.characters()))
def test_any_text_comes_back(text: str) -> None:
    line = dumps(text)
    line.encode("utf-8")
    assert len(line.splitlines()) == 1
    # Two surrogates side by side come back as the character that they are halves of.
    assert json.loads(line) == text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
