"""The smallest set of wrong cells that explains every identity that fails.

Identities of rows and columns cross, so that a wrong cell shows in more than one of them. A set of
cells explains failing identities if other values in these cells make all of them hold and break none
that holds. One cell alone is looked for first, then two and three together; among sets of one size the
one with more slips of the pen (:mod:`.slips`) is believed. Where sets are equally good, nothing is
claimed: each identity is then a fault of its own, shown at the cell that it computes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from reportlint.forms import Number

from .model import EQUATIONS, Cell, Fault, IdentityCheck
from .slips import is_slip

# More wrong cells than this in one place are a table that somebody has to look at as a whole.
_LARGEST_SET = 3
# How many slips make a set of a size believable; one less where identities cross.
_SLIPS_NEEDED = {1: 1, 2: 1, 3: 3}
# So many sets are tried; a table in which nothing adds up would offer millions.
_TRIES = 20_000


class _Repair(NamedTuple):
    """Another value for a cell."""

    cell: Cell
    value: Number


def find_faults(checks: Iterable[IdentityCheck]) -> tuple[Fault, ...]:
    """The failing identities, put down to as few wrong cells as can be proven, in the order of the cells."""
    checks = tuple(checks)
    if all(check.outcome != "fails" for check in checks):
        return ()
    board = _Board(checks)
    faults = [*board.single_cells(), *board.sets_of_cells(), *board.others()]
    return tuple(sorted(faults, key=lambda fault: fault.cell.span))


class _Board:
    """The equations of a report with the cells that enter them; ``open`` are the failing ones not explained yet."""

    def __init__(self, checks: Sequence[IdentityCheck]) -> None:
        self.entering: dict[int, list[IdentityCheck]] = {}
        self.cells: dict[int, Cell] = {}
        for check in checks:
            if check.outcome in ("holds", "fails") and check.form.formula.relation in EQUATIONS:
                for cell in check.cells:
                    if cell is not None:
                        self.entering.setdefault(id(cell), []).append(check)
                        self.cells[id(cell)] = cell
        self.open = {id(check): check for check in checks if check.outcome == "fails"}
        # Both are asked for thousands of times where much fails.
        self.members = {key: frozenset(map(id, check.cells)) for key, check in self.open.items()}
        self.weights: dict[tuple[int, int], Number] = {}
        self.holding: dict[int, frozenset[int]] = {}
        self.tries = _TRIES

    # ── one cell ─────────────────────────────────────────────────────────────────────────────────

    def single_cells(self) -> Iterator[Fault]:
        """Cells that explain two failing identities or more and compete with no other, the best first."""
        while best := self._best_cells():
            for fault in best:
                yield fault
                for check in fault.checks:
                    del self.open[id(check)]

    def _best_cells(self) -> list[Fault]:
        candidates: list[Fault] = []
        for key, cell in self.cells.items():
            failing = tuple(check for check in self.entering[key] if id(check) in self.open)
            if len(failing) < 2:
                continue
            repairs = None if self._holding(cell) else self._solve((cell,))
            if repairs is not None:
                candidates.append(Fault(_most_telling_first(failing, cell), cell, repairs[0].value))
        most = max((len(fault.checks) for fault in candidates), default=0)
        best = [fault for fault in candidates if len(fault.checks) == most]
        claims = Counter(id(check) for fault in best for check in fault.checks)
        return [fault for fault in best if all(claims[id(check)] == 1 for check in fault.checks)]

    # ── more cells ───────────────────────────────────────────────────────────────────────────────

    def sets_of_cells(self) -> Iterator[Fault]:
        """The cells of the smallest sets that explain what is left, one group of crossing identities at a time."""
        for group in self._groups():
            for size in range(1, _LARGEST_SET + 1):
                sets = {frozenset(id(one.cell) for one in repairs): repairs for repairs in self._sets(group, (), size)}
                if not sets:
                    continue
                ranked = sorted(sets.values(), key=_slips, reverse=True)
                slips = _slips(ranked[0])
                best = len(ranked) == 1 or slips > _slips(ranked[1])
                # One identity alone does not say which of its cells is wrong, unless a slip does; three cells
                # can be made to explain almost anything.
                if best and slips >= _SLIPS_NEEDED[size] - (len(group) > 1):
                    yield from self._faults(ranked[0])
                break

    def _groups(self) -> list[list[IdentityCheck]]:
        """The open equations, those that share cells together."""
        groups: list[list[IdentityCheck]] = []
        for check in self.open.values():
            if check.form.formula.relation not in EQUATIONS:
                continue
            keys = {id(cell) for cell in check.cells}
            near = [group for group in groups if any(id(cell) in keys for one in group for cell in one.cells)]
            groups = [group for group in groups if group not in near]
            groups.append([*(one for group in near for one in group), check])
        return groups

    def _sets(
        self, group: Sequence[IdentityCheck], chosen: tuple[Cell, ...], size: int
    ) -> Iterator[tuple[_Repair, ...]]:
        if not self.tries:
            return
        ids = frozenset(map(id, chosen))
        left = [check for check in group if ids.isdisjoint(self.members[id(check)])]
        if left:
            # Every failing identity has a wrong cell: the one with the fewest cells is branched on.
            narrow = min(left, key=lambda check: len(check.cells))
            candidates = [cell for cell in narrow.cells if cell is not None]
        else:
            # Two wrong cells may make up for each other in an identity that holds.
            crossing = [check for cell in chosen for check in self.entering[id(cell)]]
            candidates = [cell for check in crossing for cell in check.cells if cell is not None]
        more = [cell for key, cell in {id(cell): cell for cell in candidates}.items() if key not in ids]
        if len(chosen) + 1 < size:
            for cell in more:
                yield from self._sets(group, (*chosen, cell), size)
            return
        more = more[: self.tries]
        self.tries -= len(more)
        # What holds goes on to hold if none of its cells changes, or two: that alone leaves hardly any set to be solved.
        changing = Counter(chain.from_iterable(self._holding(cell) for cell in chosen))
        some = frozenset(changing)
        once = {key for key, count in changing.items() if count == 1}
        for cell in more:
            if once <= self._holding(cell) <= some and all(id(cell) in self.members[id(check)] for check in left):
                repairs = self._solve((*chosen, cell))
                if repairs is not None:
                    yield repairs

    def _holding(self, cell: Cell) -> frozenset[int]:
        """The equations that a cell enters and that hold."""
        found = self.holding.get(id(cell))
        if found is None:
            checks = [check for check in self.entering[id(cell)] if check.outcome == "holds"]
            found = frozenset(id(check) for check in checks if self._weight(cell, check))
            self.holding[id(cell)] = found
        return found

    def _solve(self, cells: Sequence[Cell]) -> tuple[_Repair, ...] | None:
        """Other values for the cells with which all that they enter holds; None if there are none or many."""
        equations: dict[int, tuple[IdentityCheck, dict[int, Number]]] = {}
        for cell in cells:
            for check in self.entering[id(cell)]:
                if check.outcome == "fails" and id(check) not in self.open:
                    # Another cell was blamed for it.
                    continue
                weight = self._weight(cell, check)
                if weight:
                    equations.setdefault(id(check), (check, {}))[1][id(cell)] = weight
        changes: dict[int, Number] = {}
        while len(changes) < len(cells):
            known = len(changes)
            for check, weights in equations.values():
                free = [key for key in weights if key not in changes]
                if len(free) == 1:
                    change = -(_gap(check) + sum(weights[key] * changes[key] for key in weights if key in changes))
                    if change % weights[free[0]]:
                        return None
                    changes[free[0]] = change // weights[free[0]]
            if len(changes) == known:
                return None
        if any(
            _gap(check) + sum(weight * changes[key] for key, weight in weights.items())
            for check, weights in equations.values()
        ):
            return None
        repairs = tuple(_Repair(cell, (cell.value.number or 0) + changes[id(cell)]) for cell in cells)
        wrong = all(repair.value >= 0 and changes[id(repair.cell)] for repair in repairs)
        return repairs if wrong else None

    def _weight(self, cell: Cell, check: IdentityCheck) -> Number:
        """The weight of a cell when everything stands on the left side."""
        key = (id(cell), id(check))
        if key not in self.weights:
            own = [operand for operand in check.operands if operand.cell is cell]
            self.weights[key] = sum(one.weight if one.side == "left" else -one.weight for one in own)
        return self.weights[key]

    def _faults(self, repairs: Sequence[_Repair]) -> Iterator[Fault]:
        for cell, value in repairs:
            failing = tuple(check for check in self.entering[id(cell)] if id(check) in self.open)
            if failing:
                yield Fault(_most_telling_first(failing, cell), cell, value)
        for cell, _ in repairs:
            for check in self.entering[id(cell)]:
                self.open.pop(id(check), None)

    # ── the rest ─────────────────────────────────────────────────────────────────────────────────

    def others(self) -> Iterator[Fault]:
        """What no cell explains: each identity at the cell it computes, its first operand on the left."""
        for check in self.open.values():
            computed = check.computed
            cell = computed or next(cell for cell in reversed(check.cells) if cell is not None)
            yield Fault((check,), cell, check.right if computed is not None else None)


def _most_telling_first(checks: Sequence[IdentityCheck], cell: Cell) -> tuple[IdentityCheck, ...]:
    """The identity that computes the cell, then the others as the form has them."""
    return tuple(sorted(checks, key=lambda check: check.computed is not cell))


def _slips(repairs: Sequence[_Repair]) -> int:
    """How many of the repairs undo a slip; two numbers that stand in each other's place are one as well."""
    if len(repairs) == 2:
        (one, first), (other, second) = repairs
        if first == other.value.number and second == one.value.number:
            return len(repairs)
    return sum(is_slip(cell.value.number or 0, value) for cell, value in repairs)


def _gap(check: IdentityCheck) -> Number:
    assert check.left is not None and check.right is not None, "both sides of an equation that was computed"
    return check.left - check.right
