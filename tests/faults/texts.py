"""Texts that nobody wrote: reports that were spoilt, the field's words in no order, characters of any kind."""

from __future__ import annotations

from functools import cache
from random import Random

from hypothesis import strategies as st

from reportlint.plugins import Plugins, load_plugins
from reportlint.testing.mutating import random_sample
from reportlint.testing.shapes import ALL_SHAPES

SIGNS = [
    "", " ", "\t", "|", "| ", "\n", "\n\n", "\r", "\r\n", "\f", "\v", "\x85", "\u2028", "\0", "\ufeff", "。", "，", "、", "；", "：", "！", "…", "—",
    "（", "）", "(", ")", "《", "》", "〈", "〉", "“", "”", "〔", "〕", "[", "]", "{", "}", "<", ">", "*", "#", "-", "---", "_", "`", "```", "~~~",
    "\\", "/", "%", "‰", "＋", "=", "<!--", "-->", "<!-- reportlint: disable=TXT101 -->", "<!-- reportlint: enable -->", "<!-- reportlint：", "&nbsp;",
    "<br>", "</td>", "��", "\ufffd", "ï¼\u008c", "锟斤拷",
]  # fmt: skip
CHARACTERS = [
    "一", "𠮷", "é", "e\u0301", "\u0301", "\u202e", "\u2066", "مرحبا", "שלום", "👩‍👩‍👧", "🏳️‍🌈", "ﷺ", "㌀", "ⅷ", "①", "㈠", "⼀", "⻓", "１", "Ａ", "ｱ", "\u200b",
    "\u00ad", "\ue000", "\ud800", "\udfff", "\ud83d", "\U0010ffff", "鄉(xiāng)", "İ", "ß", "ǆ", "ﬃ", "①②", "٣", "৩", "²", "½",
]  # fmt: skip
NUMBERS = [
    "0", "00", "1", "7", "-1", "+3", "12.5", "1,234", "1，234", "1.2.3", "9" * 20, "9" * 5000, "0." + "3" * 400, "1e9", "１２", "三", "十", "百", "二十",
    "零", "〇", "两", "廿", "万", "亿亿", "一百二十三万零五", "近8万余", "33.9%", "100.01%", "占30%", "增长200%", "NaN", "inf", "½", "③", "/", "无", "—", "2023",
    "2023年", "０２３", "20233年", "1999年13月32日", "2023年2月29日", "13800138000", "6222021234567890123", "11010519491231002X", "8月", "12月31日",
]  # fmt: skip
WORDS = [
    "收到申请", "件", "条", "次", "人", "万元", "其中", "分别为", "以上", "以下", "约", "近", "余", "多", "不足", "共", "同比", "增长", "下降", "比上年", "占", "百分之",
    "我局", "本机关", "我镇", "我委", "统计期限", "本年度", "去年", "今年", "明年", "截至", "截止", "目前", "下一步", "将", "已", "未", "没有", "无",
    "第二十条", "第（五）项", "第二款", "第五十条第一款第（三）项", "《中华人民共和国政府信息公开条例》", "《条例》", "（以下简称《条例》）", "国办公开办函〔2021〕30号",
    "国务院令第711号", "国办发[2019]14号", "新《条例》", "XX", "某某", "待补充", "张三", "联系电话：", "邮编", "http://www.example.gov.cn", "a@b.cn",
]  # fmt: skip


@cache
def plugins() -> Plugins:
    """The built-in rules, forms and statutes."""
    return load_plugins(installed=False)


@cache
def vocabulary() -> tuple[str, ...]:
    """The words of the field: those of the forms, and what breaks texts up."""
    labels = []
    for id in plugins().forms.ids():
        form = plugins().forms.get(id)
        labels += [f"{'一二三四五六七八九十'[one.number - 1]}、{one.heading.official}" for one in form.sections]
        for table in form.tables:
            labels += [one.label.official for one in (*table.rows, *table.columns)]
            labels += [wording for one in table.rows for wording in one.label.variants]
    return tuple(dict.fromkeys((*SIGNS, *CHARACTERS, *NUMBERS, *WORDS, *labels)))


def any_text(max_size: int = 60) -> st.SearchStrategy[str]:
    """Any characters, lone surrogates among them: a client may send such."""
    return st.text(st.characters(), max_size=max_size) | st.text(
        st.characters(categories=["Cs", "Co", "Cf", "Cc", "Mn", "Lo", "Nd", "No", "Po", "Zs", "Zl"]), max_size=max_size
    )


def pieces() -> st.SearchStrategy[str]:
    """What is put into texts."""
    return st.sampled_from(vocabulary()) | any_text(8)


def soups(max_size: int = 60) -> st.SearchStrategy[str]:
    """Words of the field, in no order."""
    return st.lists(pieces(), max_size=max_size).map("".join)


@st.composite
def spoilt(draw: st.DrawFn, edits: int = 12) -> str:
    """A report of any shape after some edits without sense."""
    seed = draw(st.integers(0, 1 << 24))
    sample = random_sample(plugins().forms, Random(seed))
    shape = ALL_SHAPES[draw(st.sampled_from(sorted(ALL_SHAPES)))]
    text = shape.text(sample.blocks(), Random(seed))
    for _ in range(draw(st.integers(0, edits))):
        text = draw(st.sampled_from(_EDITS))(draw, text)
    return text


def texts() -> st.SearchStrategy[str]:
    """Any text that may be given to be looked at."""
    return st.one_of(spoilt(), soups(), any_text(), st.builds(_under_title, soups()))


def _under_title(soup: str) -> str:
    return f"青石镇人民政府2023年政府信息公开工作年度报告\n{soup}"


def _replaced(draw: st.DrawFn, text: str) -> str:
    start = draw(st.integers(0, len(text)))
    end = min(len(text), start + draw(st.sampled_from([0, 0, 0, 1, 2, 7, 40, 300])))
    return text[:start] + draw(pieces()) + text[end:]


def _cut(draw: st.DrawFn, text: str) -> str:
    start = draw(st.integers(0, len(text)))
    return draw(st.sampled_from([text[:start], text[start:]]))


def _moved_lines(draw: st.DrawFn, text: str) -> str:
    lines = text.split("\n")
    start, to = draw(st.integers(0, len(lines))), draw(st.integers(0, len(lines)))
    end = start + draw(st.sampled_from([1, 2, 9, 40]))
    moved = lines[start:end]
    rest = lines if draw(st.booleans()) else lines[:start] + lines[end:]
    return "\n".join(rest[:to] + moved + rest[to:])


def _exchanged(draw: st.DrawFn, text: str) -> str:
    """Every occurrence of a piece of the text is something else now."""
    start = draw(st.integers(0, max(0, len(text) - 1)))
    return text.replace(text[start : start + draw(st.integers(1, 3))], draw(pieces())[:40])[:200_000]


_EDITS = (_replaced, _replaced, _replaced, _replaced, _cut, _moved_lines, _exchanged)
