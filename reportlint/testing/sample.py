"""Whole correct reports, made from a form: what a rule must stay silent on, and what cases change.

The body and everything in the prose is invented.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from reportlint.forms import Form, IdentityForm, Number, Sum, TableForm
from reportlint.report.model import EQUATIONS

from .drawing import Block, Heading, Numbers, draw
from .shapes import ALL_SHAPES, Shape

BODY = "青石镇人民政府"
_DISCLOSURE = "政府信息公开工作年度报告"
_ORDINALS = "一二三四五六七八九十"

Prose = Mapping[str, Sequence[str]]
"""The paragraphs of a report by the id of their section; those of ``title`` and ``preface`` stand before the
first section, those of ``end`` behind the last, and those of ``behind-…`` behind the tables of a section."""


def consistent_numbers(
    form: Form, rng: random.Random, largest: int = 40, filled: float = 0.3, *, rules: bool = False
) -> dict[tuple[str, str, str], int]:
    """Numbers for every cell of a form with which all its identities hold.

    Args:
        form: a form with the tables of the six-section forms.
        rng: the source of the numbers.
        largest: the largest number of a cell that is not a sum.
        filled: the share of the results of applications that are not left at zero.
        rules: whether the report is of an authority that may make rules (规章), which few may.
    """
    numbers: dict[tuple[str, str, str], int] = {}
    for table in form.tables:
        if table.id == "applications":
            cells = _applications(table, rng, largest, filled)
        elif table.id == "disputes":
            cells = _disputes(table, rng, largest)
        else:
            cells = {(row.id, column.id): rng.randint(0, largest) for row in table.rows for column in table.columns}
            cells |= {place: 0 for place in cells if place[0] == "rules" and not rules}
            cells = _solved(form, table, cells)
        numbers |= {(table.id, row, column): value for (row, column), value in cells.items()}
    return numbers


def _solved(form: Form, table: TableForm, drawn: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """The numbers, with sums that make the identities of a table hold; zeros, if reckoning sums alone does not do."""
    cells = dict(drawn)
    checks = [
        (identity, line.id)
        for identity in form.identities
        if identity.table == table.id and not identity.formula.needs_last_year
        for line in (table.columns if identity.each == "column" else table.rows)
    ]

    def place(identity: IdentityForm, name: str, line: str) -> tuple[str, str]:
        return (name, line) if identity.each == "column" else (line, name)

    def value(identity: IdentityForm, side: Sum, line: str) -> Number:
        return side.value([cells[place(identity, term.name, line)] for term in side.terms])

    # A sum may be a part of another one: as often as there are sums.
    for _ in checks:
        for identity, line in checks:
            left = identity.formula.left.terms
            if len(left) == 1 and identity.formula.relation in EQUATIONS:
                cells[place(identity, left[0].name, line)] = int(value(identity, identity.formula.right, line))
    hold = all(
        one.formula.holds(value(one, one.formula.left, line), value(one, one.formula.right, line))
        for one, line in checks
    )
    return cells if hold and min(cells.values(), default=0) >= 0 else dict.fromkeys(cells, 0)


def _applications(table: TableForm, rng: random.Random, largest: int, filled: float) -> dict[tuple[str, str], int]:
    cells: dict[tuple[str, str], int] = {}
    sums = ("new", "carried_in", "result_total", "carried_out")
    results = [row.id for row in table.rows if row.id not in sums]
    for column in table.columns[:-1]:
        # Most cells of a real table are zero.
        for row in results:
            cells[row, column.id] = rng.randint(0, largest) if rng.random() < filled else 0
        total = sum(cells[row, column.id] for row in results)
        carried_out = rng.randint(0, largest // 4)
        carried_in = rng.randint(0, min(total + carried_out, largest // 4))
        cells["result_total", column.id] = total
        cells["carried_out", column.id] = carried_out
        cells["carried_in", column.id] = carried_in
        cells["new", column.id] = total + carried_out - carried_in
    for table_row in table.rows:
        cells[table_row.id, "total"] = sum(cells[table_row.id, column.id] for column in table.columns[:-1])
    return cells


def _disputes(table: TableForm, rng: random.Random, largest: int) -> dict[tuple[str, str], int]:
    cells: dict[tuple[str, str], int] = {}
    for block in ("review", "direct", "after"):
        parts = [f"{block}_{result}" for result in ("upheld", "corrected", "other", "pending")]
        for part in parts:
            cells["count", part] = rng.randint(0, max(1, largest // 10)) if rng.random() < 0.5 else 0
        cells["count", f"{block}_total"] = sum(cells["count", part] for part in parts)
    return cells


def sample_report(
    form: Form,
    year: int,
    numbers: Numbers | None = None,
    *,
    body: str = BODY,
    shape: Shape | str = "tab",
    seed: int = 0,
) -> str:
    """The text of a correct report.

    Args:
        form: the form to fill in.
        year: the report's year.
        numbers: the number of each cell; those that are missing are 0.
        body: the authority's name; one that the form is for, if it is not for this one.
        shape: how it is written down: a shape or its name.
        seed: decides what the shape leaves to chance.

    Raises:
        KeyError: there is no shape of that name.
    """
    if form.bodies and not any(word in body for word in form.bodies):
        body = form.bodies[0]
    chosen = ALL_SHAPES[shape] if isinstance(shape, str) else shape
    return chosen.text(sample_blocks(form, year, numbers, body=body), random.Random(seed))


def sample_blocks(
    form: Form,
    year: int,
    numbers: Numbers | None = None,
    *,
    body: str = BODY,
    prose: Prose | None = None,
) -> list[Block]:
    """A correct report before it is written in a shape.

    Args:
        form: the form to fill in.
        year: the report's year.
        numbers: the number of each cell; those that are missing are 0.
        body: the authority's name.
        prose: the paragraphs, a few plain ones if they are not given.
    """
    values = numbers or {}
    texts = plain_prose(form, year, values, body) if prose is None else prose
    blocks: list[Block] = [*texts.get("title", ()), "", *texts.get("preface", ()), ""]
    for section in form.sections:
        blocks += [Heading(f"{_ORDINALS[section.number - 1]}、{section.heading.official}"), ""]
        tables = [draw(table, values) for table in form.tables if table.section == section.id]
        blocks += [*texts.get(section.id, ()), *tables, *texts.get(f"behind-{section.id}", ()), ""]
    return [*blocks, *texts.get("end", ())]


def plain_prose(form: Form, year: int, values: Numbers, body: str) -> dict[str, list[str]]:
    """A few plain paragraphs, the same for every body and year but for the numbers and years in them."""
    texts = {"title": [f"{body}{year}年{title_words(form)}"], "preface": _preface(form, year)}
    known = {"overview": _overview, "problems": _problems, "other": _other}
    for section in form.sections:
        if section.id in known:
            texts[section.id] = known[section.id](form, year, values)
        elif all(table.section != section.id for table in form.tables):
            texts[section.id] = [f"{year}年，本机关按照要求做好各项工作。"]
    return texts


def title_words(form: Form) -> str:
    """What the title of a report says behind its year: the first wording of the form that is whole."""
    return next((words for words in form.titles if "…" not in words and "{" not in words), "年度报告")


def _preface(form: Form, year: int) -> list[str]:
    law = "《中华人民共和国政府信息公开条例》第五十条和" if form.titles[:1] == (_DISCLOSURE,) else ""
    return [f"本报告依据{law}{form.basis}编制，所列数据的统计期限为{year}年1月1日至{year}年12月31日。"]


def _overview(form: Form, year: int, values: Numbers) -> list[str]:
    received = values.get(("applications", "new", "total"), 0)
    return [
        f"（一）主动公开情况。{year}年，本机关通过政府网站、公示栏等渠道主动公开政府信息126条。",
        f"（二）依申请公开情况。{year}年共收到政府信息公开申请{received}件，均依法办理。",
        "（三）政府信息管理情况。完善政府信息发布审核制度，定期清理已失效的文件。",
        "（四）平台建设情况。做好政府网站信息公开专栏和政务新媒体的日常维护。",
        "（五）监督保障情况。把政府信息公开工作列入年度考核，全年组织业务培训2次。",
    ]


def _problems(form: Form, year: int, values: Numbers) -> list[str]:
    return [
        f"存在的主要问题：{year}年政府信息公开工作中，政策解读的形式还不够丰富，个别栏目更新不够及时。",
        f"改进情况：{year + 1}年将进一步丰富解读形式，明确栏目更新责任，按月开展自查。",
    ]


def _other(form: Form, year: int, values: Numbers) -> list[str]:
    return [f"{year}年本机关未收取政府信息公开信息处理费。除此之外，没有其他需要报告的事项。"]
