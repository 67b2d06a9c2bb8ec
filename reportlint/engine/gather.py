"""Findings of one kind that are told once a file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from reportlint.diagnostic import Diagnostic, Fix, Related
from reportlint.toml import Text

from .found import Found

# More places than this are not looked at one by one.
_PLACES = 20
_ANOTHER = Text("另一处", "another place")


def gathered(found: Iterable[Found]) -> list[Diagnostic]:
    """The diagnostics of one rule, with those of a message that it gathers made one at the first place.

    It counts them, names the other places, and its fix mends all that can be mended in the same way.
    """
    diagnostics: list[Diagnostic] = []
    to_gather: dict[tuple[str, int], list[Diagnostic]] = {}
    for diagnostic, kind in found:
        if kind is None:
            diagnostics.append(diagnostic)
        else:
            to_gather.setdefault((kind, diagnostic.severity.rank), []).append(diagnostic)
    for _, group in sorted(to_gather.items()):
        first, *others = sorted(group, key=lambda one: one.span)
        diagnostics.append(_with_others(first, others) if others else first)
    return diagnostics


def _with_others(first: Diagnostic, others: list[Diagnostic]) -> Diagnostic:
    count = len(others) + 1
    message = Text(f"{first.message.zh}（全文共{count}处）", f"{first.message.en} ({count} places in all)")
    related = tuple(Related(other.span, _ANOTHER) for other in others[:_PLACES])
    return replace(
        first,
        message=message,
        related=first.related + related,
        fix=_one_fix([first, *others]),
        data={**first.data, "count": count},
    )


def _one_fix(diagnostics: list[Diagnostic]) -> Fix | None:
    fixes = [one.fix for one in diagnostics if one.fix is not None]
    if not fixes:
        return None
    same = [fix for fix in fixes if fix.safety is fixes[0].safety]
    title = fixes[0].title
    if len(same) > 1:
        title = Text(f"{title.zh}（{len(same)}处一起改）", f"{title.en} (all {len(same)} places)")
    return Fix(title, tuple(edit for fix in same for edit in fix.edits), fixes[0].safety)
