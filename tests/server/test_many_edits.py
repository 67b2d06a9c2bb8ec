"""Long sequences of edits in whole reports: after each batch the server has the client's text.

What single edits do stands in test_documents; here their effects have to add up.
"""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from lsprotocol import converters, types
from pygls import workspace

from reportlint.plugins import load_plugins
from reportlint.server.documents import Workspace
from reportlint.source import PositionUnit, SourceText
from reportlint.testing import sample_report

from .client import Client
from .editing import CODECS, SIGNS, edits

URI = "file:///w/年报.txt"
TOY = re.compile("截止(?=20[0-9]{2}年)|大概|也许")


def report(rng: random.Random) -> str:
    """A report with the signs strewn all over it."""
    form = load_plugins(installed=False).forms.for_year(2023)
    assert form is not None
    parts = re.split("(?<=[，。\n])", sample_report(form, 2023))
    return "".join(part + rng.choice(SIGNS) if rng.random() < 0.3 else part for part in parts)


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
