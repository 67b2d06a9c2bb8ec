"""Completion of command lines, by the shells themselves."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reportlint.cli.arguments import COMMANDS
from reportlint.cli.completion import levels
from reportlint.cli.shells import SCRIPTS
from reportlint.plugins import Plugins

from .test_cli import run

# A line as it is typed, and what it is after the key for completion. A blank at the end says that there was one answer.
LINES = [
    ("reportlint ch", "reportlint check "),
    ("reportlint chec --isol", "reportlint chec --isol"),
    ("reportlint check --output-for", "reportlint check --output-format"),
    ("reportlint check --output-format sa", "reportlint check --output-format sarif "),
    ("reportlint check --select TBL30", "reportlint check --select TBL30"),
    ("reportlint check --select SEC,row-tot", "reportlint check --select SEC,row-total"),
    ("reportlint check --fail-level war", "reportlint check --fail-level warning "),
    ("reportlint check 报告-", "reportlint check 报告-一.txt "),
    ("reportlint rule leading-peri", "reportlint rule leading-peri"),
    ("reportlint rule stale-peri", "reportlint rule stale-period "),
    ("reportlint config sch", "reportlint config schema "),
    ("reportlint config show --no-extr", "reportlint config show --no-extraction-noise "),
    ("reportlint completion fi", "reportlint completion fish "),
]
# The line is shown by a key of its own, because what is drawn on a terminal is full of marks.
STARTS = {
    "bash": ["--norc", "--noprofile", "-i"],
    "zsh": ["-f", "-i"],
}
SHOWS = {
    "bash": r"""bind -x '"\C-g": printf "<<%s>>\n" "$READLINE_LINE"'""",
    "zsh": "s() { print -r -- \"<<$BUFFER>>\" }; zle -N s; bindkey '^G' s; autoload -Uz compinit; compinit -u -D",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a file, and the script of each shell."""
    folder = tmp_path_factory.mktemp("完成")
    (folder / "报告-一.txt").write_text("", encoding="utf-8")
    for shell in SCRIPTS:
        script = run("completion", shell, "--lang", "en", "--no-plugins").stdout
        (folder / f"script.{shell}").write_bytes(script)
    return folder


class Terminal:
    """A shell in a terminal of its own."""

    def __init__(self, shell: str, folder: Path) -> None:
        env = {key: os.environ[key] for key in ("PATH", "HOME") if key in os.environ}
        env |= {"TERM": "xterm", "LC_ALL": "C.UTF-8", "HISTFILE": "", "COLUMNS": "400"}
        self._process, self._file = pty.fork()
        if self._process == 0:
            os.chdir(folder)
            os.execvpe(shell, [shell, *STARTS[shell]], env)
        self.type(f"{SHOWS[shell]}\nsource ./script.{shell}\necho re''ady\n")
        self.until("ready\r")

    def type(self, text: str) -> None:
        """Presses keys."""
        os.write(self._file, text.encode())

    def until(self, mark: str) -> str:
        """What is written up to a mark."""
        seen, end = b"", time.monotonic() + 20
        while mark.encode() not in seen:
            readable, _, _ = select.select([self._file], [], [], end - time.monotonic())
            if not readable:
                raise AssertionError(f"no {mark!r} in {seen.decode(errors='replace')!r}")
            seen += os.read(self._file, 4096)
        return seen.decode(errors="replace")

    def completed(self, line: str) -> str:
        """The line after the key for completion."""
        self.type(f"{line}\t\x07")
        shown = self.until(">>").rpartition("<<")[2].partition(">>")[0]
        self.type("\x15")
        return shown

    def close(self) -> None:
        """Ends the shell."""
        os.close(self._file)
        os.waitpid(self._process, 0)


@pytest.fixture(scope="module", params=sorted(STARTS))
def terminal(request: pytest.FixtureRequest, folder: Path) -> Iterator[Terminal]:
    """A shell that completes reportlint."""
    if shutil.which(request.param) is None:
        pytest.skip(f"no {request.param} here")
    one = Terminal(request.param, folder)
    yield one
    one.close()


@pytest.mark.skipif(sys.platform == "win32", reason="terminals of POSIX")
@pytest.mark.parametrize(("line", "completed"), LINES)
def test_lines_are_completed(terminal: Terminal, line: str, completed: str) -> None:
    # zsh puts a sign behind that goes when a blank is typed.
    assert terminal.completed(line).rstrip(" =,") == completed.rstrip()


FISH = shutil.which("fish")


@pytest.mark.skipif(FISH is None, reason="no fish here")
def test_fish(folder: Path) -> None:
    asked = [line for line, _ in LINES]
    script = "source ./script.fish; " + "; ".join(f"complete -C '{line}'; echo ==" for line in asked)
    done = subprocess.run(
        [str(FISH), "--no-config", "-c", script], cwd=folder, capture_output=True, timeout=60, check=True,
        env={"PATH": os.environ["PATH"], "HOME": str(folder), "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    assert done.stderr == b""
    for (line, completed), answer in zip(LINES, done.stdout.decode().split("==\n"), strict=False):
        words = [one.split("\t")[0] for one in answer.splitlines()]
        last, typed = completed.split()[-1], line.split()[-1]
        if last == typed:
            assert len(words) != 1, line
        else:
            assert last in words, (line, words)


def test_what_is_completed_is_what_the_parser_takes(plugins: Plugins) -> None:
    known = {level.path: level for level in levels(plugins, "en")}
    assert known[""].values.words == tuple(command.name for command in COMMANDS)
    assert {"config show", "config init", "check", "server"} <= known.keys()
    check = {name: one for one in known["check"].options for name in one.names}
    assert check["--select"].values is not None and "TBL301" in check["--select"].values.words
    assert check["--force"].values is None
    # PowerShell cannot be had here: at least everything that the others know is in its script, and its brackets pair.
    script = "\n".join(SCRIPTS["powershell"](list(known.values())))
    for level in known.values():
        assert all(f"'{name}'" in script for one in level.options for name in one.names)
    for left, right in ("()", "{}", "[]"):
        assert script.count(left) == script.count(right)
