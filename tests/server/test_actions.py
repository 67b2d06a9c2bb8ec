"""Which fixes go together."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reportlint.diagnostic import Edit, Fix, Safety
from reportlint.server.actions import compatible_edits
from reportlint.source import Span
from reportlint.toml import Text


def fix(*edits: tuple[int, int, str], safety: Safety = Safety.SAFE) -> Fix:
    return Fix(Text("改", "mend"), tuple(Edit(Span(start, end), new) for start, end, new in edits), safety)


def spans(*fixes: Fix) -> list[Span]:
    return [edit.span for edit in compatible_edits(fixes)]


def test_of_two_that_collide_the_first_is_taken() -> None:
    assert spans(fix((0, 3, "一")), fix((2, 4, "二")), fix((4, 6, "三"))) == [(0, 3), (4, 6)]


def test_neighbours_do_not_collide_but_an_insertion_between_them_does() -> None:
    assert spans(fix((0, 2, "一")), fix((2, 4, "二")), fix((2, 2, "三"))) == [(0, 2), (2, 4)]


def test_a_fix_is_taken_whole_or_not_at_all() -> None:
    assert spans(fix((4, 5, "一")), fix((0, 1, "二"), (4, 6, "三"))) == [(4, 5)]


def test_the_same_edit_of_two_findings_is_made_once() -> None:
    assert spans(fix((0, 1, "一")), fix((0, 1, "一"), (2, 3, "二"))) == [(0, 1), (2, 3)]


def test_only_safe_ones_are_taken() -> None:
    assert spans(fix((0, 1, ""), safety=Safety.UNSAFE), fix((0, 1, ""), safety=Safety.DISPLAY)) == []


def test_a_fix_that_collides_with_itself_is_left_out() -> None:
    assert spans(fix((0, 3, "一"), (1, 2, "二"))) == []


SPANS = st.tuples(st.integers(0, 12), st.integers(0, 4)).map(lambda pair: (pair[0], sum(pair), "新"))


@given(st.lists(st.lists(SPANS, min_size=1, max_size=3).map(lambda edits: fix(*edits)), max_size=12))
def test_what_is_taken_never_collides(fixes: list[Fix]) -> None:
    taken = compatible_edits(fixes)
    assert taken == sorted(taken)
    for before, after in pairwise(taken):
        assert before.span.end <= after.span.start
        assert before.span.end < after.span.start or before.span.start < before.span.end
        assert before.span.end < after.span.start or after.span.start < after.span.end
