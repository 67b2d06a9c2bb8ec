"""What a completion offers, and how much of it is typed already."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lsprotocol import types

from reportlint.server.documents import Snapshot
from reportlint.source import Span
from reportlint.toml import Text

_HINT = re.compile(r"【此处填写：[^】]*】")
_IN_SNIPPETS = re.compile(r"([\\$}])")


@dataclass(frozen=True)
class Offer:
    """A text to be put in the place of ``span``; its hints for the author are places to fill in.

    ``typed`` is the beginning of it, or of another name of it, that stands in the span; ``first`` says
    that it is most likely what is wanted.
    """

    text: str
    span: Span
    label: str
    detail: Text
    kind: types.CompletionItemKind
    typed: str = ""
    first: bool = False

    def item(
        self, snapshot: Snapshot, language: str, place: int, *, snippets: bool, as_is: bool
    ) -> types.CompletionItem:
        """It as the protocol has it. ``place`` is its place in the list, from 0.

        ``snippets`` and ``as_is`` say what the client can: places to fill in, and leave the blanks alone.
        """
        as_snippet = snippets and _HINT.search(self.text) is not None
        return types.CompletionItem(
            self.label,
            kind=self.kind,
            detail=self.detail.in_language(language),
            sort_text=f"{place:03}",
            filter_text=self.typed or self.label,
            preselect=self.first or None,
            insert_text_format=types.InsertTextFormat.Snippet if as_snippet else types.InsertTextFormat.PlainText,
            insert_text_mode=types.InsertTextMode.AsIs if as_is else None,
            text_edit=types.TextEdit(snapshot.range(self.span), to_snippet(self.text) if as_snippet else self.text),
        )


def to_snippet(text: str) -> str:
    """A text with its hints as places to fill in; the same hint is filled in once."""
    parts: list[str] = []
    numbers: dict[str, int] = {}
    at = 0
    for match in _HINT.finditer(text):
        parts.append(_escape(text[at : match.start()]))
        number = numbers.get(match.group())
        if number is None:
            number = numbers[match.group()] = len(numbers) + 1
            parts.append(f"${{{number}:{_escape(match.group())}}}")
        else:
            parts.append(f"${number}")
        at = match.end()
    return "".join([*parts, _escape(text[at:]), "$0"])


def _escape(text: str) -> str:
    return _IN_SNIPPETS.sub(r"\\\1", text)


def typed_of(wanted: str, before: str) -> int:
    """How many characters of the beginning of a wording stand at the end of a text."""
    return next((size for size in range(min(len(wanted), len(before)), 0, -1) if before.endswith(wanted[:size])), 0)
