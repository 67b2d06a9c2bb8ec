"""Everything that a rule promises, checked at once."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random
from typing import NamedTuple

from reportlint.diagnostic import Severity
from reportlint.engine import Session
from reportlint.forms import Form
from reportlint.plugins import BUILTIN, Plugins, load_plugins
from reportlint.report import Reading
from reportlint.rule import Rule
from reportlint.source import SourceText
from reportlint.toml import Text, TomlError

from .cases import Case, cases_of, findings, problems_of
from .mutating import random_sample
from .placing import NoPlace
from .sample import consistent_numbers, sample_report
from .shapes import ALL_SHAPES

_YEAR = 2023
_DRAWN = 5


class Problem(NamedTuple):
    """What is not as it should be. ``case`` is the name of the case, empty for what is wrong with the rule itself."""

    case: str
    message: Text
    text: str = ""


class Checked(NamedTuple):
    """What came of running so many cases."""

    cases: int
    problems: tuple[Problem, ...]


def check_rule(rule: Rule, plugins: Plugins | None = None) -> Checked:
    """Runs the examples of a rule and the cases beside it: what is found, its places, its messages, its fixes, and
    whether a fixed text is left alone. A rule without a bad and a good example is not well tested, which is told.
    """
    try:
        cases = cases_of(rule, plugins)
    except TomlError as error:
        return Checked(0, (Problem("", Text(f"{error.where}：{error.message.zh}", str(error))),))
    except NoPlace as error:
        zh, en = f"样例报告里没有 {error}，示例放不进去", f"the sample report has no {error} to put the example in"
        return Checked(0, (Problem("", Text(zh, en)),))
    except (ValueError, OSError) as error:
        return Checked(0, (Problem("", Text(f"读不了用例：{error}", f"cannot read the cases: {error}")),))
    return Checked(len(cases), (*_missing(cases), *_wrong(cases, plugins)))


def assert_rule(rule: Rule, plugins: Plugins | None = None) -> None:
    """As :func:`check_rule`, for tests.

    Raises:
        AssertionError: something is not as it should be; the message says all of it.
    """
    problems = check_rule(rule, plugins).problems
    lines = [f"{rule.code} {problem.case}: {problem.message.en}" for problem in problems]
    assert not problems, "\n".join(lines)


def check_form(form: Form, plugins: Plugins) -> Checked:
    """Draws correct reports of a form, one with zeros alone: no built-in rule finds anything that weighs in them.

    Their prose is plain, so what other rules ask of it is not looked at.
    """
    if not form.sections:
        return Checked(0, ())
    year = form.last or max(form.first or _YEAR, _YEAR)
    session = Session(plugins, reading=Reading(year, form.id))
    problems = []
    for seed in range(_DRAWN):
        numbers = consistent_numbers(form, Random(seed)) if seed else {}
        text = sample_report(form, year, numbers)
        for one in session.check(SourceText(text)).diagnostics:
            if one.severity.reaches(Severity.WARNING) and plugins.origins[one.code] == BUILTIN:
                zh, en = f"{one.code} {one.message.zh}", f"{one.code} {one.message.en}"
                problems.append(Problem("正确的报告", Text(zh, en), text))
    return Checked(_DRAWN, tuple(dict.fromkeys(problems)))


def assert_silent(rule: Rule, plugins: Plugins | None = None, *, reports: int = 20, seed: int = 0) -> None:
    """Runs a rule over drawn correct reports of many authorities and years: it says nothing that weighs.

    Raises:
        AssertionError: it does; the message has the first text and what is said of it.
    """
    plugins = plugins or load_plugins(installed=False)
    rng = Random(seed)
    for _ in range(reports):
        sample = random_sample(plugins.forms, rng)
        text = ALL_SHAPES["tab"].text(sample.blocks(), rng)
        told = [one for one in findings(rule, text, plugins) if one.severity.reaches(Severity.WARNING)]
        assert not told, f"{rule.code} says of a correct report: {told[0].message.en}\n\n{text}"


def _missing(cases: list[Case]) -> Iterator[Problem]:
    if all(case.finds == () for case in cases):
        zh, en = "没有应当提示的示例（bad）", "has no example that it finds fault with (bad)"
        yield Problem("", Text(zh, en))
    if all(case.finds != () for case in cases):
        yield Problem("", Text("没有不应提示的示例（good）", "has no example that it leaves alone (good)"))


def _wrong(cases: list[Case], plugins: Plugins | None) -> Iterator[Problem]:
    for case in cases:
        for message in problems_of(case, plugins):
            yield Problem(case.name, message, case.text)
