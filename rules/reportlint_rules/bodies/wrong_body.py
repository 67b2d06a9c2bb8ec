"""ORG105: a title that names another authority than the one that the report is said to be of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportlint.api import Context, Finding, NoOptions, Severity, Span, Text, Title, label_key, rule

# 青石镇, 青石镇人民政府 and 青石镇政府 are one authority.
_GOVERNMENT = re.compile(r"(?:人民政府|政府|办事处|管理委员会|管委会)$")


@rule(
    code="ORG105",
    name="wrong-body",
    severity=Severity.WARNING,
    on=Title,
    summary=Text("标题是配置里写明的机关的", "the title is that of the authority in the settings"),
    message=Text(
        "标题的机关是“{found}”，配置里写的是“{body}”，请核对",
        "the title names {found}, the settings say {body}; please check",
    ),
    basis="报告是本机关的报告",
)
def wrong_body(title: Title, context: Context[NoOptions]) -> Iterator[Finding]:
    """The title against ``body`` of the settings. With or without the places above it is the same authority."""
    said = context.report.reading.body
    if not said or not title.body:
        return
    one, other = _core(title.body), _core(said)
    if not (one.endswith(other) or other.endswith(one)):
        line = title.body_span or title.span
        at = context.report.folded(line).find(title.body)
        span = Span(line.start + at, line.start + at + len(title.body)) if at >= 0 else line
        yield Finding(span, {"found": title.body, "body": said})


def _core(name: str) -> str:
    key = label_key(name)
    return _GOVERNMENT.sub("", key) or key
