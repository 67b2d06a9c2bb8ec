"""ORG101: the report calls its authority what it is not."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.api import Body, Context, Finding, NoOptions, SelfName, Severity, Text, rule

_TOWNSHIPS = ("镇", "乡", "街道")
# What a lower authority may call the territory that it belongs to.
_TERRITORIES = ("县", "旗", "区", "市", "州", "省")
_OFFICES = ("局", "委", "厅")


@rule(
    code="ORG101",
    name="wrong-self-name",
    severity=Severity.WARNING,
    on=SelfName,
    summary=Text("自称与机关相符", "the report calls its authority what it is"),
    message={
        "": Text(
            "标题的机关是“{body}”，这里却自称“{found}”，是不是别处的文字？",
            "the title names {body}, here it calls itself “{found}”; is this text from elsewhere?",
        ),
        "office": Text(
            "标题的机关是“{body}”，这里自称“{found}”，请核对",
            "the title names {body}, here it calls itself “{found}”; please check",
        ),
    },
    basis="报告是本机关的报告",
    gather=True,
    simplified_only=True,
    local=True,
)
def wrong_self_name(name: SelfName, context: Context[NoOptions]) -> Iterator[Finding]:
    """我局 in the report of a town, 我镇 in that of a bureau, 我乡 in that of a 镇."""
    body = context.report.body
    if body is None or not body.calls_itself or name.word in body.calls_itself:
        return
    kind = _wrong(name.word, body)
    if kind is None:
        return
    args = {"body": body.name, "found": context.report.raw(name.span)}
    severity = Severity.INFO if kind == "office" else None
    yield Finding(name.span, args, kind, severity=severity)


def _wrong(word: str, body: Body) -> str | None:
    """The message for a word that a body cannot call itself; None where it can."""
    own = {place.name[-2:] for place in body.places} | {place.name[-1:] for place in body.places}
    if word in _TERRITORIES or word in own:
        return None
    if word in _TOWNSHIPS:
        # A zone or a city may be speaking of one of its towns; a bureau and another town may not.
        return "" if body.kind == "department" or body.level == "township" else None
    if word in _OFFICES:
        # Bureaus are merged and renamed; towns and governments never were one.
        return "" if body.kind == "government" else "office"
    return None
