"""Forms as data: years, inheritance, formulas, and mistakes that are told to the author."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportlint.forms import FormBook
from reportlint.toml import TomlError

BASE = """
id = "base"
name = { zh = "甲", en = "A" }
years = { from = 2000 }
[[sections]]
id = "s"
number = 1
heading = "部分"
[[tables]]
id = "t"
section = "s"
name = { zh = "表", en = "table" }
columns = [{ id = "a", label = "甲" }, { id = "b", label = "乙" }]
rows = [{ id = "x", label = "行" }, { insert = "more" }]
"""


def book(folder: Path, *texts: str) -> FormBook:
    paths = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.toml"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return FormBook(paths)


@pytest.mark.parametrize(
    ("year", "form"), [(2007, "2008"), (2018, "2008"), (2019, "2019"), (2020, "2019"), (2021, "2021"), (2030, "2021")]
)
def test_the_year_chooses_the_form(forms: FormBook, year: int, form: str) -> None:
    chosen = forms.for_year(year)
    assert chosen is not None
    assert chosen.id == form


@pytest.mark.parametrize(("id", "rows", "tables"), [("2019", 23, 7), ("2021", 25, 6), ("2008", 0, 0)])
def test_the_national_forms(forms: FormBook, id: str, rows: int, tables: int) -> None:
    form = forms.get(id)
    assert len(form.tables) == tables
    if tables:
        assert len(form.table("applications").rows) == rows
        assert len(form.table("disputes").columns) == 15
        assert [section.number for section in form.sections] == [1, 2, 3, 4, 5, 6]


def test_a_form_inherits_and_inserts(tmp_path: Path) -> None:
    child = """
id = "child"
extends = "base"
name = { zh = "乙", en = "B" }
years = { from = 2010 }
[inserts.t]
more = [{ id = "y", label = "新行", group = "g" }]
[[identities]]
id = "sum"
table = "t"
each = "column"
formula = "x >= 2 * sum(g) + 1"
"""
    form = book(tmp_path, BASE, child).get("child")
    assert [row.id for row in form.table("t").rows] == ["x", "y"]
    assert form.sections[0].id == "s"
    formula = form.identities[0].formula
    assert [(term.weight, term.name) for term in formula.right.terms] == [(2, "y")]
    assert formula.holds(formula.left.value([5]), formula.right.value([2]))
    assert not formula.holds(formula.left.value([4]), formula.right.value([2]))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (("section = ", "sektion = "), "section"),
        (('id = "base"', ""), "缺少"),
        (("number = 1", 'number = "一"'), "number"),
        (('label = "甲" }', 'label = "甲", kind = "float" }'), "count"),
        (('rows = [{ id = "x", label = "行" }, { insert = "more" }]', ""), "至少要有一行一列"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, change: tuple[str, str], said: str) -> None:
    with pytest.raises(TomlError) as caught:
        book(tmp_path, BASE.replace(*change)).get("base")
    assert "0.toml" in caught.value.where
    assert said in caught.value.message.zh or said in caught.value.where


@pytest.mark.parametrize(
    ("formula", "said"),
    [
        ("x = ", "读不懂"),
        ("x = nothing", "nothing"),
        ("x = sum(none)", "none"),
        ("x = x * x", "*"),
        ("1 = 2", "没有任何行或列"),
    ],
)
def test_formulas_that_make_no_sense_are_named(tmp_path: Path, formula: str, said: str) -> None:
    identity = f'\n[[identities]]\nid = "i"\ntable = "t"\neach = "column"\nformula = "{formula}"\n'
    with pytest.raises(TomlError) as caught:
        book(tmp_path, BASE + identity).get("base")
    assert said in caught.value.message.zh


def test_circles_and_strangers_are_named(tmp_path: Path) -> None:
    circle = BASE.replace('id = "base"\n', 'id = "base"\nextends = "base"\n', 1)
    with pytest.raises(TomlError, match="circle"):
        book(tmp_path, circle).get("base")
    stranger = BASE.replace('id = "base"\n', 'id = "base"\nextends = "nobody"\n', 1)
    with pytest.raises(TomlError, match="no such form"):
        book(tmp_path, stranger).get("base")
