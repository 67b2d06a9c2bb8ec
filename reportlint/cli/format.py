"""``reportlint format``: tables as aligned Markdown tables, everything else as it was."""

from __future__ import annotations

import argparse
import sys
from typing import NamedTuple

from reportlint.format import format_report
from reportlint.source import encode
from reportlint.toml import Text

from .console import FAILED, FINDINGS, OK, hand_on, say, show
from .difference import difference
from .replace import not_written, replace_file
from .reports import Opened, Reports


class _Draft(NamedTuple):
    """A report after formatting, before anything is written."""

    opened: Opened
    before: str
    after: str
    data: bytes

    @property
    def changed(self) -> bool:
        """Whether formatting changes the report."""
        return self.before != self.after


def format(arguments: argparse.Namespace, asked: str | None) -> int:
    """Formats files and folders, or stdin to stdout, and returns the exit status."""
    language = asked or "zh"
    reports = Reports(arguments, language)
    dry = arguments.check or arguments.diff
    changed = same = 0
    for opened in reports.open(arguments.paths or ["."]):
        draft = _formatted(opened, reports, language)
        if opened.path is None and not dry:
            hand_on(draft.data if draft else opened.data)
            continue
        if draft is None or not draft.changed:
            same += draft is not None
            continue
        if arguments.diff:
            sys.stdout.writelines(difference(draft.before, draft.after, opened.name))
        elif arguments.check:
            show([Text(f"需要整理：{opened.name}", f"would be formatted: {opened.name}").in_language(language)])
        elif not _replaced(draft, reports):
            continue
        else:
            show([Text(f"已整理：{opened.name}", f"formatted: {opened.name}").in_language(language)])
        changed += 1
    if arguments.paths != ["-"]:
        say(_summary(changed, same, dry), language)
    if reports.failed:
        return FAILED
    return FINDINGS if arguments.check and changed else OK


def _formatted(opened: Opened, reports: Reports, language: str) -> _Draft | None:
    """A report formatted; None, after saying why, for what is left alone."""
    report = opened.report
    if report is None:
        return None
    source, name = report.source, opened.name
    formatted = format_report(report, opened.session.plugins.forms, opened.session.reading)
    for span in formatted.left:
        line = source.line_column(span.start)[0]
        say(
            Text(
                f"{name}:{line} 这张表格改写后会读出不同的内容（如有缺格的行），保持原样",
                f"{name}:{line} this table would be read differently (as where cells are missing); it is left as it is",
            ),
            language,
        )
    # GB18030 has bytes that are not written back as they were; then other lines would change too.
    if encode(source.text, source) != opened.data:
        reports.fail(
            Text(f"{name} 的编码不能原样写回，保持原样", f"{name} cannot be written back as it was; it is left alone")
        )
        return None
    return _Draft(opened, source.text, formatted.text, encode(formatted.text, source))


def _replaced(draft: _Draft, reports: Reports) -> bool:
    assert draft.opened.path is not None
    try:
        replace_file(draft.opened.path, draft.data, before=draft.opened.data, within=draft.opened.folder)
    except OSError as error:
        reports.fail(not_written(draft.opened.name, error))
        return False
    return True


def _summary(changed: int, same: int, dry: bool) -> Text:
    if dry:
        return Text(
            f"{changed} 份报告需要整理，{same} 份不用", f"{changed} reports would be formatted, {same} would not"
        )
    return Text(f"整理了 {changed} 份报告，{same} 份不用", f"{changed} reports formatted, {same} left as they were")
