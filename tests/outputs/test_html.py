"""The HTML page as a text: well formed, nothing of a report in its markup, nothing from elsewhere."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from hashlib import sha256
from typing import Any

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportlint.diagnostic import Related, Severity
from reportlint.outputs import Run, output
from reportlint.outputs.page.report import ReportPart
from reportlint.outputs.terminal import visible
from reportlint.result import FileProblem, Outline
from reportlint.source import Span
from reportlint.toml import Text

from .samples import HARD, RUNS, TEXT, diagnostic, full_run, result, span_of

PARSER = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)


def written(run: Run) -> str:
    text = output("html")(run)
    assert isinstance(text, str)
    return text


def parsed(run: Run) -> Any:
    """The page as a tree; whatever a parser has to forgive is an error."""
    return PARSER.parse(written(run))


def words(element: Any) -> str:
    return "".join(element.itertext())


def lines(run: Run) -> list[str]:
    """The lines of the report's text."""
    return list(map(words, without_findings(parsed(run))))


def without_findings(page: Any) -> list[Any]:
    """The items that are lines of the report, without what is told below them."""
    items = page.findall(".//ol[@class='text']/li")
    for item in items:
        for told in item.findall("article"):
            item.remove(told)
    return list(items)


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_it_is_html(run: Run) -> None:
    page = parsed(run)
    ids = [one.get("id") for one in page.iter() if one.get("id")]
    assert len(ids) == len(set(ids))
    assert all(one.get("href")[1:] in ids for one in page.iter("a"))
    assert page.get("lang") == ("zh-CN" if run.language == "zh" else "en")
    assert "$" not in re.sub(r"(?s)<(script|style)>.*?</\1>", "", written(run))


@settings(max_examples=30)  # a strict parser in Python takes its time
@given(st.text(st.characters()), st.text(st.characters()), st.data())
def test_any_text_comes_back(text: str, message: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    other = data.draw(st.integers(0, len(text)))
    found = sorted([Span(start, end), Span(min(start, other), max(start, other))])
    told = result(text, *(diagnostic(span, message=message) for span in found), name=text)
    part = ReportPart(Run((told,)), told, "r1", {}).html(open=True)
    shown = [words(line) for line in without_findings(PARSER.parseFragment(part))]
    assert shown == ["\t".join(map(visible, line.split("\t"))) for line in re.split(r"\r\n|\r|\n", text)]


def test_nothing_of_a_report_is_markup() -> None:
    page = parsed(RUNS["hard"])
    for element in page.iter("b"):
        assert element.get("class") == "level" or words(element).isdigit()
    assert "a␀b␛[31m␡<U+0085><U+2028><U+202E><U+D800><U+FFFE><b>&\"'%0A::error::]]>" in words(page.find(".//ol"))


def test_the_policy_allows_its_own_style_and_script_alone() -> None:
    text = written(full_run())
    page = parsed(full_run())
    (policy,) = [one.get("content") for one in page.iter("meta") if one.get("http-equiv")]
    digests = {
        name: b64encode(sha256(re.search(f"(?s)<{name}>(.*?)</{name}>", text)[1].encode()).digest()).decode()  # type: ignore[index]
        for name in ("style", "script")
    }
    assert policy == (
        f"default-src 'none'; style-src 'sha256-{digests['style']}'; script-src 'sha256-{digests['script']}'; "
        "base-uri 'none'; form-action 'none'"
    )
    assert not any(one.get("style") or one.get("src") or one.get("onclick") for one in page.iter())
    assert not re.search(r"https?://|url\(|@import", text)


def test_findings_stand_below_their_lines() -> None:
    items = parsed(full_run("en")).findall(".//ol[@class='text']/li")
    third, fourth = items[2], items[3]
    assert [words(one) for one in third.findall(".//mark[@class='error']")] == ["12"]
    assert words(third.find("article/p[@class='problem']")) == "the total should be 15, is 12"
    assert [words(one) for one in third.findall("article/dl//dd")] == [
        "write 15",
        "国办公开办函〔2021〕30号",
        "3:9 this column is 3",
    ]
    assert [words(one) for one in fourth.findall(".//mark")] == ["𠮷田\t"]


def test_overlapping_findings_are_marked_for_the_gravest() -> None:
    found = [diagnostic(Span(0, 4), severity=Severity.INFO), diagnostic(Span(2, 6)), diagnostic(Span(4, 4))]
    item = parsed(Run((result("一二三四五六七", *found),))).find(".//ol/li")
    marks = [(one.get("class"), words(one)) for one in item.findall(".//mark")]
    assert marks == [("info", "一二"), ("error", "三四"), ("error point", ""), ("error", "五六")]
    assert len(item.findall("article")) == 3


def test_a_span_of_several_lines_is_marked_to_the_end_of_its_first() -> None:
    run = Run((result("一二\r\n三四", diagnostic(Span(1, 6))),))
    assert [words(one) for one in parsed(run).findall(".//mark")] == ["二"]


def test_a_long_text_is_shown_around_its_findings() -> None:
    text = "".join(f"{number}行\n" for number in range(1, 5001))
    start = text.index("3000行")
    related = (Related(span_of(text, "1000行"), Text("这里", "here")),)
    told = lines(Run((result(text, diagnostic(Span(start, start + 4), related=related)),)))
    assert told[:3] == ["（略去 979 行）", "980行", "981行"]
    assert told[41:44] == ["1020行", "（略去 1959 行）", "2980行"]
    assert told[-1] == "3020行"
    items = parsed(Run((result(text, diagnostic(Span(start, start + 4))),))).findall(".//ol/li")
    assert [one.get("value") for one in items[:3]] == [None, "2980", None]


def test_a_long_line_is_shown_by_its_ends() -> None:
    text = "甲" * 50_000 + "12" + "乙" * 50_000
    (line,) = lines(Run((result(text, diagnostic(span_of(text, "12"))),)))
    assert line == f"{'甲' * 400}……（略去 49200 字）……{'甲' * 400}12{'乙' * 400}……（略去 49200 字）……{'乙' * 400}"


def test_the_worst_report_is_first() -> None:
    def of(name: str, *severities: Severity) -> Any:
        found = [diagnostic(span_of(TEXT, "12"), severity=one) for one in severities]
        return replace(result(TEXT, *found, name=f"{name}.md"), outline=Outline(name, 2023))

    run = Run(
        (
            of("甲县"),
            of("乙县", Severity.WARNING, Severity.WARNING),
            of("丙县", Severity.ERROR),
            replace(of("丁县"), problem=FileProblem("not-a-report")),
        )
    )
    page = parsed(run)
    table = [[words(cell) for cell in row] for row in page.findall(".//tbody/tr")]
    assert table == [
        ["丙县", "2023", "1", "·", "·", "·", "1", "丙县.md"],
        ["乙县", "2023", "·", "2", "·", "·", "2", "乙县.md"],
        ["甲县 没有问题", "2023", "·", "·", "·", "·", "·", "甲县.md"],
    ]
    assert [words(one) for one in page.findall(".//ul[@class='tiles']/li")] == [
        "3 份报告",
        "1 份有错误",
        "1 份没有问题",
    ]
    assert words(page.find(".//details[@class='others']")) == "未作检查的文件（1）丁县.md — 看起来不是年度报告"


def test_a_rule_that_failed_is_told() -> None:
    fault = parsed(full_run("en")).find(".//p[@class='fault']")
    assert "internal error: rule YER101 failed" in words(fault)


def test_a_run_without_findings_says_so() -> None:
    assert "没有发现问题" in written(RUNS["no findings"])
    assert "No problems were found." in written(replace(RUNS["no findings"], language="en"))
    assert "\x00" not in written(Run((result(HARD, name=HARD),)))
