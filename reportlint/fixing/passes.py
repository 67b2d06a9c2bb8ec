"""Fixes applied pass by pass, until nothing is left that may be."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

from reportlint.diagnostic import Diagnostic, Edit, Safety
from reportlint.result import FileResult
from reportlint.source import SourceText, UnreadableText, decode, encode
from reportlint.toml import Text

from .edits import EditSet, Shift, apply, with_newline
from .harm import harm

MAX_PASSES = 10
"""A fix may make room for another one; more passes than this mean that there is no end."""

_MAX_TRIALS = 32
"""How often a pass looks at a text to find out which fixes do harm; those it did not come to wait for the next."""

_NO_FIX = Text(
    "修正本身有误：要改的位置不在文中，或互相重叠", "it is no valid fix: its edits are not in the text or overlap"
)
_NO_CHARACTER = Text("文件的编码写不出要改成的字", "the encoding of the file lacks a character of it")
_IN_CIRCLES = Text("与别的修正互相反复", "it and another fix undo each other")
_NO_END = Text(f"改了{MAX_PASSES}遍还没有改完，可以再运行一次", f"not done after {MAX_PASSES} passes; run it once more")
_NOT_AS_IT_WAS = Text(
    "文件的编码不能原样写回，整个文件保持原样", "the file could not be written back as it was; all of it is left alone"
)

Check = Callable[[SourceText], FileResult]
"""Looks at a state of the text."""


class Refusal(NamedTuple):
    """A finding whose fix was asked for and is not applied, and why. Its span is one of the text in the end."""

    diagnostic: Diagnostic
    reason: Text


@dataclass(frozen=True)
class Fixed:
    """A file after its fixes.

    ``before`` and ``after`` are what was found in it before and is found now, ``data`` its bytes now. ``mended`` are
    the findings whose fixes were applied, pass by pass, with spans of the text of their pass.
    """

    before: FileResult
    after: FileResult
    data: bytes
    mended: tuple[Diagnostic, ...] = ()
    refused: tuple[Refusal, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the fixes changed the text."""
        return self.before.source != self.after.source


def fix(data: bytes, found: FileResult, check: Check, allowed: Collection[Safety]) -> Fixed:
    """Applies the fixes of a file.

    In each pass those are applied that do not collide, the first by place and then the gravest first, and the text
    is looked at again. What does harm is taken back and named: an error that was not there, a rule that fails, a
    text that is no report any more.

    Args:
        data: the bytes of the file.
        found: what was found in it.
        check: looks at a later state of its text.
        allowed: which fixes may be applied; those for display never are.
    """
    source = found.source
    passes = _Passes(check, frozenset(allowed) - {Safety.DISPLAY})
    if source is None or not passes.wanted(found):
        return Fixed(found, found, data, refused=passes.refusals(found))
    after, mended = passes.run(found)
    text = after.source.text if after.source is not None else source.text
    written = encode(text, source)
    if encode(source.text, source) != data or not _reads_as(written, text):
        return Fixed(
            found, found, data, refused=tuple(Refusal(one.finding, _NOT_AS_IT_WAS) for one in passes.wanted(found))
        )
    return Fixed(found, after, written, mended, passes.refusals(after))


def _reads_as(data: bytes, text: str) -> bool:
    """Whether bytes would be read as a text: short ones may seem to be in another encoding."""
    try:
        return decode(data).text == text
    except UnreadableText:
        return False


class _Wanted(NamedTuple):
    """A finding to be mended, with the edits of its fix as they are written into this text."""

    finding: Diagnostic
    edits: tuple[Edit, ...]

    @property
    def key(self) -> _Key:
        """What it is known by in the same text."""
        return self.finding.code, self.edits


_Key = tuple[str, tuple[Edit, ...]]
_Refused = dict[_Key, Refusal]


class _State(NamedTuple):
    """A text that was reached: what is found in it, how many findings were mended and what was refused by then."""

    result: FileResult
    mended: int
    refused: _Refused


class _Passes:
    """The passes over one text."""

    def __init__(self, check: Check, allowed: Collection[Safety]) -> None:
        self._check = check
        self._allowed = allowed
        self._refused: _Refused = {}
        self._trials = 0

    def run(self, result: FileResult) -> tuple[FileResult, tuple[Diagnostic, ...]]:
        """What is found in the end, and the findings that were mended."""
        mended: list[_Wanted] = []
        states = {_source(result).text: _State(result, 0, {})}
        for _ in range(MAX_PASSES):
            wanted = self.wanted(result)
            if not wanted:
                break
            result, applied = self._pass(result, wanted)
            mended += applied
            text = _source(result).text
            if applied and text in states:
                result, count, refused = states[text]
                self._refused = dict(refused)
                for one in mended[count:]:
                    self._refuse(one, _IN_CIRCLES)
                del mended[count:]
            elif applied:
                states[text] = _State(result, len(mended), dict(self._refused))
        for one in self.wanted(result):
            self._refuse(one, _NO_END)
        return result, tuple(one.finding for one in mended)

    def wanted(self, result: FileResult) -> list[_Wanted]:
        """The findings with a fix to be applied, but for those that were refused."""
        source = _source(result)
        found = []
        for one in self._asked(result):
            if not _valid(one.edits, len(source.text)):
                self._refuse(one, _NO_FIX)
            elif not _writable(one.edits, source):
                self._refuse(one, _NO_CHARACTER)
            elif one.key not in self._refused:
                found.append(one)
        return found

    def refusals(self, result: FileResult) -> tuple[Refusal, ...]:
        """What was refused, as far as it is still found."""
        keys = dict.fromkeys(one.key for one in self._asked(result))
        return tuple(self._refused[key] for key in keys if key in self._refused)

    def _asked(self, result: FileResult) -> Iterator[_Wanted]:
        """The findings with a fix that is allowed and changes something."""
        source = _source(result)
        for one in result.diagnostics:
            if one.fix is None or one.fix.safety not in self._allowed:
                continue
            edits = one.fix.edits
            if _valid(edits, len(source.text)):
                edits = tuple(with_newline(edit, source) for edit in edits)
                edits = tuple(edit for edit in edits if source.slice(edit.span) != edit.replacement)
            if edits:
                yield _Wanted(one, edits)

    def _pass(self, result: FileResult, wanted: list[_Wanted]) -> tuple[FileResult, list[_Wanted]]:
        """What is found after a pass, and what it mended."""
        together = EditSet()
        chosen = [one for one in wanted if together.take(one.edits)]
        self._trials = 0
        after, applied = self._settled(result, (result, []), chosen)
        self._refused = dict(_moved(self._refused, Shift(_edits(applied))))
        return after, applied

    def _settled(
        self, before: FileResult, so_far: tuple[FileResult, list[_Wanted]], group: list[_Wanted]
    ) -> tuple[FileResult, list[_Wanted]]:
        """What is found with those of a group applied that do no harm, besides those that were found harmless so far."""
        if self._trials >= _MAX_TRIALS:
            return so_far
        self._trials += 1
        trial = so_far[1] + group
        edits = _edits(trial)
        source = _source(before)
        after = self._check(replace(source, text=apply(source.text, edits)))
        reason = harm(before, after, Shift(edits))
        if reason is None:
            return after, trial
        if len(group) == 1:
            self._refuse(group[0], reason)
            return so_far
        half = len(group) // 2
        return self._settled(before, self._settled(before, so_far, group[:half]), group[half:])

    def _refuse(self, one: _Wanted, reason: Text) -> None:
        self._refused[one.key] = Refusal(one.finding, reason)


def _source(result: FileResult) -> SourceText:
    return result.source or SourceText("", result.name)


def _edits(mended: list[_Wanted]) -> list[Edit]:
    return sorted({edit for one in mended for edit in one.edits})


def _valid(edits: tuple[Edit, ...], length: int) -> bool:
    """Whether edits are in a text of a length, and apart. A plugin's may be anything."""
    return all(0 <= edit.span.start <= edit.span.end <= length for edit in edits) and EditSet().take(edits)


def _writable(edits: tuple[Edit, ...], source: SourceText) -> bool:
    try:
        for edit in edits:
            encode(edit.replacement, source)
    except UnicodeEncodeError:
        return False
    return True


def _moved(refused: _Refused, shift: Shift) -> Iterator[tuple[_Key, Refusal]]:
    """What was refused, where it lies after edits. One whose text was changed may be tried again."""
    for (code, edits), (finding, reason) in refused.items():
        if all(shift.untouched(edit.span) for edit in edits):
            moved = tuple(Edit(shift.span(edit.span), edit.replacement) for edit in edits)
            yield (code, moved), Refusal(replace(finding, span=shift.span(finding.span)), reason)
