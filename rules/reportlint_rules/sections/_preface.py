"""The preface of a report and the list of parts that it may give."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reportlint.api import Paragraph, Report, Span, fact

# Many bodies put the preface behind the first heading; it is not longer than this.
_BEGINNING = 2
_FRONT = 12


def preface(report: Report) -> list[Paragraph]:
    """The paragraphs before the first section, and those at the beginning of the overview."""
    front = [one for one in report.paragraphs[:_FRONT] if one.span.start < report.front.end]
    overview = [one for one in report.paragraphs[: len(front) + _BEGINNING] if one.section == "overview"]
    return front + [one for one in overview if one.kind == "paragraph"]


_SENTENCE = re.compile(r"[^。!?]+")
_REPORT = re.compile(r"报告|年报|全文|本文")
_LISTS = re.compile(r"[由含]|包括|包含|分为|涵盖|部分|组成|构成")
# The parts of a report by the words that show them, of the form of today and of the one before 2019.
_PART = re.compile(
    r"总体情况|概述|主动公开|依申请公开|收到和处理|行政复议|行政诉讼|主要问题|存在的?问题|需要(?:报告|说明)|收费|减免|咨询|回应解读|机构建设"
)
_FEWEST_PARTS = 3


def in_preface(span: Span, report: Report) -> bool:
    """Whether a span stands in the preface."""
    return any(one.span.start <= span.start < one.span.end for one in preface(report))


@fact(on=Paragraph, signs=("报告", "全文"))
def sentences_on_parts(paragraph: Paragraph, report: Report) -> Iterator[Span]:
    """Sentences where a preface may stand that say what the report consists of."""
    if paragraph.section in (None, "overview"):
        for match in _SENTENCE.finditer(report.source.folded, *paragraph.span):
            if _REPORT.search(match.group()) and _LISTS.search(match.group()):
                yield Span(*match.span())


def lists_parts(sentence: str) -> bool:
    """Whether a sentence names parts of a report."""
    return len(_PART.findall(sentence)) >= _FEWEST_PARTS


class Listed(NamedTuple):
    """How many parts a list has: at least and at most, where a mark may stand between two or inside one.

    ``open_ended`` is a list that ends with 等 and may name only some.
    """

    least: int
    most: int
    open_ended: bool


_OPENING = re.compile(r".*?(?:[由含]|包括|包含|分为|涵盖|[:,])(?=[^由含:]{0,20}$)")
_ORDINALS = re.compile(r"(?:^|(?<=[、,;:]))(?:\(?[一二三四五六七八九十]{1,2}[)、.是]、?|\d{1,2}[.、])")
_BEHIND_LIST = "共等计这,:、;"
_TWO_NAMES = re.compile(r"(复议|收费)(?:[、,及和与]|以及)+|(问题)(?:[及和与]|以及)+(?!其他|其它|需要)")
_BETWEEN_PARTS = re.compile(
    r"(?:(?<=情况|事项)|(?<=概述|综述|前言|引言|措施|打算|附表|附件|附录))(?:[、,;:和及与]|以及)+"
)
# Some count these among the parts and some do not.
_UNCOUNTED = re.compile(r"附[表件录]|引言|前言")


def listed_parts(text: str) -> Listed | None:
    """The parts in a list like 由总体情况、…、其他需要报告的事项等; None where there is no list.

    A part ends with 情况 or the like and a mark. What ends otherwise may be a part or a piece of one.
    """
    # “总体情况”“主动公开政府信息情况”: quotes that meet stand for the mark between two.
    compact = "".join(text.split()).replace('""', "、").replace('"', "")
    first = _PART.search(compact)
    if first is None or len(_PART.findall(compact)) < _FEWEST_PARTS:
        return None
    opening = _OPENING.match(compact[: first.start()])
    body = compact[opening.end() if opening else 0 :]
    names = body.rstrip(_BEHIND_LIST)
    open_ended = "等" in body[len(names) :]
    # Where each part has its number, a part may say what is in it: (一)总体情况,包括主动公开、依申请公开;
    numbered = len(_ORDINALS.findall(names))
    if numbered >= _FEWEST_PARTS:
        return Listed(numbered, numbered, open_ended)
    joined = _TWO_NAMES.sub(lambda match: match[1] or match[2], _ORDINALS.sub("", names))
    parts = [part for part in _BETWEEN_PARTS.split(joined) if part]
    # 收到和处理…情况 is one part; in a row like 主动公开、复议诉讼和其他事项 it cannot be told.
    pieces = [len(re.findall(r"[^、,;和及与]+", part)) if re.search(r"[、,;]", part) else 1 for part in parts]
    uncounted = sum(_UNCOUNTED.match(part) is not None for part in parts)
    hidden = 1 if not uncounted and _UNCOUNTED.search(names) else 0
    return Listed(len(parts) - uncounted, sum(pieces) + hidden, open_ended)
