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
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from lsprotocol import types
from pygls import workspace

from reportlint.source import PositionUnit, SourceText, Span, read_source

logger = logging.getLogger(__name__)

NO_VERSION = -(2**31)
"""Stands for the version of a client that counts none: the protocol's library takes numbers only."""


# Characters of a line end.
_LONGEST_END = 2


def path_of(uri: str) -> Path | None:
    """The path that a ``file:`` URI names; None for any other URI (an unsaved text, one in an archive …)."""
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    if parts.scheme != "file":
        return None
    # As the system has it: a name need not be UTF-8.
    path = os.fsdecode(unquote_to_bytes(parts.path))
    if os.name == "nt" and re.match(r"/[A-Za-z]:", path):
        path = path[1:]
    host = parts.netloc if parts.netloc != "localhost" else ""
    return Path(f"//{host}{path}" if host else path)


def document_key(uri: str) -> str:
    """What two ways of writing a document's URI have in common."""
    return unquote(uri, errors="surrogateescape")


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
        line, character, last, end = self.places(span)
        return types.Range(types.Position(line, character), types.Position(last, end))

    def places(self, span: Span) -> tuple[int, int, int, int]:
        """Line and character of both ends of a span, in the client's lines and units."""
        text, unit, starts = self.text, self.unit, self.text.line_starts
        line = text.line_of(span.start)
        if line + 1 < len(starts) and span.end > starts[line + 1] - _LONGEST_END:
            return (*text.position(span.start, unit), *text.position(span.end, unit))
        # Nearly all spans lie in one line, clear of its end.
        character = text.width(Span(starts[line], span.start), unit)
        return line, character, line, character + text.width(span, unit)

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
        # pygls looks for a path in the URI and fails where there is something like one.
        super().__init__("untitled:", version=version, language_id=language_id)
        self.uri = uri
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

    @property
    def shown_version(self) -> int | None:
        """The version as the client counts it, None if it does not."""
        return None if self.version == NO_VERSION else self.version

    def snapshot(self) -> Snapshot:
        """The document as it is now."""
        return Snapshot(self.uri, self._text, self.shown_version, self.revision, self._unit)

    def apply_change(self, change: types.TextDocumentContentChangeEvent) -> None:
        """Applies one change; a range that leaves the text ends where the text does."""
        if isinstance(change, types.TextDocumentContentChangePartial):
            self._text = self._text.edited(self.snapshot().span(change.range), change.text)
        else:
            self._text = SourceText(change.text, self._text.name)
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
        return self.at(document_key(uri))

    def at(self, key: str) -> TextDocument | None:
        """The document of a key, None if the client has not opened it."""
        return cast("TextDocument | None", self.text_documents.get(key))

    @property
    def folder_paths(self) -> list[Path]:
        """The folders that the client has open, as far as they lie on this machine."""
        uris = [folder.uri for folder in self.folders.values()]
        if not uris and self.root_uri is not None:
            uris = [self.root_uri]
        return [path for uri in uris if (path := path_of(uri)) is not None]

    @property
    def home(self) -> Path:
        """The folder of a text that has no file: the first that is open."""
        return next(iter(self.folder_paths), Path.cwd())

    def get_text_document(self, doc_uri: str) -> TextDocument:
        """The document of a URI, read from disk if the client has not opened it."""
        return self.opened(doc_uri) or self._create_text_document(doc_uri)

    def put_text_document(self, text_document: types.TextDocumentItem, notebook_uri: str | None = None) -> None:
        """Takes a document that was opened. Cells of notebooks are nothing to us but texts."""
        opened = self._create_text_document(
            text_document.uri, text_document.text, text_document.version, text_document.language_id
        )
        self.text_documents[document_key(text_document.uri)] = opened

    def remove_text_document(self, doc_uri: str) -> None:
        """Drops a document that was closed."""
        self.text_documents.pop(document_key(doc_uri), None)

    def update_text_document(
        self, text_doc: types.VersionedTextDocumentIdentifier, change: types.TextDocumentContentChangeEvent
    ) -> None:
        """Applies a change; one to a document that is not open is left out."""
        document = self.opened(text_doc.uri)
        if document is None:
            logger.warning("a change to a document that is not open: %s", text_doc.uri)
        else:
            document.apply_change(change)

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
