"""LAW205: a short name of the regulation before its full one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from reportlint.api import Context, Edit, Finding, Fix, Report, Safety, Severity, Span, Text, label_key, rule


@dataclass(frozen=True)
class ShortNames:
    """``announced``: whether a short name has to be announced by 以下简称 even behind the full name."""

    announced: bool = False


_SHORT = ("条例", "新条例")
_WITHOUT_THE_STATE = "政府信息公开条例"
_OF_A_PLACE = frozenset("省市县区州盟旗")


@rule(
    code="LAW205",
    name="undefined-short-name",
    severity=Severity.INFO,
    fix="unsafe",
    on=Report,
    summary=Text("法规先写全称，再用简称", "the regulation is named in full before it is named for short"),
    message={
        "short": Text(
            "前文没有写过法规全称，这里就用了简称《{found}》；第一次提到时请写《{full}》，并注明“以下简称《条例》”",
            "《{found}》 stands before the full name: where it is first named, write 《{full}》 and announce the short name",
        ),
        "state": Text(
            "第一次提到时请写法规全称《{full}》",
            "where the regulation is first named, give its full name 《{full}》",
        ),
        "announced": Text(
            "简称《{found}》没有说明过；请在第一次写全称《{full}》时注明“以下简称《条例》”",
            "《{found}》 was not announced: add 以下简称《条例》 where the full name 《{full}》 first stands",
        ),
    },
    basis="公文通行规范：使用简称的，先写全称并注明简称",
    options=ShortNames,
    simplified_only=True,
)
def undefined_short_name(report: Report, context: Context[ShortNames]) -> Iterator[Finding]:
    """The first short name in 《》 that neither the full name nor its announcement stands before."""
    folded, full = report.source.folded, context.statutes.regulation.name
    announced: set[str] = set()
    # The name may also stand without 《》.
    first = {key: folded.find(_WITHOUT_THE_STATE if key in _SHORT else full) for key in (*_SHORT, _WITHOUT_THE_STATE)}
    named = False
    for citation in report.citations:
        key, span = label_key(citation.title), citation.title_span
        if span is not None and key in first and key not in announced:
            before = folded[max(0, span.start - 2) : span.start]
            known = named or 0 <= first[key] < span.start
            if before[-1:] == "《" and before[0] not in _OF_A_PLACE and (context.options.announced or not known):
                message = "announced" if known else "state" if key == _WITHOUT_THE_STATE else "short"
                yield Finding(span, {"found": report.raw(span), "full": full}, message, fix=_fix(message, span, full))
                return
        elif key.endswith("条例"):
            if not key.startswith(full):
                # From here on 《条例》 may well be another one.
                return
            named = True
            if not context.options.announced:
                # From here on every short name is known.
                return
        if citation.short_name:
            announced.add(label_key(citation.short_name))


def _fix(message: str, span: Span, full: str) -> Fix | None:
    if message == "announced":
        return None
    edits = [Edit(span, full)]
    if message == "short":
        edits.append(Edit(Span(span.end + 1, span.end + 1), "（以下简称《条例》）"))
    return Fix(Text("改为全称", "write the full name"), tuple(edits), Safety.UNSAFE)
