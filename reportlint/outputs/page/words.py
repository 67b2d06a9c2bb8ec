"""What the page says to its readers."""

from __future__ import annotations

from collections.abc import Mapping

from reportlint.result import ProblemKind
from reportlint.toml import Text

OF_THE_PAGE: Mapping[str, Text] = {
    "title": Text(
        "政府信息公开工作年度报告检查结果", "Findings in annual reports on government information disclosure"
    ),
    "skip": Text("跳到各份报告", "skip to the reports"),
    "overview": Text("汇总", "Overview"),
    "reports_head": Text("各份报告", "Reports"),
    "search": Text("查找机关、问题、依据、规则代码", "search bodies, findings, norms, codes"),
    "levels": Text("级别", "levels"),
    "family": Text("类别", "family"),
    "all_families": Text("所有类别", "all families"),
    "view": Text("显示", "show"),
    "list": Text("清单", "list"),
    "in_text": Text("原文", "in the text"),
    "expand": Text("全部展开", "open all"),
    "collapse": Text("全部收起", "close all"),
    "print": Text("打印", "print"),
    "copied": Text("已复制", "copied"),
    "shown": Text(
        "显示 {reports} 份报告中的 {shown} 个问题（共 {all} 个）", "{shown} of {all} findings, in {reports} reports"
    ),
    "none": Text("没有符合条件的问题。", "Nothing matches."),
}
"""What stands in ``page.html``, by the names there."""

NOTHING = Text("没有发现问题。", "No problems were found.")
MADE = Text("{time} 由 reportlint {version} 生成", "made by reportlint {version} on {time}")

REPORTS = Text("份报告", "reports")
FAULTY = Text("份有错误", "with errors")
CLEAN = Text("份没有问题", "without findings")

BODY = Text("机关", "body")
YEAR_HEAD = Text("年度", "year")
YEAR = Text("{year}年", "{year}")
FILE = Text("文件", "file")
FINE = Text("没有问题", "no findings")

PRINT_ONE = Text("打印本份", "print this one")
COPY = Text("复制清单", "copy the list")
TODO = Text("建议", "suggestion")
NORM = Text("依据", "norm")
RELATED = Text("相关", "related")
MORE_RELATED = Text("……另有{count}处", "… and {count} more")

NOT_CHECKED = Text("未作检查的文件（{count}）", "Files that were not checked ({count})")
PROBLEMS: Mapping[ProblemKind, Text] = {
    "unreadable": Text("不是能读的文本", "no text that can be read"),
    "too-large": Text("过大", "too large"),
    "empty": Text("没有内容", "empty"),
    "mojibake": Text("全是乱码", "garbled"),
    "web-page": Text("是网页的源代码", "is the source of a web page"),
    "not-a-report": Text("看起来不是年度报告", "does not look like an annual report"),
}
