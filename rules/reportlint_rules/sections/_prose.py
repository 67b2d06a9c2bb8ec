"""What the rules on the prose of a section ask of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportlint.api import Report, Section, fold
from reportlint_rules.lexicons import one_of

_POINTS_ELSEWHERE = re.compile(r"[见附另](?:附件|附表|附后|下图|图片)|!\[|<img")


def words(listed: Iterable[str]) -> re.Pattern[str]:
    """One pattern for any word of a list, on folded text."""
    return one_of(map(fold, listed))


def points_elsewhere(text: str) -> bool:
    """Whether a section says, or shows by a picture, that its content is elsewhere."""
    return _POINTS_ELSEWHERE.search(text) is not None


def is_last(report: Report, section: Section) -> bool:
    """Whether no other section follows, so that the file may have been cut off inside this one."""
    prescribed = len(report.form.sections) if report.form else 0
    return section.span.end >= len(report.source.text) and section.form.number < prescribed


def paragraph_texts(report: Report, section: Section) -> Iterator[str]:
    """The paragraphs of a section one by one, without spaces.

    What stands in one of them stands in the whole section: nearly always the first few say all that is looked for, and in a
    long report the whole takes a hundred times as long.
    """
    for paragraph in report.paragraphs_of(section):
        yield "".join(report.folded(paragraph.span).split())


def own_text(report: Report, section: Section) -> str:
    """The prose of a section without spaces: its paragraphs and subheadings, and no cells of tables."""
    spans = [one.span for one in report.paragraphs_of(section)]
    spans += [one.span for one in report.headings_of(section)]
    return "".join("".join(report.folded(span).split()) for span in sorted(spans))
