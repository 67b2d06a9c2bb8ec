"""Settings that extend each other, settings for some paths, and the command line over all of them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from reportlint.config import Sessions, Settings, load_settings
from reportlint.diagnostic import Severity
from reportlint.server import configuration
from reportlint.server.configuration import Configuration
from reportlint.toml import TomlError

from ..cli.test_cli import run, text

REPORT = "白塔镇人民政府2023年政府信息公开工作年度报告\n\n一、总体情况\n\n截止2023年12月31日，我局公开信息120条。\n"


def write(folder: Path, files: dict[str, str]) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")


def settings(folder: Path, files: dict[str, str], name: str = "reportlint.toml") -> Settings:
    write(folder, files)
    return load_settings(folder / name)


def test_tables_are_merged_lists_replaced_additions_added(tmp_path: Path) -> None:
    read = settings(
        tmp_path,
        {
            "省/base.toml": 'select = ["SEC"]\nextend-select = ["NUM"]\nignore = ["SEC1"]\nyear = 2020\nbody = "甲县人民政府"\n'
            'exclude = ["a/"]\nplugins = ["rules.py"]\n[severity]\nSEC = "hint"\nSEC105 = "error"\n'
            '[rules.template-leftover]\nphrases = ["一"]\n[rules.large-amount]\nmost = 1\n[[overrides]]\npaths = ["x"]\nyear = 1\n'.replace(
                "year = 1\n", "year = 2001\n"
            ),
            "市/base.toml": 'extends = "../省/base.toml"\nextend-ignore = ["SEC2"]\nyear = 2021\nextend-plugins = ["own.py"]\n',
            "reportlint.toml": 'extends = ["市/base.toml", "more.toml"]\nselect = ["TBL"]\nextend-exclude = ["b/"]\n'
            '[severity]\nSEC = "info"\n[rules.template-leftover]\nphrases = ["二"]\n[[overrides]]\npaths = ["y"]\nyear = 2002\n',
            "more.toml": "year = 2022\nextend-include = ['*.text']\n",
        },
    )
    # A list that is replaced goes with what was added to it.
    assert (read.selection.select, read.selection.extend_select) == (("TBL",), ())
    assert read.selection.ignore == ("SEC1", "SEC2")
    assert read.selection.severity == {"SEC105": Severity.ERROR, "SEC": Severity.INFO}
    assert (read.year, read.body, read.exclude) == (2022, "甲县人民政府", ("a/", "b/"))
    assert read.include == ("*.txt", "*.md", "*.markdown", "*.text")
    assert read.plugins == (tmp_path / "省" / "rules.py", tmp_path / "市" / "own.py")
    options = {rule: {name: one.value for name, one in given.items()} for rule, given in read.rule_options.items()}
    assert options == {"large-amount": {"most": 1}, "template-leftover": {"phrases": ["二"]}}
    assert [one.paths for one in read.overrides] == [("x",), ("y",)]
    assert read.root == tmp_path


@pytest.mark.parametrize(
    ("files", "file", "line", "said"),
    [
        ({"reportlint.toml": 'year = 2020\nextends = "a.toml"', "a.toml": 'extends = "reportlint.toml"'}, "a.toml", 1, "循环"),
        ({"reportlint.toml": 'extends = "reportlint.toml"'}, "reportlint.toml", 1, "循环"),
        ({"reportlint.toml": 'extends = [\n"a.toml",\n"b.toml"]', "a.toml": ""}, "reportlint.toml", 3, "b.toml"),
        ({"reportlint.toml": 'extends = "a.toml"', "a.toml": "\nyaer = 1"}, "a.toml", 2, "year"),
        ({"reportlint.toml": 'extends = "."'}, "reportlint.toml", 1, "没有这个文件"),
        ({"reportlint.toml": 'extends = "0.toml"', **{f"{n}.toml": f'extends = "{n + 1}.toml"' for n in range(9)}, "9.toml": ""}, "7.toml", 1, "层次"),
        ({"reportlint.toml": f"extends = {['a.toml'] * 70}", "a.toml": ""}, "reportlint.toml", 1, "太多"),
        ({"reportlint.toml": 'extends = "a.toml"', "a.toml": "#" * 1100000}, "a.toml", 0, "太大"),
    ],
)  # fmt: skip
def test_mistakes_name_the_chain(tmp_path: Path, files: dict[str, str], file: str, line: int, said: str) -> None:
    with pytest.raises(TomlError) as raised:
        settings(tmp_path, files)
    error = raised.value
    assert (Path(error.file).name, error.line) == (file, line)
    assert said in error.message.zh
    if line and "yaer" not in str(files):
        assert str(tmp_path) in error.message.zh


def test_the_same_file_may_be_extended_twice(tmp_path: Path) -> None:
    files = {"reportlint.toml": 'extends = ["a.toml", "b.toml"]', "c.toml": "year = 2020"}
    read = settings(tmp_path, files | {"a.toml": 'extends = "c.toml"\nyear = 2021', "b.toml": 'extends = "c.toml"'})
    assert read.year == 2020


def test_a_rule_that_is_not_there_is_told_in_its_file(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "base.toml": '# 全县\nextend-ignore = [\n  "SEC1",\n  "TXTT1",\n]\n',
            "reportlint.toml": 'extends = "base.toml"\nextend-ignore = ["YR1"]\n',
            "a.txt": REPORT,
        },
    )
    done = run("check", "a.txt", cwd=tmp_path)
    assert (done.returncode, "base.toml:4: extend-ignore：没有规则 TXTT1" in text(done)) == (2, True), text(done)
    done = run("check", "a.txt", "--isolated", "--ignore", "TBLL", cwd=tmp_path)
    assert (done.returncode, "--ignore：没有规则 TBLL，是不是想写 TBL？" in text(done)) == (2, True), text(done)


def test_options_of_a_rule_stand_in_one_place(tmp_path: Path) -> None:
    config = "[rules.large-amount]\nmost = 1\n[rules.TBL208]\nmost = 2\n"
    write(tmp_path, {"reportlint.toml": config, "a.txt": REPORT})
    done = run("check", "a.txt", cwd=tmp_path)
    assert (done.returncode, "reportlint.toml:3: rules.TBL208：TBL208 和 large-amount 是同一条规则" in text(done)) == (
        2,
        True,
    )


OVERRIDES = """
ignore = ["SEC", "TBL"]
body = "青石镇人民政府"

[[overrides]]
paths = ["白塔/", "*草稿*"]
body = "白塔镇人民政府"
extend-ignore = ["YR"]

[[overrides]]
paths = ["/白塔/a.txt"]
select = ["ORG101"]
severity = { ORG101 = "info" }
"""


def test_settings_for_some_paths(tmp_path: Path) -> None:
    files = ("a.txt", "白塔/a.txt", "白塔/下/b.txt", "草稿-1.txt", "x/白塔.txt")
    write(tmp_path, {"reportlint.toml": OVERRIDES} | dict.fromkeys(files, REPORT))
    done = run("check", ".", "--output-format", "json", "--no-plugins", cwd=tmp_path)
    found = {
        file["path"]: {one["code"]: one["severity"] for one in file["diagnostics"]}
        for file in json.loads(done.stdout)["files"]
    }
    assert found["a.txt"].keys() >= {"ORG101", "ORG105", "YR301"} and not any(
        code[:3] == "SEC" for code in found["a.txt"]
    )
    assert found["白塔/a.txt"] == {"ORG101": "info"}
    for name in ("白塔/下/b.txt", "草稿-1.txt"):
        assert found[name].keys() & {"ORG101", "ORG105", "YR301"} == {"ORG101"}, name
    assert "ORG105" in found["x/白塔.txt"]
    # The command line goes over all of it, and files are named in any way.
    for name in ("白塔/a.txt", str(tmp_path / "白塔" / "a.txt"), "x/../白塔/a.txt"):
        done = run("check", name, "--select", "YR301", "--output-format", "concise", cwd=tmp_path)
        assert "YR301" not in text(done), name
        done = run("check", name, "--output-format", "concise", cwd=tmp_path)
        assert "ORG101" in text(done) and "SEC" not in text(done), name


def test_patterns_of_a_file_that_is_named_start_from_the_current_folder(tmp_path: Path) -> None:
    config = 'select = ["YR301"]\nexclude = ["/old/"]\n[[overrides]]\npaths = ["/new/"]\nignore = ["YR301"]\n'
    write(
        tmp_path,
        {
            "settings/our.toml": config,
            "settings/rules.py": "",
            "work/old/a.txt": REPORT,
            "work/new/a.txt": REPORT,
            "work/a.txt": REPORT,
        },
    )
    done = run(
        "check",
        ".",
        "--config",
        "../settings/our.toml",
        "--output-format",
        "concise",
        "--fail-level",
        "info",
        cwd=tmp_path / "work",
    )
    assert [line.split(":")[0] for line in done.stdout.decode().splitlines() if "YR301" in line] == ["a.txt"]


def test_kind_and_body_are_read(tmp_path: Path) -> None:
    write(tmp_path, {"reportlint.toml": 'select = ["ORG101"]\nbody = "江源市红星集团"\nkind = "镇"', "a.txt": REPORT})
    done = run("check", ".", "--output-format", "concise", cwd=tmp_path)
    assert "江源市红星集团" in text(done) and "我局" in text(done)
    (tmp_path / "reportlint.toml").write_text(
        'select = ["ORG101"]\nbody = "江源市红星集团"\nkind = "局"', encoding="utf-8"
    )
    assert "ORG101" not in text(run("check", ".", "--output-format", "concise", cwd=tmp_path))


def test_what_a_settings_file_extends_is_watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(configuration, "_PAUSE", 0.0)
    write(tmp_path, {"reports/reportlint.toml": 'extends = "../base.toml"'})
    watching, file = Configuration(), tmp_path / "reports" / "a.txt"
    base = (tmp_path / "base.toml").resolve()

    def rules() -> set[str]:
        return {rule.code for rule, *_ in watching.session(file, file.parent, trusted=False).session.rules}

    # One that is not there yet is told at the line that names it, and waited for.
    problem = watching.session(file, file.parent, trusted=False).problem
    assert problem is not None and (problem.path.parent.name, problem.line) == ("reports", 0)
    write(tmp_path, {"base.toml": 'select = ["YR"]'})
    assert watching.changed()
    assert "YR301" in rules() and "TBL301" not in rules()
    write(tmp_path, {"base.toml": 'select = ["TBL"]'})
    os.utime(base, ns=(10**18, 10**18))
    assert watching.changed()
    assert "TBL301" in rules() and "YR301" not in rules()
    # A mistake in it is told there.
    write(tmp_path, {"base.toml": 'year = 2020\nselekt = ["TBL"]'})
    assert watching.changed()
    problem = watching.session(file, file.parent, trusted=False).problem
    assert problem is not None and (problem.path, problem.line) == (base, 1)


def test_documents_of_one_folder_may_have_other_settings(tmp_path: Path) -> None:
    write(tmp_path, {"reportlint.toml": '[[overrides]]\npaths = ["a.txt"]\nselect = ["YR"]'})
    sessions = Sessions(installed_plugins=False)
    a, b = (sessions.session(tmp_path / name) for name in ("a.txt", "b.txt"))
    assert len(a.rules) < len(b.rules)
    assert a is sessions.session(tmp_path / "a.txt") and a.plugins is b.plugins
    assert b is sessions.session(tmp_path / "c.txt")
