"""Sidecars beside documents: what they leave out, and the edit that leaves one more finding out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple

from lsprotocol import types

from reportlint.config import Sidecars, find_config, find_sidecar, path_in
from reportlint.diagnostic import Diagnostic
from reportlint.engine import Session
from reportlint.ignoring import SIDECAR_NAME, Entry, IgnoreSlip, Sidecar
from reportlint.ignoring.writing import anchor_for, written_entry
from reportlint.source import SourceText, Span
from reportlint.toml import Text, TomlError, read_file

from .configuration import Problem, problem_of
from .documents import Snapshot, path_of

_REMARK = Text("{day} 忽略：{message}", "{day} ignored: {message}")

logger = logging.getLogger(__name__)


class Beside(NamedTuple):
    """What a sidecar says of a document: the entries that count today, or why it cannot be used."""

    entries: tuple[Entry, ...] = ()
    problem: Problem | None = None


class _Kept:
    """What was read since the settings were last made anew."""

    def __init__(self, generation: int) -> None:
        self.generation = generation
        self.sidecars = Sidecars()
        self.found: dict[tuple[Path, tuple[Path, ...]], list[Entry] | Problem | None] = {}


class DocumentSidecars:
    """What the sidecars say of documents. May be used from any thread."""

    def __init__(self) -> None:
        self._kept = _Kept(0)

    def beside(self, path: Path | None, folders: Iterable[Path], generation: int) -> Beside:
        """What the sidecar says of the document at a path.

        Args:
            path: of the document, None if it has no file.
            folders: those of the workspace.
            generation: of the configuration, which grows with every change of a sidecar. Nothing is read while
                it stays the same: even looking for files would be felt at each keystroke.
        """
        if path is None:
            return Beside()
        kept = self._kept
        if kept.generation != generation:
            kept = self._kept = _Kept(generation)
        key = path, tuple(folders)
        if key not in kept.found:
            kept.found[key] = _find(*key, kept.sidecars)
        found = kept.found[key]
        if not isinstance(found, list):
            return Beside(problem=found)
        today = date.today()
        return Beside(tuple(entry for entry in found if not entry.is_over(today)))


def _find(path: Path, folders: Iterable[Path], sidecars: Sidecars) -> list[Entry] | Problem | None:
    try:
        sidecar = sidecars.near(path, _root(path, folders))
    # A ValueError is a TomlError, or a path that no file can have.
    except (OSError, ValueError) as error:
        return _problem(error)
    return sidecar.entries_for(path_in(sidecar, path)) if sidecar is not None else []


def _problem(error: OSError | ValueError) -> Problem | None:
    """The place of an error in a sidecar; one in the settings is told where they are read."""
    if not isinstance(error, TomlError) or Path(error.file).name != SIDECAR_NAME:
        return None
    return problem_of(error)


def _root(path: Path, folders: Iterable[Path]) -> Path:
    """The folder up to which sidecars are looked for: that of the settings, else the workspace's."""
    config = find_config(path.parent.resolve())
    if config is not None:
        return config.parent
    above = [folder for folder in folders if folder in path.parents]
    return max(above, key=lambda folder: len(folder.parts), default=path.parent)


def ignore_edit(
    snapshot: Snapshot,
    finding: Diagnostic,
    session: Session,
    *,
    folders: Iterable[Path],
    opened: Callable[[Path], str | None],
    language: str,
    today: date,
    creates: bool,
    versioned: bool,
) -> types.WorkspaceEdit | None:
    """The edit that adds an entry for a finding to the sidecar of its document. Reads the sidecar.

    Args:
        snapshot: the document that the finding is in.
        finding: what the entry is for; it is anchored on words of the finding's line.
        session: what the document was looked at with.
        folders: those of the workspace.
        opened: the text of a file as the editor has it, None if it is not open there.
        language: of the remark above the entry.
        today: what the remark is dated.
        creates: whether the client can create files by an edit.
        versioned: whether the client takes edits for a certain version of a document.

    Returns:
        None where there is no way: a text without a file, a finding about what ignores others or of a mandatory
        rule, a sidecar that cannot be used, or a client that cannot create one.
    """
    path = path_of(snapshot.uri)
    rule = session.plugins.rules.get(finding.code)
    if (
        path is None
        or not session.ignoring
        or finding.code in session.mandatory
        or (rule is not None and rule.on is IgnoreSlip)
    ):
        return None
    try:
        found = find_sidecar(path, _root(path, folders))
        beside = path.parent / SIDECAR_NAME
        # By the name that the client knows, where a link leads to the folder.
        target = found if found is not None and found.parent != path.parent.resolve() else beside
        before = opened(target)
        if before is None:
            before = read_file(target).decode("utf-8-sig") if found is not None else ""
        sidecar = Sidecar.parse(before.encode(), str(target.parent.resolve() / target.name))
        file = path_in(sidecar, path)
        anchor = anchor_for(finding, snapshot.text)
        entry = Entry(file, finding.code, Span(0, 0), anchor)
        remark = _REMARK.in_language(language).format(day=today, message=finding.message.in_language(language))
        added = _behind(before) + written_entry(entry, remark)
        if "\r\n" in before:
            added = added.replace("\n", "\r\n")
        # Behind a list that was written in one piece, another entry would spoil all of them.
        Sidecar.parse((before + added).encode(), str(target))
    # UnicodeError, an encoding that is not UTF-8 or a name that cannot be written, is a ValueError as TomlError is.
    except (OSError, ValueError) as error:
        logger.warning("%s cannot be ignored: %s", finding.code, error)
        return None
    uri = target.as_uri()
    end = types.Position(*SourceText(before).position(len(before), snapshot.unit))
    insertion = types.TextEdit(types.Range(end, end), added)
    if not versioned:
        return types.WorkspaceEdit(changes={uri: [insertion]}) if found is not None else None
    edit = types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(uri, None), [insertion])
    if found is not None:
        return types.WorkspaceEdit(document_changes=[edit])
    if not creates:
        return None
    create = types.CreateFile(uri, options=types.CreateFileOptions(overwrite=False, ignore_if_exists=True))
    return types.WorkspaceEdit(document_changes=[create, edit])


def _behind(text: str) -> str:
    """What sets a new entry off from the text before it."""
    if not text:
        return ""
    return "\n" if text.endswith("\n") else "\n\n"
