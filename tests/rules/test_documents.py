"""The rules about files: what cannot be read as a report is named once, and nothing else is said."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

import pytest

from reportlint.engine import Session
from reportlint.plugins import Plugins, load_plugins
from reportlint.result import FileResult
from reportlint.selection import Selection
from reportlint.source import MAX_BYTES
from reportlint.testing import sample_report

TITLE = "青石镇人民政府2023年政府信息公开工作年度报告\n"
SCHOOL = (
    "青石学院2022-2023学年信息公开工作年度报告\n\n根据《高等学校信息公开办法》编制本报告，统计期限为2022年9月1日至2023年8月31日。\n\n"
    "一、概述\n\n学校主动公开信息126条。\n"
)
NOTICE = "关于召开春季防火工作会议的通知\n\n各村民委员会：\n现将有关事项通知如下。\n"


@pytest.fixture(scope="module")
def plugins() -> Plugins:
    return load_plugins(installed=False)


@pytest.fixture(scope="module")
def report(plugins: Plugins) -> str:
    form = plugins.forms.for_year(2023)
    assert form is not None
    return sample_report(form, 2023)


def check(plugins: Plugins, data: bytes, *, force: bool = False) -> FileResult:
    return Session(plugins, force=force).check_bytes(data, "报告.txt")


def codes(result: FileResult) -> list[str]:
    assert not result.faults
    return [one.code for one in result.diagnostics]


def _word_file() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<w:t>{TITLE}</w:t>" * 300)
    return buffer.getvalue()


def _unreadable() -> Iterator[tuple[str, bytes]]:
    yield "a Word file", _word_file()
    yield "an old Word file", bytes.fromhex("D0CF11E0A1B11AE1") + bytes(16) + b"\xff" * 512 + TITLE.encode("utf-16-le")
    yield "a PDF file", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\nstream\nx\x9c\xed\xbd\xff\x80\x01\nendstream\n"
    yield "two encodings in one", (TITLE * 3).encode() + TITLE.encode("gb18030") + b"\xff"
    yield "a mark that lies", b"\xef\xbb\xbf" + TITLE.encode("gb18030")
    yield "numbers", bytes(range(256)) * 4


@pytest.mark.parametrize(("name", "data"), list(_unreadable()), ids=lambda part: part if isinstance(part, str) else "")
def test_what_is_not_text(plugins: Plugins, name: str, data: bytes) -> None:
    result = check(plugins, data)
    assert codes(result) == ["DOC101"], name
    assert result.source is None and result.report is None
    # Not even on request: there is nothing to look at.
    assert codes(check(plugins, data, force=True)) == ["DOC101"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_encoding_of_a_report(plugins: Plugins, report: str, encoding: str, newline: str) -> None:
    result = check(plugins, report.replace("\n", newline).encode(encoding))
    assert result.problem is None
    assert not [code for code in codes(result) if code.startswith("DOC")]
    assert result.source is not None and result.source.text == report.replace("\n", newline)


def test_a_file_over_the_limit(plugins: Plugins) -> None:
    result = check(plugins, b" " * (MAX_BYTES + 1))
    assert codes(result) == ["DOC102"]
    assert f"{MAX_BYTES // 2**20} MB" in result.diagnostics[0].message.zh
    assert f"{MAX_BYTES // 2**20} MB" in result.diagnostics[0].message.en


def test_a_file_at_the_limit_is_read(plugins: Plugins) -> None:
    assert codes(check(plugins, b" " * MAX_BYTES)) == ["DOC103"]


@pytest.mark.parametrize("text", ["", " \n\t\r\n", "\u3000\u3000\n", "\ufeff", "\ufeff\n"])
def test_a_file_without_text(plugins: Plugins, text: str) -> None:
    assert codes(check(plugins, text.encode())) == ["DOC103"]
    assert codes(check(plugins, text.encode(), force=True)) == ["DOC103"]


@pytest.mark.parametrize(
    "text",
    [NOTICE, SCHOOL, "无\n", NOTICE.encode().decode("latin-1")],
    ids=["notice", "a school's", "word", "mojibake"],
)
def test_another_document(plugins: Plugins, text: str) -> None:
    assert codes(check(plugins, text.encode())) == ["DOC104"]


@pytest.mark.parametrize(("real", "taken_for"), [("utf-8", "latin-1"), ("utf-8", "gb18030"), ("gb18030", "cp1252")])
def test_a_garbled_report(plugins: Plugins, report: str, real: str, taken_for: str) -> None:
    result = check(plugins, report.encode(real).decode(taken_for, "replace").encode())
    assert codes(result) == ["DOC105"]
    assert result.problem is not None and not result.problem.other_text
    for message in result.diagnostics[0].message:
        assert {"utf-8": "UTF-8", "gb18030": "GBK"}[real] in message


def test_another_document_on_request(plugins: Plugins) -> None:
    found = codes(check(plugins, NOTICE.encode(), force=True))
    assert not [code for code in found if code.startswith("DOC")]


@pytest.mark.parametrize(
    "text",
    [
        TITLE,
        "青石镇2023年度信息公开年度报告\n",
        "一、总体情况\n\n二、主动公开政府信息情况\n\n三、收到和处理政府信息公开申请情况\n\n四、政府信息公开行政复议、行政诉讼情况\n",
        SCHOOL.replace("学院2022-2023学年", "学院2023年政府"),
    ],
    ids=["the title alone", "a title worded otherwise", "sections without a title", "a school's in this form"],
)
def test_what_is_a_report(plugins: Plugins, text: str) -> None:
    assert "DOC104" not in codes(check(plugins, text.encode()))


def test_a_rule_that_is_off_says_nothing(plugins: Plugins) -> None:
    session = Session(plugins, Selection(ignore=("DOC",)))
    result = session.check_bytes(b"", "报告.txt")
    assert result.diagnostics == () and result.problem is not None
