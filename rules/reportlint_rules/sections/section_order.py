"""SEC102: prescribed sections in another order."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Related, Report, Severity, Text, rule
from reportlint_rules.sections._norm import SIX_SECTIONS


@rule(
    code="SEC102",
    name="section-order",
    severity=Severity.ERROR,
    on=Report,
    summary=Text("六个部分按规定顺序排列", "the six sections stand in the prescribed order"),
    message=Text(
        "“{heading}”应排在“{other}”之前",
        "“{heading}” belongs before “{other}”",
    ),
    basis=SIX_SECTIONS,
)
def section_order(report: Report, context: Context[NoOptions]) -> Iterator[Finding]:
    """Each section that stands behind one of a higher number."""
    if report.form is None:
        return
    highest = None
    for section in sorted(report.sections.values(), key=lambda one: one.span):
        if highest is not None and section.form.number < highest.form.number:
            args = {"heading": section.form.heading.official, "other": highest.form.heading.official}
            place = Related(highest.heading.span, Text("排在了它前面", "stands before it"))
            yield Finding(section.heading.span, args, related=(place,))
        else:
            highest = section
