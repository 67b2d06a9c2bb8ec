"""The command line, with what it reads and writes; tests/packaging runs it as people do."""

from __future__ import annotations

import io
import json
import os
import site
import subprocess
import sys
from pathlib import Path

import pytest

from reportlint.cli import main

ROOT = Path(__file__).resolve().parents[2]
CORRECT = ROOT / "examples" / "correct.txt"
PLANTED = ROOT / "examples" / "planted-defects.txt"
_CACHE = "REPORTLINT_CACHE_DIR"
PATHS = os.pathsep.join(str(ROOT / part) for part in (".", "grammar", "rules"))


def run(
    *arguments: str | Path, cwd: Path = ROOT, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    """Runs reportlint and makes sure that nobody is shown a traceback.

    In this process, which has its rules loaded already; in one of its own where the environment is changed.
    """
    command = list(map(str, arguments))
    done = _apart(command, cwd, stdin, environment) if environment else _here(command, cwd, stdin)
    assert b"Traceback" not in done.stderr + done.stdout, done.stderr.decode()
    return done


def _here(arguments: list[str], cwd: Path, stdin: bytes) -> subprocess.CompletedProcess[bytes]:
    streams = [io.TextIOWrapper(io.BytesIO(content), encoding="utf-8") for content in (stdin, b"", b"")]
    before = Path.cwd()
    with pytest.MonkeyPatch.context() as patch:
        for key in [key for key in os.environ if key.startswith("REPORTLINT_") and key != _CACHE]:
            patch.delenv(key)
        for name, stream in zip(("stdin", "stdout", "stderr"), streams, strict=True):
            patch.setattr(sys, name, stream)
        os.chdir(cwd)
        try:
            status = main(arguments)
        except SystemExit as end:
            status = end.code if isinstance(end.code, int) else 1
        finally:
            os.chdir(before)
    out, err = streams[1:]
    for stream in (out, err):
        stream.flush()
    return subprocess.CompletedProcess(arguments, status, out.buffer.getvalue(), err.buffer.getvalue())  # type: ignore[attr-defined]


def _apart(
    arguments: list[str], cwd: Path, stdin: bytes, environment: dict[str, str]
) -> subprocess.CompletedProcess[bytes]:
    env = {key: value for key, value in os.environ.items() if not key.startswith("REPORTLINT_") or key == _CACHE}
    command = [sys.executable, "-m", "reportlint", *arguments]
    env |= {"PYTHONPATH": PATHS} | environment
    return subprocess.run(command, cwd=cwd, input=stdin, capture_output=True, timeout=120, env=env)


def text(done: subprocess.CompletedProcess[bytes]) -> str:
    return done.stdout.decode() + done.stderr.decode()


def test_a_correct_report() -> None:
    done = run("check", CORRECT)
    assert done.returncode == 0
    assert "没有发现问题" in text(done)


def test_planted_defects_are_all_found() -> None:
    done = run("check", PLANTED, "--output-format", "json")
    assert done.returncode == 1
    (file,) = json.loads(done.stdout)["files"]
    assert {one["code"] for one in file["diagnostics"]} == {
        "SEC103", "SEC105", "SEC301", "SEC302", "TBL102", "TBL103", "TBL104", "TBL201", "TBL302", "TBL304",
        "LAW103", "LAW201", "LAW203", "YR101", "YR202", "YR301",
    }  # fmt: skip


def test_the_caret_stands_under_the_words() -> None:
    lines = run("check", PLANTED, "--select", "SEC302").stdout.decode().splitlines()
    at = next(number for number, line in enumerate(lines) if set(line.strip(" |")) == {"^"})

    def width(part: str) -> int:
        return sum(2 if ord(char) > 0x1100 and char != "…" else 1 for char in part)

    caret = lines[at].index("^")
    before = lines[at - 1][: lines[at - 1].index("XX")]
    assert width(before) == caret


def test_colour_is_for_terminals_only() -> None:
    assert b"\x1b" not in run("check", PLANTED).stdout


def test_languages() -> None:
    assert "错误" in text(run("check", PLANTED))
    assert "error" in text(run("check", PLANTED, "--lang", "en"))
    assert "error" in text(run("--lang", "en", "check", PLANTED))
    assert "error" in text(run("check", PLANTED, REPORTLINT_LANG="en_GB.UTF-8"))
    assert "there is no rule" in text(run("rule", "NO999", "--lang", "en"))


def test_stdin() -> None:
    done = run("check", "-", "--stdin-filename", "街道/报告.txt", stdin=PLANTED.read_bytes())
    assert done.returncode == 1
    assert "街道/报告.txt:1:1" in text(done)


def test_what_lies_where_stdin_says_it_comes_from_counts(tmp_path: Path) -> None:
    place = tmp_path / "街道"
    place.mkdir()
    (place / "reportlint.toml").write_text('lang = "en"\nselect = ["SEC301", "SEC302"]\n', encoding="utf-8")
    (place / ".reportlint-ignore.toml").write_text(
        '[[ignore]]\nfile = "报告.txt"\ncode = "SEC301"\nreason = "原题如此"\n', encoding="utf-8"
    )
    named = ("--stdin-filename", place / "报告.txt", "--output-format", "byte-columns")
    done = run("check", "-", *named, stdin=PLANTED.read_bytes())
    (line,) = text(done).splitlines()
    assert line.startswith(f"{place / '报告.txt'}:15:115:15:117: warning: ")
    assert line.endswith("[SEC302]")


def test_python_files_of_the_settings_can_be_left_alone(tmp_path: Path) -> None:
    (tmp_path / "reportlint.toml").write_text('plugins = ["./rules.py"]\n', encoding="utf-8")
    (tmp_path / "rules.py").write_text("open('ran', 'w')\n", encoding="utf-8")
    stdin = PLANTED.read_bytes()
    named = ("-", "--stdin-filename", "report.txt", "--output-format", "concise")
    for option in ("--no-local-plugins", "--no-plugins"):
        done = run("check", *named, option, cwd=tmp_path, stdin=stdin)
        assert done.returncode == 1
        assert not (tmp_path / "ran").exists()
    run("check", *named, cwd=tmp_path, stdin=stdin)
    assert (tmp_path / "ran").exists()


def test_what_cannot_be_read_is_said_and_the_rest_is_checked(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x80\x81\xff")
    (tmp_path / "long.txt").write_bytes(b"0" * 10_000_000)
    (tmp_path / "note.md").write_text("# 会议通知\n\n请准时参加。\n", encoding="utf-8")
    done = run("check", "missing.txt", *sorted(tmp_path.iterdir()), PLANTED, "--output-format", "concise")
    said = text(done)
    assert done.returncode == 2
    assert "没有这个文件或文件夹：missing.txt" in said
    assert "empty.txt:1:1: DOC103" in said
    assert "picture.txt:1:1: DOC101" in said
    assert "long.txt:1:1: DOC104" in said
    assert "note.md:1:1: DOC104" in said
    assert "TBL302" in said


def test_a_file_in_no_encoding_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x80\x81\xff")
    assert run("check", tmp_path / "picture.txt").returncode == 1


def test_a_folder_without_reports(tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text("# 会议通知\n", encoding="utf-8")
    done = run("check", tmp_path)
    assert done.returncode == 0
    assert "没有找到年度报告（看的是 *.txt *.md *.markdown；Word、PDF、网页请先另存为文本）" in text(done)


def test_settings_that_cannot_be_used_do_not_make_a_report_none(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_bytes(PLANTED.read_bytes())
    done = run("check", tmp_path, "--select", "NONE")
    assert (done.returncode, "没有规则 NONE" in text(done), "没有找到年度报告" in text(done)) == (2, True, False)
    (tmp_path / ".reportlint-ignore.toml").write_text('[[ignore]]\nfil = "report.txt"\n', encoding="utf-8")
    done = run("check", tmp_path)
    said = "ignore.file：缺少这一项，是不是写成了 fil？"
    assert (done.returncode, said in text(done), "没有找到年度报告" in text(done)) == (2, True, False)


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (
            ("new", "--year", "2025", "--body", "青石镇人民政府", "--output", "none/a.md"),
            "写不了 none/a.md：没有这个文件或文件夹",
        ),
        (("config", "init", "--pyproject"), "pyproject.toml：读不了这个文件：没有这个文件或文件夹"),
        (("check", "--config", os.devnull), "读不了这个文件：不是普通文件"),
        (("parse", "."), "读不了 .：这是文件夹，不是文件"),
    ],
)
def test_what_the_system_refuses_is_told_in_chinese(command: tuple[str, ...], said: str, tmp_path: Path) -> None:
    done = run(*command, cwd=tmp_path)
    assert (done.returncode, said in text(done)) == (2, True), text(done)


@pytest.mark.skipif(os.name == "nt", reason="links and pipes of POSIX")
def test_what_cannot_be_read_in_a_folder_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "circle").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "report.txt").write_bytes(PLANTED.read_bytes())
    done = run("check", tmp_path, "--output-format", "concise")
    assert done.returncode == 2
    assert "dangling.txt" in text(done)
    assert text(done).count("TBL302") == 1


def test_a_folder_is_walked_in_the_order_of_its_paths(tmp_path: Path) -> None:
    for name in ("b/2.txt", "a/1.md", "a/0.txt", ".git/x.txt", "node_modules/y.txt", "skip/z.txt", "c.html"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("青石镇政府信息公开工作年度报告\n", encoding="utf-8")
    (tmp_path / "reportlint.toml").write_text('exclude = ["skip/"]\nselect = ["title-year"]\n', encoding="utf-8")
    done = run("check", ".", "--output-format", "concise", cwd=tmp_path)
    assert [line.split(":")[0] for line in done.stdout.decode().splitlines() if "YR103" in line] == [
        "a/0.txt", "a/1.md", "b/2.txt",
    ]  # fmt: skip


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "report.txt"
    file.write_bytes(PLANTED.read_text(encoding="utf-8").encode(encoding))
    assert "TBL302" in text(run("check", file, "--output-format", "concise"))


def test_choosing_rules_and_the_fail_level() -> None:
    assert run("check", PLANTED, "--select", "YR301").returncode == 0
    assert run("check", PLANTED, "--select", "YR301", "--fail-level", "info").returncode == 1
    assert run("check", PLANTED, "--exit-zero").returncode == 0
    only = json.loads(
        run("check", PLANTED, "--select", "TBL", "--ignore", "row-label,TBL2", "--output-format", "json").stdout
    )
    assert {one["code"] for one in only["files"][0]["diagnostics"]} == {"TBL102", "TBL104", "TBL302", "TBL304"}
    done = run("check", PLANTED, "--select", "TBL999")
    assert (done.returncode, "没有规则 TBL999" in text(done)) == (2, True)


def test_the_year_can_be_said() -> None:
    assert "TBL101" in text(run("check", CORRECT, "--year", "2020", "--output-format", "concise"))
    done = run("check", CORRECT, "--form", "1999")
    assert (done.returncode, "没有这个格式" in text(done)) == (2, True)


def test_sarif_names_the_rules() -> None:
    log = json.loads(run("check", PLANTED, "--output-format", "sarif").stdout)
    driver = log["runs"][0]["tool"]["driver"]
    assert {rule["id"] for rule in driver["rules"]} >= {"TBL301", "SEC101", "LAW101", "YR101"}
    assert log["runs"][0]["columnKind"] == "unicodeCodePoints"


def test_results_can_go_to_a_file(tmp_path: Path) -> None:
    out = tmp_path / "results.json"
    done = run("check", PLANTED, "--output-format", "json", "--output-file", out)
    assert (done.stdout, done.stderr.decode()) == (b"", f"reportlint: 结果已写入 {out}\n")
    assert json.loads(out.read_text(encoding="utf-8"))["files"]
    done = run("check", PLANTED, "--output-file", tmp_path / "no" / "folder.txt")
    assert (done.returncode, "写不了" in text(done)) == (2, True)


def test_settings_and_their_mistakes(tmp_path: Path) -> None:
    report = tmp_path / "报告" / "report.txt"
    report.parent.mkdir()
    report.write_bytes(PLANTED.read_bytes())
    config = tmp_path / "reportlint.toml"
    config.write_text('select = ["SEC"]\nlang = "en"\n[severity]\nSEC105 = "hint"\n', encoding="utf-8")
    done = run("check", ".", "--output-format", "concise", cwd=tmp_path)
    assert "SEC105 hint the heading" in text(done)
    assert "TBL" not in text(done)
    assert "TBL302" in text(run("check", report, "--isolated", cwd=tmp_path))
    config.write_text('selekt = ["SEC"]\n', encoding="utf-8")
    done = run("check", report)
    assert (done.returncode, "selekt：没有这个配置项，是不是想写 select？" in text(done)) == (2, True)
    config.write_text('select = ["SEC"\n', encoding="utf-8")
    done = run("check", report)
    assert (done.returncode, "reportlint.toml:" in text(done)) == (2, True)
    config.unlink()
    (tmp_path / "pyproject.toml").write_text(
        '[project]\nname = "x"\n[tool.reportlint]\nselect = ["SEC302"]\n', encoding="utf-8"
    )
    assert "1 个警告" in text(run("check", report))


def test_options_of_rules(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_bytes(CORRECT.read_bytes())
    config = tmp_path / "reportlint.toml"
    config.write_text('[rules.template-leftover]\nphrases = ["平安路8号"]\n', encoding="utf-8")
    assert "SEC302" in text(run("check", ".", cwd=tmp_path))
    config.write_text('[rules.template-leftover]\nphrase = ["平安路8号"]\n', encoding="utf-8")
    done = run("check", ".", cwd=tmp_path)
    assert (done.returncode, "phrases" in text(done)) == (2, True)


def test_rules_and_their_pages() -> None:
    assert "TBL301  row-total" in text(run("rules"))
    entries = json.loads(run("rules", "--output-format", "json").stdout)
    assert {entry["plugin"] for entry in entries} == {"reportlint_rules"}
    assert "查什么" in text(run("rule", "row-total"))
    assert run("rule", "tbl301").returncode == 0


def test_parse_shows_what_was_understood() -> None:
    assert "section_heading" in text(run("parse", CORRECT))
    report = json.loads(run("parse", CORRECT, "--report", "--json").stdout)
    assert report["identities"]["holds"] == 42
    assert [table["cells"] for table in report["tables"]] == [6, 1, 2, 1, 175, 15]
    tree = json.loads(run("parse", CORRECT, "--json").stdout)
    assert tree["end"] == len(CORRECT.read_text(encoding="utf-8"))
    assert run("parse", "missing.txt").returncode == 2


def test_every_command_names_a_form_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_bytes(CORRECT.read_bytes())
    (tmp_path / "reportlint.toml").write_text('form = "1999"\n', encoding="utf-8")
    for command in ("check", "parse", "facts"):
        done = run(command, "report.txt", cwd=tmp_path)
        assert (done.returncode, "没有这个格式" in text(done)) == (2, True), command


def test_usage_mistakes_are_told_in_the_language() -> None:
    done = run("check", "--no-such-option")
    assert (done.returncode, "命令写法有误" in text(done)) == (2, True)
    assert run("--version").returncode == 0
    assert "检查报告" in text(run("--help"))


def test_a_check_does_not_pay_for_the_server() -> None:
    code = (
        "import sys; before = set(sys.modules); from reportlint.cli import main; main(['check', sys.argv[1], '--isolated', '--no-cache']);"
        "names = ('pygls', 'lsprotocol', 'rich', 'pathspec', 'importlib.metadata');"
        "print([name for name in names if name in sys.modules and name not in before])"
    )
    # Without site-packages' own start-up code, which may load anything.
    paths = os.pathsep.join([PATHS, *site.getsitepackages()])
    done = subprocess.run(
        [sys.executable, "-S", "-c", code, str(CORRECT)],
        capture_output=True, timeout=60, env=os.environ | {"PYTHONPATH": paths},
    )  # fmt: skip
    assert done.stdout.decode().splitlines()[-1:] == ["[]"], done.stderr.decode()
