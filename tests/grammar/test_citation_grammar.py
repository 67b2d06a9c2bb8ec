"""Citations in prose: titles, numbers in every bracket, articles in either numeral."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.forms import FormBook
from reportlint.report import Citation, read_report
from reportlint.source import SourceText, fold
from reportlint_grammar import find_citations


def citations(text: str, forms: FormBook) -> tuple[Citation, ...]:
    return read_report(SourceText(text + "\n"), forms).citations


def test_a_full_citation(forms: FormBook) -> None:
    text = "根据《中华人民共和国政府信息公开条例》（国务院令第711号）第五十条第一款第（三）项编制"
    (one,) = citations(text, forms)
    assert one.title == "中华人民共和国政府信息公开条例"
    assert one.decree == 711
    (article,) = one.articles
    assert (article.article, article.paragraph, [number for number, _ in article.items]) == (50, 1, [3])
    assert text[slice(*one.span)] == text[2:-2]
    assert text[slice(*article.items[0][1])] == "三"


@pytest.mark.parametrize("brackets", ["〔〕", "[]", "()", "（）", "【】", "﹝﹞", "［］"])
def test_document_numbers_in_every_bracket(brackets: str, forms: FormBook) -> None:
    (one,) = citations(f"按照国办公开办函{brackets[0]}2021{brackets[1]}30号要求", forms)
    (number,) = one.numbers
    assert (number.office, number.year, number.number) == ("国办公开办函", 2021, 30)


@pytest.mark.parametrize("lead", ["根据", "依据", "按照", "贯彻落实", "现将", "工作和", "印发的", "文件", "通知要求及"])
def test_words_before_a_number_are_no_part_of_it(lead: str, forms: FormBook) -> None:
    (one,) = citations(f"{lead}国办公开办函〔2021〕30号", forms)
    assert one.numbers[0].office == "国办公开办函"


def test_a_lost_bracket_is_still_a_number(forms: FormBook) -> None:
    (one,) = citations("按照国办公开办函〔202130号编制", forms)
    assert (one.numbers[0].year, one.numbers[0].number, one.numbers[0].brackets) == (2021, 30, "〔")


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ("《条例》第二十条第（五）项", [(20, 0, [5])]),
        ("《条例》第20条第5项", [(20, 0, [5])]),
        ("《条例》第二十条（一）项", [(20, 0, [1])]),
        ("《条例》第二十条第（一）、（五）、（六）项", [(20, 0, [1, 5, 6])]),
        ("《条例》第四十九条、第五十条", [(49, 0, []), (50, 0, [])]),
        ("《条例》第 五十 条第二款", [(50, 2, [])]),
    ],
)  # fmt: skip
def test_articles(text: str, articles: list[tuple[int, int, list[int]]], forms: FormBook) -> None:
    (one,) = citations(text, forms)
    found = [(part.article, part.paragraph, [number for number, _ in part.items]) for part in one.articles]
    assert found == articles


def test_a_number_behind_articles_is_another_document(forms: FormBook) -> None:
    found = citations("根据《条例》第五十条和国办公开办函〔2021〕30号编制", forms)
    assert [(one.title, len(one.numbers)) for one in found] == [("条例", 0), ("", 1)]


def test_a_short_name_is_read(forms: FormBook) -> None:
    (one,) = citations("依据《青石省政务公开条例》（以下简称《条例》）", forms)
    assert one.short_name == "条例"


@given(st.text(alphabet="《》〔〕（）[]第一二十0123456789条款项号国办发函、和令<>", max_size=60))
def test_no_text_breaks_the_finder(text: str) -> None:
    folded = fold(text)
    for node in find_citations(folded, 0, len(folded)):
        assert 0 <= node.start < node.end <= len(text)
        assert "".join(folded[leaf.start : leaf.end] for leaf in node.leaves()) == folded[node.start : node.end]
