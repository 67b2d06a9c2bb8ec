"""The Emacs file in editors/emacs, in a real Emacs, against the ``reportlint`` of this environment."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from .session import check_session, search_path

HERE = Path(__file__).parent
LIBRARY = HERE.parent.parent / "editors" / "emacs" / "reportlint.el"
HAS_EGLOT = '(progn (package-initialize) (kill-emacs (if (locate-library "eglot") 0 1)))'


@pytest.fixture(scope="module")
def emacs() -> str:
    program = shutil.which("emacs", path=search_path())
    if program is None:
        pytest.skip("no Emacs on the PATH")
    if subprocess.run([program, "--batch", "--eval", HAS_EGLOT], capture_output=True, timeout=60).returncode != 0:
        pytest.skip("this Emacs has no Eglot (built in from 29; in Debian 12 the package elpa-eglot)")
    return program


@pytest.mark.editors
def test_a_report_is_opened_fixed_formatted_and_edited(emacs: str, tmp_path: Path) -> None:
    check_session([emacs, "--batch", "-l", str(HERE / "emacs_session.el"), str(LIBRARY)], tmp_path)
