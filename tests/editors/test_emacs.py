"""The Emacs file in editors/emacs, in a real Emacs, against the ``reportlint`` of this environment."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from .session import check_session, search_path

HERE = Path(__file__).parent
LIBRARY = HERE.parent.parent / "editors" / "emacs" / "reportlint.el"
HAS = '(progn (package-initialize) (kill-emacs (if (locate-library "{}") 0 1)))'
FROM = {
    "eglot": "built in from 29; in Debian 12 the package elpa-eglot",
    "lsp-mode": "in Debian the package elpa-lsp-mode",
}


@pytest.fixture(scope="module")
def emacs() -> str:
    program = shutil.which("emacs", path=search_path())
    if program is None:
        pytest.skip("no Emacs on the PATH")
    return program


@pytest.mark.editors
@pytest.mark.parametrize("client", FROM)
def test_a_report_is_opened_fixed_formatted_and_edited(emacs: str, tmp_path: Path, client: str) -> None:
    look = [emacs, "--batch", "--eval", HAS.format(client)]
    if subprocess.run(look, capture_output=True, timeout=60).returncode != 0:
        pytest.skip(f"this Emacs has no {client} ({FROM[client]})")
    command = [emacs, "--batch", "-l", str(HERE / "emacs_session.el"), str(LIBRARY)]
    check_session(command, tmp_path, more={"REPORTLINT_TEST_CLIENT": client})


@pytest.mark.editors
def test_the_compiler_has_nothing_to_object_to(emacs: str, tmp_path: Path) -> None:
    shutil.copy(LIBRARY, tmp_path)
    strict = "(setq byte-compile-error-on-warn t)"
    command = [emacs, "-Q", "--batch", "--eval", strict, "-f", "batch-byte-compile", str(tmp_path / LIBRARY.name)]
    run = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=180)
    assert run.returncode == 0, run.stderr
