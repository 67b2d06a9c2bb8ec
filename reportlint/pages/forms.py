"""The page of a form: its sections, its tables without numbers, and what has to add up in them."""

from __future__ import annotations

from collections.abc import Iterator

from reportlint.forms import Form, TableForm
from reportlint.report import write_numeral
from reportlint.testing.drawing import draw
from reportlint.toml import Text

_TITLE = Text("{year}年政府信息公开工作年度报告的格式", "The form of annual reports on {year}")
_BASIS = Text("{name}。依据：{basis}", "{name}. Norm: {basis}")
_SUMS = Text("勾稽关系：", "What has to add up:")


def form_page(form: Form, year: int, language: str) -> str:
    """The page of a form in Markdown, as it is for the report on a year. Headings and labels stay Chinese."""
    lines = [f"# {_TITLE.in_language(language).format(year=year)}", ""]
    lines += [_BASIS.in_language(language).format(name=form.name.in_language(language), basis=form.basis), ""]
    for section in form.sections:
        lines += [f"## {write_numeral(section.number)}、{section.heading.official}", ""]
        for table in form.tables:
            if table.section == section.id:
                lines += _table(table, form, language)
    return "\n".join(lines).rstrip() + "\n"


def _table(table: TableForm, form: Form, language: str) -> Iterator[str]:
    rows = draw(table, {}).with_texts(lambda cell: "" if cell.role == "number" else cell.text).rows
    for number, row in enumerate(rows):
        yield f"| {' | '.join(cell.text.replace('|', '&#124;') for cell in row)} |"
        if number == 0:
            yield "|" + "---|" * len(row)
    yield ""
    sums = dict.fromkeys(one.says.in_language(language) for one in form.identities if one.table == table.id)
    if sums:
        yield from (_SUMS.in_language(language), "", *(f"- {says}" for says in sums), "")
