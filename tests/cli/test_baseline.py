"""``reportlint baseline``, what ``check`` makes of it, and rules that nothing suppresses."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from reportlint.ignoring import Baseline, BrokenBaseline, Known

from .test_cli import CORRECT, PLANTED, run, text

NAME = ".reportlint-baseline.json"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "reportlint.toml").write_text("", encoding="utf-8")
    for year in ("2022", "2023"):
        (tmp_path / year).mkdir()
        (tmp_path / year / "青石镇.txt").write_bytes(PLANTED.read_bytes())
    return tmp_path


def codes(folder: Path, *arguments: str | Path) -> list[str]:
    done = run("check", *arguments, "--output-format", "json", cwd=folder)
    files = json.loads(done.stdout)["files"]
    return [f"{Path(file['path']).parent.name} {one['code']}" for file in files for one in file["diagnostics"]]


def test_what_the_baseline_has_is_not_told_and_counted(folder: Path) -> None:
    found = codes(folder)
    done = run("baseline", cwd=folder)
    assert (done.returncode, f"记有 {len(found)} 个问题（2 个文件）" in text(done)) == (0, True), text(done)
    done = run("check", cwd=folder)
    assert (done.returncode, f"另有 {len(found)} 个问题在基线里" in text(done)) == (0, True)
    summary = json.loads(run("check", "--output-format", "json", cwd=folder).stdout)["summary"]
    assert (summary["known"], summary["ignored"]) == (len(found), 0)
    assert codes(folder, "--no-ignore") == found
    # From another folder, and a file by its name, it is the same.
    assert run("check", folder / "2022" / "青石镇.txt", cwd=folder / "2023").returncode == 0
    done = run("check", "-", "--stdin-filename", "2022/青石镇.txt", cwd=folder, stdin=PLANTED.read_bytes())
    assert done.returncode == 0


def test_it_survives_moved_lines_and_tells_what_is_new(folder: Path) -> None:
    run("baseline", cwd=folder)
    file = folder / "2023" / "青石镇.txt"
    lines = file.read_text(encoding="utf-8").split("\n")
    lines.insert(1, "\n\n")
    file.write_text("\r\n".join(lines), encoding="utf-8", newline="")
    assert codes(folder) == []
    new = file.read_text(encoding="utf-8").replace("平台建设情况。", "平台建设情况。据统计，截止2023年12月31日，")
    file.write_text(new, encoding="utf-8")
    assert codes(folder) == ["2023 YR301"]


def test_of_two_that_are_the_same_one_may_be_known(folder: Path) -> None:
    file = folder / "2023" / "青石镇.txt"
    sentence = "\n截止2023年12月31日，共公开3条。\n"
    once = file.read_text(encoding="utf-8").replace("\n二、主动公开", sentence + "\n二、主动公开")
    file.write_text(once, encoding="utf-8")
    before = codes(folder).count("2023 YR301")
    run("baseline", cwd=folder)
    assert codes(folder) == []
    file.write_text(once.replace(sentence, sentence * 2), encoding="utf-8")
    assert codes(folder) == ["2023 YR301"]
    assert codes(folder, "--no-ignore").count("2023 YR301") == before + 1


def test_what_was_mended_is_said_and_pruned(folder: Path) -> None:
    run("baseline", cwd=folder)
    size = len(Baseline.parse((folder / NAME).read_bytes()))
    file = folder / "2023" / "青石镇.txt"
    file.write_text(file.read_text(encoding="utf-8").replace("截止2023", "截至2023"), encoding="utf-8")
    (folder / "2022" / "青石镇.txt").unlink()
    assert "基线里有 1 个问题已经没有了" in text(run("check", cwd=folder))
    assert "已经没有了" not in text(run("check", "--select", "TBL", cwd=folder))
    # A new finding is not taken in by pruning.
    file.write_text(file.read_text(encoding="utf-8").replace("三审三校", "三审三校。。"), encoding="utf-8")
    done = run("baseline", "--prune", "2023", cwd=folder)
    left = Baseline.parse((folder / NAME).read_bytes())
    assert (len(left), list(left.files)) == (size // 2 - 1, ["2023/青石镇.txt"])
    assert f"比原来少 {size - len(left)} 个" in text(done)
    done = run("check", cwd=folder)
    assert (done.returncode, "已经没有了" in text(done)) == (1, False)
    # Written anew it is, and what other files have stays.
    run("baseline", file, cwd=folder)
    assert run("check", cwd=folder).returncode == 0


def test_it_is_the_same_for_the_same_findings_and_each_file_has_its_place(folder: Path) -> None:
    run("baseline", "2023", "2022", cwd=folder)
    first = (folder / NAME).read_bytes()
    (folder / NAME).unlink()
    run("baseline", "2022", cwd=folder)
    run("baseline", folder / "2023", cwd=folder / "2022")
    assert (folder / NAME).read_bytes() == first
    files = json.loads(first)["files"]
    assert list(files) == ["2022/青石镇.txt", "2023/青石镇.txt"]
    assert "青石镇平安路".encode() not in first


def test_a_baseline_of_another_name(folder: Path) -> None:
    (folder / "ci").mkdir()
    run("baseline", "--baseline", "ci/old.json", "2023", cwd=folder)
    assert not (folder / NAME).exists()
    assert list(json.loads((folder / "ci" / "old.json").read_bytes())["files"]) == ["../2023/青石镇.txt"]
    assert run("check", "2023", cwd=folder).returncode == 1
    assert run("check", "2023", "--baseline", "ci/old.json", cwd=folder).returncode == 0
    done = run("check", "--baseline", "missing.json", cwd=folder)
    assert (done.returncode, "missing.json" in text(done)) == (2, True)


def test_no_baseline_where_there_is_nothing_to_know(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(CORRECT.read_bytes())
    (tmp_path / "note.md").write_text("# 通知\n", encoding="utf-8")
    done = run("baseline", cwd=tmp_path)
    assert (done.returncode, "不需要基线" in text(done), (tmp_path / NAME).exists()) == (0, True, False)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[]", b"{}", b'{"version": 1}', b'{"version": 2, "files": {}}', b'{"version": 1, "files": []}',
        b'{"version": 1, "files": {"a": {"TBL1": {"x": 0}}}}', b'{"version": 1, "files": {"a": {"TBL1": ["x"]}}}',
        b'{"version": 1, "files": {"a": {"TBL1": {"x": true}}}}', b"\xff\xfe", b"[" * 100_000,
        b'{"version": ' + b"9" * 5000 + b"}",
    ],
)  # fmt: skip
def test_a_broken_baseline(content: bytes) -> None:
    with pytest.raises(BrokenBaseline):
        Baseline.parse(content)


def test_a_broken_baseline_is_said_and_never_overwritten(folder: Path) -> None:
    content = b"<<<<<<< HEAD\n{}"
    (folder / NAME).write_bytes(content)
    for command in (["check"], ["baseline"], ["baseline", "--prune"]):
        done = run(*command, cwd=folder)
        said = text(done)
        assert (done.returncode, f"{NAME}：第1行不是 JSON；" in said, "reportlint baseline" in said) == (2, True, True)
    assert (folder / NAME).read_bytes() == content
    assert run("check", "--no-ignore", cwd=folder).returncode == 1


@pytest.mark.skipif(os.name == "nt", reason="permissions of POSIX")
def test_a_baseline_that_cannot_be_written_is_as_it_was(folder: Path) -> None:
    run("baseline", "2022", cwd=folder)
    before = (folder / NAME).read_bytes()
    (folder / NAME).chmod(0o444)
    done = run("baseline", cwd=folder)
    assert (done.returncode, "写不了" in text(done), (folder / NAME).read_bytes()) == (2, True, before)


def test_what_is_known_is_not_fixed(folder: Path) -> None:
    run("baseline", "2022", cwd=folder)
    run("check", "--fix", cwd=folder)
    assert (folder / "2022" / "青石镇.txt").read_bytes() == PLANTED.read_bytes()
    assert (folder / "2023" / "青石镇.txt").read_bytes() != PLANTED.read_bytes()


def test_sarif_shows_it_as_suppressed(folder: Path) -> None:
    run("baseline", cwd=folder)
    log = json.loads(run("check", "2023", "--output-format", "sarif", cwd=folder).stdout)
    suppressions = [one["suppressions"] for one in log["runs"][0]["results"]]
    assert suppressions and all(
        one == [{"kind": "external", "justification": "in the baseline"}] for one in suppressions
    )


def test_written_and_read() -> None:
    baseline = Baseline({"年报/a.txt": {Known("TBL301", "ab"): 2, Known("YR301", "cd"): 1}})
    assert Baseline.parse(baseline.written()) == baseline
    assert len(baseline) == 3
    named = Baseline({"\udcb1\udca8.txt": {Known("TBL301", "ab"): 1}})
    assert Baseline.parse(named.written()) == named
    with pytest.raises(BrokenBaseline):
        Baseline.parse(baseline.written()[:-9])


SIDECAR = '[[ignore]]\nfile = "**/*.txt"\ncode = "LAW201"\nreason = "如此"\n'


def test_nothing_suppresses_a_mandatory_rule(folder: Path) -> None:
    config = folder / "reportlint.toml"
    file = folder / "2023" / "青石镇.txt"
    comment = "<!-- reportlint: disable=LAW201 -->\n"
    file.write_text(comment + PLANTED.read_text(encoding="utf-8"), encoding="utf-8")
    (folder / ".reportlint-ignore.toml").write_text(SIDECAR, encoding="utf-8")
    config.write_text('ignore = ["LAW"]\n[severity]\nLAW201 = "hint"\n', encoding="utf-8")
    assert [one for one in codes(folder) if "LAW201" in one] == []
    config.write_text('mandatory = ["LAW2"]\n' + config.read_text(encoding="utf-8"), encoding="utf-8")
    done = run("baseline", cwd=folder)
    assert "个问题属于必查规则（mandatory），不能进入基线" in text(done)
    assert {one for one in codes(folder) if "DOC" not in one} >= {"2022 LAW201", "2023 LAW201"}
    assert not any("LAW103" in one for one in codes(folder))
    assert "2023 LAW201" in codes(folder, "--select", "SEC", "--ignore", "LAW201")
    done = run("check", "2023", "--fail-level", "warning", "--output-format", "concise", cwd=folder)
    assert done.returncode == 1
    said = [line for line in text(done).splitlines() if "mandatory" in line]
    assert [line.split(":")[0] for line in said] == ["2023/青石镇.txt", ".reportlint-ignore.toml"]
    config.write_text('mandatory = ["LAWS"]\n', encoding="utf-8")
    done = run("check", cwd=folder)
    assert (done.returncode, "没有规则 LAWS" in text(done)) == (2, True)


def test_a_mandatory_rule_may_be_made_graver(folder: Path) -> None:
    (folder / "reportlint.toml").write_text(
        'select = ["YR301"]\nmandatory = ["YR301"]\n[severity]\nYR301 = "error"\n', encoding="utf-8"
    )
    assert "1 个错误" in text(run("check", "2023", cwd=folder))
