"""Which statute a citation means, and which version of it."""

from __future__ import annotations

import re

from reportlint.report import Citation, Report
from reportlint.source import label_key
from reportlint.statutes import Instrument, StatuteBook, Version

# 条例 alone means the regulation that was named last, if that is not far.
_BEFORE = 200
_REGULATION = re.compile(r"《([^《》]{1,60}条例)[^《》]{0,8}》")


def instrument_of(citation: Citation, report: Report, statutes: StatuteBook) -> Instrument | None:
    """The statute or notice that a citation of a report names, by title, number or decree; None if it is not known.

    A short title (《条例》) means what the report has defined it as, if it has.
    """
    if citation.title:
        if citation.title == "条例" and _of_another_regulation(citation, report, statutes):
            return None
        key = label_key(citation.title)
        meant = report.short_names.get(key)
        if meant is not None and label_key(meant) != key:
            return statutes.named(meant)
        named = statutes.named(citation.title)
        if named is not None:
            return named
    for number in citation.numbers:
        found = statutes.numbered(number.office, number.year, number.number)
        if found is not None:
            return found
    if not citation.title and not citation.numbers:
        decrees = [version.decree for version in statutes.regulation.versions]
        # The captions of the tables cite the regulation without naming it.
        if citation.decree in decrees if citation.decree else citation.in_table:
            return statutes.regulation
    return None


def _of_another_regulation(citation: Citation, report: Report, statutes: StatuteBook) -> bool:
    """Whether 条例 without 《》 follows the name of a regulation on something else."""
    folded, start = report.source.folded, citation.span.start
    if folded.startswith("《", start):
        return False
    before = folded[max(0, start - _BEFORE) : start].rpartition("\n")[2]
    named = _REGULATION.findall(before)
    return bool(named) and statutes.named(named[-1]) is None


def version_of(citation: Citation, instrument: Instrument, report: Report) -> Version | None:
    """The version of a statute that a citation is to be held against: the one it names, or the report year's."""
    for version in instrument.versions:
        if citation.decree is not None and version.decree == citation.decree:
            return version
    return instrument.version_for(report.year) if report.year is not None else None
