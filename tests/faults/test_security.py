"""A test for each promise of SECURITY.md, by its number; those that are kept elsewhere are named."""

from __future__ import annotations

import ast
import json
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

import pytest

from reportlint.cli.difference import difference
from reportlint.config.settings import Settings
from reportlint.toml import TomlError
from tests.cli.test_cli import PATHS, PLANTED, ROOT, run, text
from tests.server.client import Client

WITNESS = Path(__file__).with_name("witness.py")
PROMISES = set(re.findall(r"^\*\*(\d\.\d)\*\*", (ROOT / "SECURITY.md").read_text(encoding="utf-8"), re.MULTILINE))
KEPT: set[str] = set()

ELSEWHERE = {
    "1.2": ("tests.plugins.test_patterns", "test_what_is_accepted_does_not_run_wild"),
    "1.4": ("tests.server.test_settings", "test_trust"),
    "1.7": ("tests.cli.test_changed", "test_what_the_repository_names_for_showing_files_is_not_run"),
    "2.2": ("tests.config.test_layers", "test_mistakes_name_the_chain"),
    "2.3": ("tests.outputs.test_html", "test_the_policy_allows_its_own_style_and_script_alone"),
    "3.2": ("tests.cache.test_store", "test_what_others_may_write_into_is_left_alone"),
    "3.3": ("tests.faults.test_kills", "test_nothing_is_lost"),
    "3.4": ("tests.cli.test_fixing", "test_a_folder_is_no_way_out_of_it"),
    "3.5": ("tests.outputs.test_results", "test_a_report_is_not_overwritten_by_its_results"),
    "4.1": ("tests.plugins.test_declared", "test_a_huge_file_is_not_read"),
    "4.2": ("tests.plugins.test_containment", "test_a_rule_that_hangs_or_ends_is_left_out_of_a_check"),
    "4.3": ("tests.server.test_robust", "test_a_server_that_is_frozen_ends"),
    "5.2": ("tests.outputs.test_html", "test_any_text_comes_back"),
    "5.3": ("tests.outputs.test_list", "test_no_cell_is_a_formula"),
    "5.4": ("tests.outputs.test_github", "test_any_message_and_path_are_one_command"),
    "6.1": ("tests.ci.test_ci_files", "test_the_action_runs_nothing_that_it_is_given"),
}
"""Promises with a test, or another one, in the room that they are about."""

Test = TypeVar("Test", bound=Callable[..., Any])
POSIX = pytest.mark.skipif(os.name == "nt", reason="owners and modes of POSIX")


def promise(*numbers: str) -> Callable[[Test], Test]:
    """Says which promises a test is for."""
    KEPT.update(numbers)
    return lambda test: test


def test_every_promise_has_a_test() -> None:
    for module, name in ELSEWHERE.values():
        assert callable(getattr(import_module(module), name)), name
    assert KEPT | set(ELSEWHERE) == PROMISES


# What it does, as the interpreter tells it.

_OURS = tuple(str(ROOT / part) + os.sep for part in ("reportlint", "grammar", "rules"))
# What it reads lies beside the bytecode of Python and is trusted as that is.
_KEPT = {str(ROOT / "reportlint" / "cache" / name) for name in ("compiled.py", "modules.py", "texts.py")}
_HOSTILE = 'raise SystemExit("it was run")\n'
_PLUGIN = """\
from pathlib import Path
from reportlint.api import *
Path(__file__).with_name("it ran").touch()
@rule(code="OUR101", name="ours", severity=Severity.ERROR, on=Report, summary=Text("一", "a"), message=Text("一", "a"))
def ours(report, context):
    yield Finding(Span(0, 1))
"""
_DECLARED = """\
[[rule]]
code = "OUR201"
name = "our-wording"
message = { zh = "“{found}”宜写作“{instead}”", en = "write “{instead}” for “{found}”" }
replace = { "平台" = "台" }
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What somebody sent: reports, settings, and what would like to be run."""
    place = tmp_path / "sent"
    place.mkdir()
    (place / "report.txt").write_bytes(PLANTED.read_bytes() + b"\n__import__('os').system('touch gone')\n")
    (place / "reportlint.toml").write_text('plugins = ["./ours.py", "./ours.toml"]\n', encoding="utf-8")
    (place / "ours.py").write_text(_PLUGIN, encoding="utf-8")
    (place / "ours.toml").write_text(_DECLARED, encoding="utf-8")
    for name in ("lark", "tomli", "pluggy", "pathspec", "pygls", "sitecustomize", "usercustomize", "evil", "json"):
        (place / f"{name}.py").write_text(_HOSTILE, encoding="utf-8")
    (place / "evil-1.dist-info").mkdir()
    (place / "evil-1.dist-info" / "entry_points.txt").write_text("[reportlint]\nevil = evil\n", encoding="utf-8")
    (place / "evil-1.dist-info" / "METADATA").write_text("Name: evil\nVersion: 1\n", encoding="utf-8")
    (place / ".gitignore").write_text("evil*\n", encoding="utf-8")
    return place


class Told:
    """What a witness wrote down."""

    def __init__(self, log: Path) -> None:
        self.events: list[tuple[str, str]] = []
        self.modules: list[str] = []
        for line in log.read_text(encoding="utf-8").splitlines():
            event, what = json.loads(line)
            if event == "modules":
                self.modules = what
            else:
                self.events.append((event, what))

    def of(self, *events: str) -> list[str]:
        """What was told of some events, or of those whose names begin so."""
        return [what for event, what in self.events if event.startswith(events)]

    @property
    def written(self) -> list[str]:
        """All that was changed on the disk."""
        changed = self.of(
            "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.mkdir", "os.chmod", "os.chown"
        )
        return [*(what for what in self.of("write") if what != os.devnull), *changed]

    @property
    def started(self) -> list[str]:
        """All programs and processes that were started."""
        return self.of("os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn", "subprocess")

    @property
    def talked(self) -> list[str]:
        """All that was said or asked over the network. A pair of sockets within the process, for its loop, is none."""
        return self.of("socket.connect", "socket.bind", "socket.send", "socket.get", "socket.__new__(AF_INET")

    @property
    def evaluated(self) -> list[str]:
        """Where our own code evaluates, compiles or unpickles anything but what earlier runs compiled."""
        by = self.of("exec", "compile", "marshal", "code.__new__")
        return [*(what for what in by if what.startswith(_OURS) and what not in _KEPT), *self.of("pickle")]


def witnessed(tmp_path: Path, folder: Path, *arguments: str) -> tuple[subprocess.CompletedProcess[bytes], Told]:
    log = tmp_path / "log"
    log.unlink(missing_ok=True)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("REPORTLINT_")}
    environment |= {"PYTHONPATH": PATHS, "PYTHONDONTWRITEBYTECODE": "1", "XDG_CACHE_HOME": str(tmp_path / "cache")}
    command = [sys.executable, str(WITNESS), str(log), *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, timeout=120)
    assert b"Traceback" not in done.stderr, done.stderr.decode()
    return done, Told(log)


@promise("1.1", "1.3", "1.6", "1.7", "2.1", "3.1", "6.2")
def test_a_check_of_what_somebody_sent(tmp_path: Path, folder: Path) -> None:
    done, told = witnessed(
        tmp_path, folder, "check", ".", "--no-cache", "--no-local-plugins", "--output-format", "concise"
    )
    assert done.returncode == 1 and b"OUR201" in done.stdout and b"OUR101" not in done.stdout, done.stderr.decode()
    assert (told.evaluated, told.started, told.talked) == ([], [], [])
    # What was compiled is kept all the same, as Python keeps its bytecode; no word of a report is.
    assert [what for what in told.written if str(tmp_path / "cache") not in what] == []
    assert not any(b"gone" in path.read_bytes() for path in (tmp_path / "cache").rglob("*") if path.is_file())
    # Nothing was imported from there, and the declarative rules were read as what they are.
    assert not [name for name in told.modules if name.startswith(str(folder))]
    assert str(folder / "ours.toml") in told.of("read")
    assert not (folder / "it ran").exists() and not (folder / "gone").exists()


@promise("1.3", "3.1", "3.2")
def test_what_does_run_and_the_cache(tmp_path: Path, folder: Path) -> None:
    done, told = witnessed(tmp_path, folder, "check", ".", "--output-format", "concise")
    assert done.returncode == 1 and b"OUR101" in done.stdout, done.stderr.decode()
    assert (told.evaluated, told.started, told.talked) == ([], [], [])
    cache = str(tmp_path / "cache" / "reportlint")
    others = [
        what for what in told.written if str(tmp_path / "cache") not in what and str(folder / "it ran") not in what
    ]
    assert others == []
    if os.name == "posix":
        assert Path(cache).stat().st_mode & 0o077 == 0


@promise("1.4", "2.1", "3.6", "5.5")
def test_an_editor_in_a_folder_that_is_not_trusted(tmp_path: Path, folder: Path) -> None:
    log = tmp_path / "log"
    command = (sys.executable, str(WITNESS), str(log), "server")
    # Whoever may write the settings of the folder may not give trust.
    options = {"debounce": 0, "trusted": "yes"}
    environment = {"PYTHONPATH": PATHS, "PYTHONDONTWRITEBYTECODE": "1"}
    with Client(folder, command=command, options=options, environment=environment) as client:
        client.notify("workspace/didChangeConfiguration", {"settings": {"reportlint": {"trusted": True}}})
        report = PLANTED.read_text(encoding="utf-8") + "\n平台秘密的话。\n"
        codes = client.open(report).codes
        assert "OUR201" in codes and "OUR101" not in codes
        place = {"line": 3, "character": 2}
        for method in ("hover", "completion", "definition"):
            client.request(f"textDocument/{method}", {"textDocument": {"uri": client.uri()}, "position": place})
        client.code_actions({"start": place, "end": {"line": 60, "character": 0}})
        client.request("workspace/executeCommand", {"command": "reportlint.checkWorkspace"})
        assert client.goodbye() == 0
        assert "秘密" not in client.log
    told = Told(log)
    assert (told.evaluated, told.started, told.talked, told.written) == ([], [], [], [])
    assert not [name for name in told.modules if name.startswith(str(folder))]
    assert not (folder / "it ran").exists()


@promise("1.1")
def test_no_line_of_ours_evaluates_or_unpickles() -> None:
    """What the interpreter did not happen to do above is not there either."""
    modules = {"pickle", "marshal", "shelve", "dill", "cloudpickle", "socket", "http", "ssl", "ftplib", "smtplib"}
    started = []
    for path in (path for part in _OURS for path in Path(part).rglob("*.py")):
        if str(path) in _KEPT:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id not in ("eval", "exec", "compile", "__import__"), path
            names = []
            if isinstance(node, ast.Import):
                names = [one.name for one in node.names]
            elif isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            assert not modules & {name.split(".")[0] for name in names}, path
            started += [path.name for name in names if name == "subprocess"]
    assert started == ["changed.py"]


@promise("1.6")
@pytest.mark.parametrize("module", ["reportlint", "reportlint.server"])
def test_the_current_folder_brings_nothing(folder: Path, module: str) -> None:
    arguments = ["plugin", "list", "--isolated"] if module == "reportlint" else []
    # What Python's own start looks for there is Python's affair.
    for name in ("sitecustomize", "usercustomize"):
        (folder / f"{name}.py").unlink()
    environment = os.environ | {"PYTHONPATH": PATHS}
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments],
        cwd=folder,
        env=environment,
        input=b"",
        capture_output=True,
        timeout=60,
    )
    assert b"it was run" not in done.stderr and b"evil" not in done.stdout + done.stderr, done.stderr.decode()
    assert b"Traceback" not in done.stderr and b"Error" not in done.stderr, done.stderr.decode()


@POSIX
@promise("1.5")
def test_settings_that_anybody_may_have_written_run_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def ended() -> tuple[int, bool]:
        (folder / "it ran").unlink(missing_ok=True)
        done = run("check", folder, "--no-cache", "--output-format", "concise")
        assert ("人人可写" in text(done)) == (done.returncode == 2)
        return done.returncode, (folder / "it ran").exists()

    assert ended() == (1, True)
    # A folder as /tmp is: everybody may put files into it.
    folder.chmod(0o1777)
    assert ended() == (1, True)
    monkeypatch.setattr(os, "geteuid", lambda: folder.stat().st_uid + 1 or 1)
    if folder.stat().st_uid == 0:
        os.chown(folder / "reportlint.toml", 65534, -1)
    assert ended() == (2, False)
    assert run("check", folder, "--no-cache", "--no-local-plugins").returncode == 1
    named = run("check", folder, "--no-cache", "--config", folder / "reportlint.toml")
    assert named.returncode == 1 and (folder / "it ran").exists()
    folder.chmod(0o755)
    assert ended() == (1, True)
    with pytest.raises(TomlError):
        folder.chmod(0o777)
        Settings(path=folder / "reportlint.toml", plugins=(folder / "ours.py",)).plugin_files(code=True)


@promise("2.1")
@pytest.mark.skipif(sys.platform != "linux", reason="takes the network away as Linux can")
def test_without_any_network_it_works(folder: Path) -> None:
    alone = ["unshare", "-n", "-r"]
    try:
        if subprocess.run([*alone, "true"], capture_output=True, timeout=30).returncode:
            pytest.skip("may not take the network away")
    except FileNotFoundError:
        pytest.skip("there is no unshare")
    command = [
        *alone,
        sys.executable,
        "-m",
        "reportlint",
        "check",
        "report.txt",
        "--no-cache",
        "--output-format",
        "concise",
    ]
    done = subprocess.run(command, cwd=folder, env=os.environ | {"PYTHONPATH": PATHS}, capture_output=True, timeout=60)
    assert done.returncode == 1 and b"OUR101" in done.stdout, done.stderr.decode()


@promise("3.4", "3.5")
@POSIX
def test_links_and_what_is_no_file(tmp_path: Path, folder: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "other.txt").write_bytes(PLANTED.read_bytes())
    (folder / "elsewhere").symlink_to(outside)
    (folder / "round").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    with socket.socket(socket.AF_UNIX) as plug:
        here = Path.cwd()
        os.chdir(folder)  # the name of a socket must be short
        try:
            plug.bind("socket.txt")
        finally:
            os.chdir(here)
        done = run("check", folder, "--no-cache", "--no-plugins", "--output-format", "json")
    assert [Path(one["path"]).name for one in json.loads(done.stdout)["files"]] == ["report.txt"]
    for command in (("config", "init"), ("new", "--year", "2023", "--body", "青石镇", "--output", "report.txt")):
        before = (folder / "reportlint.toml").read_bytes(), (folder / "report.txt").read_bytes()
        assert run(*command, cwd=folder).returncode == 2
        assert ((folder / "reportlint.toml").read_bytes(), (folder / "report.txt").read_bytes()) == before


@promise("4.1")
def test_what_is_too_large_is_named(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as file:
        file.truncate(33 << 20)
    assert "DOC" in text(run("check", large, "--no-cache", "--isolated", "--output-format", "concise"))
    (tmp_path / "reportlint.toml").write_text("#" * (1 << 20) + "\n", encoding="utf-8")
    assert run("check", tmp_path, "--no-cache").returncode == 2


_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


@promise("5.1")
@POSIX
def test_nothing_reaches_the_terminal_but_text(tmp_path: Path) -> None:
    signs = "\x1b]0;title\x07\x1b[2J\x9b31m\u202e\r"
    folder = tmp_path / f"a{signs}b"
    folder.mkdir()
    report = (
        PLANTED.read_text(encoding="utf-8")
        .replace("平台", f"平{signs.strip()}台")
        .replace("截止", f"{signs.strip()}截止")
    )
    (folder / f"{signs}.txt").write_text(report, encoding="utf-8")
    (folder / "unreadable.txt").write_bytes(b"\xff\xfe\x00\xff\x01\x02\x80")
    (folder / "closed.txt").symlink_to("nowhere")
    for form in ("full", "concise", "grouped", "github", "list"):
        done = run("check", folder, "--no-cache", "--isolated", "--output-format", form)
        assert not _OBEYED.search(text(done)), (form, _OBEYED.search(text(done)))
    for command in (
        ("check", folder, "--fix", "--isolated"), ("check", folder / f"{signs}none.txt"), ("check", folder, "--select", f"X{signs}"),
        ("parse", folder / f"{signs}.txt", "--report", "--isolated"), ("parse", folder / f"{signs}.txt", "--grid"), ("parse", folder / f"{signs}.txt"),
        ("format", folder, "--isolated"), ("baseline", folder),
        ("check", folder, "--config", folder / f"{signs}.toml"), ("rule", f"X{signs}"), (f"x{signs}",), ("check", "--no-such" + signs),
        ("test", folder), ("config", "show", folder), ("check", folder, "--output-format", f"x{signs}"),
        ("check", folder, "--output-file", folder / f"no{signs}" / "x"), ("facts", folder / f"{signs}none.txt"),
    ):  # fmt: skip
        done = run(*command, cwd=tmp_path)
        assert not _OBEYED.search(text(done)), (command[0], text(done))


@promise("5.1")
def test_a_terminal_obeys_nothing_in_a_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    before, after = "一\x1b[2J\n二\n", "一\x1b[2J\n三\r"
    as_it_is = "".join(difference(before, after, "\x1b.txt"))
    assert "\x1b[2J" in as_it_is and "\r" in as_it_is
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True, raising=False)
    seen = "".join(difference(before, after, "\x1b.txt"))
    assert not _OBEYED.search(seen) and "␛[2J" in seen and len(seen.splitlines()) == len(as_it_is.splitlines())


@promise("5.5")
def test_a_baseline_has_no_words(folder: Path) -> None:
    assert run("baseline", ".", "--no-plugins", cwd=folder).returncode == 0
    words = (folder / ".reportlint-baseline.json").read_text(encoding="utf-8")
    assert "TBL302" in words and not re.search("[一-鿿]", words)


@pytest.fixture(autouse=True)
def nothing_is_kept_of_plugins() -> Iterator[None]:
    before = set(sys.modules)
    yield
    for name in set(sys.modules) - before:
        if name.startswith("reportlint_local_"):
            del sys.modules[name]
