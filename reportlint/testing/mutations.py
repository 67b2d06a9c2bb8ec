"""Named faults of reports, each with the codes of the rules of which one has to find it.

A fault is put into a correct report before a shape writes it down, so that each is tried in every shape.
"""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import cache
from random import Random
from typing import NamedTuple

from reportlint.forms import FormBook

from .mutated_tables import table_mutations
from .mutated_text import text_mutations
from .mutating import Mutation, Sample, random_sample
from .shapes import Shape

__all__ = ["Mutated", "Mutation", "changed_lines", "mutated_report", "mutations"]

# How many reports are looked at for one that a fault fits.
_TRIES = 60


class Mutated(NamedTuple):
    """A report with a fault. ``lines`` are the numbers, from 0, of those that the fault changed."""

    mutation: Mutation
    sample: Sample
    shape: Shape
    original: str
    text: str
    lines: frozenset[int]


@cache
def mutations() -> Mapping[str, Mutation]:
    """Every fault by its name."""
    return {one.name: one for one in (*text_mutations(), *table_mutations())}


def mutated_report(mutation: Mutation, shape: Shape, forms: FormBook, rng: Random) -> Mutated | None:
    """A report with a fault; None where no report was found that the fault fits.

    Args:
        mutation: the fault.
        shape: how the report is written down.
        forms: where the form of a year is looked up.
        rng: decides the report, and where in it the fault is.
    """
    for _ in range(_TRIES):
        sample = random_sample(forms, rng, mutation.wanted)
        blocks = mutation.change(sample, rng, forms)
        if blocks is None:
            continue
        original, text = (shape.text(one, Random(sample.seed)) for one in (sample.blocks(), blocks))
        if original != text:
            return Mutated(mutation, sample, shape, original, text, changed_lines(original, text))
    return None


def changed_lines(original: str, text: str) -> frozenset[int]:
    """The lines of a text, from 0, that are not in the original; where lines are gone, those on either side."""
    old, new = original.split("\n"), text.split("\n")
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    matcher = difflib.SequenceMatcher(None, old[start : len(old) - end], new[start : len(new) - end], autojunk=False)
    lines: set[int] = set()
    for tag, _, _, first, last in matcher.get_opcodes():
        if tag == "delete":
            lines |= {start + first - 1, start + first}
        elif tag != "equal":
            lines |= set(range(start + first, start + last))
    return frozenset(lines)
