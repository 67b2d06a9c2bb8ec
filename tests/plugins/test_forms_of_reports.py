"""Which report has which form: by title, year and authority."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportlint.engine import Session
from reportlint.plugins import Plugins, load_plugins
from reportlint.source import SourceText

KIND = """
id = "web"
name = {{ zh = "网站年报", en = "website" }}
titles = ["政府网站工作年度报表"]
years = {{ from = 2018 }}
rules = ["SEC101", "TXT"]
{more}
[[sections]]
id = "traffic"
number = 1
heading = "网站访问情况"
"""
LOCAL = """
id = "{id}"
extends = "2021"
name = {{ zh = "甲", en = "A" }}
{more}
[[sections]]
id = "more"
number = 7
heading = "补充情况"
"""


def plugins_with(folder: Path, *forms: str) -> Plugins:
    """The plugins with one declarative plugin for each form."""
    files = []
    for number, text in enumerate(forms):
        (folder / f"form{number}.toml").write_text(text, encoding="utf-8")
        file = folder / f"plugin{number}.toml"
        file.write_text(f'reportlint_api = 1\nforms = ["form{number}.toml"]\n', encoding="utf-8")
        files.append(file)
    return load_plugins(files, installed=False)


def check(plugins: Plugins, title: str, body: str = "") -> tuple[str | None, set[str]]:
    result = Session(plugins).check(SourceText(f"{title}\n\n{body}\n"))
    form = result.report.form.id if result.report is not None and result.report.form is not None else None
    return form, {one.code for one in result.diagnostics}


def test_a_title_of_another_kind_of_report(tmp_path: Path) -> None:
    plugins = plugins_with(tmp_path, KIND.format(more=""))
    assert plugins.faults == []
    form, codes = check(plugins, "青石县2023年政府网站工作年度报表", "一、网站访问情况\n\n全年访问12万次。。")
    assert form == "web"
    assert codes == {"TXT101"}
    form, codes = check(plugins, "青石县2023年政府网站工作年度报表", "全年访问12万次。")
    assert codes == {"SEC101"}
    assert check(plugins, "青石县2023年政府信息公开工作年度报告")[0] == "2021"
    assert check(load_plugins(installed=False), "青石县2023年政府网站工作年度报表")[1] == {"DOC104"}


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("青石县2023年政府信息公开工作年度报告", "ours"),
        ("2023年青石县政府信息公开工作年度报告", "ours"),
        ("云溪县2023年政府信息公开工作年度报告", "2021"),
        ("青石县2020年政府信息公开工作年度报告", "2019"),
        ("青石县2022年政府信息公开工作年度报告", "2021"),
    ],
)
def test_a_form_for_some_authorities_and_years(tmp_path: Path, title: str, form: str) -> None:
    plugins = plugins_with(tmp_path, LOCAL.format(id="ours", more='bodies = ["青石"]\nyears = { from = 2023 }'))
    assert check(plugins, title)[0] == form


def test_a_form_without_years_is_used_by_name_alone(tmp_path: Path) -> None:
    plugins = plugins_with(tmp_path, LOCAL.format(id="ours", more=""))
    assert check(plugins, "青石县2023年政府信息公开工作年度报告")[0] == "2021"
    assert "ours" in plugins.forms.ids()


def test_two_forms_for_the_same_reports_are_a_conflict(tmp_path: Path) -> None:
    years = "years = { from = 2023 }"
    plugins = plugins_with(
        tmp_path,
        LOCAL.format(id="one", more=years),
        LOCAL.format(id="two", more=years.replace("2023", "2024")),
        LOCAL.format(id="three", more=years + '\nbodies = ["青石"]'),
    )
    assert [id for id in plugins.forms.ids() if id in ("one", "two", "three")] == ["one", "three"]
    (fault,) = plugins.faults
    assert fault.plugin.endswith("plugin1.toml") and "one" in fault.message.en and "2024" in fault.message.en


@pytest.mark.parametrize("titles", ['"甲…乙…丙…丁"', '"…"', '"甲" , ""', ", ".join(['"甲"'] * 41), f'"{"甲" * 41}"'])
def test_titles_that_would_take_long_or_fit_everything(tmp_path: Path, titles: str) -> None:
    plugins = plugins_with(tmp_path, KIND.format(more="").replace('"政府网站工作年度报表"', titles))
    assert "titles" in plugins.faults[0].message.en and "web" not in plugins.forms.ids()


@pytest.mark.parametrize(
    "more",
    [
        "number = 3",
        "[[identities]]\nid = 'x'\ntable = 'fees'\neach = 'row'\nformula = 'amount = nothing'",
        "[[sections]]\nid = 'x'\nnumber = 11\nheading = 'x'",
    ],
)
def test_a_form_that_contradicts_itself_is_left_out_when_it_is_loaded(tmp_path: Path, more: str) -> None:
    text = LOCAL.format(id="ours", more="years = { from = 2023 }") + more
    plugins = plugins_with(tmp_path, text, KIND.format(more=""))
    assert len(plugins.faults) == 1
    assert "ours" not in plugins.forms.ids() and "web" in plugins.forms.ids()
    assert check(plugins, "青石县2023年政府信息公开工作年度报告")[0] == "2021"
