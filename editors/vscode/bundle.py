"""Puts reportlint and the pure-Python packages that it needs into ``bundled/libs``, for a vsix that downloads nothing.

Takes the source tree of reportlint (by default the one that this file lies in) and packages from pip's index.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
# What reportlint's dependencies want on some of its Pythons alone: pip looks at the one that it runs on.
ON_SOME_PYTHONS = ["exceptiongroup", "typing-extensions"]
# Wheels without compiled code, whatever machine this runs on.
PURE = ["--platform", "any", "--implementation", "py", "--abi", "none", "--python-version", "3.10"]
# What nobody imports: programs, and what Python makes anew.
LEFT_OUT = ("bin", "__pycache__")


def main() -> None:
    """Makes the folder anew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, default=HERE.parent.parent, help="the source tree of reportlint")
    parser.add_argument("--target", type=Path, default=HERE / "bundled" / "libs")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        pip("wheel", "--no-deps", "--wheel-dir", folder, str(arguments.source))
        [wheel] = Path(folder).glob("reportlint-*.whl")
        new = Path(folder) / "libs"
        pip(
            "install",
            "--target",
            str(new),
            "--only-binary",
            ":all:",
            "--no-compile",
            *PURE,
            str(wheel),
            *ON_SOME_PYTHONS,
        )
        for name in LEFT_OUT:
            for left_out in sorted(new.rglob(name)):
                shutil.rmtree(left_out)
        compiled = [path for pattern in ("*.so", "*.pyd", "*.dylib") for path in new.rglob(pattern)]
        if compiled:
            sys.exit(f"only pure Python runs everywhere: {compiled}")
        shutil.rmtree(arguments.target, ignore_errors=True)
        shutil.move(new, arguments.target)
    for one in sorted(arguments.target.glob("*.dist-info")):
        print(one.name.removesuffix(".dist-info"))


def pip(*arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments], check=True, cwd=HERE
    )


if __name__ == "__main__":
    main()
