"""Findings for clients that ask for them: of one document, or of all folders."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from lsprotocol import types

from reportlint.toml import Text

from .diagnostics import NOTHING, SOURCE, Shown
from .folders import FileReport, Folders
from .progress import Progress
from .written import Written, written, written_list, written_object

if TYPE_CHECKING:
    from .server import ReportServer

CHECKING = Text("检查文件夹中的年度报告", "Checking the annual reports in the folders")

# Seconds between two parts of a long answer.
_PAUSE = 0.2

_OPTIONS = types.DiagnosticOptions(inter_file_dependencies=False, workspace_diagnostics=True, identifier=SOURCE)


def register_pull(server: ReportServer, folders: Folders) -> None:
    """Lets the client ask."""
    analyst = server.analyst

    def send(token: types.ProgressToken, items: list[Written]) -> None:
        part = written_object(items=written_list(items))
        server.protocol.notify_written(types.PROGRESS, written_object(token=written(token), value=part))

    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, _OPTIONS)
    async def diagnostic(params: types.DocumentDiagnosticParams) -> Written:
        analyst.display.pull()
        state = await analyst.latest(params.text_document.uri)
        if state is None:
            return _full(NOTHING)
        if state.shown.id == params.previous_result_id:
            return _unchanged(state.shown.id)
        return _full(state.shown)

    @server.feature(types.WORKSPACE_DIAGNOSTIC)
    async def workspace_diagnostic(params: types.WorkspaceDiagnosticParams) -> Written:
        analyst.display.pull()
        server.folders_pulled = True
        known = {one.uri: one.value for one in params.previous_result_ids}
        token = params.partial_result_token
        items: list[Written] = []
        sent = monotonic()
        progress = Progress(server, params.work_done_token)
        progress.begin(CHECKING.in_language(analyst.settings.language))
        try:
            async for report in folders.reports(known, progress):
                items.append(_item(report))
                if token is not None and monotonic() - sent > _PAUSE:
                    send(token, items)
                    items, sent = [], monotonic()
        finally:
            progress.end(None)
        if token is not None:
            # Whoever takes parts gets nothing in the end.
            send(token, items)
            items = []
        return written_object(items=written_list(items))


def _full(what: Shown, **place: Written) -> Written:
    if what.id:
        place["resultId"] = written(what.id)
    return written_object(kind=written("full"), items=written_list(what.items), **place)


def _unchanged(id: str, **place: Written) -> Written:
    return written_object(kind=written("unchanged"), resultId=written(id), **place)


def _item(report: FileReport) -> Written:
    # A file that is not open has no version, and says so.
    place = {"uri": written(report.uri), "version": written(report.version)}
    return _unchanged(report.id, **place) if report.shown is None else _full(report.shown, **place)
