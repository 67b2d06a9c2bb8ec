"""GitLab's code quality report."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from reportlint.outputs import Run, output
from reportlint.source import Span

from .published import schemas
from .samples import RUNS, TEXT, diagnostic, full_run, result


def written(run: Run) -> Any:
    return json.loads(output("gitlab")(run))


@pytest.mark.parametrize("run", RUNS.values(), ids=RUNS)
def test_the_schema_accepts_it(run: Run) -> None:
    issues = written(run)
    ours, *published = schemas("gitlab.json", "codeclimate.json")
    jsonschema.Draft7Validator(json.loads(ours.read_text(encoding="utf-8"))).validate(issues)
    for schema in published:
        for issue in issues:
            jsonschema.Draft7Validator(json.loads(schema.read_text(encoding="utf-8"))).validate(issue)


def test_issues() -> None:
    issues = written(full_run("en"))
    assert [one["severity"] for one in issues] == ["major", "info", "minor", "blocker", "info"]
    assert issues[0] == {
        "description": "the total should be 15, is 12",
        "check_name": "TBL301",
        "fingerprint": issues[0]["fingerprint"],
        "severity": "major",
        "location": {"path": "reports/2023.md", "lines": {"begin": 3, "end": 3}},
    }


def test_fingerprints_tell_files_and_findings_apart_and_outlive_edits() -> None:
    same = [diagnostic(Span(at, at + 1)) for at in (0, 0)]
    issues = written(Run((result(TEXT, *same), result(TEXT, *same, name="b.md"))))
    assert len({one["fingerprint"] for one in issues}) == 4
    moved = written(Run((result("\n\n" + TEXT, *(diagnostic(Span(2, 3)) for _ in same)),)))
    assert [one["fingerprint"] for one in moved] == [one["fingerprint"] for one in issues[:2]]


@pytest.mark.parametrize("name", ["./a b/年.md", "a b/../a b/年.md", "HERE/a b/年.md"])
def test_paths_are_those_of_the_repository(name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    run = Run((result(TEXT, diagnostic(Span(0, 1)), name=name.replace("HERE", str(tmp_path))),))
    assert written(run)[0]["location"]["path"] == "a b/年.md"
