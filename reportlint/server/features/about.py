"""What there is to say of a place in a report: a title and points, in both languages."""

from __future__ import annotations

import re
from typing import NamedTuple

from reportlint.source import Span
from reportlint.toml import Text

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&])")


class About(NamedTuple):
    """Something to say of a span of the text."""

    span: Span
    title: Text
    points: tuple[Text, ...] = ()

    def written(self, language: str, markdown: bool) -> str:
        """It as Markdown or plain text."""
        title = self.title.in_language(language)
        points = [point.in_language(language) for point in self.points]
        if markdown:
            points = [f"- {escape(point)}" for point in points]
            return "\n\n".join([f"**{escape(title)}**", *["\n".join(points)] * bool(points)])
        return "\n".join([title, *(f"- {point}" for point in points)])


def escape(text: str) -> str:
    """A text that says the same when it is read as Markdown."""
    return _SPECIAL.sub(r"\\\1", text)
