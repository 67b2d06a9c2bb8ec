"""The output: a spreadsheet reads it."""

import csv
import io

from reportlint.api import Run
from reportlint.engine import Session
from reportlint.source import SourceText
from reportlint.testing import Plugins

TEXT = "青石镇人民政府2023年政府信息公开工作年度报告\n\n一、总体情况\n\n2022-23年主动公开。\n"


def test_one_line_for_each_finding(reportlint_plugins: Plugins) -> None:
    result = Session(reportlint_plugins).check(SourceText(TEXT, "=报告.txt"))
    text = reportlint_plugins.outputs["qingshi-ledger"](Run([result], language="zh"))
    head, *lines = csv.reader(io.StringIO(text))
    assert head[:3] == ["文件", "行", "规则"]
    assert len(lines) == len(result.diagnostics)
    assert ["'=报告.txt", "5", "QS102", "info"] in [line[:4] for line in lines]
