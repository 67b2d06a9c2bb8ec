"""reviewdog's format."""

from __future__ import annotations

import json
from typing import Any

import jsonschema
import pytest

from reportlint.diagnostic import Edit, Fix, Safety
from reportlint.outputs import Run, output
from reportlint.source import Span
from reportlint.toml import Text

from .published import schemas
from .samples import RUNS, TEXT, diagnostic, fix, full_run, result, span_of


def written(run: Run) -> Any:
    return json.loads(output("rdjson")(run))


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_the_schema_accepts_it(run: Run) -> None:
    for schema in schemas("rdjson.json", "DiagnosticResult.json"):
        known = json.loads(schema.read_text(encoding="utf-8"))
        jsonschema.validators.validator_for(known)(known).validate(written(run))


def test_a_fix_is_a_suggestion_that_can_be_applied_to_the_bytes() -> None:
    run = Run(
        (result(TEXT, diagnostic(span_of(TEXT, "田"), fix=Fix(Text("改", "x"), (Edit(span_of(TEXT, "田"), "畑"),)))),)
    )
    (one,) = written(run)["diagnostics"]
    (suggestion,) = one["suggestions"]
    assert suggestion["range"] == one["location"]["range"] == {
        "start": {"line": 4, "column": 20},
        "end": {"line": 4, "column": 23},
    }  # fmt: skip
    line = TEXT.split("\n")[3].encode()
    assert (line[:19] + suggestion["text"].encode() + line[22:]).decode() == "联系电话：𠮷畑\t0551"


@pytest.mark.parametrize(
    "fix",
    [
        fix(TEXT, Safety.DISPLAY),
        Fix(Text("两处", "two"), (Edit(Span(0, 1), ""), Edit(Span(3, 4), ""))),
        Fix(Text("看看", "look"), ()),
    ],
)
def test_what_cannot_be_taken_by_itself_is_no_suggestion(fix: Fix) -> None:
    (one,) = written(Run((result(TEXT, diagnostic(Span(0, 1), fix=fix)),)))["diagnostics"]
    assert "suggestions" not in one


def test_a_file_without_text_has_no_range() -> None:
    told = written(full_run())["diagnostics"]
    assert told[-1]["location"] == {"path": "坏.md"}
    assert [one["severity"] for one in told] == ["ERROR", "INFO", "WARNING", "ERROR", "INFO"]
