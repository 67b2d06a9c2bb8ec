"""The open documents, with lines that end where the protocol says they do.

pygls' own documents end a line at whatever ``str.splitlines`` does, a form feed for one, and are off by a
line from there on; and they clip a position beyond the end one character short. Here every position goes
through :class:`reportlint.source.SourceText`.
"""

from __future__ import annotations

import itertools
import logging
import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, cast
from urllib.parse import unquote, urlsplit

from lsprotocol import types
from pygls import workspace

from reportlint.source import PositionUnit, SourceText, Span, read_source

logger = logging.getLogger(__name__)


def path_of(uri: str) -> Path | None:
    """The path that a ``file:`` URI names; None for any other URI (an unsaved text, one in an archive …)."""
    parts = urlsplit(uri)
    if parts.scheme != "file":
        return None
    path = unquote(parts.path)
    if os.name == "nt" and re.match(r"/[A-Za-z]:", path):
        path = path[1:]
    host = parts.netloc if parts.netloc != "localhost" else ""
    return Path(f"//{host}{path}" if host else path)


class Snapshot(NamedTuple):
    """A document at one moment, safe to take into another thread.

    ``version`` is the client's and may be 0 or repeat; ``revision`` is ours: no two states of any
    documents share one.
    """

    uri: str
    text: SourceText
    version: int | None
    revision: int
    unit: PositionUnit

    def range(self, span: Span) -> types.Range:
        """A span of the text in the client's lines and units."""
        return types.Range(
            types.Position(*self.text.position(span.start, self.unit)),
            types.Position(*self.text.position(span.end, self.unit)),
        )

    def offset(self, position: types.Position) -> int:
        """The offset of a client's position; one inside a character is moved to its beginning."""
        return self.text.offset(position.line, position.character, self.unit)

    def span(self, range: types.Range) -> Span:
        """The span of a client's range, whichever end comes first."""
        return Span(*sorted((self.offset(range.start), self.offset(range.end))))


class TextDocument(workspace.TextDocument):
    """An open document."""

    def __init__(
        self,
        uri: str,
        text: SourceText,
        version: int | None,
        language_id: str | None,
        unit: PositionUnit,
        revisions: itertools.count[int],
    ) -> None:
        """Takes a document as it was opened. ``revisions`` counts the states of all documents."""
        super().__init__(uri, version=version, language_id=language_id)
        self._text = text
        self._unit = unit
        self._revisions = revisions
        self.revision = next(revisions)

    @property
    def source(self) -> str:
        """The whole text."""
        return self._text.text

    @property
    def lines(self) -> Sequence[str]:
        """The lines with their ends."""
        starts = self._text.line_starts
        text = self._text.text
        return tuple(text[start:end] for start, end in zip(starts, (*starts[1:], len(text)), strict=True))

    def snapshot(self) -> Snapshot:
        """The document as it is now."""
        return Snapshot(self.uri, self._text, self.version, self.revision, self._unit)

    def apply_change(self, change: types.TextDocumentContentChangeEvent) -> None:
        """Applies one change; a range that leaves the text ends where the text does."""
        text = change.text
        if isinstance(change, types.TextDocumentContentChangePartial):
            start, end = self.snapshot().span(change.range)
            text = self.source[:start] + text + self.source[end:]
        self._text = SourceText(text, self._text.name)
        self.revision = next(self._revisions)


class Workspace(workspace.Workspace):
    """The folders and the open documents of the client."""

    def __init__(self, like: workspace.Workspace) -> None:
        """Takes the place of the workspace that pygls made of the client's first request."""
        super().__init__(
            like.root_uri,
            workspace_folders=list(like.folders.values()),
            position_encoding=like.position_encoding,
        )
        self._revisions = itertools.count(1)

    @property
    def unit(self) -> PositionUnit:
        """What the client counts characters in."""
        return cast(PositionUnit, str(types.PositionEncodingKind(self.position_encoding).value))

    def opened(self, uri: str) -> TextDocument | None:
        """The document of a URI, None if the client has not opened it."""
        return cast("TextDocument | None", self.text_documents.get(unquote(uri)))

    def update_text_document(
        self, text_doc: types.VersionedTextDocumentIdentifier, change: types.TextDocumentContentChangeEvent
    ) -> None:
        """Applies a change; one to a document that is not open is left out."""
        if self.opened(text_doc.uri) is None:
            logger.warning("a change to a document that is not open: %s", text_doc.uri)
            return
        super().update_text_document(text_doc, change)

    def _create_text_document(
        self,
        doc_uri: str,
        source: str | None = None,
        version: int | None = None,
        language_id: str | None = None,
    ) -> TextDocument:
        path = path_of(doc_uri)
        name = str(path or doc_uri)
        text = SourceText(source, name) if source is not None else read_source(Path(name))
        return TextDocument(doc_uri, text, version, language_id, self.unit, self._revisions)
