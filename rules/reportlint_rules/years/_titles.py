"""What stands in the title of a document that the report names."""

from __future__ import annotations

from reportlint.api import Report


def in_title_of_document(offset: int, report: Report) -> bool:
    """Whether an offset stands between the 《 and 》 of a document's title."""
    return any(
        one.title_span is not None and one.title_span.start <= offset < one.title_span.end for one in report.citations
    )
