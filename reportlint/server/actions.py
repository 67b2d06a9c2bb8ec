"""Quick fixes, fixes of one kind or of a whole document at once, and numbers filled into tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from lsprotocol import types

from reportlint.diagnostic import Diagnostic, Edit, Fix, Safety
from reportlint.fixing import EditSet, with_newline
from reportlint.toml import Text

from .analysis import Analysis
from .diagnostics import SOURCE, to_protocol
from .documents import Snapshot
from .features.filling import Filling, fillings

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.reportlint"
FILL = f"{types.CodeActionKind.RefactorRewrite.value}.reportlint"
KINDS = (types.CodeActionKind.QuickFix, FILL, FIX_ALL)

_CHECK_FIRST = Text("{title}（需人工确认）", "{title} (check first)")
_FIX_KIND_TITLE = Text("修复全部 {code}（{count} 处）", "Fix every {code} ({count} places)")
_IGNORE_TITLE = Text(
    "此处不再提示 {code}（记入忽略清单）", "Ignore {code} here (noted in the list beside the document)"
)
_FIX_ALL_TITLE = Text("修复全部可安全修复的问题（reportlint）", "Fix everything that is safe to fix (reportlint)")


def code_actions(
    analysis: Analysis,
    params: types.CodeActionParams,
    language: str,
    *,
    versioned: bool,
    ignore: Callable[[Diagnostic], types.WorkspaceEdit | None] = lambda _: None,
) -> list[types.CodeAction]:
    """The actions for a range.

    A fix is offered if its finding overlaps the range or is among those that the client names: some
    clients name none, others send a range that is wrong.

    ``versioned`` says whether the client takes edits for a certain version of a document; ``ignore`` gives
    the edit that leaves a finding out from now on, if there is a way.
    """
    snapshot = analysis.snapshot
    only = params.context.only
    named = {(str(one.code), snapshot.span(one.range)) for one in params.context.diagnostics if one.source == SOURCE}
    asked = snapshot.span(params.range)
    here = [one for one in analysis.findings if one.span.overlaps(asked) or (one.code, one.span) in named]
    actions = []
    if _wanted(types.CodeActionKind.QuickFix.value, only):
        for finding in here:
            action = _quick_fix(finding, snapshot, language, versioned)
            if action is not None:
                actions.append(action)
        actions += _fixes_of_a_kind(here, analysis, language, versioned)
    # Unasked, it stands only beside quick fixes: a light bulb on every line would tell nothing.
    if _wanted(FIX_ALL, only) and (only or actions):
        edits = EditSet(_safe_fixes(analysis.findings)).edits
        if edits:
            actions.append(
                types.CodeAction(
                    _FIX_ALL_TITLE.in_language(language),
                    FIX_ALL,
                    edit=_workspace_edit(edits, snapshot, versioned),
                )
            )
    if _wanted(types.CodeActionKind.QuickFix.value, only):
        # Behind everything that mends.
        for finding in here:
            edit = ignore(finding)
            if edit is not None:
                actions.append(_ignore(finding, edit, snapshot, language))
    if _wanted(FILL, only) and analysis.report is not None:
        for filling in fillings(analysis.report, asked):
            actions.append(_fill(filling, snapshot, language, versioned))
    return actions


def _safe_fixes(findings: Iterable[Diagnostic]) -> list[Fix]:
    return [one.fix for one in findings if one.fix is not None and one.fix.safety is Safety.SAFE]


def _wanted(kind: str, only: Sequence[types.CodeActionKind | str] | None) -> bool:
    """Whether a client wants actions of a kind. It may name one above it: ``source`` for ``source.fixAll``."""
    if only is None:
        return True
    names = [one.value if isinstance(one, types.CodeActionKind) else one for one in only]
    return any(kind == name or name == "" or kind.startswith(f"{name}.") for name in names)


def _quick_fix(finding: Diagnostic, snapshot: Snapshot, language: str, versioned: bool) -> types.CodeAction | None:
    fix = finding.fix
    if fix is None or fix.safety is Safety.DISPLAY:
        return None
    title = fix.title.in_language(language)
    if fix.safety is Safety.UNSAFE:
        title = _CHECK_FIRST.in_language(language).format(title=title)
    return types.CodeAction(
        title,
        types.CodeActionKind.QuickFix,
        diagnostics=[to_protocol(finding, snapshot, language)],
        is_preferred=True if fix.safety is Safety.SAFE else None,
        edit=_workspace_edit(fix.edits, snapshot, versioned),
    )


def _fixes_of_a_kind(
    here: Sequence[Diagnostic], analysis: Analysis, language: str, versioned: bool
) -> Iterator[types.CodeAction]:
    """For each kind of finding at hand that is safe to fix in several places, the fix of all of them."""
    for code in dict.fromkeys(one.code for one in here if one.fix and one.fix.safety is Safety.SAFE):
        alike = _safe_fixes(one for one in analysis.findings if one.code == code)
        if len(alike) > 1:
            title = _FIX_KIND_TITLE.in_language(language).format(code=code, count=len(alike))
            edit = _workspace_edit(EditSet(alike).edits, analysis.snapshot, versioned)
            yield types.CodeAction(title, types.CodeActionKind.QuickFix, edit=edit)


def _ignore(finding: Diagnostic, edit: types.WorkspaceEdit, snapshot: Snapshot, language: str) -> types.CodeAction:
    title = _IGNORE_TITLE.in_language(language).format(code=finding.code)
    diagnostics = [to_protocol(finding, snapshot, language)]
    return types.CodeAction(title, types.CodeActionKind.QuickFix, diagnostics=diagnostics, edit=edit)


def _fill(filling: Filling, snapshot: Snapshot, language: str, versioned: bool) -> types.CodeAction:
    edit = _workspace_edit(filling.edits, snapshot, versioned)
    return types.CodeAction(filling.title.in_language(language), FILL, edit=edit)


def _workspace_edit(edits: Sequence[Edit], snapshot: Snapshot, versioned: bool) -> types.WorkspaceEdit:
    written = [with_newline(edit, snapshot.text) for edit in edits]
    changes = [types.TextEdit(snapshot.range(edit.span), edit.replacement) for edit in written]
    if not versioned:
        return types.WorkspaceEdit(changes={snapshot.uri: changes})
    document = types.OptionalVersionedTextDocumentIdentifier(snapshot.uri, snapshot.version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, changes)])
