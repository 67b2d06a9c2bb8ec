"""Facts of the prose: amounts, breakdowns, statements, names, and claims against the tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.forms import FormBook
from reportlint.report import Report, body_named, read_report
from reportlint.source import SourceText
from reportlint.testing import sample_report

TITLE = "云岭县青石镇人民政府2023年政府信息公开工作年度报告\n\n"


def read(forms: FormBook, prose: str) -> Report:
    return read_report(SourceText(f"{TITLE}一、总体情况\n\n{prose}\n"), forms)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("收到申请4件", 4, 4, "件"),
        ("发布800余条", 800, 900, "条"),
        ("点击近8万余人次", 64_000, 90_000, "人次"),
        ("阅读超过 3 万人次", 30_000, None, "人次"),
        ("收到十二件", 12, 12, "件"),
        ("公开1,234条", 1234, 1234, "条"),
        ("召开3至5次", 3, 5, "次"),
        ("占百分之三十", 30, 30, "%"),
        ("印发不足10份", 0, 10, "份"),
        ("公开两千余条", 2000, 3000, "条"),
    ],
)
def test_amounts(forms: FormBook, text: str, low: int, high: int | None, unit: str) -> None:
    (amount,) = read(forms, text + "。").amounts
    assert (amount.low, amount.high, amount.unit) == (low, high, unit)


@pytest.mark.parametrize(
    "text",
    [
        "第三次会议",
        "第二十条",
        "2023年12月31日",
        "国办发〔2019〕54号",
        "2.5.1条",
        "数十件",
        "A4份",
        "电话0371-6618",
        "三方面",
    ],
)
def test_what_is_no_amount(forms: FormBook, text: str) -> None:
    assert read(forms, f"按照{text}办理。").amounts == ()


def test_a_number_that_a_page_cut_in_two_is_none(forms: FormBook) -> None:
    assert read(forms, "按照要求公开政府信息，其中本机关受理政府信息公开申请1\n2件，均已答复。").amounts == ()


@pytest.mark.parametrize(
    ("text", "topic", "action", "low"),
    [
        ("2023年共收到政府信息公开申请4件。", "applications", "received", 4),
        ("全年受理12件政府信息公开申请。", "applications", "received", 12),
        ("依法办理依申请公开4件。", "applications", "handled", 4),
        ("结转下年度继续办理的政府信息公开申请2件。", "applications", "carried_out", 2),
        ("我镇未收到政府信息公开申请。", "applications", "received", 0),
        ("没有收到公民、法人或其他组织的政府信息公开申请。", "applications", "received", 0),
        ("因政府信息公开被申请行政复议3件。", "reviews", "", 3),
        ("没有因政府信息公开引发的行政诉讼。", "suits", "", 0),
        ("全年累计公开126条。", "proactive", "opened", 126),
    ],
)
def test_statements(forms: FormBook, text: str, topic: str, action: str, low: int) -> None:
    (statement,) = read(forms, text).statements
    assert (statement.topic, statement.action, statement.low) == (topic, action, low)


@pytest.mark.parametrize(
    "text",
    [
        "依申请公开129条。",
        "通过网络收到政府信息公开申请4件。",
        "收到政府信息公开申请较上年增加4件。",
        "2022年收到政府信息公开申请4件。",
        "收到政府信息公开申请5件，其中自然人4件。"[13:],
        "未发生被纠错的行政复议案件。",
        "未收到群众举报。",
        "收到行政许可申请300件。",
        "办理人大建议4件。",
        "上半年收到政府信息公开申请4件。",
    ],
)
def test_what_states_nothing_of_the_year(forms: FormBook, text: str) -> None:
    assert [one for one in read(forms, text).statements if one.topic in ("applications", "reviews", "suits")] == []


def test_a_heading_tells_what_its_paragraph_is_about(forms: FormBook) -> None:
    (statement,) = read(forms, "（二）依申请公开情况\n\n2023年共收到申请6件。").statements
    assert (statement.topic, statement.low) == ("applications", 6)


def test_other_offices_are_named(forms: FormBook) -> None:
    (statement,) = read(forms, "全市共收到政府信息公开申请40件。").statements
    assert statement.scope == "全市"


def test_breakdowns(forms: FormBook) -> None:
    text = "公开126条，其中网站100条、微信26条，同时组织培训30次。收到9件，分别为网络6件、信函3件。"
    first, second = read(forms, text).breakdowns
    assert ([part.low for part in first.parts], first.whole) == ([100, 26], False)
    assert ([part.low for part in second.parts], second.whole) == ([6, 3], True)


def test_a_claim_holds_by_any_of_its_readings(forms: FormBook) -> None:
    form = forms.for_year(2023)
    assert form is not None
    numbers = {
        ("applications", row, column): value
        for row, value in (("new", 3), ("carried_in", 1), ("result_total", 4), ("granted", 4))
        for column in ("natural", "total")
    }
    told = "2023年共收到政府信息公开申请3件，均依法办理。"
    for said, outcome in ((3, "holds"), (4, "holds"), (5, "fails")):
        text = sample_report(form, 2023, numbers)
        assert told in text
        report = read_report(SourceText(text.replace(told, f"2023年共收到政府信息公开申请{said}件。")), forms)
        (check,) = report.claims
        assert (check.outcome, check.readings) == (outcome, (3, 4))


def test_self_names_and_places(forms: FormBook) -> None:
    report = read(
        forms,
        "我镇通过云岭县人民政府门户网站、“松口视点”微信公众号公开，自我办理，他说“我局不办”，使群众了解松口经济社会发展。",
    )
    assert [name.word for name in report.self_names] == ["镇"]
    assert [(place.name, place.frame) for place in report.places] == [
        ("松口", "medium"), ("云岭县", "website"), ("松口", "economy"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "kind", "level"),
    [
        ("河南省嵩县陆浑镇人民政府", "government", "township"),
        ("江源市教育局", "department", "city"),
        ("白塔区人民政府", "government", "county"),
        ("上海市人民政府", "government", "province"),
        ("松口街道办事处", "government", "township"),
        ("江源经济技术开发区管理委员会", "zone", "county"),
        ("北川市人民政府办公室", "department", "city"),
        ("红星集团", "other", ""),
    ],
)
def test_bodies(name: str, kind: str, level: str) -> None:
    body = body_named(name)
    assert body is not None
    assert (body.kind, body.level) == (kind, level)


@given(
    st.text(
        "收到受理未没有申请公开政府信息行政复议诉讼件条个0123456789一二三百千万余多近约其中，。；：、“”我镇局县市网站发布 \n",
        max_size=200,
    )
)
def test_any_prose_gives_facts_that_stand_in_it(forms: FormBook, prose: str) -> None:
    report = read(forms, prose)
    end = len(report.source.text)
    for amount in report.amounts:
        assert 0 <= amount.span.start <= amount.digits.start < amount.digits.end <= amount.span.end <= end
        assert amount.high is None or amount.low <= amount.high
        assert amount.sentence.start <= amount.span.start
    for spans in ((one.span for one in report.statements), (one.span for one in report.places)):
        assert all(0 <= span.start < span.end <= end for span in spans)
