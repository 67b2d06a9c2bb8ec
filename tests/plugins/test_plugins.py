"""Plugins: what they bring in, and that a faulty one costs only itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportlint.engine import Session
from reportlint.plugins import load_plugins
from reportlint.selection import Selection
from reportlint.source import SourceText
from reportlint.toml import TomlError, TomlTable

RULE = """
from reportlint.api import Finding, Report, Severity, Span, Text, rule

@rule(code="{code}", name="{name}", severity=Severity.ERROR, on=Report, summary=Text("甲", "a"), message=Text("发现", "found"))
def check(report, context):
    {body}
"""
YIELD = "yield Finding(Span(0, 1))"
REPORT = SourceText("青石镇2023年政府信息公开工作年度报告\n")


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / f"{name}.py"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_of_rules_is_a_plugin(tmp_path: Path) -> None:
    file = write(tmp_path, "ours", RULE.format(code="OUR101", name="our-rule", body=YIELD))
    plugins = load_plugins([file], installed=False)
    assert plugins.faults == []
    assert plugins.origins["OUR101"] == str(file)
    result = Session(plugins, Selection(select=("our-rule",))).check(REPORT)
    assert [one.message.zh for one in result.diagnostics] == ["发现"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("import nothing_of_that_name", "ModuleNotFoundError"),
        ("def broken(:", "SyntaxError"),
        ("raise SystemExit(3)", "SystemExit"),
        (RULE.format(code="TBL301", name="mine", body=YIELD), "TBL301"),
        (RULE.format(code="OUR1", name="mine", body=YIELD), "OUR1"),
        (RULE.format(code="OUR101", name="row-total", body=YIELD), "row-total"),
        ("from reportlint.api import hookimpl\n@hookimpl\ndef reportlint_rules():\n    raise RuntimeError('no')", "RuntimeError"),
        ("from reportlint.api import hookimpl\n@hookimpl\ndef reportlint_rules():\n    yield 'a rule'", "不是规则"),
        ("from reportlint.api import hookimpl\n@hookimpl\ndef reportlint_rulez():\n    return []", "reportlint_rulez"),
        ("from reportlint.api import hookimpl\n@hookimpl\ndef reportlint_forms():\n    return ['form.toml']", "reportlint_forms"),
    ],
)  # fmt: skip
def test_a_faulty_plugin_costs_only_itself(tmp_path: Path, text: str, said: str) -> None:
    bad = write(tmp_path, "bad", text)
    good = write(tmp_path, "good", RULE.format(code="OUR201", name="good-rule", body=YIELD))
    plugins = load_plugins([bad, good], installed=False)
    assert "OUR201" in plugins.rules
    assert "TBL301" in plugins.rules
    assert plugins.origins["TBL301"] == "reportlint_rules"
    (fault,) = plugins.faults
    assert (fault.plugin, said in fault.message.zh) == (str(bad), True), fault.message


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("none.py", "无法加载：没有这个文件或文件夹"),
        ("none.toml", "读不了这个文件：没有这个文件或文件夹"),
        ("folder", "无法加载：这是文件夹，不是文件"),
    ],
)
def test_a_plugin_that_is_no_file(tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "folder").mkdir()
    (fault,) = load_plugins([tmp_path / name], installed=False).faults
    assert (fault.plugin, fault.message.zh) == (str(tmp_path / name), said)


@pytest.mark.parametrize(
    "body", ["raise ValueError('odd')", "yield Finding(Span(0, 1), message='none')", "yield 1", "return 1"]
)
def test_a_rule_that_fails_loses_only_its_own_findings(tmp_path: Path, body: str) -> None:
    file = write(tmp_path, "bad", RULE.format(code="OUR101", name="bad-rule", body=body))
    plugins = load_plugins([file], installed=False)
    result = Session(plugins).check(REPORT)
    assert [fault.code for fault in result.faults] == ["OUR101"]
    assert "SEC101" in {one.code for one in result.diagnostics}


def test_a_form_of_a_plugin_is_used(tmp_path: Path) -> None:
    (tmp_path / "form.toml").write_text(
        'id = "qingshi"\nextends = "2021"\nname = { zh = "青石县格式", en = "form of Qingshi" }\nyears = { from = 3000 }\n',
        encoding="utf-8",
    )
    text = (
        "from pathlib import Path\nfrom reportlint.api import hookimpl\n"
        "@hookimpl\ndef reportlint_forms():\n    return [Path(__file__).with_name('form.toml')]"
    )
    plugins = load_plugins([write(tmp_path, "forms", text)], installed=False)
    assert plugins.faults == []
    assert "qingshi" in plugins.forms.ids()


def test_options_are_checked(tmp_path: Path) -> None:
    text = (
        "from dataclasses import dataclass\n" + RULE.format(code="OUR101", name="our-rule", body=YIELD)
    ).replace('message=Text("发现", "found")', 'message=Text("发现", "found"), options=Options').replace(
        "@rule(", "@dataclass(frozen=True)\nclass Options:\n    limit: int = 3\n\n@rule("
    )  # fmt: skip
    plugins = load_plugins([write(tmp_path, "ours", text)], installed=False)
    assert plugins.faults == []

    Session(plugins, options={"our-rule": TomlTable({"limit": 5}, "test")})
    with pytest.raises(TomlError, match="must be an integer"):
        Session(plugins, options={"our-rule": TomlTable({"limit": True}, "test")})
    with pytest.raises(TomlError, match="did you mean limit"):
        Session(plugins, options={"our-rule": TomlTable({"limits": 5}, "test")})
