"""The kit for authors of rules: that it finds what is wrong with a rule, and nothing where all is well."""

from __future__ import annotations

import dataclasses
import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.api import Context, Edit, Finding, Fix, NoOptions, Paragraph, Rule, Safety, Severity, Span, Text, rule
from reportlint.engine import Session
from reportlint.plugins import Plugins, load_plugins
from reportlint.source import SourceText
from reportlint.testing import (
    assert_rule,
    assert_silent,
    cases_of,
    check_form,
    check_rule,
    consistent_numbers,
    sample_report,
    unmarked,
)


def made(
    instead: str | None = "群众", shift: int = 0, bad: str = "方便[[老百姓=>群众]]。", good: str = "方便群众。"
) -> Rule:
    """A rule that finds 老百姓, with one thing about it that may be wrong."""

    @rule(
        code="KIT101", name="kit-rule", severity=Severity.WARNING, on=Paragraph, bad=bad, good=good, fix="unsafe",
        summary=Text("甲", "a"), message=Text("“{found}”", "“{found}”"),
    )  # fmt: skip
    def found(paragraph: Paragraph, context: Context[NoOptions]):  # type: ignore[no-untyped-def]
        at = context.report.folded(paragraph.span).find("老百姓")
        if at >= 0:
            span = Span(paragraph.span.start + at + shift, paragraph.span.start + at + shift + 3)
            fix = Fix(Text("改", "mend"), (Edit(span, instead),), Safety.UNSAFE) if instead is not None else None
            yield Finding(span, {"found": "老百姓"}, fix=fix)

    return found


def with_rule(plugins: Plugins, one: Rule) -> Plugins:
    return dataclasses.replace(
        plugins, rules={**plugins.rules, one.code: one}, origins={**plugins.origins, one.code: "kit"}
    )


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (made(), ""),
        (made(bad="方便老百姓。"), ""),
        (made(bad="方便[[老百姓]]。"), ""),
        (made(instead="人民"), "another text"),
        (made(instead=None), "no fix"),
        (made(instead="老百姓", bad="方便[[老百姓]]。"), "should have mended"),
        (made(shift=1), "found “百姓。”, not “老百姓”"),
        (made(bad="方便群众。"), "should be found fault with"),
        (made(bad="方便[[群众]]。"), "found nothing, not “群众”"),
        (made(bad="[[老百姓]]和老百姓[[老百姓]]"), "found “老百姓”, not “老百姓”, “老百姓”"),
        (made(good="方便老百姓。"), "found “老百姓”, not nothing"),
        (made(bad=""), "finds fault with"),
        (made(good=""), "leaves alone"),
        (dataclasses.replace(made(), messages={"": Text("{a}", "{a}")}), "KeyError"),
        (dataclasses.replace(made(), check=lambda node, context: 1 / 0), "ZeroDivisionError"),
        (dataclasses.replace(made(), examples=made().examples._replace(place="nowhere")), "nowhere"),
        (dataclasses.replace(made(), forms=("no-such-form",)), "no-such-form"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_rule_is_told(plugins: Plugins, one: Rule, said: str) -> None:
    one = dataclasses.replace(one, examples=one.examples._replace(
        bad=tuple(filter(None, one.examples.bad)), good=tuple(filter(None, one.examples.good))
    ))  # fmt: skip
    plugins = with_rule(plugins, one)
    told = "\n".join(problem.message.en for problem in check_rule(one, plugins).problems)
    assert (said in told) if said else not told, told
    assert all(problem.message.zh for problem in check_rule(one, plugins).problems)
    if said:
        with pytest.raises(AssertionError):
            assert_rule(one, plugins)
    else:
        assert_rule(one, plugins)


def test_spans_count_and_not_only_words(plugins: Plugins) -> None:
    """The word stands twice, and the wrong one of them is found."""
    one = made(bad="老百姓，方便[[老百姓]]。")
    assert "not" in check_rule(one, with_rule(plugins, one)).problems[0].message.en


def test_silence_on_correct_reports(plugins: Plugins) -> None:
    assert_silent(plugins.rules["TBL302"], plugins, reports=5)
    loud = dataclasses.replace(made(), check=lambda node, context: [Finding(node.span, {"found": "x"})])
    with pytest.raises(AssertionError, match="of a correct report"):
        assert_silent(loud, with_rule(plugins, loud), reports=1)


@given(st.text("a[]=>", max_size=20))
def test_marks_never_lose_text(text: str) -> None:
    marked = unmarked(text)
    assert marked.spans or marked.text == text
    for span in marked.spans:
        assert 0 <= span.start <= span.end <= len(marked.text)


@pytest.mark.parametrize(
    ("marked", "text", "spans", "fixed"),
    [
        ("甲[[乙]]丙", "甲乙丙", [(1, 2)], None),
        ("甲[[乙=>丁]]丙[[戊]]", "甲乙丙戊", [(1, 2), (3, 4)], "甲丁丙戊"),
        ("甲[[=>。]]", "甲", [(1, 1)], "甲。"),
        ("甲[[了=>]]", "甲了", [(1, 2)], "甲"),
        ("甲[乙]]", "甲[乙]]", [], None),
    ],
)
def test_marks(marked: str, text: str, spans: list[tuple[int, int]], fixed: str | None) -> None:
    assert unmarked(marked) == (text, tuple(spans), fixed)


def test_cases_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "ours.py").write_text(
        "import re\nfrom reportlint.api import *\n"
        "@rule(code='KIT201', name='kit-other', severity=Severity.INFO, on=Paragraph, summary=Text('甲', 'a'), message=Text('乙', 'b'))\n"
        "def ours(paragraph, context):\n"
        "    for match in re.finditer('([,。;、])\\\\1', context.report.folded(paragraph.span)):\n"
        "        yield Finding(Span(paragraph.span.start + match.start(), paragraph.span.start + match.end()))\n",
        encoding="utf-8",
    )  # fmt: skip
    (tmp_path / "ours.md").write_text("# KIT201 kit-other\n", encoding="utf-8")
    (tmp_path / "ours.toml").write_text(
        '[[cases]]\nname = "marked"\nmarked = "好[[。。]]"\n'
        '[[cases]]\nname = "drawn"\nmutation = "doubled-punctuation"\nseed = 3\n',
        encoding="utf-8",
    )
    plugins = load_plugins([tmp_path / "ours.py"], installed=False)
    one = plugins.rules["KIT201"]
    assert [case.name for case in cases_of(one, plugins)] == ["marked", "drawn"]
    problems = check_rule(one, plugins).problems
    assert [problem.message.en for problem in problems] == ["has no example that it leaves alone (good)"]


@pytest.mark.parametrize("seed", range(5))
def test_numbers_of_any_form_hold(tmp_path: Path, seed: int) -> None:
    root = Path(__file__).resolve().parents[2]
    plugins = load_plugins([root / "plugins" / "declared-province" / "yunling.toml"], installed=False)
    form = plugins.forms.get("yunling")
    text = sample_report(form, 2024, consistent_numbers(form, random.Random(seed)))
    report = Session(plugins).check(SourceText(text)).report
    assert report is not None and report.form is form
    assert {check.outcome for check in report.identities} == {"holds"}
    assert sum(cell.value.number or 0 for cell in report.tables["interpretations"].cells.values()) > 0


def test_forms_are_checked(plugins: Plugins) -> None:
    for id in plugins.forms.ids():
        assert check_form(plugins.forms.get(id), plugins).problems == ()
