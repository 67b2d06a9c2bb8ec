"""JUnit's XML, as build servers read it: a suite for each file, a case for each finding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timezone
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from reportlint.diagnostic import Diagnostic
from reportlint.result import FileResult
from reportlint.toml import Text

from . import Run
from .full import block, fault_line
from .place import place, source_of
from .terminal import visible

_NOT_LOOKED_AT = Text("未作检查", "not checked")


def write(run: Run) -> str:
    """The suites of a run.

    A finding that makes the run fail is a failure, another one a skipped case with its message, a rule
    that failed an error. A file without any of these has one case, which is passed or, where the file was not
    looked at, skipped.
    """
    # Even where this goes to a terminal: the codes of colours are no characters of XML.
    run = replace(run, color=False)
    root = Element("testsuites")
    now = datetime.now(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S")
    for number, result in enumerate(run.results):
        cases = list(_cases(run, result))
        suite = SubElement(root, "testsuite", {
            "name": visible(result.name),
            "package": "reportlint",
            "id": str(number),
            "timestamp": now,
            "hostname": "localhost",
            "tests": str(len(cases)),
            **{f"{kind}s" if kind != "skipped" else kind: str(sum(case.find(kind) is not None for case in cases))
               for kind in ("failure", "error", "skipped")},
            "time": f"{sum(result.seconds.values()):.3f}",
        })  # fmt: skip
        SubElement(suite, "properties")
        suite.extend(cases)
        SubElement(suite, "system-out")
        SubElement(suite, "system-err")
    indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{tostring(root, encoding="unicode")}\n'


def _cases(run: Run, result: FileResult) -> Iterator[Element]:
    for diagnostic in result.diagnostics:
        yield _finding(run, result, diagnostic)
    for fault in result.faults:
        case = _case(result, fault.code)
        message = visible(fault.message)
        SubElement(case, "error", message=message, type=fault.code).text = fault_line(run, result, fault)
        yield case
    if not result.diagnostics and not result.faults:
        case = _case(result, "reportlint")
        if result.problem is not None:
            SubElement(case, "skipped", message=f"{_NOT_LOOKED_AT.in_language(run.language)}: {result.problem.kind}")
        yield case


def _finding(run: Run, result: FileResult, diagnostic: Diagnostic) -> Element:
    where = place(source_of(result), diagnostic.span.start)
    case = _case(result, f"{diagnostic.code} {diagnostic.name} {where}")
    message = visible(diagnostic.message.in_language(run.language))
    if diagnostic.severity.reaches(run.fail_level):
        failure = SubElement(case, "failure", message=message, type=f"{diagnostic.severity.value} {diagnostic.code}")
        failure.text = "\n".join(block(run, result, diagnostic))
    else:
        SubElement(case, "skipped", message=message)
    return case


def _case(result: FileResult, name: str) -> Element:
    return Element("testcase", name=name, classname=visible(result.name), time="0")
