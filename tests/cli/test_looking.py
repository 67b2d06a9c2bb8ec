"""Many files: what is known is recalled, the rest is looked at by several processes, and nobody sees a difference."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reportlint.cli import looking

from .test_cli import CORRECT, PLANTED, run, text

COUNT = 40


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A folder of reports, every other one with findings, and other texts."""
    folder = tmp_path / "年报"
    folder.mkdir()
    for number in range(COUNT):
        data = (PLANTED if number % 2 else CORRECT).read_text(encoding="utf-8")
        (folder / f"{number:02}.txt").write_text(f"{data}\n{number}\n", encoding="utf-8")
    (folder / "other.txt").write_text("别的文字\n", encoding="utf-8")
    return tmp_path


def found(site: Path, *options: str, at: str = "年报") -> list[tuple[str, str, int]]:
    done = run("check", at, "--output-format", "json", "--isolated", *options, cwd=site)
    files = json.loads(done.stdout)["files"]
    return [(file["path"], one["code"], one["start"]["offset"]) for file in files for one in file["diagnostics"]] + [
        (file["path"], "", 0) for file in files
    ]


def looks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are really looked at, in this process."""
    names: list[str] = []
    look = looking.Looker._found

    def noted(self: looking.Looker, inquiry: looking.Inquiry, key: str | None) -> looking.Found:
        names.append(inquiry.name)
        return look(self, inquiry, key)

    monkeypatch.setattr(looking.Looker, "_found", noted)
    return names


def test_the_results_are_the_same_however_they_come(site: Path) -> None:
    alone = found(site, "--no-cache", "--jobs", "1")
    assert len({path for path, code, _ in alone if code}) == COUNT // 2
    assert [path for path, code, _ in alone if not code] == sorted(path for path, code, _ in alone if not code)
    cache = ("--cache-dir", str(site / "cache"))
    assert found(site, "--no-cache", "--jobs", "2") == alone
    assert found(site, "--no-cache") == alone
    assert found(site, *cache, "--jobs", "2") == alone
    assert found(site, *cache) == alone
    for kept in (site / "cache").glob("??/*"):
        kept.write_bytes(kept.read_bytes()[:-3])
    assert found(site, *cache) == alone


def test_what_has_not_changed_is_not_looked_at_again(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    names = looks(monkeypatch)
    options = ("--cache-dir", str(site / "cache"), "--jobs", "1")
    first = found(site, *options)
    assert len(names) == COUNT + 1
    names.clear()
    assert found(site, *options) == first
    assert names == []
    changed = site / "年报" / "03.txt"
    changed.write_bytes(CORRECT.read_bytes())
    assert found(site, *options) != first
    assert names == [str(Path("年报", "03.txt"))]


@pytest.mark.parametrize(
    "change",
    [
        "settings",
        "option",
        "sidecar",
        "baseline",
        "local rules",
        "what lies beside local rules",
        "year",
        "another name",
    ],
)
def test_whatever_decides_about_a_result_is_part_of_its_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    report = tmp_path / "a.txt"
    report.write_bytes(PLANTED.read_bytes())
    (tmp_path / "rules").mkdir()
    rules = tmp_path / "rules" / "ours.toml"
    rule = '[[rule]]\ncode = "OUR101"\nname = "ours"\nfind = ["{}"]\nmessage = {{ zh = "某", en = "a" }}\n'
    rules.write_text(rule.format("老百姓"), encoding="utf-8")
    settings = tmp_path / "reportlint.toml"
    settings.write_text('plugins = ["rules/ours.toml"]\n', encoding="utf-8")
    names = looks(monkeypatch)
    command = ["check", "a.txt", "--cache-dir", str(tmp_path / "cache")]
    for _ in range(2):
        run(*command, cwd=tmp_path)
    assert len(names) == 1
    if change == "settings":
        settings.write_text('plugins = ["rules/ours.toml"]\nignore = ["TBL302"]\n', encoding="utf-8")
    elif change == "option":
        command += ["--select", "TBL"]
    elif change == "sidecar":
        (tmp_path / ".reportlint-ignore.toml").write_text(
            '[[ignore]]\nfile = "a.txt"\ncode = "TBL302"\nreason = "as exported"\n', encoding="utf-8"
        )
    elif change == "baseline":
        assert run("baseline", "a.txt", cwd=tmp_path).returncode == 0
        names.pop()
    elif change == "local rules":
        rules.write_text(rule.format("群众们"), encoding="utf-8")
    elif change == "what lies beside local rules":
        (tmp_path / "rules" / "words.toml").write_text("", encoding="utf-8")
    elif change == "year":
        command += ["--year", "2020"]
    else:
        report.rename(tmp_path / "b.txt")
        command[1] = "b.txt"
    run(*command, cwd=tmp_path)
    assert len(names) == 2


def test_ignored_findings_and_unused_entries_are_known_from_the_cache(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(PLANTED.read_bytes())
    entries = '[[ignore]]\nfile = "a.txt"\ncode = "{}"\nreason = "so"\n'
    (tmp_path / ".reportlint-ignore.toml").write_text(
        entries.format("TBL302") + entries.format("PII101"), encoding="utf-8"
    )
    outcomes = [
        text(run("check", ".", "--output-format", form, "--cache-dir", "cache", cwd=tmp_path))
        for form in ("concise", "concise", "sarif", "sarif")
    ]
    assert "DOC201" in outcomes[0]
    assert "TBL302" not in outcomes[0]
    assert outcomes[0] == outcomes[1]
    assert '"suppressions"' in outcomes[2]
    assert outcomes[2] == outcomes[3]
    (driver,) = (one["tool"]["driver"] for one in json.loads(outcomes[3])["runs"])
    assert len(driver["rules"]) > 50


def test_what_is_known_needs_neither_grammar_nor_rules(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(CORRECT.read_bytes())
    run("check", "a.txt", "--cache-dir", "cache", cwd=tmp_path)
    code = (
        "import sys; from reportlint.cli import main; main(['check', 'a.txt', '--cache-dir', 'cache']);"
        "print([name for name in ('lark', 'pluggy', 'reportlint.engine', 'reportlint_rules') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_a_cache_that_cannot_be_written_is_in_nobodys_way(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run("check", str(CORRECT), "--cache-dir", "file/cache", cwd=tmp_path)
    assert (done.returncode, "没有发现问题" in text(done)) == (0, True)


def test_a_process_that_is_killed_costs_no_result(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = found(site, "--no-cache", "--jobs", "1")
    started = looking._started

    def doomed(*arguments: object) -> object:
        pool = started(*arguments)  # type: ignore[arg-type]
        submit = pool.submit
        count = iter(range(1000))

        def once(work: object, *more: object) -> object:
            if next(count) == 5:
                submit(os.kill, os.getpid(), 0).result()
                for process in list(pool._processes.values()):
                    os.kill(process.pid, signal.SIGKILL)
                time.sleep(0.2)
            return submit(work, *more)

        monkeypatch.setattr(pool, "submit", once)
        return pool

    monkeypatch.setattr(looking, "_started", doomed)
    assert found(site, "--no-cache", "--jobs", "2") == whole


def test_processes_are_gone_when_the_run_is_over(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is still ending when Python ends may end in a traceback."""
    started, left = looking._started, []

    def watched(*arguments: object) -> object:
        pool = started(*arguments)  # type: ignore[arg-type]
        shutdown = pool.shutdown

        def shut(**how: bool) -> None:
            thread = pool._executor_manager_thread
            shutdown(**how)
            left.append(thread.is_alive())

        monkeypatch.setattr(pool, "shutdown", shut)
        return pool

    monkeypatch.setattr(looking, "_started", watched)
    found(site, "--no-cache", "--jobs", "2")
    assert left == [False]


def test_settings_that_are_wrong_cost_only_their_own_files(tmp_path: Path) -> None:
    for name in ("甲", "乙"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "报告.txt").write_bytes(PLANTED.read_bytes())
    (tmp_path / "甲" / "reportlint.toml").write_text('selekt = ["TBL"]\n', encoding="utf-8")
    done = run("check", ".", "--output-format", "concise", cwd=tmp_path)
    assert done.returncode == 2
    assert text(done).count("selekt") == 1
    assert "乙/报告.txt" in text(done).replace(os.sep, "/")
    (tmp_path / "甲" / "reportlint.toml").write_text('select = ["TBLX"]\n', encoding="utf-8")
    done = run("check", ".", "--output-format", "concise", cwd=tmp_path)
    assert done.returncode == 2
    assert text(done).count("TBLX") == 1
    assert "乙/报告.txt" in text(done).replace(os.sep, "/")


def test_a_file_that_goes_away_meanwhile_is_told(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    look = looking.Looker._found

    def gone(self: looking.Looker, inquiry: looking.Inquiry, key: str | None) -> looking.Found:
        (site / "年报" / "20.txt").unlink(missing_ok=True)
        return look(self, inquiry, key)

    monkeypatch.setattr(looking.Looker, "_found", gone)
    done = run("check", "年报", "--no-cache", "--jobs", "1", "--output-format", "concise", cwd=site)
    assert done.returncode == 2
    assert "没有这个文件或文件夹" in text(done)
    assert "39.txt" in text(done)


def program(*arguments: str, cwd: Path, **streams: int) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "reportlint", *arguments], cwd=cwd, **streams)


def read_until(stream: int, wanted: str, seconds: float = 30.0) -> str:
    """What comes from a terminal or pipe, until it holds something."""
    seen = b""
    end = time.monotonic() + seconds
    os.set_blocking(stream, False)
    while wanted.encode() not in seen and time.monotonic() < end:
        try:
            seen += os.read(stream, 65536)
        except BlockingIOError:
            time.sleep(0.02)
        except OSError:
            break
    return seen.decode("utf-8", "replace")


def test_results_come_as_they_are_found_and_long_runs_say_how_far_they_are(site: Path) -> None:
    slow = "import time\nfrom reportlint.api import *\n@rule(code='OUR101', name='slow', severity=Severity.INFO, on=Report,"
    slow += "summary=Text('慢', 'slow'), message=Text('慢', 'slow'))\ndef slow(report, context):\n    time.sleep(0.1)\n    yield from ()\n"
    (site / "slow.py").write_text(slow, encoding="utf-8")
    (site / "reportlint.toml").write_text('plugins = ["slow.py"]\n', encoding="utf-8")
    terminal, end = pty.openpty()
    process = program(
        "check", "年报", "--no-cache", "--jobs", "1", "--output-format", "concise", "--lang", "zh",
        cwd=site, stdout=subprocess.PIPE, stderr=end,
    )  # fmt: skip
    assert process.stdout is not None
    early = read_until(process.stdout.fileno(), "01.txt")
    assert "01.txt" in early
    assert process.poll() is None
    assert "已检查" in read_until(terminal, "已检查")
    os.set_blocking(process.stdout.fileno(), True)
    rest = process.stdout.read().decode()
    assert "39.txt" in rest
    assert "已检查" not in early + rest
    assert process.wait() == 1
    os.close(end)
    os.close(terminal)


def test_a_watch_checks_again_when_something_is_changed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(CORRECT.read_bytes())
    process = program(
        "check", ".", "--watch", "--lang", "zh", cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout is not None
    stream = process.stdout.fileno()
    assert "没有发现问题" in read_until(stream, "没有发现问题")
    (tmp_path / "a.txt").write_bytes(PLANTED.read_bytes())
    assert "TBL302" in read_until(stream, "处可自动修正")
    (tmp_path / "reportlint.toml").write_text('selekt = ["TBL"]\n', encoding="utf-8")
    assert "selekt" in read_until(stream, "selekt")
    (tmp_path / "reportlint.toml").write_text('select = ["TBL302"]\n', encoding="utf-8")
    assert "1 个错误" in read_until(stream, "1 个错误")
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 1
    process.stdout.close()
    assert run("check", "-", "--watch", cwd=tmp_path).returncode == 2
