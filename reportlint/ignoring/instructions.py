"""Comments read: which of them are real, and what they tell to do."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from reportlint.source import SourceText, Span, fold

from .comments import CodeOf, Comment, Comments
from .slips import IgnoreSlip, SlipKind

# A comment holds no other mark of HTML, so that nothing is looked at twice.
_COMMENT = re.compile(r"<!--\s*reportlint\s*[:：]([^<>]*?)-->")
_INSTRUCTION = re.compile(r"\s*(disable-next-line|disable-line|disable|enable)\s*(?:=(.*))?", re.DOTALL)
_NAME = re.compile(r"[^\s,、]+")
_FENCE = re.compile(r"^ {0,3}(`{3,}|~{3,})([^\n]*)$", re.MULTILINE)
_TICKS = re.compile(r"`+")
_ANYTHING = re.compile(r"[^\r\n]")


def read_instructions(source: SourceText, code_of: CodeOf) -> Comments:
    """The comments of a text, as :func:`reportlint.ignoring.read_comments` gives them."""
    found = list(_real_comments(source))
    if not found:
        return Comments(source)
    spans = tuple(Span(*match.span()) for match in found)
    reader = _Reader(replace(source, text=_blanked(source.text, spans)), code_of)
    for match in found:
        reader.read(match)
    return Comments(reader.blank, spans, *reader.finish())


def _blanked(text: str, spans: Iterable[Span]) -> str:
    parts, behind = [], 0
    for start, end in spans:
        parts += [text[behind:start], _ANYTHING.sub(" ", text[start:end])]
        behind = end
    return "".join([*parts, text[behind:]])


def _real_comments(source: SourceText) -> Iterator[re.Match[str]]:
    found = list(_COMMENT.finditer(source.text))
    if not found:
        return
    fences = _Fences(source.folded)
    # Of any number of comments in a line, the line is read once.
    lines: dict[int, _Line] = {}
    for match in found:
        start, end = match.span()
        ends = {source.line_of(start), source.line_of(end)}
        for number in ends:
            if number not in lines:
                lines[number] = _Line(source, source.line_span(number))
        if start not in fences and not any(lines[number].is_row or start in lines[number] for number in ends):
            yield match


class _Line:
    """A line with a comment: whether it is a row of a table, and where in it there is code between backticks."""

    def __init__(self, source: SourceText, span: Span) -> None:
        without = fold(_COMMENT.sub("", source.slice(span)))
        self.is_row = "|" in without or "\t" in without.strip()
        self._code = list(_code_in(source.folded, span))

    def __contains__(self, offset: int) -> bool:
        """Whether an offset stands in code."""
        at = bisect_right(self._code, (offset, offset)) - 1
        return at >= 0 and offset < self._code[at][1]


class _Fences:
    """The blocks of code between fences; one that is not closed goes on to the end."""

    def __init__(self, folded: str) -> None:
        self._edges: list[int] = []
        fence = ""
        for match in _FENCE.finditer(folded):
            marks, behind = match[1], match[2]
            if not fence:
                if marks[0] == "`" and "`" in behind:
                    continue
                fence = marks
            elif marks.startswith(fence) and not behind.strip():
                fence = ""
            else:
                continue
            self._edges.append(match.start())

    def __contains__(self, offset: int) -> bool:
        return bisect_right(self._edges, offset) % 2 == 1


def _code_in(folded: str, line: Span) -> Iterator[tuple[int, int]]:
    """Where there is code between backticks in a line; as many of them as opened it close it."""
    runs = list(_TICKS.finditer(folded, line.start, line.end))
    following: dict[int, int] = {}
    closing = [0] * len(runs)
    for at in range(len(runs) - 1, -1, -1):
        length = len(runs[at][0])
        closing[at] = following.get(length, 0)
        following[length] = at
    at = 0
    while at < len(runs):
        if closing[at]:
            yield runs[at].start(), runs[closing[at]].end()
            at = closing[at]
        at += 1


class _Reader:
    """Reads comments one after the other. ``blank`` is the text without them."""

    def __init__(self, blank: SourceText, code_of: CodeOf) -> None:
        self.blank = blank
        self._code_of = code_of
        self._ignores: list[Comment] = []
        self._slips: list[IgnoreSlip] = []
        # What goes on to the end of the text as yet, by rules.
        self._open: dict[str, list[Comment]] = {}

    def read(self, match: re.Match[str]) -> None:
        """Takes the next comment."""
        instruction = _INSTRUCTION.fullmatch(fold(match[1]))
        span = Span(*match.span())
        if instruction is None:
            self._slip("unclear", span, match[1])
            return
        what, listed = instruction[1], instruction[2]
        start = match.start(1) + instruction.start(2)
        rules = list(self._rules(listed, start)) if listed is not None else []
        if what == "enable":
            self._enable(span, rules, everything=listed is None)
        elif listed is None or not listed.strip(" \n,、"):
            self._slip("unclear", span, match[1])
        else:
            region = self._region(what, span)
            for code, where in rules:
                group = self._open.setdefault(code, []) if what == "disable" else self._ignores
                group.append(Comment(code, where, region))

    def finish(self) -> tuple[tuple[Comment, ...], tuple[IgnoreSlip, ...]]:
        """What is off, in the order of the text, and what is wrong."""
        for code in list(self._open):
            self._close(code, len(self.blank.text))
        return tuple(sorted(self._ignores, key=lambda one: one.span)), tuple(self._slips)

    def _rules(self, listed: str, start: int) -> Iterator[tuple[str, Span]]:
        for name in _NAME.finditer(listed):
            span = Span(start + name.start(), start + name.end())
            code = self._code_of(name[0])
            if code is None:
                self._slip("unknown", span, name[0])
            else:
                yield code, span

    def _enable(self, span: Span, rules: list[tuple[str, Span]], *, everything: bool) -> None:
        if everything:
            if not self._open:
                self._slip("unopened", span, "enable")
            for code in list(self._open):
                self._close(code, span.start)
        for code, where in rules:
            if code not in self._open:
                self._slip("unopened", where, f"enable={code}")
            self._close(code, span.start)

    def _close(self, code: str, end: int) -> None:
        self._ignores += [replace(one, region=Span(one.region.start, end)) for one in self._open.pop(code, ())]

    def _region(self, what: str, comment: Span) -> Span:
        text = self.blank
        if what == "disable":
            return Span(comment.start, len(text.text))
        last = text.line_of(comment.end)
        if what == "disable-line":
            return Span(text.line_span(text.line_of(comment.start)).start, text.line_span(last).end)
        # A blank line often stands between a comment and its paragraph, or a comment about another rule.
        for line in range(last + 1, len(text.line_starts)):
            span = text.line_span(line)
            if text.slice(span).strip():
                return span
        return Span(len(text.text), len(text.text))

    def _slip(self, kind: SlipKind, span: Span, written: str) -> None:
        self._slips.append(IgnoreSlip(kind, span, " ".join(written.split())))
