"""Comments in a report: ``<!-- reportlint: disable=TBL101 -->`` and its like.

What is published as Markdown may carry them, because nobody sees them there. They are no text of the report: rules see
blanks in their place.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass

from reportlint.source import SourceText, Span

from .slips import IgnoreSlip

CodeOf = Callable[[str], str | None]
"""The code of the rule that a code or name means, None if there is none."""


@dataclass(frozen=True)
class Comment:
    """One rule that a comment switches off. ``rule`` is its code, ``span`` where the comment names it.

    ``region`` is the part of the text that it is off in, both ends included.
    """

    rule: str
    span: Span
    region: Span


@dataclass(frozen=True)
class Comments:
    """The comments of a text: where they are, what they switch off, and what is wrong with them.

    ``text`` is the text with blanks in their place, of the same length.
    """

    text: SourceText
    spans: tuple[Span, ...] = ()
    ignores: tuple[Comment, ...] = ()
    slips: tuple[IgnoreSlip, ...] = ()

    def hold(self, span: Span) -> bool:
        """Whether a span covers a comment and nothing else: what is found there is found in blanks."""
        if not self.spans:
            return False
        at = bisect_right(self.spans, (span.end, len(self.text.text))) - 1
        return at >= 0 and span.overlaps(self.spans[at]) and not self.text.slice(span).strip()

    def touched_by(self, span: Span) -> bool:
        """Whether an edit at a span would change a comment, or insert something into one."""
        if not self.spans:
            return False
        at = bisect_right(self.spans, (max(span.start, span.end - 1), len(self.text.text))) - 1
        return at >= 0 and span.start < self.spans[at].end and self.spans[at].start < span.end


def read_comments(source: SourceText, code_of: CodeOf) -> Comments:
    """The comments of a text. One in a row of a table or in code is an example and none of them."""
    # Nearly no report has any: looking for a word costs next to nothing, and what reads them is not even loaded.
    if "reportlint" not in source.text:
        return Comments(source)
    from .instructions import read_instructions

    return read_instructions(source, code_of)
