"""Applying fixes mends what they are of, and makes no new fault: over the cases of all rules and over generated reports."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from reportlint.diagnostic import Diagnostic, Edit, Safety
from reportlint.engine import Session
from reportlint.fixing import EditSet, Shift, apply
from reportlint.forms import FormBook
from reportlint.plugins import Plugins, load_plugins
from reportlint.source import SourceText, Span
from reportlint.testing import Shape, cases_of
from reportlint.testing.mutations import Mutation, mutated_report, mutations
from reportlint.testing.scoreboard import keeping_shapes

PLUGINS = load_plugins(installed=False)
CODES = sorted(PLUGINS.rules)
# More rounds than that mean that fixes chase each other.
ROUNDS = 6
APPLIED = (Safety.SAFE, Safety.UNSAFE)


@pytest.fixture(scope="module")
def forced(plugins: Plugins) -> Session:
    return Session(plugins, force=True)


def one_set(found: list[Diagnostic], safety: Safety) -> tuple[list[Diagnostic], list[Edit]]:
    """The findings whose fixes can be applied together, with their edits; those in the way of others wait."""
    together = EditSet()
    chosen = [one for one in found if one.fix is not None and one.fix.safety is safety and together.take(one.fix.edits)]
    return chosen, together.edits


def places(found: list[Diagnostic], edits: list[Edit]) -> list[tuple[str, Span]]:
    """The code of each finding and its place after edits."""
    shift = Shift(edits)
    return [(one.code, shift.span(one.span)) for one in found]


def touching(one: Diagnostic, others: list[tuple[str, Span]]) -> bool:
    """Whether one of the others is of the same rule and at the same place."""
    return any(one.code == code and one.span.overlaps(span) for code, span in others)


def check_fixes(session: Session, text: str) -> None:
    found = list(session.check(SourceText(text)).diagnostics)
    for safety in APPLIED:
        if any(one.fix is not None and one.fix.safety is safety for one in found):
            check_fixes_of(session, text, found, safety)


def check_fixes_of(session: Session, text: str, found: list[Diagnostic], safety: Safety) -> None:
    for _ in range(ROUNDS):
        mended, edits = one_set(found, safety)
        if not mended:
            return
        fixed = apply(text, edits)
        left = list(session.check(SourceText(fixed)).diagnostics)
        shown = [f"{text[edit.span.start : edit.span.end]!r} -> {edit.replacement!r}" for edit in edits]
        shown = [f"{one.code}" for one in mended] + shown
        before, waiting = places(found, edits), places([one for one in found if one not in mended], edits)
        new = [one for one in left if not touching(one, before)]
        assert not new, f"found only after {shown}: {named(new, fixed)}\n{fixed}"
        # A finding beside one that was mended may have been there before.
        kept = [one for one in left if touching(one, places(mended, edits)) and not touching(one, waiting)]
        assert not kept, f"still found after {shown}: {named(kept, fixed)}\n{fixed}"
        text, found = fixed, left
    raise AssertionError(f"there are still fixes after {ROUNDS} rounds:\n{text}")


def named(found: list[Diagnostic], text: str) -> list[str]:
    return [f"{one.code} {text[one.span.start : one.span.end]!r} {one.message.zh}" for one in found]


@pytest.mark.parametrize("code", CODES)
def test_fixes_of_cases(code: str, plugins: Plugins, forced: Session) -> None:
    for case in cases_of(plugins.rules[code]):
        if case.finds is None or case.finds:
            check_fixes(forced, case.text)


def test_fixes_of_generated_reports(session: Session, forms: FormBook) -> None:
    @settings(max_examples=80, derandomize=True, phases=[Phase.explicit, Phase.generate])
    @given(st.sampled_from(list(mutations().values())), st.sampled_from(keeping_shapes()), st.integers(0, 1 << 16))
    def check(mutation: Mutation, shape: Shape, seed: int) -> None:
        mutated = mutated_report(mutation, shape, forms, Random(seed))
        if mutated is not None:
            check_fixes(session, mutated.text)

    check()
