"""Findings for clients that ask for them: of one document, or of all folders."""

from __future__ import annotations

from time import monotonic
from typing import TYPE_CHECKING

from lsprotocol import types

from reportlint.toml import Text

from .diagnostics import SOURCE
from .folders import FileReport, Folders
from .progress import Progress

if TYPE_CHECKING:
    from .server import ReportServer

CHECKING = Text("检查文件夹中的年度报告", "Checking the annual reports in the folders")

# Seconds between two parts of a long answer.
_PAUSE = 0.2

_OPTIONS = types.DiagnosticOptions(inter_file_dependencies=False, workspace_diagnostics=True, identifier=SOURCE)

_Item = types.WorkspaceFullDocumentDiagnosticReport | types.WorkspaceUnchangedDocumentDiagnosticReport


def register_pull(server: ReportServer, folders: Folders) -> None:
    """Lets the client ask."""
    analyst = server.analyst

    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, _OPTIONS)
    async def diagnostic(params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        analyst.pull()
        state = await analyst.latest(params.text_document.uri)
        if state is None:
            return types.RelatedFullDocumentDiagnosticReport([])
        if state.shown.id == params.previous_result_id:
            return types.RelatedUnchangedDocumentDiagnosticReport(state.shown.id)
        return types.RelatedFullDocumentDiagnosticReport(state.shown.items, result_id=state.shown.id)

    @server.feature(types.WORKSPACE_DIAGNOSTIC)
    async def workspace_diagnostic(params: types.WorkspaceDiagnosticParams) -> types.WorkspaceDiagnosticReport:
        analyst.pull()
        server.folders_pulled = True
        known = {one.uri: one.value for one in params.previous_result_ids}
        token = params.partial_result_token
        items: list[_Item] = []
        sent = monotonic()
        progress = Progress(server, params.work_done_token)
        progress.begin(CHECKING.in_language(analyst.settings.language))
        try:
            async for report in folders.reports(known, progress):
                items.append(_item(report))
                if token is not None and monotonic() - sent > _PAUSE:
                    server.progress(types.ProgressParams(token, types.WorkspaceDiagnosticReport(items)))
                    items, sent = [], monotonic()
        finally:
            progress.end(None)
        if token is not None:
            # Whoever takes parts gets nothing in the end.
            server.progress(types.ProgressParams(token, types.WorkspaceDiagnosticReport(items)))
            items = []
        return types.WorkspaceDiagnosticReport(items)


def _item(report: FileReport) -> _Item:
    if report.shown is None:
        return types.WorkspaceUnchangedDocumentDiagnosticReport(report.uri, report.id, version=report.version)
    return types.WorkspaceFullDocumentDiagnosticReport(
        report.uri, report.shown.items, version=report.version, result_id=report.id or None
    )
