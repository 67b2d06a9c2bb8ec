"""SEC105: a prescribed section under another heading."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import (
    Context,
    Edit,
    Finding,
    Fix,
    NoOptions,
    Safety,
    Section,
    Severity,
    Span,
    Text,
    label_key,
    rule,
)
from reportlint_rules.sections._norm import SIX_SECTIONS, run_in_text
from reportlint_rules.sections._old_form import old_part

# Both are read as the same word; the form has the second.
_VARIANT, _OFFICIAL = "其它", "其他"


@rule(
    code="SEC105",
    name="heading-wording",
    severity=Severity.WARNING,
    fix="safe",
    on=Section,
    summary=Text("六个部分的标题用规定的文字", "the headings of the six sections are worded as prescribed"),
    message=Text("标题“{found}”应为“{official}”", "the heading “{found}” should read “{official}”"),
    basis=SIX_SECTIONS,
    local=True,
)
def heading_wording(section: Section, context: Context[NoOptions]) -> Iterator[Finding]:
    """Headings that were recognised as a section's and are worded otherwise."""
    heading, label = section.heading, section.form.heading
    if context.report.form is not None and _VARIANT in heading.text and heading.key in label.right_keys:
        start = heading.text_span.start + heading.text.index(_VARIANT)
        span = Span(start, start + len(_VARIANT))
        fix = Fix(Text(f"改为“{_OFFICIAL}”", f"change to “{_OFFICIAL}”"), (Edit(span, _OFFICIAL),))
        yield Finding(span, {"found": _VARIANT, "official": _OFFICIAL}, fix=fix, severity=Severity.INFO)
        return
    if context.report.form is None or heading.key in label.right_keys or run_in_text(heading, label):
        return
    if old_part(context.report, heading):
        return
    # A long heading may go on in the next line.
    below = context.report.folded(section.body_span).lstrip().partition("\n")[0]
    if label_key(heading.key + below) in label.right_keys:
        return
    title = Text(f"改为“{label.official}”", f"change to “{label.official}”")
    fix = Fix(title, (Edit(heading.text_span, label.official),), Safety.UNSAFE)
    yield Finding(heading.text_span, {"found": heading.text, "official": label.official}, fix=fix)
