"""PII204: addresses of other governments' websites."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from reportlint.api import Context, Finding, Report, Severity, Span, Text, rule
from reportlint_rules.privacy._norm import CONTACT_BASIS


@dataclass(frozen=True)
class ForeignAddress:
    """``own``: the domains that the body's addresses end with."""

    own: tuple[str, ...] = ()


_GOVERNMENT = re.compile(r"\.gov\.cn(?![A-Za-z0-9-])", re.I)
_LONGEST_HOST = 100
_HOST = re.compile(r"[A-Za-z0-9.-]+$")
_STATE = "www.gov.cn"


@rule(
    code="PII204",
    name="foreign-address",
    severity=Severity.INFO,
    on=Report,
    summary=Text("网址是本机关、本地区的", "web addresses are the body's own"),
    message=Text(
        "网址{found}与报告里其他网址不是同一家网站，请核对是否误用了别处的网址",
        "{found} is another website than the other addresses of this report: was it taken from elsewhere?",
    ),
    basis=CONTACT_BASIS,
    options=ForeignAddress,
    default=False,
)
def foreign_address(report: Report, context: Context[ForeignAddress]) -> Iterator[Finding]:
    """Hosts under gov.cn of another owner than the one that the report names most often, or than the given ones."""
    folded = report.source.folded
    hosts = []
    for match in _GOVERNMENT.finditer(folded):
        before = _HOST.search(folded, max(0, match.start() - _LONGEST_HOST), match.start())
        if before is not None and folded[before.start() : match.end()].lower() != _STATE:
            # The last part before .gov.cn is whose website it is.
            owner = before.group().lower().rsplit(".", 1)[-1]
            hosts.append((f"{owner}.gov.cn", Span(before.start(), match.end())))
    own = tuple(domain.lower().removeprefix("www.") for domain in context.options.own)
    if not own:
        most = Counter(owner for owner, _ in hosts).most_common(2)
        if not most or most[0][1] < 2 or (len(most) > 1 and most[1][1] == most[0][1]):
            return
        own = (most[0][0],)
    for owner, span in hosts:
        host = folded[span.start : span.end].lower()
        if owner not in own and not any(host == domain or host.endswith("." + domain) for domain in own):
            yield Finding(span, {"found": report.raw(span)})
