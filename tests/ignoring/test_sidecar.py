"""The sidecar: what it may say, which files and findings it means, and what a run makes of it."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.diagnostic import Diagnostic, Severity
from reportlint.ignoring import Entry, Review, Sidecar
from reportlint.ignoring.writing import anchor_for, written_entry
from reportlint.source import SourceText, Span
from reportlint.toml import Text, TomlError

NAME = "年报/.reportlint-ignore.toml"
TODAY = date(2024, 1, 15)


def sidecar(text: str) -> Sidecar:
    return Sidecar.parse(text.encode(), NAME)


def entry(file: str = "a.txt", rule: str = "TBL301", **more: str) -> str:
    lines = [f'file = "{file}"', f'code = "{rule}"', *(f'{key} = "{value}"' for key, value in more.items())]
    return "\n".join(["[[ignore]]", *lines, *([] if "reason" in more else ['reason = "核对过"'])]) + "\n"


def finding(text: str, part: str) -> Diagnostic:
    start = text.index(part)
    return Diagnostic("TBL301", "row-total", Severity.ERROR, Text("错", "wrong"), Span(start, start + len(part)))


def test_what_it_says() -> None:
    text = '# 说明\n\n[[ignore]]\nfile = "./2023/a.txt"\ncode = "row-total"\nanchor = "总计"\nreason = "核对过"\nexpires = 2024-02-01\n'
    (one,) = sidecar(text).entries
    assert (one.file, one.rule, one.anchor, one.reason, one.expires) == (
        "2023/a.txt", "row-total", "总计", "核对过", date(2024, 2, 1),
    )  # fmt: skip
    assert text[one.span.start : one.span.end] == "[[ignore]]"
    assert not one.is_over(date(2024, 2, 1)) and one.is_over(date(2024, 2, 2))


@pytest.mark.parametrize(
    ("text", "where", "word"),
    [
        ("[[ignore]\n", ":1:", "TOML"),
        ("[[ignore]]\n", f"{NAME}:1: ignore.file", "缺少"),
        (entry() + entry().replace("code", "cod"), f"{NAME}:5: ignore.code", "缺少"),
        (entry(anchor="x") + "extra = 1\n", f"{NAME}:6: ignore.extra", "没有这个配置项"),
        ("ignores = []\n", "ignores", "ignore"),
        (entry(anchor=" 　"), "anchor", "不能为空"),
        (entry(expires="2024-01-01"), "expires", "日期"),
        (entry(file="../a.txt"), "file", "/"),
        (entry(file="/a.txt"), "file", "/"),
        ('ignore = ["a"]\n', "ignore", "表"),
    ],
)
def test_mistakes_are_named(text: str, where: str, word: str) -> None:
    with pytest.raises(TomlError) as raised:
        sidecar(text)
    assert where in raised.value.where
    assert word in raised.value.message.zh


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(TomlError):
        Sidecar.parse(b"\xff\xfe", NAME)


def test_a_list_in_one_piece_has_its_place_at_the_beginning() -> None:
    read = sidecar('\n\nignore = [{file = "a.txt", code = "TBL301", reason = ""}]\n')
    assert [one.span for one in read.entries] == [Span(0, 0)]


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("a.txt", "a.txt", True),
        ("a.txt", "x/a.txt", False),
        ("*.txt", "a.txt", True),
        ("*.txt", "x/a.txt", False),
        ("**/*.txt", "a.txt", True),
        ("**/*.txt", "x/y/a.txt", True),
        ("2023/**", "2023/x/a.txt", True),
        ("2023/**", "2024/a.txt", False),
        ("20??/年报.md", "2023/年报.md", True),
        ("报告[2023].txt", "报告[2023].txt", True),
        ("报告[23].txt", "报告2.txt", True),
        ("a/**/b/**/c.txt", "a/b/x/y/c.txt", True),
        ("a/**/b/**/c.txt", "a/x/y/c.txt", False),
    ],
)
def test_the_files_that_an_entry_means(pattern: str, path: str, fits: bool) -> None:
    one = Entry(pattern, "TBL301", Span(0, 0))
    assert one.is_for(path) is fits
    assert (sidecar(entry(pattern)).entries_for(path) != []) is fits


def test_a_hostile_pattern_takes_little_time() -> None:
    assert not Entry("**/" * 300 + "b", "TBL301", Span(0, 0)).is_for("a/" * 300 + "a")
    assert not Entry("*a" * 40 + "b", "TBL301", Span(0, 0)).is_for("a" * 200)


TEXT = "总 计\t3\t１２\n（一）予以公开\t1\n\n其他"


@pytest.mark.parametrize(
    ("anchor", "part", "covers"),
    [
        ("", "１２", True),
        ("总计", "１２", True),
        ("总　计 3 12", "3", True),
        ("总计", "予以公开", False),
        ("(一)", "予以公开", True),
        ("(一)", "１２\n（一", True),
        ("其他", "１２", False),
    ],
)
def test_the_findings_that_an_anchor_means(anchor: str, part: str, covers: bool) -> None:
    one = Entry("a.txt", "TBL301", Span(0, 0), anchor)
    assert one.covers(finding(TEXT, part).span, SourceText(TEXT)) is covers


@given(st.text(), st.data())
def test_an_anchor_covers_what_it_was_made_for(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    one = Diagnostic("TBL301", "row-total", Severity.ERROR, Text("错", "wrong"), Span(start, end))
    source = SourceText(text)
    anchor = anchor_for(one, source)
    written = Entry("a.txt", "TBL301", Span(0, 0), anchor)
    # A line of nothing but what folding drops gives no anchor that a sidecar would take.
    if anchor.strip():
        assert written.covers(one.span, source)


def test_the_anchor_of_a_long_line_is_near_the_finding() -> None:
    text = "".join(chr(0x4E00 + number) for number in range(500))
    anchor = anchor_for(finding(text, text[300:305]), SourceText(text))
    assert text[300:305] in anchor and len(anchor) <= 60


# Halves of characters cannot be in a file, and a name or anchor of nothing is refused.
NAMES = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(
    lambda name: name.strip() == name and not name.startswith(("/", "./")) and ".." not in name.split("/")
)


@given(NAMES, NAMES.filter(lambda text: bool("".join(text.split()))), st.text(), st.none() | st.dates())
def test_what_is_written_is_read_again(file: str, anchor: str, remark: str, expires: date | None) -> None:
    given_entry = Entry(file, "TBL301", Span(0, 10), anchor, "核对过 \x7f\"'\\", expires)
    text = written_entry(given_entry, remark.encode("utf-8", "replace").decode())
    try:
        (read,) = sidecar(text).entries
    except TomlError as error:
        # Characters that folding makes blanks are no anchor.
        assert "anchor" in error.where
    else:
        assert read == given_entry


def codes(review: Review, *, whole: bool) -> list[tuple[str, str]]:
    known = {"TBL301": "TBL301", "TBL302": "TBL302"}
    return [(slip.kind, slip.written) for slip in review.slips(known.get, whole=whole)]


def test_what_a_run_makes_of_it() -> None:
    text = (
        entry("a.txt")
        + entry("a.txt", "TBL302")
        + entry("*.txt", "TBL302", anchor="x")
        + entry("gone.txt")
        + entry("a.txt", "NO101")
        + entry("b.txt").replace("reason", "expires = 2024-01-14\nreason")
        + entry("b.txt", "TBL302", anchor="y")
    )
    review = Review(sidecar(text), TODAY)
    first = review.entries_for("a.txt")
    review.looked_at(first[:1], first[1:2] + first[3:])
    assert codes(review, whole=False) == [("unused", "TBL302"), ("unknown", "NO101")]
    second = review.entries_for("b.txt")
    # What is over is not for any text; the rule of the last did not look.
    assert [(one.rule, one.anchor) for one in second] == [("TBL302", "y"), ("TBL302", "x")]
    review.looked_at([], [])
    assert codes(review, whole=True) == [
        ("unused", "TBL302"), ("unused", "TBL302"), ("unmet", "gone.txt"), ("unknown", "NO101"), ("expired", "TBL301"),
    ]  # fmt: skip


def test_an_entry_for_many_files_is_used_by_one() -> None:
    review = Review(sidecar(entry("*.txt")), TODAY)
    review.looked_at([], review.entries_for("a.txt"))
    review.looked_at(review.entries_for("b.txt"), [])
    assert codes(review, whole=True) == []
