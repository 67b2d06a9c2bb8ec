"""ORG102: another place named as one's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Body, Context, Finding, NoOptions, PlaceMention, Related, Report, Severity, Text, rule

_LEVEL_NAMES = re.compile(r"(?:省|自治区|市|自治州|州|盟|地区|自治县|县|区|旗|镇|乡|街道)$")


@rule(
    code="ORG102",
    name="foreign-place",
    severity=Severity.WARNING,
    on=Report,
    summary=Text("没有把别处的地名当作自己的", "no other place is named as one's own"),
    message={
        "": Text(
            "“{found}”不是标题中机关所在的地方，全文别处也没有提到，是不是从别的报告抄来的？",
            "“{found}” is not where the authority of the title is and is named nowhere else; is it from another report?",
        ),
        "report": Text(
            "这里说的是“{found}”的报告，标题却是“{body}”的",
            "this speaks of the report of {found}, the title is that of {body}",
        ),
    },
    basis="报告是本机关的报告",
)
def foreign_place(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """Places in frames of ownership that neither the title nor the rest of the text knows. Each is told once."""
    body = report.body
    if body is None or not body.places:
        return
    superiors = {_core(place.name) for place in report.places if place.frame == "superior"}
    superiors |= {_core(place.name) for place in body.places if place.level in ("city", "county")}
    by_core: dict[str, list[PlaceMention]] = {}
    for place in report.places:
        if place.frame == "superior":
            continue
        by_core.setdefault(_core(place.name), []).append(place)
    for core, mentions in by_core.items():
        if core in superiors or _is_known(core, mentions, body, report):
            continue
        first = mentions[0]
        severity, message = _grade(mentions, body, bool(superiors))
        if severity is None:
            continue
        related = tuple(Related(other.span, Text("另一处", "another place")) for other in mentions[1:])
        # As it is written, but without pinyin that stands between its characters.
        written = report.raw(first.span)
        found = written if len(written) == len(first.name) else first.name
        yield Finding(first.span, {"found": found, "body": body.name}, message, related, severity=severity)


def _core(name: str) -> str:
    return _LEVEL_NAMES.sub("", name) or name


def _is_known(core: str, mentions: list[PlaceMention], body: Body, report: Report) -> bool:
    """Whether the title or the text outside these mentions names the place, too."""
    # 江源经开 is 江源经济技术开发区 for short.
    if core[:2] in body.name or any(_core(place.name) in core for place in body.places):
        return True
    return report.source.folded.count(core) > len(mentions)


def _grade(mentions: list[PlaceMention], body: Body, superior_known: bool) -> tuple[Severity | None, str]:
    frames = {mention.frame for mention in mentions}
    levels = {place.level for place in body.places}
    # A 市 may lie in another 市, which need not stand in front of it: 五常市, of 哈尔滨市.
    if [place.level for place in body.places].count("city") == 1 and body.places[0].level == "city":
        levels.discard("city")
    same_level = any(mention.level in levels for mention in mentions)
    if "report" in frames and same_level:
        return Severity.WARNING, "report"
    # What is wider than all that the title names may well be where the authority is.
    if frames == {"website"}:
        return (Severity.WARNING if same_level else None), ""
    # A town may use the media of its county, whose name a brand need not be: that is only worth a look.
    doubtful = not superior_known or frames <= {"medium", "website"}
    return (Severity.INFO if doubtful else Severity.WARNING), ""
