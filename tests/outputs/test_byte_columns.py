"""The output for what counts columns in bytes."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.diagnostic import Severity
from reportlint.outputs import Run, output
from reportlint.source import SourceText, Span

from .samples import diagnostic, full_run, result, span_of

LINE = re.compile(r"(.+):(\d+):(\d+):(\d+):(\d+): (error|warning|info|hint): (.*) \[(\w+)\]")


def places(text: str, span: Span) -> tuple[int, ...]:
    """Start and end, line and column each, as written."""
    match = LINE.fullmatch(output("byte-columns")(Run((result(text, diagnostic(span)),))).rstrip("\n"))
    assert match is not None
    return tuple(map(int, match.groups()[1:5]))


def test_a_run() -> None:
    assert output("byte-columns")(full_run("en")).splitlines() == [
        "reports/2023.md:3:19:3:21: error: the total should be 15, is 12 [TBL301]",
        "reports/2023.md:4:16:4:24: hint: the total should be 15, is 12 [TBL301]",
        "/srv/网站/空 白.md:1:1:1:1: warning: the total should be 15, is 12 [DOC001]",
        "/srv/网站/空 白.md:1:1:1:1: error: internal error: rule YER101 failed, its results are missing: "
        "KeyError: '年' [YER101]",
        "坏.md:1:1:1:1: info: the total should be 15, is 12 [DOC002]",
    ]
    assert output("byte-columns")(Run((result("年"),))) == ""


@pytest.mark.parametrize("severity", list(Severity))
def test_the_word_of_a_severity_is_the_same_in_both_languages(severity: Severity) -> None:
    for language in ("zh", "en"):
        written = output("byte-columns")(Run((result("年", diagnostic(Span(0, 1), severity=severity)),), (), language))
        assert f": {severity.value}: " in written


@pytest.mark.parametrize(
    ("before", "width"),
    [("", 0), ("a", 1), ("é", 2), ("e\u0301", 3), ("年", 3), ("𠮷", 4), ("\t", 1), ("\ufeff", 3), ("👨\u200d👩", 11), ("\udc80", 3)],
)  # fmt: skip
def test_columns_are_bytes_of_utf_8(before: str, width: int) -> None:
    assert places(f"一\n{before}总计\n", span_of(f"一\n{before}总计\n", "总计")) == (2, width + 1, 2, width + 7)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_an_end_behind_a_line_does_not_count_its_end(end: str) -> None:
    text = f"总计{end}年{end}"
    assert places(text, Span(0, 2)) == (1, 1, 1, 7)
    assert places(text, Span(0, 2 + len(end))) == (1, 1, 2, 1)
    assert places(text, Span(0, len(text))) == (1, 1, 3, 1)
    assert places(text, Span(len(text), len(text))) == (3, 1, 3, 1)
    if len(end) == 2:
        assert places(text, Span(1, 3)) == (1, 4, 1, 7)


def test_the_encoding_of_the_file_does_not_matter() -> None:
    text = "年总计"
    one = result(text, diagnostic(span_of(text, "总计")))
    other = replace(one, source=SourceText(text, one.name, "gb18030", bom=True))
    assert output("byte-columns")(Run((other,))) == output("byte-columns")(Run((one,)))


@given(st.text(st.characters(), max_size=60), st.data())
def test_the_bytes_between_the_columns_are_the_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    lines = [line.encode("utf-8", "surrogatepass") for line in re.split("\r\n|\r|\n", text)]
    first, column, last, behind = places(text, Span(start, end))
    between = b"\n".join(lines[first - 1 : last])
    cut = len(lines[last - 1]) - (behind - 1)
    found = between[column - 1 : len(between) - cut].decode("utf-8", "surrogatepass")
    wanted = re.sub("\r\n|\r", "\n", text[start:end])
    # A span may begin or end between the two characters of one line's end.
    assert found.strip("\n") == wanted.strip("\n")
