"""Declarative rules: what they find, and every mistake in them, told to its author."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportlint.engine import Session
from reportlint.plugins import Plugins, load_plugins
from reportlint.result import FileResult
from reportlint.selection import Selection
from reportlint.source import SourceText
from reportlint.testing import check_rule, sample_report

HEAD = 'code = "OUR101"\nname = "our-rule"\nmessage = "有{found}"\n'


def load(folder: Path, *rules: str, head: str = "") -> Plugins:
    path = folder / "ours.toml"
    path.write_text(head + "".join(f"[[rule]]\n{rule}\n" for rule in rules), encoding="utf-8")
    return load_plugins([path], installed=False)


def check(plugins: Plugins, *changes: tuple[str, str], year: int = 2023) -> FileResult:
    form = plugins.forms.for_year(year)
    assert form is not None
    text = sample_report(form, year)
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new, 1)
    result = Session(plugins, Selection(select=("OUR",))).check(SourceText(text))
    assert not result.faults
    return result


def found(plugins: Plugins, *changes: tuple[str, str], year: int = 2023) -> list[str]:
    result = check(plugins, *changes, year=year)
    assert result.source is not None
    return [result.source.slice(one.span) for one in result.diagnostics]


TITLE = "青石镇人民政府2023年政府信息公开工作年度报告"
OVERVIEW = ("定期清理已失效的文件", "清理挂网文件（ＡＢＣ）3件；挂网")


@pytest.mark.parametrize(
    ("rule", "changes", "wanted"),
    [
        ('find = ["挂网"]', [OVERVIEW], ["挂网", "挂网"]),
        ('find = ["挂网"]\nexcept = ["清理挂网"]', [OVERVIEW], ["挂网"]),
        ('find = ["挂网"]\nin = "sentence"\nunless = ["{number}件"]', [OVERVIEW], ["挂网"]),
        ('find = ["清理…3件"]', [OVERVIEW], ["清理挂网文件（ＡＢＣ）3件"]),
        ('find = ["(ABC)"]', [OVERVIEW], ["（ＡＢＣ）"]),
        ('pattern = "[（【]A[BX]+C[】）]"', [OVERVIEW], ["（ＡＢＣ）"]),
        ('find = ["挂网"]\nsections = ["存在的主要问题及改进情况"]', [OVERVIEW], []),
        ('find = ["挂网"]\nsections = ["overview"]', [OVERVIEW], ["挂网", "挂网"]),
        ('find = ["年度报告"]\nin = "title"', [], ["年度报告"]),
        ('find = ["50条", "第五十条"]\nin = "citation"', [], ["第五十条"]),
        ('find = ["统计期限"]\nin = "preface"', [], ["统计期限"]),
        ('find = ["统计期限"]\nsections = ["引言"]', [], ["统计期限"]),
        ('find = ["总体"]\nin = "heading"', [], ["总体"]),
        ('find = ["行政许可"]\nin = "row"\ntables = ["licences"]', [], ["行政许可"]),
        ('find = ["信息内容"]\nin = "table"\ntables = ["fees"]', [], ["信息内容"]),
        ('value = "> 10"\nin = "cell"\nrows = ["行政许可"]', [("行政许可\t0", "行政许可\t12")], ["12"]),
        ('value = "blank"\nin = "cell"\ntables = ["licences"]', [("行政许可\t0", "行政许可\t")], [""]),
        ('value = "placeholder"\nin = "cell"\ntables = ["licences"]', [("行政许可\t0", "行政许可\t/")], ["/"]),
        ('value = "= 0"\nin = "cell"\ntables = ["applications"]\nrows = ["new"]\ncolumns = ["总计"]', [], ["0"]),
        ('find = ["挂网"]\nyears = { from = 2024 }', [OVERVIEW], []),
        ('find = ["挂网"]\nforms = ["2021"]', [OVERVIEW], ["挂网", "挂网"]),
        ('find = ["挂网"]\nforms = ["six-sections"]', [OVERVIEW], ["挂网", "挂网"]),
        ('find = ["挂网"]\nforms = ["2019"]', [OVERVIEW], []),
        ('find = ["挂网"]\ngather = true', [OVERVIEW], ["挂网"]),
    ],
)  # fmt: skip
def test_what_is_found(tmp_path: Path, rule: str, changes: list[tuple[str, str]], wanted: list[str]) -> None:
    plugins = load(tmp_path, HEAD + rule)
    assert plugins.faults == []
    assert found(plugins, *changes) == wanted


@pytest.mark.parametrize(
    ("rule", "wanted"),
    [
        ('in = "report"\nlacks = ["咨询电话"]', [TITLE]),
        ('in = "report"\nlacks = ["咨询电话", "信息公开"]', []),
        ('in = "preface"\nlacks = ["咨询电话"]', [TITLE]),
        ('in = "section"\nsections = ["problems"]\nlacks = ["咨询电话"]', ["五、存在的主要问题及改进情况"]),
        ('in = "row"\ntables = ["fees"]\nlacks = ["咨询电话"]', ["行政事业性收费"]),
    ],
)
def test_what_is_missing(tmp_path: Path, rule: str, wanted: list[str]) -> None:
    plugins = load(tmp_path, 'code = "OUR101"\nname = "our-rule"\nmessage = "没有"\n' + rule)
    assert plugins.faults == []
    assert found(plugins) == wanted


def test_a_replacement_is_a_fix_with_its_safety(tmp_path: Path) -> None:
    plugins = load(
        tmp_path,
        HEAD + 'replace = { "挂网" = "上网" }\nsafety = "safe"',
        HEAD.replace("101", "102").replace("our-rule", "our-other")
        + 'pattern = "(?P<n>[0-9]+)件"\nreplace = "{n}份"\nsafety = "display"',
    )
    result = check(plugins, OVERVIEW)
    fixes = [one.fix for one in result.diagnostics if one.fix is not None]
    assert sorted((fix.edits[0].replacement, fix.safety.value) for fix in fixes) == [
        ("0份", "display"), ("3份", "display"), ("上网", "safe"), ("上网", "safe"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("", "find"),
        ('find = ["a"]\npattern = "b"', "pattern"),
        ('find = ["a"]\nlacks = ["b"]', "find"),
        ('find = ["a"]\nfimd = ["a"]', "did you mean find"),
        ('find = [" "]', "empty"),
        ('find = ["a"]\nin = "cells"', "cell"),
        ('find = ["a"]\nseverity = "fatal"', "warning"),
        ('find = ["a"]\nsafety = "sure"', "unsafe"),
        ('find = ["a"]\nsections = ["overveiw"]', "did you mean overview"),
        ('find = ["a"]\nin = "cell"\nrows = ["new "]', "rows"),
        ('find = ["a"]\nrows = ["new"]', "in = row"),
        ('find = ["a"]\nforms = ["2022"]', "no form 2022"),
        ('value = "viel"\nin = "cell"', "compare"),
        ('value = "blank"', "in = cell"),
        ('replace = "b"', "for find or pattern alone"),
        ('find = ["a"]\nreplace = "{other}"', "{other}"),
        ('find = ["a"]\nreplace = "{found:>99999999}"', "{found}"),
        ('find = ["a"]\nreplace = "{found.__class__}"', "{found}"),
        ('find = ["a"]\nreplace = "{"', "brace"),
        ('pattern = "(a+)+b"', "take too long"),
        ('pattern = "(a*)*"', "take too long"),
        ('pattern = "(.|a)*b"', "take too long"),
        ('pattern = ".*.*.*b"', "take too long"),
        ('pattern = "(?:(?:a{1,20}){1,20}){1,20}"', "take too long"),
        ("pattern = '(a)\\1'", "character 4"),
        ('pattern = "(?i)a"', "cannot be read"),
        ('pattern = "(?P<x>a)(?P=x)"', "cannot be read"),
        ('pattern = "a{1,9999}"', "cannot be read"),
        ('pattern = "a{1,999}"', "40"),
        ('pattern = "(?<=a*)b"', "well formed"),
        ('pattern = "a++"', "cannot be read"),
        ('pattern = "["', "cannot be read"),
        (f'pattern = "{"a" * 2000}"', "1000"),
        (f"find = [{', '.join(repr(str(n)) for n in range(9000))}]", "too many"),
        ('find = ["a…b…c…d…e"]', "too many"),
    ],
)
def test_a_mistake_costs_one_rule_and_is_told(tmp_path: Path, rule: str, said: str) -> None:
    good = 'code = "OUR201"\nname = "our-other"\nmessage = "x"\nfind = ["x"]'
    plugins = load(tmp_path, HEAD + rule, good)
    assert [code for code, origin in plugins.origins.items() if origin.endswith("ours.toml")] == ["OUR201"]
    (fault,) = plugins.faults
    assert said in fault.message.en, fault.message.en
    assert fault.message.zh


@pytest.mark.parametrize("message", ['"{nothing}"', '"{found!r}"', '{ zh = "好" }', "3"])
def test_a_message_that_cannot_be_filled_in(tmp_path: Path, message: str) -> None:
    plugins = load(tmp_path, f'code = "OUR101"\nname = "our-rule"\nmessage = {message}\nfind = ["x"]')
    assert len(plugins.faults) == 1


@pytest.mark.parametrize(
    ("code", "name", "said"),
    [("TBL301", "our-rule", "reportlint_rules"), ("OUR101", "row-total", "TBL301"), ("our1", "our-rule", "TBL301"), ("OUR101", "Our", "kebab")],
)  # fmt: skip
def test_codes_and_names_are_its_own(tmp_path: Path, code: str, name: str, said: str) -> None:
    plugins = load(tmp_path, f'code = "{code}"\nname = "{name}"\nmessage = "x"\nfind = ["x"]')
    assert said in plugins.faults[0].message.en


@pytest.mark.parametrize("version", [0, 2, 99])
def test_a_file_for_another_version_is_left_out(tmp_path: Path, version: int) -> None:
    plugins = load(tmp_path, HEAD + 'find = ["x"]', head=f"reportlint_api = {version}\n")
    assert "OUR101" not in plugins.rules
    assert f"version {version}" in plugins.faults[0].message.en


@pytest.mark.parametrize("name", ["../form.toml", "/etc/passwd", "nothing.toml"])
def test_files_lie_beside_it(tmp_path: Path, name: str) -> None:
    plugins = load(tmp_path, head=f'forms = ["{name}"]\n')
    assert len(plugins.faults) == 1
    assert plugins.forms.ids() == load_plugins(installed=False).forms.ids()


def test_a_huge_file_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.toml"
    path.write_bytes(b"#" * (1024 * 1024 + 1))
    assert "too large" in load_plugins([path], installed=False).faults[0].message.en


def test_rules_may_stand_in_the_settings(tmp_path: Path) -> None:
    from reportlint.config import Sessions

    (tmp_path / "pyproject.toml").write_text(
        f'[tool.reportlint]\nignore = ["TXT"]\n[[tool.reportlint.rule]]\n{HEAD}find = ["挂网"]\n', encoding="utf-8"
    )
    session = Sessions().session(tmp_path / "a.txt")
    assert session.plugins.faults == []
    assert "OUR101" in {rule.code for rule, *_ in session.rules}
    # No code is run, so a folder that nobody trusts has them too.
    assert "OUR101" in Sessions(local_code=False).session(tmp_path / "a.txt").plugins.rules
    assert "OUR101" not in Sessions(local_plugins=False).session(tmp_path / "a.txt").plugins.rules


def test_examples_are_put_where_the_rule_looks(tmp_path: Path) -> None:
    rules = {
        "title": ('in = "title"\nfind = ["工作报告"]', "青石镇2023年政府信息公开[[工作报告]]", "青石镇2023年政府信息公开工作年度报告"),
        "preface": ('in = "preface"\nfind = ["现将"]', "[[现将]]情况报告如下。", "本报告依据通知编制。"),
        "section": ('sections = ["problems"]\nfind = ["老"]', "[[老]]问题。", "新问题。"),
        "heading": ('in = "heading"\nfind = ["概况"]', "一、[[概况]]", "一、总体情况"),
        "lower": ('in = "heading"\nfind = ["概况"]', "（一）[[概况]]", "（一）情况"),
        "row": ('in = "row"\nfind = ["77"]', "行政许可\\t[[77]]", "行政许可\\t3"),
        "cell": ('in = "cell"\nrows = ["行政强制"]\nvalue = "placeholder"', "[[/]]", "3"),
        "whole": ('find = ["挂网"]', "青石镇2023年政府信息公开工作年度报告\\n\\n一、总体情况\\n\\n[[挂网]]。", "不。"),
    }  # fmt: skip
    texts = [
        f'code = "OUR{number}"\nname = "our-{name}"\nmessage = "x"\n{rule}\nbad = ["{bad}"]\ngood = ["{good}"]'
        for number, (name, (rule, bad, good)) in enumerate(rules.items(), 101)
    ]
    plugins = load(tmp_path, *texts)
    assert plugins.faults == []
    for code, origin in plugins.origins.items():
        if origin.endswith("ours.toml"):
            checked = check_rule(plugins.rules[code], plugins)
            assert (code, checked.cases, checked.problems) == (code, 2, ())
