"""The Kate file in editors/kate, in a real Kate on a screen that nobody sees, against the ``reportlint`` of this
environment."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from .session import FIXED, FLAWED, REPORT, search_path

HERE = Path(__file__).parent
SETTINGS = HERE.parent.parent / "editors" / "kate" / "settings.json"
# In Debian the packages kate, xvfb, xauth, xdotool and dbus.
PROGRAMS = ("kate", "xvfb-run", "xauth", "xdotool", "dbus-run-session", "reportlint")


@pytest.mark.editors
def test_a_report_is_opened_and_fixed(tmp_path: Path, request: pytest.FixtureRequest) -> None:
    missing = [program for program in PROGRAMS if shutil.which(program, path=search_path()) is None]
    if missing:
        pytest.skip(f"not on the PATH: {', '.join(missing)}")
    report, log = tmp_path / "report.txt", tmp_path / "log"
    report.write_text(REPORT, encoding="utf-8")
    # Kate tells nobody what it shows; what the server says is written down on the way.
    log.touch()
    listener = tmp_path / "bin" / "reportlint"
    listener.parent.mkdir()
    real = shutil.which("reportlint", path=search_path())
    listener.write_text(f'#!/bin/sh\n"{real}" "$@" | tee -a "{log}"\n', encoding="utf-8")
    listener.chmod(0o755)
    settings = tmp_path / "config" / "kate" / "lspclient" / SETTINGS.name
    settings.parent.mkdir(parents=True)
    shutil.copy(SETTINGS, settings)
    # Sockets are made in it, whose paths may be no longer than a hundred characters.
    runtime = Path(tempfile.mkdtemp(prefix="kate-"))
    request.addfinalizer(lambda: shutil.rmtree(runtime, ignore_errors=True))
    environment = {
        **os.environ,
        "PATH": os.pathsep.join([str(listener.parent), search_path()]),
        "HOME": str(tmp_path),
        **{f"XDG_{kind}_HOME": str(tmp_path / kind.lower()) for kind in ("CONFIG", "DATA", "STATE", "CACHE")},
        "XDG_RUNTIME_DIR": str(runtime),
        "QT_QPA_PLATFORM": "xcb",
        "LC_ALL": "C.UTF-8",
        "REPORTLINT_LANG": "zh",
    }
    session = ["dbus-run-session", "bash", str(HERE / "kate_session.sh"), str(report), str(log)]
    run = subprocess.run(
        ["xvfb-run", "-a", "-s", "-screen 0 1300x800x24", *session],
        env=environment, cwd=tmp_path, capture_output=True, stdin=subprocess.DEVNULL, timeout=120,
    )  # fmt: skip
    assert run.returncode == 0, (run.stdout + run.stderr).decode(errors="replace")
    assert report.read_text(encoding="utf-8") == REPORT.replace(FLAWED, FIXED)
