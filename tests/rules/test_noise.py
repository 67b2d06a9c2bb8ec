"""What is repeated is told once; what a conversion may have caused says so and can be left out."""

from __future__ import annotations

from reportlint.diagnostic import Safety
from reportlint.engine import Session
from reportlint.fixing import apply
from reportlint.plugins import load_plugins
from reportlint.selection import Selection
from reportlint.source import SourceText
from reportlint.testing import sample_report

PLUGINS = load_plugins(installed=False)
FORM = PLUGINS.forms.for_year(2023)
assert FORM is not None
TEXT = sample_report(FORM, 2023)


def test_one_finding_for_what_is_all_over_a_text() -> None:
    head, behind = TEXT.split("五、存在的主要问题")
    text = head + "五、存在的主要问题" + behind.replace("，", ",")
    (found,) = Session(PLUGINS, Selection(select=("TXT102",))).check(SourceText(text)).diagnostics
    count = text.count(",")
    assert count > 3
    assert f"全文共{count}处" in found.message.zh
    assert f"{count} places" in found.message.en
    assert found.data["count"] == count
    assert len(found.related) == count - 1
    assert found.fix is not None
    assert found.fix.safety is Safety.SAFE
    assert apply(text, list(found.fix.edits)) == TEXT


def test_different_messages_are_told_apart() -> None:
    text = TEXT.replace(
        "按月开展自查。", "按月开展自查。联系手机13812345678，申请人电话13912345678，申请人王某13912345679。"
    )
    found = Session(PLUGINS, Selection(select=("PII102",))).check(SourceText(text)).diagnostics
    assert [one.data.get("count", 1) for one in found] == [1, 2]


def test_noise_of_a_conversion_says_so_and_can_be_left_out() -> None:
    text = TEXT.replace("政策解读", "政策解 读").replace("按月", "⽤按月")
    loud = Session(PLUGINS).check(SourceText(text)).diagnostics
    noise = [one for one in loud if one.extraction]
    assert {one.code for one in noise} >= {"TXT107"}
    assert all("转换文件" in one.message.zh and "conversion" in one.message.en for one in noise)
    quiet = Session(PLUGINS, extraction_noise=False).check(SourceText(text)).diagnostics
    assert [one.code for one in quiet] == [one.code for one in loud if not one.extraction]


def test_rules_on_words_say_nothing_of_traditional_texts() -> None:
    text = TEXT.replace("按月开展自查。", "按月開展自查，資金資金，個們來國對後時會東車長門關進過說問間與華。")
    report = Session(PLUGINS).check(SourceText(f"個們來國對後時會東車長門\n{text}"))
    assert report.report is not None
    assert report.report.traditional
    simplified = {code for code, rule in PLUGINS.rules.items() if rule.simplified_only}
    assert {one.code for one in report.diagnostics} & simplified == set()


def test_the_time_of_each_rule_is_measured() -> None:
    result = Session(PLUGINS).check(SourceText(TEXT))
    assert set(result.seconds) >= {"", "TBL301", "NUM101", "TXT101"}
    assert all(seconds >= 0 for seconds in result.seconds.values())
