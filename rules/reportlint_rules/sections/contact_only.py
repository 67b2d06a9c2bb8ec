"""SEC206: a last section that gives nothing but contact data."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Section, Severity, Span, Text, rule
from reportlint_rules.sections._norm import SIX_SECTIONS, run_in_text

_LONGEST = 120
_CONTACT = re.compile(
    r"电话|邮箱|邮件|传真|邮编|邮政编码|地址|网址|微信|微博|公众号|联系|办公时间|开放时间|二维码|抖音"
)
_DATUM = re.compile(r"[:@]|https?|www|\d{5,}|\d{3,4}-\d{7}|路\d+号|[为是]\S{2,20}$")
# A line that says something of the year's work, or that there is nothing to say, is content.
_CONTENT = re.compile(r"信息处理费|收取|收费|需要报告|需要说明|开展|举办|发布|共计|累计|建议|提案|条|件|次")
_SIGNATURE = re.compile(
    r"(?:附件?|注|特此报告).{0,20}|(?:20\d\d|二[〇零○]..)年.{1,3}月.{1,4}日|.{2,30}(?:政府|局|委员会|办公室|办事处|厅|院|中心)"
)


@rule(
    code="SEC206",
    name="contact-only",
    severity=Severity.INFO,
    on=Section,
    summary=Text("第六部分不只写联系方式", "the last section is no place for contact data alone"),
    message=Text(
        "“{section}”只写了联系方式；联系方式写在引言里，这里写应当报告的其他情况，没有的写“无”",
        "“{section}” gives nothing but contact data: move it to the preface, and say 无 if there is nothing to report",
    ),
    basis=SIX_SECTIONS,
    simplified_only=True,
    local=True,
)
def contact_only(section: Section, context: Context[NoOptions]) -> Iterator[Finding]:
    """Last sections in which every paragraph is a telephone number, an address or the like."""
    report = context.report
    if report.form is None or section.id != "other" or run_in_text(section.heading, section.form.heading):
        return
    if report.headings_of(section):
        return
    contacts: list[Span] = []
    for paragraph in report.paragraphs_of(section):
        text = "".join(report.folded(paragraph.span).split())
        if len(text) <= _LONGEST and _CONTACT.search(text) and _DATUM.search(text) and not _CONTENT.search(text):
            contacts.append(paragraph.span)
        elif not _SIGNATURE.fullmatch(text):
            return
    if contacts:
        yield Finding(Span(contacts[0].start, contacts[-1].end), {"section": section.form.heading.official})
