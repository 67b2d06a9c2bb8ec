"""Fixes applied pass by pass: with checks made by hand, and with the rules."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from reportlint.diagnostic import Diagnostic, Edit, Fix, Safety, Severity
from reportlint.engine import Session
from reportlint.fixing import MAX_PASSES, Fixed, fix
from reportlint.result import FileProblem, FileResult, RuleFault
from reportlint.rule import Finding
from reportlint.source import SourceText, Span, decode
from reportlint.testing import sample_report
from reportlint.toml import Text

SAFE = frozenset({Safety.SAFE})
Check = Callable[[SourceText], FileResult]


def diagnostic(
    span: Span, new: str, code: str = "TXT101", severity: Severity = Severity.WARNING, safety: Safety = Safety.SAFE
) -> Diagnostic:
    mend = Fix(Text("改", "mend"), (Edit(span, new),), safety)
    return Diagnostic(code, "a-rule", severity, Text("错", "wrong"), span, fix=mend)


def check_of(*rules: tuple[str, str, str], errors: str = "$^", faults: str = "$^", other: str = "$^") -> Check:
    """A check by patterns: rules of code, what they find and what they write; errors without fix; texts that a rule
    fails on; texts that are no report.
    """

    def check(source: SourceText) -> FileResult:
        found = [
            diagnostic(Span(*match.span()), match.expand(new), code)
            for code, old, new in rules
            for match in re.finditer(old, source.text)
        ]
        found += [
            Diagnostic("SEC101", "an-error", Severity.ERROR, Text("错", "wrong"), Span(*match.span()))
            for match in re.finditer(errors, source.text)
        ]
        found.sort(key=lambda one: (one.span, one.severity.rank, one.code))
        failed = (RuleFault("TBL101", "KeyError"),) if re.search(faults, source.text) else ()
        problem = FileProblem("not-a-report") if re.search(other, source.text) else None
        return FileResult("a.txt", source, None, tuple(found), problem, failed)

    return check


def fixed(text: str, check: Check, encoding: str = "utf-8", allowed: frozenset[Safety] = SAFE) -> Fixed:
    data = text.encode(encoding)
    return fix(data, check(decode(data)), check, allowed)


def result(done: Fixed) -> tuple[str, list[str], list[str]]:
    """The text, the codes of what was mended, and of what was refused with the beginning of the reason."""
    source = done.after.source
    assert source is not None
    assert done.data.decode(source.encoding) == source.text
    return source.text, [one.code for one in done.mended], [f"{one.code} {why.en}" for one, why in done.refused]


def test_all_fixes_of_a_pass_and_of_the_next() -> None:
    check = check_of(("TXT101", "甲", "乙"), ("TXT102", "乙乙", "丙"))
    assert result(fixed("甲甲、甲", check)) == ("丙、乙", ["TXT101", "TXT101", "TXT101", "TXT102"], [])


def test_of_two_that_overlap_the_second_waits() -> None:
    check = check_of(("TXT102", "一二", "12"), ("TXT103", "二三", "23"), ("TXT101", "三", "3"))
    assert result(fixed("一二三", check)) == ("123", ["TXT102", "TXT101"], [])
    graver = check_of(("TXT109", "一二", "错"))

    def both(source: SourceText) -> FileResult:
        found = [replace(one, severity=Severity.ERROR) for one in graver(source).diagnostics]
        return replace(check(source), diagnostics=(*found, *check(source).diagnostics))

    assert result(fixed("一二三", both)) == ("错3", ["TXT109", "TXT101"], [])


def test_only_what_is_allowed_is_applied() -> None:
    def check(source: SourceText) -> FileResult:
        safeties = {"甲": Safety.SAFE, "乙": Safety.UNSAFE, "丙": Safety.DISPLAY}
        found = tuple(
            diagnostic(Span(at, at + 1), "改", safety=safeties[char])
            for at, char in enumerate(source.text)
            if char in safeties
        )
        return FileResult("a.txt", source, None, found)

    assert result(fixed("甲乙丙", check))[0] == "改乙丙"
    assert result(fixed("甲乙丙", check, allowed=frozenset(Safety)))[0] == "改改丙"
    untouched = fixed("甲乙丙", check, allowed=frozenset())
    assert (untouched.changed, untouched.before) == (False, untouched.after)


def test_what_brings_an_error_is_taken_back_and_named() -> None:
    check = check_of(("TXT101", "[甲乙丙丁戊]", "改"), ("TXT102", "己", "错"), errors="错")
    text = "甲乙己丙丁戊己甲"
    done = result(fixed(text, check))
    assert done == ("改改己改改改己改", ["TXT101"] * 6, ["TXT102 there would be a new error SEC101: wrong"] * 2)


def test_an_error_that_was_there_is_not_a_new_one() -> None:
    check = check_of(("TXT101", "甲", "改改改"), errors="错")
    assert result(fixed("甲错甲错", check)) == ("改改改错改改改错", ["TXT101", "TXT101"], [])


def test_what_makes_a_rule_fail_or_hides_the_report_is_taken_back() -> None:
    check = check_of(("TXT101", "甲", "坏"), ("TXT102", "乙", "别"), ("TXT103", "丙", "好"), faults="坏", other="别")
    assert result(fixed("甲乙丙", check)) == (
        "甲乙好", ["TXT103"],
        ["TXT101 rule TBL101 would fail", "TXT102 the text would not look like an annual report any more"],
    )  # fmt: skip


def test_fixes_that_undo_each_other_stop_and_keep_the_rest() -> None:
    check = check_of(("TXT101", "甲", "乙"), ("TXT102", "乙", "甲"), ("TXT103", "丙", "好"))
    text, mended, refused = result(fixed("甲丙", check))
    assert (text, mended) == ("乙好", ["TXT101", "TXT103"])
    assert refused == ["TXT102 it and another fix undo each other"]


def test_fixes_without_end_end() -> None:
    check = check_of(("TXT101", "甲$", "甲甲"))
    text, mended, refused = result(fixed("甲", check))
    assert (len(text), len(mended)) == (MAX_PASSES + 1, MAX_PASSES)
    assert refused == ["TXT101 not done after 10 passes; run it once more"]


@pytest.mark.parametrize(
    ("edits", "reason"),
    [
        ([Edit(Span(0, 9), "改")], "it is no valid fix"),
        ([Edit(Span(2, 1), "改")], "it is no valid fix"),
        ([Edit(Span(0, 2), "改"), Edit(Span(1, 2), "变")], "it is no valid fix"),
        ([Edit(Span(0, 1), "\ud800")], "the encoding of the file lacks"),
    ],
)
def test_what_cannot_be_applied_is_named_and_harms_no_other(edits: list[Edit], reason: str) -> None:
    def check(source: SourceText) -> FileResult:
        broken = Fix(Text("改", "mend"), tuple(edits))
        rest = check_of(("TXT102", "丁", "好"))(source).diagnostics
        return FileResult("a.txt", source, None, (replace(diagnostic(Span(0, 1), ""), fix=broken), *rest))

    text, mended, refused = result(fixed("甲乙丙丁", check))
    assert (text, mended) == ("甲乙丙好", ["TXT102"])
    assert [one.split(" ", 1)[1].startswith(reason) for one in refused] == [True]


def test_many_harmful_fixes_cost_little() -> None:
    looked = 0
    inner = check_of(("TXT101", "甲", "错"), ("TXT102", "乙", "好"), errors="错")

    def check(source: SourceText) -> FileResult:
        nonlocal looked
        looked += 1
        return inner(source)

    text, mended, _ = result(fixed("甲" * 60 + "乙" * 9, check))
    assert looked < 330
    assert "错" not in text and text.count("甲") == 60
    assert len(mended) == text.count("好")


def test_a_file_whose_bytes_would_not_come_back_is_left_alone() -> None:
    check = check_of(("TXT101", "镇", ""))
    # Without its first character, what is left in GB18030 would be read as UTF-8.
    done = fixed("镇漏", check, "gb18030")
    assert (done.changed, done.data) == (False, "镇漏".encode("gb18030"))
    assert [why.en[:40] for _, why in done.refused] == ["the file could not be written back as it"]
    data = "镇".encode()
    other = fix(data, check(SourceText("甲镇")), check, SAFE)
    assert (other.data, other.changed, len(other.refused)) == (data, False, 1)


def test_a_fix_spares_comments(session: Session) -> None:
    form = session.plugins.forms.for_year(2023)
    assert form is not None
    text = sample_report(form, 2023)
    mark = text.index("，")
    rule = session.plugins.rules["TXT101"]

    def found(context: object, span: Span) -> list[Finding]:
        return [Finding(span, {}, fix=Fix(Text("删", "delete"), (Edit(span, ""),)))]

    comment = "<!-- reportlint: enable -->"
    for span, spared in ((Span(mark - 1, mark + 1), True), (Span(mark, mark + len(comment) + 1), False)):
        own = replace(rule, check=lambda _, context, span=span: found(context, span), gather=False, local=False)
        own = replace(own, messages={"": Text("错", "wrong")})
        alone = Session(session.plugins)
        alone.rules = [(own, None, own.options())]
        (one, *_) = alone.check(SourceText(text[:mark] + comment + text[mark:])).diagnostics
        assert (one.fix is not None) == (spared and span.end <= mark), span
