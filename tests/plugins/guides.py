"""Guides as their readers follow them: files are written, commands run, and what is printed is compared.

A fenced block whose first line names a file (```` ```toml reportlint.toml ````) is that file; one of ``sh`` is run line by line;
one of ``text`` behind it has lines that must be printed, in this order.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
GUIDES = ROOT / "docs" / "guides"
NAMES = ("first-rule", "declarative-rules", "new-form", "publishing")
LANGUAGES = ("zh", "en")
_BLOCK = re.compile(r"^```(?P<kind>\w+)(?: (?P<file>[\w./-]+))?\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


class Block(NamedTuple):
    kind: str
    file: str
    text: str


def blocks(path: Path) -> Iterator[Block]:
    for match in _BLOCK.finditer(path.read_text(encoding="utf-8")):
        yield Block(match["kind"], match["file"] or "", match["text"])


def follow(path: Path, folder: Path, run: Callable[[str, Path], str | None]) -> int:
    """Follows a guide in a folder; ``run`` runs a command and gives what it prints, None if it does not run such.

    How many commands were run.
    """
    printed: str | None = ""
    commands = 0
    for block in blocks(path):
        if block.file:
            file = folder / block.file
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, encoding="utf-8")
        elif block.kind == "sh":
            outputs = []
            for line in block.text.splitlines():
                if line.startswith("cd "):
                    folder = folder / line[3:]
                    continue
                outputs.append(run(line, folder))
                commands += 1
            printed = None if None in outputs else "".join(output or "" for output in outputs)
        elif block.kind == "text" and printed is not None:
            at = 0
            for line in block.text.splitlines():
                assert line in printed[at:], f"{path}: {line!r} is not in\n{printed}"
                at = printed.index(line, at) + len(line)
    return commands
