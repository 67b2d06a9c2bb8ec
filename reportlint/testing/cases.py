"""Cases of rules: texts with what a rule finds in them.

They stand beside a rule in two files of its name:

* in the page (``.md``): every fenced block ``report`` under the heading 错误示例 must be found fault
  with by the rule, every one under 正确示例 must not;
* in the cases (``.toml``): ``[[cases]]`` with ``name`` and either ``text`` or ``year`` (a whole correct
  report of that year) with ``replace`` (pairs of old and new text); ``finds`` lists the raw text of
  each finding in order; ``fixed = true`` says that applying the fixes undoes the replacements,
  ``fixed = "…"`` gives the text that they lead to; ``options`` are the rule's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from reportlint.diagnostic import Diagnostic, Safety
from reportlint.engine import Session
from reportlint.fixing import apply
from reportlint.plugins import Plugins, load_plugins
from reportlint.report import Reading
from reportlint.rule import Rule
from reportlint.selection import Selection
from reportlint.source import SourceText
from reportlint.toml import TomlTable

from .sample import sample_report

_BAD, _GOOD = "错误示例", "正确示例"
_SAFEST = tuple(safety.value for safety in Safety)
_HEADING = re.compile(r"^##\s+(.*?)\s*$")
# What the settings say of the authority may stand behind the name of the language.
_FENCE = re.compile(r"^```(\w*)(?: body=(\S+))?\s*$")


@dataclass(frozen=True)
class Case:
    """One text for one rule. ``finds`` is None where only the presence of a finding is asked for."""

    rule: Rule
    name: str
    text: str
    finds: tuple[str, ...] | None
    fixed: str | None = None
    options: Mapping[str, Any] | None = None
    reading: Reading = Reading()


@cache
def _builtin() -> Plugins:
    return load_plugins(installed=False)


def cases_of(rule: Rule, plugins: Plugins | None = None) -> list[Case]:
    """The cases in the files beside a rule.

    Raises:
        TomlError: the file of cases cannot be read.
        ValueError: a case replaces text that its report does not have.
    """
    if rule.page is None:
        return []
    cases = list(_of_page(rule, rule.page.read_text(encoding="utf-8")))
    path = rule.page.with_suffix(".toml")
    if path.is_file():
        cases += _of_file(rule, path, plugins or _builtin())
    return cases


def _of_page(rule: Rule, page: str) -> Iterator[Case]:
    heading, inside, count, body = "", False, 0, ""
    block: list[str] = []
    for line in page.splitlines():
        fence = _FENCE.match(line)
        if inside:
            if fence:
                inside, count = False, count + 1
                if heading in (_BAD, _GOOD):
                    finds = None if heading == _BAD else ()
                    reading = Reading(body=body or None)
                    yield Case(rule, f"{heading} {count}", "\n".join(block) + "\n", finds, reading=reading)
            else:
                block.append(line)
        elif fence and fence[1] == "report":
            block, inside, body = [], True, fence[2]
        elif match := _HEADING.match(line):
            heading, count = match[1], 0


def _of_file(rule: Rule, path: Path, plugins: Plugins) -> Iterator[Case]:
    table = TomlTable.read(path)
    for draft in table.tables("cases"):
        name = draft.string("name")
        year = draft.take("year", int, 0)
        before = draft.string("text", "")
        if year:
            form = plugins.forms.for_year(year)
            if form is None:
                raise draft.error("year", f"没有{year}年的格式", f"there is no form for {year}")
            before = sample_report(form, year)
        text = before
        for old, new in draft.take("replace", list, []):
            if old not in text:
                raise ValueError(f"{path}: {name}: the report does not have {old!r}")
            text = text.replace(old, new, 1)
        fixed: Any = draft.take("fixed", (bool, str))
        yield Case(
            rule, name, text, draft.strings("finds"),
            before if fixed is True else fixed or None,
            draft.take("options", dict),
            Reading(body=draft.take("body", str), kind=draft.take("kind", str)),
        )  # fmt: skip
        draft.finish()
    table.finish()


def check_case(case: Case, plugins: Plugins | None = None) -> None:
    """Runs a case.

    Raises:
        AssertionError: the rule does not find what the case says; the message says what it found.
    """
    found = findings(case.rule, case.text, plugins, case.options, case.reading)
    shown = [case.text[one.span.start : one.span.end] for one in found]
    what = f"{case.rule.code}, {case.name}: found {shown}"
    if case.finds is None:
        assert found, f"{what}, but the example should be found fault with"
    else:
        assert shown == list(case.finds), f"{what}, not {list(case.finds)}"
    for one in found:
        assert one.message.zh and one.message.en, f"{what}: a message is empty"
        assert "{" not in one.message.zh + one.message.en, f"{what}: a place of the message is not filled in"
        assert 0 <= one.span.start <= one.span.end <= len(case.text), f"{what}: the span is not in the text"
        if one.fix is not None:
            said, has = case.rule.fix, one.fix.safety.value
            assert said and _SAFEST.index(said) <= _SAFEST.index(has), (
                f"{what} with a fix that is {has}: say fix={has!r}"
            )
    _check_fixes(case, found, plugins)


def findings(
    rule: Rule,
    text: str,
    plugins: Plugins | None = None,
    options: Mapping[str, Any] | None = None,
    reading: Reading = Reading(),
) -> tuple[Diagnostic, ...]:
    """What one rule says about a text, looked at as a report in any case. Its faults are raised."""
    plugins = plugins or _builtin()
    tables = {rule.name: TomlTable(options, rule.name)} if options else {}
    session = Session(plugins, Selection(select=(rule.code,)), options=tables, reading=reading, force=True)
    result = session.check(SourceText(text))
    assert not result.faults, f"{rule.code} failed: {result.faults[0].message}"
    return result.diagnostics


def _check_fixes(case: Case, found: tuple[Diagnostic, ...], plugins: Plugins | None) -> None:
    applied = [one.fix for one in found if one.fix is not None and one.fix.safety is not Safety.DISPLAY]
    if not applied:
        assert case.fixed is None, f"{case.rule.code}, {case.name}: there is no fix"
        return
    fixed = apply(case.text, [edit for fix in applied for edit in fix.edits])
    if case.fixed is not None:
        assert fixed == case.fixed, f"{case.rule.code}, {case.name}: the fixes lead to another text"
    fixes = len([one for one in findings(case.rule, fixed, plugins, case.options, case.reading) if one.fix is not None])
    assert fixes == 0, f"{case.rule.code}, {case.name}: the fixes leave {fixes} findings that they should have mended"
