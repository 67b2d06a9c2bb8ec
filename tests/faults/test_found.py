"""What trials found, each mended: texts, files, patterns and messages that did harm once."""

from __future__ import annotations

import gc
import json
import os
import tracemalloc
from pathlib import Path

import pytest

from reportlint.engine import Session
from reportlint.forms.formula import compile_formula
from reportlint.memory import Memory
from reportlint.ordinary import read_ordinary
from reportlint.source import SourceText, UnreadableText, decode, encode, garbled, restored
from reportlint.toml import TomlError, TomlTable
from reportlint_grammar import FormulaError
from tests.cli.test_cli import CORRECT
from tests.server.client import Client

from .encodings import WAYS
from .hostile import GROWTH, TITLE, grow, walk_into
from .messages import Listener

REPORT = TITLE + "\n一、总体情况\n\n2023年，本机关主动公开政府信息12条，收到申请3件，均依法办理。\n" * 6


@pytest.mark.parametrize(
    ("name", "place", "before", "piece"),
    [
        ("YR102 ran to the end of the digits from each of them", "title", "", "1"),
        ("the end of a label was looked up at every character", "label", "", "一"),
        ("NUM202 and NUM203 looked at all amounts of a sentence for each", "preface", "", "行政处罚增长200%"),
        ("each amount of a sentence looked at all its signs", "prose", "", "收到申请1件"),
        ("two places of a heading could share its spaces", "prose", "一", " "),
    ],
)
def test_time_grew_faster_than_the_text(name: str, place: str, before: str, piece: str) -> None:
    assert grow(place, before, piece) < GROWTH, name


@pytest.mark.parametrize(
    "number", ["9" * 5000, "0x" + "f" * 400, "0b" + "1" * 99, "-" + "9" * 30, "[1, [9223372036854775808]]"]
)
def test_numbers_of_toml_that_python_cannot_show(number: str) -> None:
    with pytest.raises(TomlError, match="too large"):
        TomlTable.parse(f"year = {number}".encode(), "a.toml")


def test_long_digits_of_toml_that_are_no_number() -> None:
    table = TomlTable.parse(b'card = "6222021234567890123"\nnumber = 9223372036854775807', "a.toml")
    assert table.string("card") == "6222021234567890123"
    assert table.take("number", int) == 2**63 - 1


@pytest.mark.parametrize(
    "formula", ["+".join(["a"] * 3000), "*".join(["9"] * 3000), "(" * 3000 + "a" + ")" * 3000, "9" * 5000], ids=lambda one: one[:5]
)  # fmt: skip
def test_formulas_deeper_than_python_goes(formula: str) -> None:
    with pytest.raises(FormulaError):
        compile_formula(f"a = {formula}", ["a"], {})


@pytest.mark.skipif(os.name != "posix", reason="has no pipes in folders")
@pytest.mark.parametrize(
    "name",
    [
        "a baseline without an end",
        "a baseline that is a pipe",
        "plugins that are pipes",
        "a .gitignore without an end",
        "settings that are a pipe",
    ],
)
def test_files_that_never_ended(name: str) -> None:
    walk_into(name, ("concise",))


@pytest.mark.parametrize(
    "name",
    ["a mistake behind a list of long lines", "a sidecar of unknown names", "a value of 500 KB in the wrong place",
     "patterns of stars in .gitignore"],
)  # fmt: skip
def test_settings_that_took_minutes_or_filled_the_screen(name: str) -> None:
    walk_into(name, ("concise",))


def test_a_file_that_grows_behind_its_limit(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 101)
    assert read_ordinary(tmp_path / "a", 101) == b"x" * 101
    with pytest.raises(OSError, match="large"):
        read_ordinary(tmp_path / "a", 100)


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="counts open files by /proc")
def test_a_folder_in_the_place_of_a_file_stayed_open(tmp_path: Path) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    for _ in range(5):
        with pytest.raises(IsADirectoryError) as caught:
            read_ordinary(tmp_path)
        assert caught.value.filename == str(tmp_path)
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_a_pyproject_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from reportlint.config import settings_near
    from reportlint.toml import document

    (tmp_path / "pyproject.toml").write_text("[tool.reportlint]\n")

    def refused(path: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(document, "read_ordinary", refused)
    with pytest.raises(TomlError, match="Permission denied"):
        settings_near(tmp_path / "a.txt")


@pytest.mark.parametrize(
    ("data", "encoding", "line"),
    [
        (REPORT.encode()[:200] + b"\xff" + REPORT.encode()[200:], "UTF-8", 9),
        (REPORT.encode()[:-2], "UTF-8", REPORT.count("\n") + 1),
        (REPORT.encode("gbk")[:120] + b"\xff" + REPORT.encode("gbk")[120:], "GBK/GB18030", 5),
        (REPORT.encode("utf-16") + b"x", "UTF-16-LE", REPORT.count("\n") + 1),
        ((REPORT * 2).encode() + "另".encode("gbk"), "UTF-8", 2 * REPORT.count("\n") + 1),
        (REPORT.encode() + REPORT.encode("gbk"), "", 0),
        (b"\x89PNG\r\n\x1a\n\xff\xd8" * 30, "", 0),
    ],
)
def test_damage_was_called_no_text_or_read_as_another_encoding(data: bytes, encoding: str, line: int) -> None:
    with pytest.raises(UnreadableText) as why:
        decode(data)
    assert (why.value.encoding, abs(why.value.line - line) <= 1) == (encoding, True)


@pytest.mark.parametrize("encoding", ["utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be", "cp950"])
def test_encodings_without_a_mark_were_read_as_other_ones(encoding: str) -> None:
    text = "政府信息公開工作年度報告\n本報告依據條例編制，依法辦理申請，公開信息。\n" * 9
    source = decode(text.encode(encoding))
    assert (source.text, source.encoding) == (text, encoding)
    assert encode(source.text, source) == text.encode(encoding)


@pytest.mark.parametrize("way", WAYS)
def test_garbled_reports_were_passed_over(way: str) -> None:
    meant = restored(WAYS[way](REPORT))
    assert meant is not None and "政府信息" in meant.meant and way.startswith(meant.real)


@pytest.mark.parametrize("end", ["\x85\n", "\u2028\n"])
def test_ends_of_lines_hid_that_a_report_was_garbled(end: str) -> None:
    text = "青石镇人民政府2023年政府信息公开工作年度报告" + "".join(f"{end}|{end}0" for _ in range(300))
    found = restored(text.encode("gb18030").decode("latin-1"))
    assert found is not None and found.real == "GBK"


@pytest.mark.parametrize(
    "text",
    ["Élysée, Ñandú, åäöÅÄÖ", "涓涓细流，鏊山", "“‘—…·’”", "鄉(xiāng)鎮(zhèn)", "Ünïcödé", "é" * 30, "锟斤拷" * 9],
)
def test_what_only_looks_garbled(text: str) -> None:
    assert not list(garbled(f"主动公开{text}12条"))


def _sent(client: Client, *messages: bytes) -> None:
    for message in messages:
        client.send_raw(message)


def test_streams_and_messages_in_which_the_server_got_lost(tmp_path: Path) -> None:
    hover = {
        "jsonrpc": "2.0",
        "id": 900,
        "method": "textDocument/hover",
        "params": {"textDocument": {"uri": "file:///no"}},
    }
    body = json.dumps(hover).encode()
    with Listener(tmp_path) as client:
        _sent(
            client,
            b"content-length: 2\r\n\r\n{}",
            b"Content-Length:2\r\n\r\n[]",
            b"Content-Length: 3\n\nnot",
            b"{}Content-Length: 1\r\n\r\n1",
            b"Content-Type: x\r\n\r\n",
            b"Content-Length: " + b"9" * 5000 + b"\r\n\r\n",
            b"Content-Length: 5000\r\n\r\n" + b"[" * 5000,
            b"Content-Length: 5000\r\n\r\n" + b"9" * 5000,
            b"Content-Length: %d\r\n\r\n%s" % (len(body), body),
        )
        client.send({"jsonrpc": "2.0", "id": 901, "result": None})
        client.send({"jsonrpc": "2.0", "method": ["a"], "params": {}})
        client.send({"jsonrpc": "2.0", "method": "$/cancelRequest", "params": None})
        # A notification with a number, and an object with a name that means something one level above.
        number = client.ask("textDocument/didClose", {"textDocument": {"uri": client.uri()}})
        assert client.answer(number) is None
        client.notify("workspace/didChangeConfiguration", {"settings": {"reportlint": {"jsonrpc": "2.0", "id": 1}}})
        client.turn_page()
        assert client.open(REPORT).version == 0
        assert "Traceback" not in client.log
        assert client.goodbye() == 0


@pytest.mark.parametrize("piece", ["\t1", "字"], ids=["cells", "one cell"])
def test_every_state_of_a_long_row_was_remembered(session: Session, piece: str) -> None:
    report = CORRECT.read_text(encoding="utf-8")
    memory, sizes = Memory(), []
    for number in range(10):
        row = "（一）予以公开" + piece * 2_000 + str(number)
        session.check(SourceText(report.replace("（一）予以公开", row, 1)), memory)
        if number == 1:
            tracemalloc.start()
        if number > 1:
            gc.collect()
            sizes.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    # Six states of a row, of which each took 18 KB at least.
    assert sizes[-1] - sizes[1] < 40_000, sizes
