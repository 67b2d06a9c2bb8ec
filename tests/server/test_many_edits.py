"""Long sequences of edits in whole reports: after each batch the server has the client's text.

What single edits do stands in test_documents; here their effects have to add up.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import converters, types
from pygls import workspace

from reportlint.plugins import load_plugins
from reportlint.server.documents import Workspace
from reportlint.source import PositionUnit, SourceText
from reportlint.testing import sample_report

from .client import Client

CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
URI = "file:///w/年报.txt"
# Line ends for the protocol, line ends for Python only, characters of every width, ones that hold on to
# others, ones that folding changes, and what the rules of the toy server find.
SIGNS = (
    "\n", "\r\n", "\r", "\f", "\v", "\x1c", "\x85", "\u2028", "a", "é", "e\u0301", "年", "⼀", "（", "(", "𠮷", "😀",
    "👩\u200d👩\u200d👧", "\ufeff", "\t", "|", "大概", "也许", "截止2023年",
)  # fmt: skip
TOY = re.compile("截止(?=20[0-9]{2}年)|大概|也许")


def report(rng: random.Random) -> str:
    """A report with the signs strewn all over it."""
    form = load_plugins(installed=False).forms.for_year(2023)
    assert form is not None
    parts = re.split("(?<=[，。\n])", sample_report(form, 2023))
    return "".join(part + rng.choice(SIGNS) if rng.random() < 0.3 else part for part in parts)


def spans(text: str, rng: random.Random) -> tuple[int, int]:
    """What an edit replaces: mostly nothing or little, seldom much; never the half of a line end."""
    start = rng.randint(0, len(text))
    end = min(len(text), start + rng.choices((0, 1, 2, 5, 40, 600), (40, 20, 20, 10, 5, 1))[0])
    start -= text[start - 1 : start + 1] == "\r\n"
    end += text[end - 1 : end + 1] == "\r\n"
    return start, end


def edits(text: str, unit: PositionUnit, rng: random.Random) -> Iterator[tuple[list[dict[str, Any]], str]]:
    """Batches of changes as the client sends them, each with the client's text after it. They never end."""
    codec, width = CODECS[unit]

    def position(offset: int) -> dict[str, int]:
        lines = text[:offset].replace("\r\n", "\n").replace("\r", "\n").split("\n")
        return {"line": len(lines) - 1, "character": len(lines[-1].encode(codec)) // width}

    while True:
        batch: list[dict[str, Any]] = []
        for _ in range(rng.choice((1, 1, 1, 2, 5))):
            new = "".join(rng.choices(SIGNS, k=rng.choice((0, 1, 1, 3, 30))))
            if rng.random() < 0.01:
                text += new
                batch.append({"text": text})
                continue
            start, end = spans(text, rng)
            batch.append({"range": {"start": position(start), "end": position(end)}, "text": new})
            text = text[:start] + new + text[end:]
        yield batch, text


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("unit", CODECS)
def test_the_document_is_the_clients_after_every_batch(unit: PositionUnit, seed: int) -> None:
    rng = random.Random(seed)
    text = report(rng)
    converter = converters.get_converter()
    place = Workspace(workspace.Workspace("file:///w", position_encoding=types.PositionEncodingKind(unit)))
    place.put_text_document(types.TextDocumentItem(URI, "plaintext", 0, text))
    opened = place.opened(URI)
    assert opened is not None
    for number, (batch, after) in zip(range(200), edits(text, unit, rng), strict=False):
        document = {"uri": URI, "version": number}
        sent = {"textDocument": document, "contentChanges": batch}
        params = converter.structure(sent, types.DidChangeTextDocumentParams)
        for change in params.content_changes:
            place.update_text_document(params.text_document, change)
        now, fresh = opened.snapshot().text, SourceText(after)
        assert now.text == after, number
        # What is taken over from the text before is what it would be if it were made anew.
        assert now.line_starts == fresh.line_starts, number
        assert now.folded == fresh.folded, number


@pytest.mark.parametrize("unit", CODECS)
def test_findings_lie_where_the_client_has_their_words(unit: PositionUnit, tmp_path: Path) -> None:
    rng = random.Random(unit)
    text = report(rng)
    with Client(tmp_path, encodings=[unit]) as client:
        client.open(text)
        for version, (batch, after) in zip(range(1, 31), edits(text, unit, rng), strict=False):
            client.change(batch, version)
            published = client.published(until=lambda one, version=version: one.version == version)
            ranges = [finding["range"] for finding in published.diagnostics]
            wanted = [
                {"start": client.position(after, match.start()), "end": client.position(after, match.end())}
                for match in TOY.finditer(after)
            ]
            assert ranges == wanted, version
