"""Comments that ignore findings, in texts and through a session."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.engine import Session
from reportlint.ignoring import Comments, read_comments
from reportlint.plugins import Plugins
from reportlint.result import FileResult
from reportlint.selection import Selection
from reportlint.source import SourceText
from tests.work.counting import grows_linearly

CODES = {"TBL101": "TBL101", "wrong-form": "TBL101", "SEC105": "SEC105"}
TITLE = "青石镇人民政府2023年政府信息公开工作年度报告\n"
WRONG = "截止2023年12月31日，本机关共公开信息3条。"


def comments(text: str) -> Comments:
    return read_comments(SourceText(text), CODES.get)


def regions(text: str) -> list[tuple[str, str]]:
    return [(one.rule, text[one.region.start : one.region.end]) for one in comments(text).ignores]


def slips(text: str) -> list[tuple[str, str]]:
    return [(one.kind, one.written) for one in comments(text).slips]


def test_to_the_end_of_the_text() -> None:
    assert regions("甲\n<!-- reportlint: disable=TBL101 -->\n乙") == [
        ("TBL101", "<!-- reportlint: disable=TBL101 -->\n乙")
    ]


def test_until_it_is_enabled() -> None:
    text = "<!--reportlint:disable=TBL101,SEC105-->\n甲\n<!-- reportlint: enable=wrong-form -->\n乙"
    assert regions(text) == [
        ("TBL101", "<!--reportlint:disable=TBL101,SEC105-->\n甲\n"),
        ("SEC105", text),
    ]
    assert slips(text) == []


def test_enable_ends_everything() -> None:
    text = "<!-- reportlint: disable=TBL101 SEC105 -->甲<!-- reportlint: enable -->乙"
    assert [region[-1] for _, region in regions(text)] == ["甲", "甲"]


def test_a_line() -> None:
    assert regions("甲\n乙 <!-- reportlint: disable-line=SEC105 --> 丙\r\n丁") == [
        ("SEC105", "乙 <!-- reportlint: disable-line=SEC105 --> 丙")
    ]


@pytest.mark.parametrize(
    "between", ["\n", "\r\n", "\r", "\n\n", "\n \t\n", "\n<!-- reportlint: disable-line=TBL101 -->\n"]
)
def test_the_next_line(between: str) -> None:
    text = f"甲\n<!-- reportlint: disable-next-line=SEC105 -->{between}乙\n丙"
    assert ("SEC105", "乙") in regions(text)


def test_the_next_line_of_the_last_is_nothing() -> None:
    assert regions("<!-- reportlint: disable-next-line=SEC105 -->\n") == [("SEC105", "")]


def test_as_people_with_chinese_keyboards_write() -> None:
    assert [rule for rule, _ in regions("<!-- reportlint：disable＝TBL101，sec105、SEC105 -->")] == ["TBL101", "SEC105"]
    assert slips("<!-- reportlint：disable＝TBL101，sec105、SEC105 -->") == [("unknown", "sec105")]


@pytest.mark.parametrize(
    ("text", "slip"),
    [
        ("<!-- reportlint: disable=TBL999 -->", ("unknown", "TBL999")),
        ("<!-- reportlint: disabel=TBL101 -->", ("unclear", "disabel=TBL101")),
        ("<!-- reportlint: disable -->", ("unclear", "disable")),
        ("<!-- reportlint: disable= , -->", ("unclear", "disable= ,")),
        ("<!-- reportlint: enable -->", ("unopened", "enable")),
        ("<!-- reportlint: enable=TBL101 -->", ("unopened", "enable=TBL101")),
        ("<!-- reportlint: -->", ("unclear", "")),
    ],
)
def test_mistakes(text: str, slip: tuple[str, str]) -> None:
    assert slips(text) == [slip]
    assert regions(text) == []


REAL = "<!-- reportlint: disable=TBL101 -->"


@pytest.mark.parametrize(
    "text",
    [
        f"| 甲 | {REAL} |",
        f"甲\t{REAL}\t乙",
        f"｜甲｜{REAL}",
        f"写法是 `{REAL}`。",
        f"写法是 ``` ` {REAL} ` ```。",
        f"`` ` {REAL} ` 甲",
        f"```html\n{REAL}\n```",
        f"~~~\n```\n{REAL}\n~~~",
        f"```\n{REAL}",
        "<!-- eportlint: disable=TBL101 -->",
        "<!-- reportlint: disable=TBL101",
        "reportlint: disable=TBL101",
    ],
)
def test_examples_and_other_texts_are_no_comments(text: str) -> None:
    assert comments(text).spans == ()
    assert comments(text).text.text == text


@pytest.mark.parametrize(
    "text",
    [
        f"` {REAL}",
        f"`甲` {REAL} `乙`",
        f"```\n甲\n```\n{REAL}",
        f"\t{REAL}",
        f"用 `<!--` 开始\n{REAL}",
    ],
)
def test_these_are_comments(text: str) -> None:
    assert len(comments(text).ignores) == 1


@given(
    st.text("甲`~|\t \n\r<!->") | st.just(REAL), st.lists(st.sampled_from(["甲", "`", "```\n", REAL, "\n", "|", "\t"]))
)
def test_the_text_keeps_its_length_and_lines(start: str, parts: list[str]) -> None:
    text = start + "".join(parts)
    blank = comments(text).text
    assert len(blank.text) == len(text)
    assert blank.line_starts == SourceText(text).line_starts


@pytest.mark.parametrize(
    ("start", "piece"),
    [("", "<!-- reportlint:"), ("`" * 7 + REAL, "` `` "), ("", f"```{REAL}\n"), ("", f"` {REAL}")],
)
def test_hostile_texts_take_linear_time(start: str, piece: str) -> None:
    def read(times: int) -> Callable[[], object]:
        return partial(comments, start + piece * times)

    assert not grows_linearly(read, 5_000, 20_000, slack=3, least=0.5)


# Through a session ────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def session(plugins: Plugins) -> Session:
    return Session(plugins, Selection(select=("YR301", "DOC")))


def found(result: FileResult) -> list[str]:
    assert not result.faults
    return [one.code for one in result.diagnostics]


def test_a_finding_is_left_out(session: Session) -> None:
    text = f"{TITLE}\n<!-- reportlint: disable-next-line=YR301 -->\n{WRONG}\n\n{WRONG}\n"
    result = session.check(SourceText(text))
    assert found(result) == ["YR301"]
    (ignored,) = result.ignored
    assert ignored.diagnostic.code == "YR301"
    assert text[ignored.by.span.start : ignored.by.span.end] == "YR301"
    assert result.report is not None and result.report.source.text == text


def test_everything_can_be_seen(plugins: Plugins) -> None:
    text = f"{TITLE}\n<!-- reportlint: disable=YR301, SEC999 -->\n{WRONG}\n"
    result = Session(plugins, Selection(select=("YR301",)), ignoring=False).check(SourceText(text))
    assert found(result) == ["YR301"]
    assert result.ignored == ()


def test_what_is_unused_or_unknown_is_told(session: Session) -> None:
    text = f"{TITLE}\n<!-- reportlint: disable-next-line=YR301, YR310 -->\n本机关公开信息3条。\n"
    result = session.check(SourceText(text))
    assert found(result) == ["DOC201", "DOC203"]
    assert [text[one.span.start : one.span.end] for one in result.diagnostics] == ["YR301", "YR310"]
    assert "是不是想写 YR30" in result.diagnostics[1].message.zh


def test_nothing_is_said_of_rules_that_did_not_look(session: Session) -> None:
    text = f"{TITLE}\n<!-- reportlint: disable=SEC105 -->\n{WRONG}\n"
    assert found(session.check(SourceText(text))) == ["YR301"]


def test_a_comment_is_no_text_of_the_report(plugins: Plugins) -> None:
    heading = "一、总体情况"
    text = f"{TITLE}\n{heading} <!-- reportlint: disable-line=SEC105 -->\n\n本机关公开信息。\n"
    all_rules = Session(plugins)
    plain = [
        one.code
        for one in all_rules.check(
            SourceText(text.replace(" <!-- reportlint: disable-line=SEC105 -->", ""))
        ).diagnostics
    ]
    assert [one for one in found(all_rules.check(SourceText(text))) if one != "DOC201"] == plain


def test_a_file_of_comments_is_empty(session: Session) -> None:
    assert found(session.check(SourceText("<!-- reportlint: disable=DOC103 -->\n"))) == ["DOC103"]


def test_one_place_of_what_is_told_once(plugins: Plugins) -> None:
    """A finding that is gathered is counted without the places that are ignored."""
    line = "电话(0551)1234567,请联系,谢谢"
    session = Session(plugins, Selection(select=("TXT",)))
    body = "\n".join(f"本机关公开了信息,办理了申请{number}件。" for number in range(1, 4))
    text = f"{TITLE}\n一、总体情况\n{body}\n{line}\n"
    one = next(one for one in session.check(SourceText(text)).diagnostics if one.data.get("count"))
    comment = f"<!-- reportlint: disable-next-line={one.code} -->\n"
    result = session.check(
        SourceText(text.replace("本机关公开了信息,办理了申请1件", comment + "本机关公开了信息,办理了申请1件"))
    )
    (left,) = [
        other for other in result.diagnostics if other.code == one.code and other.message.zh[:8] == one.message.zh[:8]
    ]
    assert left.data["count"] == one.data["count"] - len(result.ignored)
    assert result.ignored
