"""Batches of changes as an editor sends them, with the text that it has after each: for tests that edit at length."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import Any

from reportlint.source import PositionUnit

CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
# Line ends for the protocol, line ends for Python only, characters of every width, ones that hold on to
# others, ones that folding changes, and what the rules of the toy server find.
SIGNS = (
    "\n", "\r\n", "\r", "\f", "\v", "\x1c", "\x85", "\u2028", "a", "é", "e\u0301", "年", "⼀", "（", "(", "𠮷", "😀",
    "👩\u200d👩\u200d👧", "\ufeff", "\t", "|", "大概", "也许", "截止2023年",
)  # fmt: skip


def spans(text: str, rng: random.Random) -> tuple[int, int]:
    """What an edit replaces: mostly nothing or little, seldom much; never the half of a line end."""
    start = rng.randint(0, len(text))
    end = min(len(text), start + rng.choices((0, 1, 2, 5, 40, 600), (40, 20, 20, 10, 5, 1))[0])
    start -= text[start - 1 : start + 1] == "\r\n"
    end += text[end - 1 : end + 1] == "\r\n"
    return start, end


def edits(
    text: str, unit: PositionUnit, rng: random.Random, signs: Sequence[str] = SIGNS
) -> Iterator[tuple[list[dict[str, Any]], str]]:
    """Batches of changes as the client sends them, each with the client's text after it. They never end."""
    codec, width = CODECS[unit]

    def position(offset: int) -> dict[str, int]:
        lines = text[:offset].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return {"line": len(lines) - 1, "character": len(lines[-1].encode(codec)) // width}

    while True:
        batch: list[dict[str, Any]] = []
        for _ in range(rng.choice((1, 1, 1, 2, 5))):
            new = "".join(rng.choices(signs, k=rng.choice((0, 1, 1, 3, 30))))
            if rng.random() < 0.01:
                text += new
                batch.append({"text": text})
                continue
            start, end = spans(text, rng)
            batch.append({"range": {"start": position(start), "end": position(end)}, "text": new})
            text = text[:start] + new + text[end:]
        yield batch, text
