"""A real VS Code, served to a browser: what its sessions have in common.

VS Code's own server comes with the npm package code-server (Node 20) and needs neither its wrapper nor a desktop::

    sh tests/editors/vscode_server.sh DIR
    apt-get install chromium fonts-noto-cjk
    export REPORTLINT_VSCODE_SERVER=DIR/node_modules/code-server/lib/vscode
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
# Only what would hide the editor, ask questions or use the network is switched off.
SETTINGS = {
    "workbench.startupEditor": "none",
    "workbench.tips.enabled": False,
    "workbench.enableExperiments": False,
    "window.commandCenter": False,
    "editor.minimap.enabled": False,
    # A row for each finding, without one for each cell that it is related to.
    "problems.defaultViewMode": "table",
    "security.workspace.trust.startupPrompt": "never",
    "security.workspace.trust.banner": "never",
    "telemetry.telemetryLevel": "off",
    "extensions.autoCheckUpdates": False,
    "extensions.autoUpdate": False,
    "extensions.ignoreRecommendations": True,
    "update.mode": "none",
    "git.enabled": False,
    "files.simpleDialog.enable": True,
}


@dataclass(frozen=True)
class Tools:
    """The programs of a session."""

    server: Path
    node: str
    browser: str


def tools() -> Tools:
    """The programs, or the end of the test where they are not there."""
    folder = os.environ.get("REPORTLINT_VSCODE_SERVER")
    if not folder:
        pytest.skip("REPORTLINT_VSCODE_SERVER names no VS Code server (tests/editors/vscode_server.sh makes one)")
    server = Path(folder)
    assert (server / "out" / "server-main.js").exists(), f"{server} is no VS Code server"
    node = shutil.which("node")
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if node is None or browser is None:
        pytest.skip("no node or no chromium")
    return Tools(server, node, browser)


@dataclass(frozen=True)
class Session:
    """VS Code's server with the extension installed, and how to look at it."""

    tools: Tools
    address: str
    home: Path

    def url(self, folder: Path, *payload: tuple[str, str]) -> str:
        """The address of a window with a folder. Paths in the payload are those of files of the server."""
        # A folder given on the server's command line would be opened under another host name than the one
        # the extensions see, and the findings would then belong to no open file.
        there = json.dumps([[key, f"vscode-remote://{self.address}{path}"] for key, path in payload])
        return f"http://{self.address}/?{urllib.parse.urlencode({'folder': str(folder), 'payload': there})}"

    def drive(self, script: str, **task: Any) -> Any:
        """What a script of the browser prints. ``task`` is what it is told besides where the programs are."""
        told = self.home / f"{script}.json"
        task |= {"modules": str(self.tools.server), "browser": self.tools.browser}
        told.write_text(json.dumps(task), encoding="utf-8")
        run = subprocess.run(
            [self.tools.node, str(HERE / script), str(told)], capture_output=True, encoding="utf-8", timeout=600
        )
        assert run.returncode == 0, run.stdout + run.stderr
        seen = json.loads(run.stdout)
        print(json.dumps(seen, ensure_ascii=False, indent=1))
        return seen


@contextlib.contextmanager
def running(
    tools: Tools, vsix: list[Path], home: Path, *, settings: Mapping[str, Any] = {}, python: Mapping[str, str] = {}
) -> Iterator[Session]:
    """A session with extensions installed.

    Args:
        tools: the programs.
        vsix: packages of the extensions.
        home: a folder for everything that VS Code writes.
        settings: of the user, besides those above.
        python: variables of the environment that decide which Python and reportlint are found.
    """
    for place in ("User", "Machine"):
        file = home / "data" / place / "settings.json"
        file.parent.mkdir(parents=True)
        file.write_text(json.dumps({**SETTINGS, **settings}), encoding="utf-8")
    start = [tools.node, "out/server-main.js", "--accept-server-license-terms"]
    start += ["--server-data-dir", str(home), "--user-data-dir", str(home / "data")]
    start += ["--extensions-dir", str(home / "extensions"), "--telemetry-level", "off"]
    install = [word for one in vsix for word in ("--install-extension", str(one))]
    subprocess.run([*start, *install], cwd=tools.server, check=True, capture_output=True, timeout=120)
    address = f"127.0.0.1:{free_port()}"
    serve = ["--host", "127.0.0.1", "--port", address.rpartition(":")[2], "--without-connection-token"]
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "REPORTLINT_LANG"))}
    environment |= {"HOME": str(home), **python}
    log = home / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*start, *serve], cwd=tools.server, stdout=output, stderr=output, env=environment, start_new_session=True
        )
        try:
            wait_until_up(address, process, log)
            yield Session(tools, address, home)
        finally:
            # The extension host and the language server are its children and must not outlive the test.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=30)


def path_without_reportlint() -> str:
    """The PATH as it is for somebody who never installed reportlint."""
    folders = os.environ.get("PATH", "").split(os.pathsep)
    return os.pathsep.join(one for one in folders if not shutil.which("reportlint", path=one))


def this_python() -> dict[str, str]:
    """What lets a Python find the reportlint that is tried here, however it came to be there."""
    return {"PYTHONPATH": os.pathsep.join(sys.path)}


def free_port() -> int:
    """A port that nobody listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_up(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Waits for the server's first answer."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(f"http://{address}/version", timeout=5).close()
            return
        time.sleep(0.2)
    pytest.fail(f"VS Code's server did not come up:\n{log.read_text(encoding='utf-8', errors='replace')}")
