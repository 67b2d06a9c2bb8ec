"""The head of the page: how many reports have what, and a table with a row for each."""

from __future__ import annotations

from collections.abc import Sequence

from reportlint.diagnostic import Severity
from reportlint.result import FileResult

from ..families import FAMILIES, families_of
from ..summary import SEVERITIES
from . import words
from .escape import escaped, tag
from .report import ReportPart


def tiles(parts: Sequence[ReportPart], language: str) -> str:
    """How many reports there are, how many have errors and how many have nothing at all."""
    counts = (
        ("", len(parts), words.REPORTS),
        ("error", sum(bool(part.levels[Severity.ERROR]) for part in parts), words.FAULTY),
        ("clean", sum(not part.has_findings for part in parts), words.CLEAN),
    )
    return "".join(
        tag("li", tag("b", str(count)) + " " + escaped(text.in_language(language)), class_=name if count else "")
        for name, count, text in counts
    )


def table(parts: Sequence[ReportPart], language: str) -> str:
    """A row for each report; the name leads to its part of the page."""
    families = families_of(parts[0].run) if parts else []
    heads = [
        _head(words.BODY.in_language(language)),
        _head(words.YEAR_HEAD.in_language(language)),
        *(_head(SEVERITIES[level].in_language(language), class_=f"n {level.value}") for level in Severity),
        *(_head(one, class_="n k", title=family_name(one, language)) for one in families),
        _head(words.FILE.in_language(language)),
    ]
    rows = "\n".join(_row(part, families, language) for part in parts)
    content = f"<thead><tr>{''.join(heads)}</tr></thead>\n{tag('tbody', rows)}"
    return tag("table", content, id="overview-table", aria_labelledby="overview-head")


def family_name(family: str, language: str) -> str:
    """What a family is about; its letters where nobody knows."""
    return FAMILIES[family].in_language(language) if family in FAMILIES else family


def not_checked(results: Sequence[FileResult], language: str) -> str:
    """The files that are no reports, folded up; nothing if there are none."""
    if not results:
        return ""
    head = tag("summary", escaped(words.NOT_CHECKED.in_language(language).format(count=len(results))))
    files = "".join(
        tag("li", f"{escaped(one.name)} — {escaped(words.PROBLEMS[one.problem.kind].in_language(language))}")
        for one in results if one.problem is not None
    )  # fmt: skip
    return tag("details", head + tag("ul", files), class_="others")


def _head(text: str, **attributes: str) -> str:
    return tag("th", escaped(text), scope="col", **attributes)


def _row(part: ReportPart, families: Sequence[str], language: str) -> str:
    found = part.has_findings
    name = tag("a", escaped(part.body), href=f"#{part.id}") if found else escaped(part.body)
    fine = "" if found else " " + tag("span", escaped(words.FINE.in_language(language)), class_="fine")
    cells = [
        tag("th", name + fine, scope="row"),
        tag("td", escaped(str(part.result.outline.year or ""))),
        *(_count(part.levels[level], f"n {level.value}") for level in Severity),
        *(_count(part.families[one], "n k") for one in families),
        tag("td", escaped(part.result.name), class_="file", title=part.result.name),
    ]
    return tag("tr", "".join(cells), data_for=part.id)


def _count(count: int, classes: str) -> str:
    return tag("td", str(count), class_=classes) if count else tag("td", "·", class_=f"{classes} zero")
