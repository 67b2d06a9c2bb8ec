"""The outputs for people: full, concise, grouped."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.diagnostic import Related, Severity
from reportlint.outputs import OUTPUT_NAMES, BinaryOutput, Run, output
from reportlint.result import FileProblem, RuleFault
from reportlint.source import Span, columns
from reportlint.toml import Text

from .samples import TEXT, diagnostic, fix, full_run, result, span_of

FULL_ZH = """\
reports/2023.md:3:13: 错误 TBL301 总计应为15，实为12
  |
3 | | 自然人 | 3 | 12 |
  |                ^^
  = 相关 3:9: 这一列是3
  = 建议 (可自动修正): 改为15
  = 依据 国办公开办函〔2021〕30号
  = 详见 reportlint rule TBL301

reports/2023.md:4:6: 提示 TBL301 总计应为15，实为12
  |
4 | 联系电话：𠮷田→0551
  |           ^^^^^
  = 建议 (仅供参考): 改为15
  = 详见 reportlint rule TBL301

/srv/网站/空 白.md:1:1: 警告 DOC001 总计应为15，实为12
 = 建议 (需人工确认): 写入正文
 = 详见 reportlint rule DOC001

/srv/网站/空 白.md: 内部错误 规则 YER101 运行出错，没有得出结果：KeyError: '年'

坏.md:1:1: 信息 DOC002 总计应为15，实为12
 = 详见 reportlint rule DOC002

共 3 个文件（跳过 1 个）：在 3 个文件中发现 1 个错误、1 个警告、1 个信息、1 个提示，其中 1 处可自动修正（--fix），1 处的修正需人工确认（--fix --unsafe-fixes）。\
有规则运行出错 1 次，结果不完整。
"""


def test_full_in_chinese() -> None:
    assert output("full")(full_run()) == FULL_ZH


def test_full_in_english() -> None:
    lines = output("full")(full_run("en")).splitlines()
    assert lines[0] == "reports/2023.md:3:13: error TBL301 the total should be 15, is 12"
    assert lines[4:8] == [
        "  = related 3:9: this column is 3",
        "  = fix (safe, can be applied): write 15",
        "  = basis 国办公开办函〔2021〕30号",
        "  = more reportlint rule TBL301",
    ]
    assert "internal error: rule YER101 failed, its results are missing: KeyError: '年'" in "\n".join(lines)
    assert lines[-1] == (
        "3 files (1 skipped): 1 error, 1 warning, 1 info, 1 hint in 3 files; 1 can be fixed automatically (--fix);"
        " 1 with a fix to be confirmed (--fix --unsafe-fixes)."
        " A rule failed 1 time: results are missing."
    )


def test_colour_changes_nothing_else() -> None:
    for name in ("full", "grouped"):
        plain = output(name)(full_run())
        coloured = output(name)(replace(full_run(), color=True))
        assert "\x1b[1;31m错误" in coloured
        assert re.sub("\x1b\\[[0-9;]*m", "", coloured) == plain


def test_concise() -> None:
    assert output("concise")(full_run("en")).splitlines() == [
        "reports/2023.md:3:13: TBL301 error the total should be 15, is 12",
        "reports/2023.md:4:6: TBL301 hint the total should be 15, is 12",
        "/srv/网站/空 白.md:1:1: DOC001 warning the total should be 15, is 12",
        "/srv/网站/空 白.md:1:1: YER101 fault KeyError: '年'",
        "坏.md:1:1: DOC002 info the total should be 15, is 12",
    ]
    assert output("concise")(Run((result(TEXT),))) == ""


def test_grouped_aligns_and_sorts() -> None:
    late = diagnostic(span_of(TEXT, "0551"), code="NUM12", severity=Severity.INFO, message="格式")
    early = diagnostic(span_of(TEXT, "12"))
    text = "\n" * 9 + TEXT
    moved = diagnostic(span_of(text, "12"))
    run = Run((result(TEXT, late, early), result(text, moved, name="b.md"), result(TEXT, name="c.md")))
    assert output("grouped")(run) == (
        "reports/2023.md\n"
        "  3:13  错误  TBL301  总计应为15，实为12\n"
        "   4:9  信息  NUM12   格式\n"
        "\n"
        "b.md\n"
        "  12:13  错误  TBL301  总计应为15，实为12\n"
        "\n"
        "共 3 个文件：在 2 个文件中发现 2 个错误、1 个信息。\n"
    )


@pytest.mark.parametrize(
    ("run", "zh", "en"),
    [
        (Run(()), "没有检查任何文件。", "No file was checked."),
        (Run((result(TEXT),)), "共 1 个文件：没有发现问题。", "1 file: no problems found."),
        (
            Run((result("x", problem=FileProblem("not-a-report")),)),
            "共 1 个文件，全部跳过，未作检查。",
            "1 file: all skipped, nothing was checked.",
        ),
        (
            Run((result(TEXT), result("", problem=FileProblem("empty")))),
            "共 2 个文件（跳过 1 个）：没有发现问题。",
            "2 files (1 skipped): no problems found.",
        ),
        (
            Run((result(TEXT, faults=(RuleFault("A001", "x"), RuleFault("A002", "x"))),)),
            "共 1 个文件：有规则运行出错 2 次，结果不完整。",
            "1 file: A rule failed 2 times: results are missing.",
        ),
    ],
)
def test_summary(run: Run, zh: str, en: str) -> None:
    assert output("full")(run).splitlines()[-1] == zh
    assert output("grouped")(replace(run, language="en")).splitlines()[-1] == en


def test_lines_of_a_finding_in_a_long_paragraph_fit() -> None:
    text = "\n" * 12344 + "政府信息公开" * 200
    lines = output("full")(Run((result(text, diagnostic(Span(len(text) - 600, len(text) - 594))),))).splitlines()
    assert all(columns(line) <= 100 for line in lines[1:4])
    assert lines[2].startswith("12345 | …")
    assert lines[3].startswith("      | ")


def test_no_escape_comes_from_names_or_texts() -> None:
    text = "a\x1b]0;x\x07b"
    related = Related(Span(0, 1), Text("\x1b[2J", "\x1b[2J"))
    one = diagnostic(Span(0, 3), message="值为\x1b[31m", related=(related,), basis="\x1b")
    run = Run((result(text, one, name="\x1b[31m\n.md", faults=(RuleFault("A001", "\x9b1m"),)),))
    for name in ("full", "concise", "byte-columns", "grouped"):
        written = output(name)(run)
        assert "\x1b" not in written
        assert "\x9b" not in written
        assert "␛[31m␊.md" in written


@given(st.text(st.characters(), max_size=80), st.text(st.characters(), max_size=8), st.data())
def test_any_text_is_written(text: str, words: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    one = diagnostic(Span(start, end), message=words, fix=fix("12"))
    run = Run((result(text, one, name=f"{words}.md"),))
    for name in OUTPUT_NAMES:
        write = output(name)
        if isinstance(write, BinaryOutput):
            continue
        written = write(run)
        written.encode("utf-8")
        assert written.endswith("\n")
        assert "\x1b" not in written


def test_an_unknown_output() -> None:
    with pytest.raises(KeyError):
        output("pdf")


def test_a_terminal_does_not_load_json_and_sarif() -> None:
    script = (
        "import sys\n"
        "from reportlint.outputs import Run, output\n"
        "output('full')(Run(()))\n"
        "print([name for name in sys.modules if name.startswith('reportlint.outputs.')])\n"
    )
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert "reportlint.outputs.full" in loaded
    assert "as_" not in loaded
    assert "plain" not in loaded
