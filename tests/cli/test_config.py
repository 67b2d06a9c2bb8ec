"""``reportlint config``, the table of rules, help with examples, and mistakes of command lines."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
import tomli

from reportlint.cli.arguments import COMMANDS
from reportlint.cli.examples import EXAMPLES
from reportlint.source import columns

from .test_cli import CORRECT, run, text


def test_show_tells_where_settings_come_from(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text('ignore = ["SEC1"]\n[severity]\nTBL301 = "info"\n', encoding="utf-8")
    config = tmp_path / "reportlint.toml"
    config.write_text(
        'extends = "base.toml"\n\nextend-ignore = ["YR1"]\n[[overrides]]\npaths = ["2019/"]\nyear = 2019\n',
        encoding="utf-8",
    )
    (tmp_path / "2019").mkdir()
    done = run("config", "show", "2019", "--ignore", "TXT,NUM", "--fail-level", "error", cwd=tmp_path)
    shown = done.stdout.decode()
    # What is shown is TOML itself.
    values = tomli.loads(shown)
    assert values["year"] == 2019 and values["extend-ignore"] == ["YR1", "TXT", "NUM"]
    lines = {line.partition(" = ")[0]: line.rpartition("# ")[2] for line in shown.splitlines() if " = " in line}
    assert lines["ignore"] == f"{tmp_path}/base.toml:1"
    assert lines["extend-ignore"] == f"{config}:3, --ignore"
    assert lines["severity.TBL301"] == f"{tmp_path}/base.toml:3"
    assert lines["year"] == f"{config}:6"
    assert (lines["fail-level"], lines["lang"]) == ("--fail-level", "默认")
    told = json.loads(run("config", "show", "--output-format", "json", cwd=tmp_path).stdout)
    assert told["config"] == str(config) and told["overrides"] == []
    assert {"key": ["ignore"], "value": ["SEC1"], "from": [f"{tmp_path}/base.toml:1"]} in told["settings"]
    assert not any(one["key"] == ["year"] for one in told["settings"])


def test_show_tells_what_cannot_be_used(tmp_path: Path) -> None:
    assert "没有配置文件" in text(run("config", "show", "--isolated", cwd=tmp_path))
    (tmp_path / "reportlint.toml").write_text('\nselect = ["TBBL"]\n', encoding="utf-8")
    done = run("config", "show", cwd=tmp_path)
    assert (done.returncode, "reportlint.toml:2: select：没有规则 TBBL，是不是想写 TBL？" in text(done)) == (2, True)
    assert run("config", "show", "nowhere", cwd=tmp_path).returncode == 2


def test_init_overwrites_nothing(tmp_path: Path) -> None:
    assert run("config", "init", cwd=tmp_path).returncode == 0
    before = (tmp_path / "reportlint.toml").read_bytes()
    assert "# 报告年度" in before.decode() and run("check", CORRECT, cwd=tmp_path).returncode == 0
    done = run("config", "init", "--lang", "en", cwd=tmp_path)
    assert (done.returncode, "not overwritten" in text(done)) == (2, True)
    assert (tmp_path / "reportlint.toml").read_bytes() == before


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_init_adds_to_a_project(tmp_path: Path, newline: str) -> None:
    project = tmp_path / "pyproject.toml"
    done = run("config", "init", "--pyproject", cwd=tmp_path)
    assert (done.returncode, project.exists()) == (2, False)
    before = newline.join(["[project]", 'name = "x"  # 名称', "[tool.other]", "a = 1"]).encode()
    project.write_bytes(before)
    assert run("config", "init", "--pyproject", cwd=tmp_path).returncode == 0
    after = project.read_bytes()
    assert after.startswith(before) and after.count(b"\r\n") == (after.count(b"\n") if newline == "\r\n" else 0)
    assert tomli.loads(after.decode())["tool"] == {"other": {"a": 1}, "reportlint": {}}
    done = run("config", "init", "--pyproject", cwd=tmp_path)
    assert (done.returncode, project.read_bytes()) == (2, after)
    project.write_bytes(b"[broken\n")
    done = run("config", "init", "--pyproject", cwd=tmp_path)
    assert (done.returncode, project.read_bytes()) == (2, b"[broken\n")


def test_rules_are_a_table() -> None:
    lines = run("rules", "--select", "ORG,row-total").stdout.decode().splitlines()
    assert [line.split()[0] for line in lines] == ["代码", "ORG101", "ORG102", "ORG103", "ORG104", "ORG105", "TBL301"]
    # Every column begins below its head, however wide the characters before it are.
    for head, cells in (("级别", {"警告", "信息", "错误"}), ("默认", {"开", "关"})):
        at = columns(lines[0][: lines[0].index(head)])
        assert {_at(line, at) for line in lines[1:]} <= cells
    assert "off" in text(run("rules", "--select", "ORG104", "--lang", "en"))
    assert {one["code"]: one["fix"] for one in json.loads(run("rules", "--output-format", "json").stdout)}[
        "TXT101"
    ] == "safe"
    done = run("rules", "--select", "ORGG")
    assert (done.returncode, "是不是想写 ORG？" in text(done)) == (2, True)


def _at(line: str, column: int) -> str:
    start = next(at for at in range(len(line)) if columns(line[:at]) == column)
    return line[start:].split()[0]


@pytest.mark.parametrize("command", ["", *(command.name for command in COMMANDS)])
def test_help_has_examples_that_work(tmp_path: Path, command: str) -> None:
    assert EXAMPLES[command]
    for language, word in (("zh", "例子："), ("en", "examples:")):
        shown = run(*([command] if command else []), "--help", "--lang", language).stdout.decode()
        assert word in shown
        assert all(line in shown for line, _ in EXAMPLES[command])
    if command in ("server", "completion"):
        return  # served to an editor; run by shells in test_completion
    (tmp_path / "年报").mkdir()
    for name in ("报告.txt", "年报/报告.txt"):
        (tmp_path / name).write_bytes(CORRECT.read_bytes())
    if command == "test":
        assert run("plugin", "new", "wording", "--toml", cwd=tmp_path).returncode == 0
    for line, _ in EXAMPLES[command]:
        program, *words = shlex.split(line)
        cut = next((at for at, word in enumerate(words) if word in ("<", ">")), len(words))
        assert program == "reportlint"
        done = run(*words[:cut], cwd=tmp_path, stdin=CORRECT.read_bytes())
        assert done.returncode == 0, text(done)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chek"], "是不是想写 check？"),
        (["nonsense"], "可用的有：check、baseline、rules"),
        (["check", "--selekt", "TBL"], "没有 --selekt，是不是想写 --select？"),
        (["check", "--yeer=2020"], "没有 --yeer=2020，是不是想写 --year？"),
        (["explain"], "没有 explain，是不是想写 rule？"),
        (["fix"], "是不是想写 check --fix？"),
        (["check", "--year", "abc"], "--year：应为1900至2099的整数，现为 abc"),
        (["check", "--year", "1800"], "--year：应为1900至2099的整数，现为 1800"),
        (["new", "--year", "abc"], "--year：应为整数，现为 'abc'"),
        (["check", "--isolated", "--config", "a.toml"], "--config：不能与 --isolated 同时使用"),
        (["check", "--fail-level", "warn"], "--fail-level：没有 warn，是不是想写 warning？"),
        (["check", "--select"], "--select：后面要写一个值"),
        (["check", "--force=1"], "--force：后面不能写值，现为 '1'"),
        (["parse"], "缺少 FILE"),
        (["parse", "a", "b"], "没有 b"),
        (["parse", "a", "--tree", "--grid"], "--grid：不能与 --tree 同时使用"),
        (["facts"], "缺少 FILE"),
        (["new"], "缺少 --year, --body"),
        (["config"], "缺少 命令"),
        (["config", "shwo"], "是不是想写 show？"),
        (["completion", "bsh"], "是不是想写 bash？"),
        ([], "缺少 命令"),
        (["rule", "TBL3O1"], "是不是想写 TBL301？"),
        (["rule", "row-totl"], "是不是想写 row-total？"),
        (["rule", "TBL3"], "用 reportlint rules --select TBL3 可列出它们"),
        (["check", "--ignore", "YRR"], "是不是想写 YR？"),
    ],
)
def test_mistakes_are_told_in_chinese(arguments: list[str], said: str) -> None:
    done = run(*arguments)
    assert done.returncode == 2
    assert said in text(done)
    words = text(done).split("\n")[0].replace("argument", "")
    assert not any(word in words for word in ("expected", "required", "invalid", "unrecognized"))
    english = text(run(*arguments, "--lang", "en")) if arguments and arguments[-1] != "--select" else "a"
    assert english.isascii() or "rule" in english
