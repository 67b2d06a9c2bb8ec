"""Cases of rules: texts with what a rule finds in them.

A rule may have examples of its own (:class:`reportlint.rule.Examples`); more cases stand beside it in two files of its name:

* in the page (``.md``): every fenced block ``report`` under the heading 错误示例 must be found fault
  with by the rule, every one under 正确示例 must not;
* in the cases (``.toml``): ``[[cases]]`` with ``name`` and either ``text`` or ``year`` (a whole correct
  report of that year) with ``replace`` (pairs of old and new text); ``finds`` lists the raw text of
  each finding in order; ``mutation`` with a ``seed`` is a drawn report with a named fault (:mod:`.mutations`), ``marked`` is a text that says it itself (:mod:`.marks`); ``fixed = true`` says that applying the fixes undoes the replacements,
  ``fixed = "…"`` gives the text that they lead to; ``options`` are the rule's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from reportlint.diagnostic import Diagnostic, Safety
from reportlint.engine import Session
from reportlint.fixing import apply
from reportlint.plugins import Plugins, load_plugins
from reportlint.report import Reading
from reportlint.result import FileResult
from reportlint.rule import Rule
from reportlint.selection import Selection
from reportlint.source import SourceText, Span
from reportlint.toml import Text, TomlTable

from .marks import Marked, unmarked
from .mutations import mutated_report, mutations
from .placing import placed
from .sample import sample_report
from .shapes import SHAPES

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
    spans: tuple[Span, ...] | None = None
    reading: Reading = Reading()


@cache
def _builtin() -> Plugins:
    return load_plugins(installed=False)


def cases_of(rule: Rule, plugins: Plugins | None = None) -> list[Case]:
    """The examples of a rule, and the cases in the files beside it.

    Raises:
        TomlError: the file of cases cannot be read.
        ValueError: a case replaces text that its report does not have.
        NoPlace: an example of the rule cannot be put where it should be.
    """
    cases = list(_of_examples(rule, plugins or _builtin()))
    if rule.page is None:
        return cases
    cases += _of_page(rule, rule.page.read_text(encoding="utf-8"))
    path = rule.page.with_suffix(".toml")
    if path.is_file():
        cases += _of_file(rule, path, plugins or _builtin())
    return cases


def _of_examples(rule: Rule, plugins: Plugins) -> Iterator[Case]:
    for name, texts in ((_BAD, rule.examples.bad), (_GOOD, rule.examples.good)):
        for number, example in enumerate(texts, 1):
            marked = unmarked(placed(example, rule, plugins))
            if name == _BAD and marked.spans:
                yield _marked_case(rule, f"{name} {number}", marked)
            else:
                yield Case(rule, f"{name} {number}", marked.text, None if name == _BAD else ())


def _marked_case(rule: Rule, name: str, marked: Marked, options: Mapping[str, Any] | None = None) -> Case:
    finds = tuple(marked.text[span.start : span.end] for span in marked.spans)
    return Case(rule, name, marked.text, finds, marked.fixed, options, marked.spans)


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
        if "marked" in draft:
            marked = unmarked(placed(draft.string("marked"), rule, plugins))
            yield _marked_case(rule, name, marked, draft.take("options", dict))
            draft.finish()
            continue
        year = draft.take("year", int, 0)
        before = draft.string("text", "")
        fault = draft.string("mutation", "")
        if fault:
            if fault not in mutations():
                raise draft.error("mutation", f"没有 {fault}", f"there is no {fault}")
            mutated = mutated_report(mutations()[fault], SHAPES[0], plugins.forms, Random(draft.take("seed", int, 0)))
            if mutated is None:
                raise draft.error("mutation", "没有合适的报告", "fits no report")
            yield Case(rule, name, mutated.text, draft.strings("finds") if "finds" in draft else None)
            draft.finish()
            continue
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
            reading=Reading(body=draft.take("body", str), kind=draft.take("kind", str)),
        )  # fmt: skip
        draft.finish()
    table.finish()


def check_case(case: Case, plugins: Plugins | None = None) -> None:
    """Runs a case.

    Raises:
        AssertionError: the rule does not find what the case says; the message says what it found.
    """
    problems = problems_of(case, plugins)
    assert not problems, f"{case.rule.code}, {case.name}: " + "; ".join(problem.en for problem in problems)


def problems_of(case: Case, plugins: Plugins | None = None) -> list[Text]:
    """What is not as a case says: what is found and where, what is said of it, and what its fixes make of the text."""
    result = _result(case.rule, case.text, plugins, case.options, case.reading)
    if result.faults:
        message = result.faults[0].message
        return [Text(f"规则出错：{message}", f"the rule failed: {message}")]
    found = result.diagnostics
    return [*_places(case, found), *_messages(case, found), *_fixes(case, found, plugins)]


def _places(case: Case, found: Sequence[Diagnostic]) -> Iterator[Text]:
    outside = [one.span for one in found if not 0 <= one.span.start <= one.span.end <= len(case.text)]
    if outside:
        yield Text(f"位置 {outside[0]} 不在文中", f"the span {outside[0]} is not in the text")
    shown = [case.text[one.span.start : one.span.end] for one in found]
    spans = sorted(one.span for one in found)
    if case.finds is None:
        if not found:
            yield Text("应当提示，却没有提示", "nothing is found, but the example should be found fault with")
    elif shown != list(case.finds) or (case.spans is not None and spans != sorted(case.spans)):
        at = "" if shown != list(case.finds) else f" {spans}"
        wanted = "" if not at else f" {sorted(case.spans or ())}"
        yield Text(
            f"提示了 {_listed(shown, 'zh')}{at}，应为 {_listed(case.finds, 'zh')}{wanted}",
            f"found {_listed(shown, 'en')}{at}, not {_listed(case.finds, 'en')}{wanted}",
        )


def _listed(texts: Sequence[str], language: str) -> str:
    if not texts:
        return "（无）" if language == "zh" else "nothing"
    marks = "“{}”"
    return ("、" if language == "zh" else ", ").join(marks.format(text.replace("\n", "⏎")) for text in texts)


def _messages(case: Case, found: Sequence[Diagnostic]) -> Iterator[Text]:
    for one in found:
        if not (one.message.zh and one.message.en):
            yield Text("提示的文字是空的", "a message is empty")
        if "{" in one.message.zh + one.message.en:
            yield Text(
                f"提示里有没填上的位置：{one.message.zh}", f"a place of the message is not filled in: {one.message.en}"
            )
        if one.fix is not None:
            said, has = case.rule.fix, one.fix.safety.value
            if not said or _SAFEST.index(said) > _SAFEST.index(has):
                yield Text(f"修正是 {has} 的，规则应写明 fix={has!r}", f"there is a fix that is {has}: say fix={has!r}")


def _result(
    rule: Rule, text: str, plugins: Plugins | None, options: Mapping[str, Any] | None, reading: Reading
) -> FileResult:
    tables = {rule.name: TomlTable(options, rule.name)} if options else {}
    selection = Selection(select=(rule.code,))
    session = Session(plugins or _builtin(), selection, options=tables, reading=reading, force=True)
    return session.check(SourceText(text))


def findings(
    rule: Rule,
    text: str,
    plugins: Plugins | None = None,
    options: Mapping[str, Any] | None = None,
    reading: Reading = Reading(),
) -> tuple[Diagnostic, ...]:
    """What one rule says about a text, looked at as a report in any case. Its faults are raised."""
    result = _result(rule, text, plugins, options, reading)
    assert not result.faults, f"{rule.code} failed: {result.faults[0].message}"
    return result.diagnostics


def _fixes(case: Case, found: Sequence[Diagnostic], plugins: Plugins | None) -> Iterator[Text]:
    fixes = [one.fix for one in found if one.fix is not None and one.fix.safety is not Safety.DISPLAY]
    if not fixes:
        if case.fixed is not None:
            yield Text("没有给出修正", "there is no fix")
        return
    edits = [edit for fix in fixes for edit in fix.edits]
    fixed = apply(case.text, edits)
    if case.fixed is not None and fixed != case.fixed:
        changed = [edit.replacement for edit in edits]
        yield Text(
            f"修正的结果不对：改成了 {_listed(changed, 'zh')}",
            f"the fixes lead to another text: they write {_listed(changed, 'en')}",
        )
    again = _result(case.rule, fixed, plugins, case.options, case.reading)
    left = [one for one in again.diagnostics if one.fix is not None]
    if left:
        yield Text(
            f"修正后仍有 {len(left)} 处应修正", f"the fixes leave {len(left)} findings that they should have mended"
        )
