"""The VS Code extension in a real VS Code, shown in a browser, with the ``reportlint`` of this environment.

Runs only where somebody prepared VS Code's server, which npm carries inside code-server (Node 20)::

    mkdir DIR && cd DIR && echo '{"private": true}' > package.json
    npm install --ignore-scripts --no-save code-server@4.100.3 playwright-core
    cd node_modules/code-server/lib/vscode
    npm install --ignore-scripts --omit=dev
    ln -sfn node_modules node_modules.asar
    apt-get install chromium fonts-noto-cjk
    export REPORTLINT_VSCODE_SERVER=DIR/node_modules/code-server/lib/vscode

``REPORTLINT_SCREENSHOT`` may name a PNG file; a picture of the findings is then left there.
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
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
EXAMPLE = HERE.parent.parent / "examples" / "planted-defects.txt"
FALLBACK = (
    "青石镇人民政府2023年政府信息公开工作年度报告\n\n一、总体情况\n\n"
    "𠮷安社区公告栏已更新，截止2023年12月31日，全镇主动公开信息120条。\n"
)
# Only what would hide the editor, ask questions or use the network is switched off.
SETTINGS = {
    # The picture is to show what readers of Chinese reports see.
    "reportlint.language": "zh",
    "workbench.startupEditor": "none",
    "security.workspace.trust.enabled": False,
    "telemetry.telemetryLevel": "off",
    "extensions.autoCheckUpdates": False,
    "extensions.autoUpdate": False,
    "extensions.ignoreRecommendations": True,
    "workbench.enableExperiments": False,
    "update.mode": "none",
    "git.enabled": False,
    "editor.wordWrap": "on",
    # Full-width punctuation is right in Chinese, but VS Code frames it as confusable.
    "editor.unicodeHighlight.ambiguousCharacters": False,
}


@dataclass(frozen=True)
class Tools:
    server: Path
    node: str
    browser: str


@pytest.fixture(scope="module")
def tools() -> Tools:
    folder = os.environ.get("REPORTLINT_VSCODE_SERVER")
    if not folder:
        pytest.skip("REPORTLINT_VSCODE_SERVER names no VS Code server")
    server = Path(folder)
    assert (server / "out" / "server-main.js").exists(), f"{server} is no VS Code server"
    node = shutil.which("node")
    browser = shutil.which("chromium") or shutil.which("chromium-browser")
    if node is None or browser is None:
        pytest.skip("no node or no chromium")
    if subprocess.run([node, "-e", "require.resolve('playwright-core')"], cwd=server).returncode != 0:
        pytest.skip("no playwright-core beside the VS Code server")
    return Tools(server, node, browser)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until_up(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(f"http://{address}/version", timeout=5).close()
            return
        time.sleep(0.2)
    pytest.fail(f"VS Code's server did not come up:\n{log.read_text(encoding='utf-8', errors='replace')}")


@contextlib.contextmanager
def running_vscode(tools: Tools, vsix: Path, home: Path, command: list[str]) -> Iterator[str]:
    """VS Code's server with the extension installed; gives its host and port."""
    for place in ("User", "Machine"):
        settings = home / "data" / place / "settings.json"
        settings.parent.mkdir(parents=True)
        settings.write_text(json.dumps({**SETTINGS, "reportlint.server.command": command}), encoding="utf-8")
    start = [tools.node, "out/server-main.js", "--accept-server-license-terms"]
    start += ["--server-data-dir", str(home), "--user-data-dir", str(home / "data")]
    start += ["--extensions-dir", str(home / "extensions"), "--telemetry-level", "off"]
    subprocess.run(
        [*start, "--install-extension", str(vsix)],
        cwd=tools.server,
        check=True,
        capture_output=True,
        timeout=120,
    )
    port = free_port()
    address = f"127.0.0.1:{port}"
    serve = ["--host", "127.0.0.1", "--port", str(port), "--without-connection-token"]
    log = home / "server.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [*start, *serve], cwd=tools.server, stdout=output, stderr=output, start_new_session=True
        )
        try:
            wait_until_up(address, process, log)
            yield address
        finally:
            # The extension host and the language server are its children and must not outlive the test.
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=30)


def look(tools: Tools, address: str, report: Path, want: str, screenshot: str | None) -> dict[str, Any]:
    # A workspace given on the server's command line would be opened under another host name than the one
    # the extensions see, and the findings would then belong to no open file.
    payload = json.dumps([["openFile", f"vscode-remote://{address}{report}"]])
    query = urllib.parse.urlencode({"folder": str(report.parent), "payload": payload})
    task = {
        "modules": str(tools.server),
        "browser": tools.browser,
        "url": f"http://{address}/?{query}",
        "want": want,
        "screenshot": screenshot,
    }
    run = subprocess.run(
        [tools.node, str(HERE / "vscode_workbench.mjs"), json.dumps(task)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
    )
    assert run.returncode == 0, run.stderr
    seen: dict[str, Any] = json.loads(run.stdout)
    print(json.dumps(seen, ensure_ascii=False, indent=1))
    return seen


def write_report(folder: Path) -> Path:
    folder.mkdir()
    report = folder / "report.txt"
    report.write_text(EXAMPLE.read_text(encoding="utf-8") if EXAMPLE.exists() else FALLBACK, encoding="utf-8")
    return report


@pytest.mark.editors
def test_findings_are_underlined_and_listed(tools: Tools, extension_folder: Path, tmp_path: Path) -> None:
    program = Path(sys.executable).parent / "reportlint"
    if not program.exists():
        pytest.skip("no reportlint command in this environment")
    report = write_report(tmp_path / "workspace")
    vsix = extension_folder / "reportlint.vsix"
    with running_vscode(tools, vsix, tmp_path / "vscode", [str(program), "server"]) as address:
        seen = look(tools, address, report, "findings", os.environ.get("REPORTLINT_SCREENSHOT"))
    assert seen["squiggles"] > 0
    assert seen["problems"]
    assert all("| reportlint |" in row for row in seen["problems"])
    assert seen["messages"] == []


@pytest.mark.editors
def test_a_missing_server_is_said_once(tools: Tools, extension_folder: Path, tmp_path: Path) -> None:
    report = write_report(tmp_path / "workspace")
    vsix = extension_folder / "reportlint.vsix"
    with running_vscode(tools, vsix, tmp_path / "vscode", ["no-such-reportlint", "server"]) as address:
        seen = look(tools, address, report, "message", None)
    assert len(seen["messages"]) == 1
    for words in ("no-such-reportlint server", "Open settings", "Show log"):
        assert words in seen["messages"][0]
