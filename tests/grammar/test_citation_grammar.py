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


@pytest.mark.parametrize("close", "〕】]")
def test_a_number_without_its_opening_bracket(close: str, forms: FormBook) -> None:
    (one,) = citations(f"按照国办公开办函2021{close}30号编制", forms)
    number = one.numbers[0]
    assert (number.office, number.year, number.number, number.brackets) == ("国办公开办函", 2021, 30, close)


@pytest.mark.parametrize("text", ["（青石路2021）30号", "2021年30号", "国办公开办函202130号"])
def test_digits_that_are_no_document_number(text: str, forms: FormBook) -> None:
    assert citations(text, forms) == ()


@pytest.mark.parametrize(
    ("text", "decree"),
    [
        ("国务院令第711号", 711),
        ("国令第711号", 711),
        ("国务院令（第492号）", 492),
        ("中华人民共和国国务院令 711 号", 711),
    ],
)
def test_decrees(text: str, decree: int, forms: FormBook) -> None:
    (one,) = citations(f"根据{text}，编制", forms)
    assert one.decree == decree
    assert text[slice(*(at - 2 for at in one.span))] == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("依据条例第五十七条编制", "条例"),
        ("条例第 57 条", "条例"),
        ("落实新条例第五十七条", "条例"),
        ("《保密法》和条例第五十七条", "条例"),
        ("根据中华人民共和国政府信息公开条例第五十七条", "中华人民共和国政府信息公开条例"),
        ("按照政府信息公开条例第五十七条", "政府信息公开条例"),
    ],
)
def test_a_name_without_its_marks(text: str, name: str, forms: FormBook) -> None:
    one = citations(text, forms)[-1]
    assert one.title == name
    assert one.title_span is not None
    assert text[slice(*one.title_span)] == name
    assert [part.article for part in one.articles] == [57]


@pytest.mark.parametrize("text", ["保密法实施条例第五条", "《保密法》、实施条例第五条", "我省政府信息公开条例第五条"])
def test_the_end_of_a_longer_name_is_none(text: str, forms: FormBook) -> None:
    one = citations(text, forms)[-1]
    assert one.title == ""
    assert [part.article for part in one.articles] == [5]


@pytest.mark.parametrize("text", ["修订后的条例共56条", "学习条例，第五条最要紧", "条例第一百条款", "条例第条"])
def test_a_name_without_its_marks_needs_an_article(text: str, forms: FormBook) -> None:
    assert all(one.title == "" or one.articles for one in citations(text, forms))


@pytest.mark.parametrize(
    ("text", "articles"),
    [
        ("《条例》第二十条第（五）项", [(20, 0, [5])]),
        ("《条例》第20条第5项", [(20, 0, [5])]),
        ("《条例》第二十条（一）项", [(20, 0, [1])]),
        ("《条例》第二十条第（一）、（五）、（六）项", [(20, 0, [1, 5, 6])]),
        ("《条例》第四十九条、第五十条", [(49, 0, []), (50, 0, [])]),
        ("《条例》第 五十 条第二款", [(50, 2, [])]),
        ("《条例》第二十条（一）项目公开", [(20, 0, [])]),
        ("《条例》第二十条第一项目", [(20, 0, [])]),
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


@given(st.text(alphabet="《》〔〕（）[]第一二十0123456789条例款项目号国办发函、和令<>", max_size=60))
def test_no_text_breaks_the_finder(text: str) -> None:
    folded = fold(text)
    for node in find_citations(folded, 0, len(folded)):
        assert 0 <= node.start < node.end <= len(text)
        assert "".join(folded[leaf.start : leaf.end] for leaf in node.leaves()) == folded[node.start : node.end]
