"""Sidecars in the server: what they leave out of a document, and the edit that adds to them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from lsprotocol import types

from reportlint.diagnostic import Diagnostic
from reportlint.engine import Session
from reportlint.ignoring import SIDECAR_NAME, Sidecar
from reportlint.plugins import Plugins
from reportlint.selection import Selection
from reportlint.server.documents import Snapshot, path_of
from reportlint.server.ignoring import DocumentSidecars, ignore_edit
from reportlint.source import PositionUnit, SourceText

from .client import REAL_SERVER, Client

TODAY = date(2024, 1, 15)
TEXT = "青石镇人民政府2023年政府信息公开工作年度报告\n\n截止2023年12月31日，本机关共公开信息3条。\n"
ENTRY = '[[ignore]]\nfile = "{file}"\ncode = "YR301"\nreason = ""\n'


@pytest.fixture(scope="module")
def session(plugins: Plugins) -> Session:
    return Session(plugins, Selection(select=("YR301", "DOC")))


def closed(path: Path) -> str | None:
    return None


class _Document:
    def __init__(self, session: Session, path: Path, text: str = TEXT, unit: PositionUnit = "utf-16") -> None:
        self.session = session
        self.snapshot = Snapshot(path.as_uri(), SourceText(text), 1, 1, unit)
        self.finding: Diagnostic = session.check(self.snapshot.text).diagnostics[0]

    def edit(
        self,
        *folders: Path,
        opened: Callable[[Path], str | None] = closed,
        language: str = "zh",
        creates: bool = True,
        versioned: bool = True,
    ) -> types.WorkspaceEdit | None:
        return ignore_edit(
            self.snapshot, self.finding, self.session, folders=folders, opened=opened, language=language,
            today=TODAY, creates=creates, versioned=versioned,
        )  # fmt: skip


def _local(uri: str) -> Path:
    path = path_of(uri)
    assert path is not None
    return path


def applied(edit: types.WorkspaceEdit | None, unit: PositionUnit = "utf-16") -> Path:
    """Makes an edit as a client does, and returns the file that it is in."""
    assert edit is not None
    changes = edit.document_changes or [
        types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(uri), edits)
        for uri, edits in (edit.changes or {}).items()
    ]
    for change in changes:
        if isinstance(change, types.CreateFile):
            assert change.options == types.CreateFileOptions(overwrite=False, ignore_if_exists=True)
            _local(change.uri).touch()
        elif isinstance(change, types.TextDocumentEdit):
            path = _local(change.text_document.uri)
            text = path.read_bytes().decode("utf-8-sig")
            (insertion,) = change.edits
            assert isinstance(insertion, types.TextEdit) and insertion.range.start == insertion.range.end
            place = insertion.range.start
            offset = SourceText(text).offset(place.line, place.character, unit)
            path.write_bytes((text[:offset] + insertion.new_text + text[offset:]).encode())
    return path


def left(document: _Document, path: Path, *folders: Path) -> list[str]:
    beside = DocumentSidecars().beside(path, folders, 0)
    assert beside.problem is None
    result = document.session.check(document.snapshot.text, entries=beside.entries)
    return [one.code for one in result.diagnostics]


def test_a_sidecar_is_created(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    document = _Document(session, path)
    assert left(document, path) == ["YR301"]
    sidecar = applied(document.edit())
    assert sidecar == tmp_path / SIDECAR_NAME
    assert sidecar.read_text(encoding="utf-8") == (
        "[[ignore]]\n"
        f"# 2024-01-15 忽略：{document.finding.message.zh}\n"
        'file = "a.txt"\n'
        'code = "YR301"\n'
        'anchor = "截止2023年12月31日，本机关共公开信息3条。"\n'
        'reason = ""\n'
    )
    assert left(document, path) == []


@pytest.mark.parametrize("before", ["", "# 说明", "# 𠮷\n", "\ufeff# 一\r\n# 二\r\n", ENTRY.format(file="b.txt")])
@pytest.mark.parametrize("unit", ["utf-8", "utf-16", "utf-32"])
def test_an_entry_is_added_behind_all_others(session: Session, tmp_path: Path, before: str, unit: PositionUnit) -> None:
    path = tmp_path / "a.txt"
    (tmp_path / SIDECAR_NAME).write_bytes(before.encode())
    document = _Document(session, path, unit=unit)
    sidecar = applied(document.edit(versioned=False, creates=False), unit)
    after = sidecar.read_bytes().decode()
    assert after.startswith(before.removeprefix("\ufeff"))
    assert ("\r\n" in before) == ("\r\n" in after) and after.count("\r\n") in (0, after.count("\n"))
    assert left(document, path) == []


def test_the_closest_sidecar_in_the_workspace_is_taken(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "2023" / "a.txt"
    path.parent.mkdir()
    above = tmp_path / SIDECAR_NAME
    above.write_text("", encoding="utf-8")
    document = _Document(session, path)
    assert applied(document.edit(tmp_path)) == above
    assert 'file = "2023/a.txt"' in above.read_text(encoding="utf-8")
    assert left(document, path, tmp_path) == []
    # Without a workspace or settings nobody says that the folder above belongs to it.
    assert left(document, path) == ["YR301"]
    (tmp_path / "reportlint.toml").write_text("", encoding="utf-8")
    assert left(document, path) == []


def test_what_the_editor_has_open_goes_before_the_disk(session: Session, tmp_path: Path) -> None:
    (tmp_path / SIDECAR_NAME).write_text("", encoding="utf-8")
    document = _Document(session, tmp_path / "a.txt")
    edit = document.edit(opened=lambda path: "# 还没有保存\n\n" if path.name == SIDECAR_NAME else None)
    assert edit is not None and edit.document_changes is not None
    (change,) = edit.document_changes
    assert isinstance(change, types.TextDocumentEdit)
    assert change.edits[0].range.start == types.Position(2, 0)


def test_where_there_is_no_way_there_is_no_edit(session: Session, tmp_path: Path) -> None:
    document = _Document(session, tmp_path / "a.txt")
    assert document.edit(creates=False) is None
    assert document.edit(versioned=False) is None
    unsaved = _Document(session, tmp_path / "a.txt")
    unsaved.snapshot = unsaved.snapshot._replace(uri="untitled:1")
    assert unsaved.edit() is None
    comment = _Document(session, tmp_path / "a.txt", "<!-- reportlint: disable=NO -->\n" + TEXT)
    assert comment.finding.code == "DOC203" and comment.edit() is None
    for content in (b"[[ignore]\n", b"\xff\xfe\xff", b'ignore = [{file = "b", code = "YR301", reason = ""}]\n'):
        (tmp_path / SIDECAR_NAME).write_bytes(content)
        assert document.edit() is None


def test_names_and_texts_of_any_kind(session: Session, tmp_path: Path) -> None:
    text = TEXT.replace("信息3条", '"信息\\\x7f"\ud83d3条')
    path = tmp_path / 'a "b" [c].txt'
    document = _Document(session, path, text)
    written = Sidecar.parse(str(edit_text(document.edit())).encode(), "x")
    assert [one.file for one in written.entries] == ['a "b" [c].txt']
    assert all(one.covers(document.finding.span, document.snapshot.text) for one in written.entries)


def edit_text(edit: types.WorkspaceEdit | None) -> str:
    assert edit is not None and edit.document_changes is not None
    change = edit.document_changes[-1]
    assert isinstance(change, types.TextDocumentEdit) and isinstance(change.edits[0], types.TextEdit)
    return change.edits[0].new_text


def test_sidecars_are_read_anew_with_a_new_generation(session: Session, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    sidecars = DocumentSidecars()
    assert sidecars.beside(path, [], 1).entries == ()
    (tmp_path / SIDECAR_NAME).write_text(ENTRY.format(file="a.txt"), encoding="utf-8")
    assert sidecars.beside(path, [], 1).entries == ()
    assert len(sidecars.beside(path, [], 2).entries) == 1
    assert sidecars.beside(None, [], 2).entries == ()


def test_a_sidecar_that_cannot_be_used_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / SIDECAR_NAME).write_text("# 一\n" + ENTRY.format(file="a.txt") + "who = 1\n", encoding="utf-8")
    beside = DocumentSidecars().beside(tmp_path / "a.txt", [], 0)
    assert beside.entries == ()
    assert beside.problem is not None
    assert (beside.problem.path, beside.problem.line) == (tmp_path / SIDECAR_NAME, 5)
    assert beside.problem.message.zh.startswith("ignore.who")


def test_a_finding_is_ignored_from_the_editor(tmp_path: Path) -> None:
    capabilities = {"workspace": {"workspaceEdit": {"documentChanges": True, "resourceOperations": ["create"]}}}
    with Client(tmp_path, command=REAL_SERVER, capabilities=capabilities) as client:
        (finding,) = [one for one in client.open(TEXT).diagnostics if one["code"] == "YR301"]
        asked = {"textDocument": {"uri": client.uri()}, "range": finding["range"], "context": {"diagnostics": []}}
        actions = client.request("textDocument/codeAction", asked)
        edits = [one["edit"]["documentChanges"] for one in actions if "YR301" in one["title"] and "edit" in one]
        (create, change) = next(one for one in edits if len(one) == 2)
        assert create["kind"] == "create" and create["uri"] == client.uri(SIDECAR_NAME)
        sidecar = tmp_path / SIDECAR_NAME
        sidecar.write_text(change["edits"][0]["newText"], encoding="utf-8")
        client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": sidecar.as_uri(), "type": 1}]})
        assert "YR301" not in client.published().codes
        sidecar.write_text("[[ignore]]\n", encoding="utf-8")
        client.notify("workspace/didChangeWatchedFiles", {"changes": [{"uri": sidecar.as_uri(), "type": 2}]})
        # What is wrong with it is shown in it, and it leaves nothing out.
        (wrong,) = client.published(sidecar.as_uri()).diagnostics
        assert "file" in wrong["message"]
        assert "YR301" in client.published().codes
