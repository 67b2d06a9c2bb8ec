"""SEC104: headings of the first level that are none of the six sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reportlint.api import Context, Finding, Heading, NoOptions, Section, Severity, Text, label_key, rule
from reportlint_rules.sections._norm import SIX_SECTIONS
from reportlint_rules.sections._old_form import old_part

# The beginning of a label that is broken over lines tells it from a heading only if it is not too short.
_SHORTEST_LABEL = 4


@rule(
    code="SEC104",
    name="intruding-heading",
    severity=Severity.WARNING,
    on=Section,
    summary=Text("一级标题只有规定的六个", "only the six sections have headings of the first level"),
    message={
        "inside": Text(
            "“{ordinal}、{text}”在“{section}”之内，却用了一级序号，应降为“（{ordinal}）”",
            "“{ordinal}、{text}” stands inside “{section}” with a number of the first level: make it （{ordinal}）",
        ),
        "extra": Text(
            "“{ordinal}、{text}”是规定的六个部分之外的一级标题，请并入相应部分",
            "“{ordinal}、{text}” is a section besides the six prescribed ones: merge it into one of them",
        ),
    },
    basis=SIX_SECTIONS,
    local=True,
)
def intruding_heading(section: Section, context: Context[NoOptions]) -> Iterator[Finding]:
    """The other first-level headings inside a section; in the last one they are extra sections."""
    form = context.report.form
    if form is None:
        return
    last = section.form.number == len(form.sections)
    # In a table of contents the prescribed headings stand a second time.
    prescribed = {key for one in form.sections for key in one.heading.right_keys}
    for heading in section.inner:
        if heading.key in prescribed or _is_label(heading, form.fixed_keys) or old_part(context.report, heading):
            continue
        extra = last and (heading.number or 0) > section.form.number
        args = {"ordinal": heading.ordinal, "text": _shown(heading), "section": section.form.heading.official}
        yield Finding(heading.span, args, "extra" if extra else "inside")


def _is_label(heading: Heading, fixed_keys: Iterable[str]) -> bool:
    """Whether a line is a row of a table that lost its separators: 一、本年新收… with or without its numbers."""
    key = label_key(heading.ordinal + heading.text).rstrip("0123456789")
    return len(key) > _SHORTEST_LABEL and any(fixed.startswith(key) for fixed in fixed_keys)


def _shown(heading: Heading) -> str:
    return heading.text if len(heading.text) <= 20 else heading.text[:20] + "…"
