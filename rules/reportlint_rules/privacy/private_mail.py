"""PII201: mailboxes at services that are open to everybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from reportlint.api import Context, Finding, Lines, Report, Severity, Span, Text, fact, rule
from reportlint_rules.lexicons import lexicon


@dataclass(frozen=True)
class PrivateMail:
    """``allowed``: services at which the body may have its mailbox."""

    allowed: tuple[str, ...] = ()


_LONGEST_NAME = 64
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]*$")


@cache
def _services() -> re.Pattern[str]:
    table = lexicon("contacts")
    domains = sorted(table.strings("private_mail"), key=len, reverse=True)
    table.finish()
    return re.compile(rf"@({'|'.join(map(re.escape, domains))})(?![A-Za-z0-9-]|\.[A-Za-z])", re.I)


@fact(on=Lines)
def _mailboxes(lines: Lines, report: Report) -> Iterator[Span]:
    """Mailboxes at these services."""
    folded = report.source.folded
    for match in _services().finditer(folded, *lines.span):
        name = _NAME.search(folded, max(0, match.start() - _LONGEST_NAME), match.start())
        if name is not None:
            yield Span(name.start(), match.end())


@rule(
    code="PII201",
    name="private-mail",
    severity=Severity.INFO,
    on=Report,
    summary=Text("对外联系用政务邮箱", "the contact is an official mailbox"),
    message=Text(
        "联系邮箱{found}是社会邮箱，宜改用本单位的政务邮箱",
        "the mailbox {found} is one of a service for everybody: an official mailbox is better",
    ),
    basis="《关于加强党政机关网站安全管理的通知》（中网办发文〔2014〕1号）第六部分：用专用电子邮件系统处理业务工作",
    options=PrivateMail,
)
def private_mail(report: Report, context: Context[PrivateMail]) -> Iterator[Finding]:
    """Mailboxes of 163, QQ, sina and the like, anywhere in the text; each one once."""
    allowed = {domain.lower() for domain in context.options.allowed}
    told = set()
    for span in context.facts(_mailboxes):
        mailbox = report.folded(span).lower()
        if mailbox not in told and mailbox.rpartition("@")[2] not in allowed:
            told.add(mailbox)
            yield Finding(span, {"found": report.raw(span)})
