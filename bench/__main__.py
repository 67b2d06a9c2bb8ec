"""Measures reportlint beside its peers.

    python -m bench [PART ...] [--quick] [--reports 1000] [--seed 7] [--folder FOLDER] [--output FILE]

Without parts all of them, which takes about twenty minutes on two processors, and with them docs/performance.md is written anew; with
parts, or with --quick (some minutes), the page is printed. Peers are installed from PyPI and npm, files are drawn: both
are kept in a folder outside of the repository. Nothing else should run on the machine meanwhile.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
import time
from pathlib import Path

from platformdirs import user_cache_path

from reportlint.plugins import load_plugins

from .client import NoAnswer
from .commands import CommandFailed, Launcher
from .corpus import SIZES_KB, corpus
from .environments import ROOT, environments
from .page import TITLES, page
from .part import Part, Setting

PAGE = ROOT / "docs" / "performance.md"


def main() -> None:
    """Measures what is asked for."""
    arguments = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    arguments.add_argument("parts", nargs="*", metavar="PART", help=f"{', '.join(TITLES)} (all)")
    arguments.add_argument("--quick", action="store_true", help="fewer files, sizes and turns")
    arguments.add_argument("--reports", type=int, metavar="N", help="how many files are many (1000; 120 with --quick)")
    arguments.add_argument("--seed", type=int, default=7)
    arguments.add_argument("--folder", type=Path, default=user_cache_path("reportlint-bench", appauthor=False))
    arguments.add_argument("--output", type=Path, metavar="FILE", help="where the page is written")
    given = arguments.parse_args()
    if unknown := [name for name in given.parts if name not in TITLES]:
        arguments.error(f"there is no part {', '.join(unknown)}; there are {', '.join(TITLES)}")
    output = given.output or (None if given.parts or given.quick else PAGE)
    text = "\n".join(_measured(given)) + "\n"
    if output is None:
        print(text, end="")
    else:
        output.write_text(text, encoding="utf-8")
        print(f"{output} is written", file=sys.stderr)


def _measured(given: argparse.Namespace) -> list[str]:
    top: Path = given.folder.absolute()
    top.mkdir(parents=True, exist_ok=True)
    plugins = load_plugins(installed=False)
    count = given.reports or (120 if given.quick else 1000)
    drawn = corpus(top, plugins.forms, count, 1000 if given.quick else SIZES_KB[-1], given.seed)
    installed = environments(top)
    for name, reason in installed.missing.items():
        print(f"{name} is left out: {reason}", file=sys.stderr)
    began = time.monotonic()
    parts: dict[str, Part] = {}
    with tempfile.TemporaryDirectory(prefix="reportlint-bench-") as scratch, Launcher(Path(scratch)) as launcher:
        setting = Setting(top, Path(scratch).resolve(), drawn, installed, launcher, plugins, given.quick, given.seed)
        for name in given.parts or TITLES:
            start = time.monotonic()
            try:
                parts[name] = importlib.import_module(f".{name}", __package__).measure(setting)
            except (CommandFailed, NoAnswer) as error:  # the other parts are not lost for it
                parts[name] = Part([f"Not measured: {error}."])
            print(f"{name}: {time.monotonic() - start:.0f} s", file=sys.stderr)
    options = [*(["--quick"] if given.quick else []), *([f"--reports {given.reports}"] if given.reports else [])]
    command = " ".join(["python -m bench", *given.parts, *options, f"--seed {given.seed}"])
    return list(page(parts, installed, command, time.monotonic() - began))


if __name__ == "__main__":
    main()
