"""JUnit's XML: against schemas, and read by another program."""

from __future__ import annotations

from dataclasses import replace

import junitparser
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from reportlint.diagnostic import Severity
from reportlint.outputs import Run, output

from .published import schemas
from .samples import RUNS, TEXT, diagnostic, full_run, result, span_of


def written(run: Run) -> bytes:
    text = output("junit")(run)
    assert isinstance(text, str)
    return text.encode()


@pytest.mark.parametrize("run", [*RUNS.values(), replace(full_run(), color=True)], ids=[*RUNS, "coloured"])
def test_the_schema_accepts_it(run: Run) -> None:
    for schema in schemas("junit.xsd", "JUnit.xsd"):
        etree.XMLSchema(etree.parse(schema)).assertValid(etree.fromstring(written(run)))


@given(st.text(st.characters()), st.text(st.characters()))
def test_any_text_is_xml(message: str, name: str) -> None:
    run = Run((result(message, diagnostic(span_of("", ""), message=message), name=f"a{name}"),))
    etree.fromstring(written(run))


def test_another_program_reads_it() -> None:
    suites = list(junitparser.JUnitXml.fromstring(written(full_run("en"))))
    assert [(one.name, one.tests, one.failures, one.errors, one.skipped) for one in suites] == [
        ("reports/2023.md", 2, 1, 0, 1),
        ("/srv/网站/空 白.md", 2, 1, 1, 0),
        ("坏.md", 1, 0, 0, 1),
    ]
    first, second = suites[0]
    assert (first.name, first.classname) == ("TBL301 row-total 3:13", "reports/2023.md")
    (failure,) = first.result
    assert (failure.message, failure.type) == ("the total should be 15, is 12", "error TBL301")
    assert "3 | | 自然人 | 3 | 12 |\n  |                ^^" in failure.text
    (skipped,) = second.result
    assert type(skipped) is junitparser.Skipped


def test_what_makes_the_run_fail_is_a_failure() -> None:
    found = [diagnostic(span_of(TEXT, "12"), severity=severity) for severity in Severity]
    failures = [
        junitparser.JUnitXml.fromstring(written(Run((result(TEXT, *found),), fail_level=level))).failures
        for level in Severity
    ]
    assert failures == [1, 2, 3, 4]


def test_a_file_without_findings_is_a_case() -> None:
    for name, skipped in (("no findings", 0), ("not looked at", 1)):
        (suite,) = junitparser.JUnitXml.fromstring(written(RUNS[name]))
        assert (suite.tests, suite.failures, suite.skipped) == (1, 0, skipped)
