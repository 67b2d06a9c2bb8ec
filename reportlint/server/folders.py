"""The reports of whole folders: handed out as they are found, or pushed where the client cannot ask."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

from reportlint.config import read_bytes
from reportlint.engine import Watch
from reportlint.result import FileResult
from reportlint.source import SourceText

from .analyst import Analyst
from .configuration import Configured
from .diagnostics import NOTHING, Shown, shown
from .documents import Snapshot, document_key, path_of
from .progress import Progress
from .settings import Settings

logger = logging.getLogger(__name__)


class FileReport(NamedTuple):
    """What is to be shown of one file. ``shown`` is None if it is what the client has already.

    ``version`` is that of an open document.
    """

    uri: str
    version: int | None
    id: str
    shown: Shown | None


class _Stamp(NamedTuple):
    """What decides what is shown of a file: while it is the same the file need not be read."""

    changed: int
    size: int
    generation: int
    language: str
    trusted: bool


class _Looked(NamedTuple):
    stamp: _Stamp
    configured: Configured
    result: FileResult
    shown: Shown


class Folders:
    """Looks at the reports in the client's folders. To be used from the loop only."""

    def __init__(self, analyst: Analyst) -> None:
        self._analyst = analyst
        # The id of what is shown of each file, "" where it is no report.
        self._known: dict[Path, tuple[_Stamp, str]] = {}

    async def reports(self, known: Mapping[str, str], progress: Progress) -> AsyncIterator[FileReport]:
        """Reports of all files that are reports, those that are open as they are in the editor.

        Args:
            known: ids of what the client has, by URI. Files among them that are no report any more, or are
                gone, are told with nothing to show.
            progress: is told of each file, and may end it early.
        """
        analyst = self._analyst
        if await analyst.off_loop(analyst.configuration.changed):
            analyst.look_again()
        files = await analyst.off_loop(partial(self._files, analyst.workspace.folder_paths))
        ids = {document_key(uri): (uri, id) for uri, id in known.items()}
        for number, path in enumerate(files):
            progress.advance(number, len(files))
            if progress.cancelled:
                return
            uri = self._uri(path)
            _, id = ids.pop(document_key(uri), ("", ""))
            report = await self.report(uri, id)
            # What is no report is not worth a word, unless it was one before.
            if report is not None and (report.id or id):
                yield report
        for uri, id in ids.values():
            report = await self.report(uri, id)
            yield report or FileReport(uri, None, "", NOTHING)
        self._known = {path: self._known[path] for path in files if path in self._known}

    async def report(self, uri: str, id: str = "") -> FileReport | None:
        """The report of one file; without an ``id`` if it is no report. None if it cannot be read.

        ``id`` is that of what the client has.
        """
        analyst = self._analyst
        document = analyst.workspace.opened(uri)
        if document is not None:
            state = await analyst.latest(uri)
            is_report = state is not None and state.analysis is not None and state.analysis.report is not None
            now = state.shown if state is not None and is_report else NOTHING
            return FileReport(document.uri, document.shown_version, now.id, None if id == now.id else now)
        path = path_of(uri)
        if path is None:
            return None
        settings = analyst.settings
        try:
            stamp = await analyst.off_loop(partial(self._stamp, path, settings))
            before, known = self._known.get(path, (None, ""))
            if stamp == before and known == id:
                return FileReport(uri, None, id, None)
            look = partial(self._look, path, settings, stamp)
            looked = await analyst.guard.run(look, stamp.size, settings.rule_limit)
        except OSError:
            return None
        except Exception:
            logger.exception("could not look at %s", uri)
            return None
        self._known[path] = (stamp, looked.shown.id)
        analyst.mind(looked.configured, looked.result)
        return FileReport(uri, None, looked.shown.id, None if looked.shown.id == id else looked.shown)

    def _uri(self, path: Path) -> str:
        """The URI of a file as the client writes it, if it has opened it."""
        uri = path.as_uri()
        opened = self._analyst.workspace.opened(uri)
        return opened.uri if opened is not None else uri

    def _files(self, folders: Iterable[Path]) -> list[Path]:
        return list(dict.fromkeys(file for folder in folders for file in self._analyst.configuration.files(folder)))

    def _stamp(self, path: Path, settings: Settings) -> _Stamp:
        status = path.stat()
        generation = self._analyst.configuration.generation
        return _Stamp(status.st_mtime_ns, status.st_size, generation, settings.language, settings.trusted)

    def _look(self, path: Path, settings: Settings, stamp: _Stamp, watch: Watch) -> _Looked:
        """Looks at a file; runs in a worker thread."""
        with path.open("rb") as file:
            data = read_bytes(file)
        configured = self._analyst.configuration.session(path, path.parent, trusted=settings.trusted)
        folders, generation = self._analyst.workspace.folder_paths, self._analyst.configuration.generation
        beside = self._analyst.sidecars.beside(path, folders, generation)
        result = configured.session.check_bytes(data, str(path), watch, entries=beside.entries)
        if result.problem is not None and result.problem.other_text:
            return _Looked(stamp, configured, result, NOTHING)
        # What is not text has no lines: it is all told at the beginning.
        text = result.source or SourceText("", str(path))
        snapshot = Snapshot(path.as_uri(), text, None, 0, self._analyst.workspace.unit)
        return _Looked(stamp, configured, result, shown(result.diagnostics, snapshot, settings.language))


class FolderCheck:
    """Pushes the findings of files that are not open, for clients that do not ask for them."""

    def __init__(self, analyst: Analyst, folders: Folders) -> None:
        self._analyst = analyst
        self._folders = folders
        self._listed: dict[str, str] = {}
        self._one_by_one = asyncio.Lock()

    async def run(self, progress: Progress) -> tuple[int, int]:
        """Looks at everything; how many reports there are, and how many findings in them.

        What was pushed the last time and is no more goes from the editor, unless it was ended early.
        """
        async with self._one_by_one:
            reports = findings = 0
            gone = dict(self._listed)
            async for report in self._folders.reports({}, progress):
                if report.shown is None:
                    continue
                reports += 1
                findings += report.shown.count
                self._show(report.uri, report.shown)
                gone.pop(document_key(report.uri), None)
            if not progress.cancelled:
                for uri in gone.values():
                    self._show(uri, NOTHING)
            return reports, findings

    def opened(self, uri: str) -> None:
        """A document was opened: a client that asks for findings is not to see them twice."""
        if self._analyst.display.pulled and self._listed.pop(document_key(uri), None) is not None:
            self._analyst.display.push(uri, ())

    async def closed(self, uri: str) -> None:
        """A document was closed: if it was in the list, its file's findings are put there again."""
        if document_key(uri) not in self._listed:
            return
        report = await self._folders.report(uri)
        self._show(uri, NOTHING if report is None or report.shown is None else report.shown)

    def _show(self, uri: str, what: Shown) -> None:
        key = document_key(uri)
        if what.items:
            self._listed[key] = uri
        else:
            self._listed.pop(key, None)
        # An open document is shown as it is in the editor.
        if self._analyst.workspace.opened(uri) is None:
            self._analyst.display.push(uri, what.items)
