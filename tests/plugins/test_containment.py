"""A plugin that goes wrong costs only itself, and is named."""

from __future__ import annotations

import gc
import sys
import weakref
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from reportlint.cli import guard
from reportlint.engine import Session, Watch
from reportlint.memory import Memory
from reportlint.nodes import NODES
from reportlint.outputs import Run
from reportlint.plugins import Plugins, load, load_plugins
from reportlint.report import Report, Title
from reportlint.selection import Selection
from reportlint.source import SourceText
from tests.cli.test_cli import run, text

from .test_plugins import RULE, YIELD, write

REPORT = "青石镇2023年政府信息公开工作年度报告\n\n一、总体情况\n\n主动公开12条。。\n"
GOOD = RULE.format(code="OUR201", name="good-rule", body=YIELD)
HOOK = "from reportlint.api import hookimpl\n@hookimpl\ndef {hook}({arguments}):\n    {body}\n"


@pytest.mark.parametrize(
    ("plugin", "said"),
    [
        ("import sys\nsys.exit(3)", "SystemExit"),
        ("from reportlint.api import no_such_name", "newer reportlint"),
        ("reportlint_api = 2\nfrom reportlint.api import no_such_name", "version 2"),
        ("reportlint_api = 0", "version 0"),
        ("reportlint_api = 'one'", "whole number"),
        (HOOK.format(hook="reportlint_rules", arguments="", body="raise SystemExit(1)"), "SystemExit"),
        (HOOK.format(hook="reportlint_rules", arguments="", body="return 3"), "reportlint_rules"),
        (HOOK.format(hook="reportlint_outputs", arguments="", body="return ['csv']"), "dictionary"),
        (HOOK.format(hook="reportlint_outputs", arguments="", body="return {'csv': 3}"), "not a function"),
        (HOOK.format(hook="reportlint_statutes", arguments="", body="return 'abc'"), "statutes"),
        (HOOK.format(hook="reportlint_configure", arguments="config", body="config.clear(); config['a']['b']"), "KeyError"),
        (HOOK.format(hook="reportlint_rules", arguments="unknown", body="return []"), "unknown"),
        (RULE.format(code="OUR101", name="mine", body=YIELD).replace('Text("发现", "found")', '"found"'), "Text(zh, en)"),
        (RULE.format(code="OUR101", name="mine", body=YIELD) + "import dataclasses\ncheck = dataclasses.replace(check, severity='high')", "severity"),
        (RULE.format(code="OUR101", name="mine", body=YIELD) + "import dataclasses\ncheck = dataclasses.replace(check, check=3)", "check"),
        (RULE.format(code="OUR101", name="mine", body=YIELD) + "check.messages['']='x'", "TypeError"),
    ],
)  # fmt: skip
def test_a_plugin_of_wrong_kind(tmp_path: Path, plugins: Plugins, plugin: str, said: str) -> None:
    bad, good = write(tmp_path, "bad", plugin), write(tmp_path, "good", GOOD)
    loaded = load_plugins([bad, good], installed=False, options={str(bad): {"a": {}}})
    assert {fault.plugin for fault in loaded.faults} == {str(bad)}
    assert any(said in fault.message.en for fault in loaded.faults), loaded.faults
    assert loaded.rules.keys() == plugins.rules.keys() | {"OUR201"}


MUTATIONS = (
    "report.sections.clear()", "report.tables.pop('applications', None)", "report.sections['overview'] = 3", "report.year = 1",
    "context.statutes.instruments.clear()", "context.statutes.work_plans('国办发').clear()", "report.amounts_by_sentence.clear()",
    "report.short_names.clear()", "report.source.text = ''", "context.options.x = 3", "report.form.sections.clear()",
    "report.paragraphs.clear()", "report.tree.children.clear()",
)  # fmt: skip


def test_a_rule_cannot_change_what_others_see(tmp_path: Path, session: Session) -> None:
    rules = [
        RULE.format(code=f"AAA{number}", name=f"rule-{number}", body=f"{body}; {YIELD}").replace(
            "def check", f"def check{number}"
        )
        for number, body in enumerate(MUTATIONS, 101)
    ]
    plugins = load_plugins([write(tmp_path, "bad", "".join(rules)), write(tmp_path, "good", GOOD)], installed=False)
    result = Session(plugins).check(SourceText(REPORT))
    assert [fault.code for fault in result.faults] == [f"AAA{number}" for number, _ in enumerate(MUTATIONS, 101)]
    expected = session.check(SourceText(REPORT)).diagnostics
    assert [one for one in result.diagnostics if one.code != "OUR201"] == list(expected)


def test_what_a_plugin_prints_does_not_spoil_the_results(tmp_path: Path) -> None:
    write(tmp_path, "loud", "print('hello')\n" + GOOD)
    (tmp_path / "reportlint.toml").write_text('plugins = ["./loud.py"]', encoding="utf-8")
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    done = run("check", "a.txt", "--output-format", "json", cwd=tmp_path)
    assert done.stdout.startswith(b"{") and b"hello" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="only Python code can be broken off there")
@pytest.mark.parametrize(
    "body",
    [
        "while True: pass",
        "import re; re.match('(a+)+$', 'a' * 60 + 'b')",
        "import time; time.sleep(600)",
        "import sys; sys.exit(3)",
    ],
)
def test_a_rule_that_hangs_or_ends_is_left_out_of_a_check(
    tmp_path: Path, body: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard.Guard.__init__, "__defaults__", (0.5,))
    write(tmp_path, "bad", RULE.format(code="AAA101", name="first-rule", body=body))
    write(tmp_path, "good", GOOD)
    (tmp_path / "reportlint.toml").write_text('plugins = ["./bad.py", "./good.py"]', encoding="utf-8")
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(REPORT, encoding="utf-8")
    done = run("check", ".", "--output-format", "concise", cwd=tmp_path)
    assert done.returncode == 2
    for name in ("a.txt", "b.txt"):
        assert f"{name}:1:1: OUR201" in text(done) and f"{name}:5:8: TXT101" in text(done)
    assert done.stderr.decode().count("AAA101") == 1


@pytest.mark.skipif(sys.platform == "win32", reason="only Python code can be broken off there")
def test_a_plugin_that_hangs_when_it_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(load, "LONGEST_LOAD", 0.5)
    bad = write(tmp_path, "bad", "while True:\n    try:\n        while True: pass\n    except Exception: pass")
    plugins = load_plugins([bad, write(tmp_path, "good", GOOD)], installed=False)
    assert [(fault.plugin, "0.5" in fault.message.en) for fault in plugins.faults] == [(str(bad), True)]
    assert "OUR201" in plugins.rules


def test_the_order_of_loading_is_that_of_the_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(tmp_path)
    names = ["zeta", "alpha", "mid"]
    for number, name in enumerate(names):
        write(tmp_path, f"installed_{name}", RULE.format(code=f"INS{number}01", name=f"rule-{name}", body=YIELD))
    write(tmp_path, "installed_again", RULE.format(code="INS901", name="rule-again", body=YIELD))
    points = [EntryPoint(name, f"installed_{name}", "reportlint") for name in names]
    points.append(EntryPoint("mid", "installed_again", "reportlint"))
    monkeypatch.setattr(load, "plugin_folders", lambda: ["."])
    monkeypatch.setattr("importlib.metadata.entry_points", lambda group: points)
    local = [
        write(tmp_path, name, GOOD.replace("OUR201", f"OUR{number}").replace("good-rule", f"good-{name}"))
        for name, number in (("zz", 301), ("aa", 302))
    ]
    plugins = load_plugins(local)
    assert list(plugins.loaded) == ["reportlint_rules", "alpha", "mid", "zeta", *map(str, local)]
    # Two distributions with a plugin of one name: the first by its module counts, and the conflict is named.
    (fault,) = plugins.faults
    assert fault.plugin == "mid" and "installed_again" in fault.message.en
    points.reverse()
    assert list(load_plugins(local).loaded) == list(plugins.loaded)


def test_no_plugins_means_none(tmp_path: Path) -> None:
    write(tmp_path, "good", GOOD)
    settings = 'plugins = ["./good.py"]\n[[rule]]\ncode = "OUR101"\nname = "our-rule"\nmessage = "x"\nfind = ["公开"]\n'
    (tmp_path / "reportlint.toml").write_text(settings, encoding="utf-8")
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    with_plugins = text(run("check", "a.txt", "--output-format", "concise", cwd=tmp_path))
    without = text(run("check", "a.txt", "--output-format", "concise", "--no-plugins", cwd=tmp_path))
    assert "OUR201" in with_plugins and "OUR101" in with_plugins
    assert "OUR" not in without and "TXT101" in without


def test_a_built_in_output_stays_what_it_is(tmp_path: Path) -> None:
    body = "return {'json': lambda run: 'mine', 'ours': lambda run: 'ours'}"
    write(tmp_path, "outputs", HOOK.format(hook="reportlint_outputs", arguments="", body=body))
    (tmp_path / "reportlint.toml").write_text('plugins = ["./outputs.py"]', encoding="utf-8")
    (tmp_path / "a.txt").write_text(REPORT, encoding="utf-8")
    done = run("check", "a.txt", "--output-format", "json", cwd=tmp_path)
    assert done.stdout.startswith(b"{") and "json" in done.stderr.decode()
    assert run("check", "a.txt", "--output-format", "ours", cwd=tmp_path).stdout == b"ours"
    plugins = load_plugins([tmp_path / "outputs.py"], installed=False)
    assert plugins.outputs["ours"](Run([])) == "ours"


@pytest.mark.parametrize("watch", [None, Watch()], ids=["alone", "watched"])
def test_nodes_that_cannot_be_found_cost_the_rules_that_look_at_them(
    watch: Watch | None, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(report: Report) -> tuple[Title, ...]:
        raise ValueError("no titles today")

    source = SourceText(
        "青石镇人民政府2023年政府信息公开工作年度报告\n\n一、总体情况\n\n截止2023年12月31日，公开12条。\n"
    )
    whole = session.check(source)
    monkeypatch.setitem(NODES, Title, broken)
    result = session.check(source, watch=watch)
    of_titles = {rule.code for rule, _, _ in session.rules if rule.on is Title}
    assert {fault.code for fault in result.faults} == of_titles
    assert [one.code for one in result.diagnostics] == [
        one.code for one in whole.diagnostics if one.code not in of_titles
    ]


@pytest.mark.parametrize("body", [YIELD, "raise ValueError('again')\n    yield"], ids=["well", "failing"])
def test_a_rule_that_fails_holds_on_to_no_state_of_the_text(tmp_path: Path, body: str) -> None:
    rule = RULE.format(code="OUR201", name="local-rule", body=body).replace("on=Report", "on=Paragraph, local=True")
    rule = rule.replace("import Finding, Report", "import Finding, Paragraph")
    session = Session(load_plugins([write(tmp_path, "local", rule)], installed=False), Selection(select=("OUR201",)))
    memory = Memory()
    states = []
    for number in range(4):
        result = session.check(SourceText(REPORT + f"\n依申请公开{number}件。\n"), memory)
        assert [fault.message for fault in result.faults] == (["ValueError: again"] if "raise" in body else [])
        states.append(weakref.ref(result.report))
    del result
    gc.collect()
    # What is kept for the next state belongs to the last one.
    assert [state() for state in states[:-1]] == [None] * 3


def test_a_rule_that_fails_here_and_there_is_told_alike_with_a_memory_and_without(tmp_path: Path) -> None:
    body = "if '件' in context.report.raw(report.span): raise ValueError(context.report.raw(report.span))\n    " + YIELD
    rule = RULE.format(code="OUR201", name="local-rule", body=body).replace("on=Report", "on=Paragraph, local=True")
    rule = rule.replace("import Finding, Report", "import Finding, Paragraph")
    session = Session(load_plugins([write(tmp_path, "local", rule)], installed=False), Selection(select=("OUR201",)))
    memory = Memory()
    more = ["\n申请1件。\n", "\n申请2件。\n", "\n申请3件。\n"]
    for state in ([], more[:1], more, more[1:], [*more[1:], *more], []):
        source = SourceText(REPORT + "".join(state))
        kept, fresh = session.check(source, memory), session.check(source)
        assert (kept.faults, kept.diagnostics) == (fresh.faults, fresh.diagnostics)
        assert bool(fresh.faults) is bool(state)
