from __future__ import annotations

import pytest

from reportlint.outputs.fingerprint import fingerprints
from reportlint.source import SourceText, Span

from .samples import diagnostic, span_of


def prints(text: str, *parts: str) -> list[str]:
    return list(fingerprints(SourceText(text), [diagnostic(span_of(text, part)) for part in parts]))


BASE = "# 报告\n\n| 自然人 | 3 | 12 |\n"


@pytest.mark.parametrize(
    "edited",
    [
        "\n\n新增一段。\n" + BASE,
        BASE.replace("\n", "\r\n"),
        BASE.replace("| 3 |", "| 4 |"),
        BASE.replace("|", "｜").replace("自然人 ", "自然人　"),
        BASE + "| 总计 | 12 | 9 |\n",
    ],
)
def test_the_same_finding_after_an_edit_elsewhere(edited: str) -> None:
    assert prints(edited, "12") == prints(BASE, "12")


@pytest.mark.parametrize("edited", [BASE.replace("自然人", "法人"), BASE.replace("12", "13")])
def test_another_finding(edited: str) -> None:
    assert prints(edited, edited[-5:-3]) != prints(BASE, "12")


def test_the_label_may_be_on_the_line_above() -> None:
    assert prints("自然人\n\n12\n", "12") != prints("法人\n\n12\n", "12")
    assert prints("自然人\n\n12\n", "12") == prints("甲\n\n自然人\n12\n", "12")


def test_findings_with_all_the_same_are_told_apart() -> None:
    same = [one.split(":") for one in prints(BASE, "12", "12")]
    assert [number for _, number in same] == ["1", "2"]
    assert same[0][0] == same[1][0]


def test_the_code_counts() -> None:
    spans = [diagnostic(Span(0, 1), code=code) for code in ("A001", "A002")]
    assert len(set(fingerprints(SourceText("年"), spans))) == 2


def test_lone_surrogates_are_hashed() -> None:
    assert prints("\udc80年", "年")
