"""``reportlint plugin`` and ``reportlint test``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from .test_cli import ROOT, run, text


@pytest.fixture(autouse=True)
def modules() -> Iterator[None]:
    """What a test of a package imports goes again."""
    known, path = set(sys.modules), list(sys.path)
    yield
    sys.path[:] = path
    for name in set(sys.modules) - known:
        if name.startswith(("reportlint_my", "reportlint_qingshi")):
            del sys.modules[name]


def test_a_new_package_is_whole_and_its_tests_pass(tmp_path: Path) -> None:
    done = run("plugin", "new", "my-town", "--prefix", "MT", cwd=tmp_path)
    assert done.returncode == 0, text(done)
    folder = tmp_path / "reportlint-my-town"
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert names == {
        "pyproject.toml", "README.md", ".github/workflows/test.yml", "tests/test_rules.py", "reportlint_my_town/__init__.py",
        "reportlint_my_town/py.typed", "reportlint_my_town/plain_words.py", "reportlint_my_town/plain_words.md", "reportlint_my_town/plain_words.toml",
    }  # fmt: skip
    assert not [
        path
        for path in folder.rglob("*")
        if path.is_file()
        and "@"
        in path.read_text("utf-8")
        .replace("actions/", "")
        .replace("@hookimpl", "")
        .replace("@v", "")
        .replace("@rule", "")
        .replace("@dataclass", "")
        .replace("@pytest", "")
    ]
    done = run("test", folder, cwd=tmp_path)
    assert done.returncode == 0 and "MT101 my-town-plain-words  5 个用例" in text(done), text(done)
    assert list(tmp_path.iterdir()) == [folder]


def test_its_tests_for_pytest_pass_too(tmp_path: Path) -> None:
    from tests.testing.test_pytest_plugin import pytest_in

    run("plugin", "new", "my-town", "--prefix", "MT", cwd=tmp_path)
    assert "3 passed" in pytest_in(tmp_path / "reportlint-my-town")


def test_a_new_file_of_declarative_rules(tmp_path: Path) -> None:
    assert run("plugin", "new", "my-town", "--toml", cwd=tmp_path).returncode == 0
    done = run("test", "my-town.toml", "--lang", "en", cwd=tmp_path)
    assert done.returncode == 0 and text(done).count("ok  MYTOWN") == 3, text(done)


@pytest.mark.parametrize("more", [[], ["--toml"]])
def test_nothing_is_overwritten(tmp_path: Path, more: list[str]) -> None:
    path = tmp_path / ("my-town.toml" if more else "reportlint-my-town")
    path.write_text("mine", encoding="utf-8")
    done = run("plugin", "new", "my-town", *more, cwd=tmp_path)
    assert done.returncode == 2 and "不覆盖" in text(done)
    assert path.read_text(encoding="utf-8") == "mine" and list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["new"], "小写字母"),
        (["new", "../x"], "小写字母"),
        (["new", "Town"], "小写字母"),
        (["new", "x" * 60], "小写字母"),
        (["new", "town", "--prefix", "t1"], "大写字母"),
        (["new", "x1"], "大写字母"),
        (["new", "town", "--prefix", "TBL"], "内置规则"),
        (["new", "town", "--output-dir", "file"], "写不了"),
        (["make"], "make"),
    ],
)
def test_what_cannot_be_made(tmp_path: Path, arguments: list[str], said: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = run("plugin", *arguments, cwd=tmp_path)
    assert done.returncode == 2 and said in text(done), text(done)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_the_list_says_what_is_loaded_and_what_is_not(tmp_path: Path) -> None:
    run("plugin", "new", "my-town", "--toml", cwd=tmp_path)
    (tmp_path / "bad.py").write_text("import nothing_of_that_name", encoding="utf-8")
    (tmp_path / "reportlint.toml").write_text('plugins = ["my-town.toml", "bad.py"]', encoding="utf-8")
    done = run("plugin", "list", "--output-format", "json", cwd=tmp_path)
    assert done.returncode == 2
    builtin, ours, bad = json.loads(done.stdout)
    assert (builtin["name"], builtin["api"], "TBL301" in builtin["rules"]) == ("reportlint_rules", 1, True)
    assert (ours["api"], ours["rules"], ours["faults"]) == (1, ["MYTOWN101", "MYTOWN102", "MYTOWN103"], [])
    assert bad["source"] is None and "ModuleNotFoundError" in bad["faults"][0]["zh"]
    listed = text(run("plugin", "list", cwd=tmp_path))
    assert "my-town.toml  接口第 1 版" in listed and "bad.py  未加载" in listed
    assert run("plugin", "list", "--no-plugins", cwd=tmp_path).returncode == 0


def test_tests_that_do_not_go_well(tmp_path: Path) -> None:
    run("plugin", "new", "my-town", "--toml", cwd=tmp_path)
    path = tmp_path / "my-town.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('good = ["120"]', 'good = ["12000"]'), encoding="utf-8")
    done = run("test", path, cwd=tmp_path)
    assert done.returncode == 1
    assert "不符  MYTOWN103" in text(done) and "正确示例 1：提示了 “12000”，应为 （无）" in text(done)
    english = text(run("test", path, "--lang", "en", cwd=tmp_path))
    assert "WRONG  MYTOWN103" in english and "good example 1: found “12000”, not nothing" in english
    path.write_text(path.read_text(encoding="utf-8").replace("[[rule]]", "[[rule]]\nfimd = 3", 1), encoding="utf-8")
    done = run("test", path, cwd=tmp_path)
    assert done.returncode == 2 and "fimd" in text(done) and "通过  MYTOWN102" in text(done)


@pytest.mark.parametrize("where", [".", "nothing", "empty.toml", "reportlint.toml"])
def test_nothing_to_test(tmp_path: Path, where: str) -> None:
    (tmp_path / "empty.toml").write_text("", encoding="utf-8")
    if where == "reportlint.toml":
        (tmp_path / where).write_text("", encoding="utf-8")
    done = run("test", where, cwd=tmp_path)
    assert done.returncode == 2 and "reportlint: " in text(done)


@pytest.mark.parametrize(
    ("example", "counts"), [("declared-province", "5 项、14"), ("local-bureau", "3 项、6"), ("reportlint-qingshi", "4 项、13")]
)  # fmt: skip
def test_the_worked_examples(example: str, counts: str) -> None:
    done = run("test", ".", cwd=ROOT / "plugins" / example)
    assert done.returncode == 0 and f"共 {counts} 个用例，全部通过。" in text(done), text(done)


def test_the_province_and_the_bureau_find_their_faults() -> None:
    for example, wanted in (("declared-province", {"YL101", "YL103", "YL104", "TBL300"}), ("local-bureau", {"OUR101"})):
        done = run("check", "report.txt", "--output-format", "json", cwd=ROOT / "plugins" / example)
        (file,) = json.loads(done.stdout)["files"]
        assert {one["code"] for one in file["diagnostics"]} == wanted
