"""The SARIF output: against the published schema, another program, and the text it is about."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import tarfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from reportlint.diagnostic import Edit, Fix
from reportlint.ignoring import Entry, Ignored
from reportlint.outputs import Run, output
from reportlint.outputs.uri import artifact_location
from reportlint.result import FileProblem, FileResult
from reportlint.source import Span
from reportlint.toml import Text

from .samples import TEXT, diagnostic, full_run, ignoring_run, result, span_of

# The npm package in which the editors of SARIF publish the schema, for what else tests write it.
SCHEMA_PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0"
SCHEMA_SHA512 = (
    "0357ce84f77a21ce620e4e05f583f0d6a341e1717eefe22f891ef197caf617a4"
    "33424c7972963d2ec1a4dab1318852047016e3a559d29b058606e9004a4890f4"
)
SCHEMA_FILE = "package/lib/schemas/sarif-2.1.0-rtm.5.json"
# npm's own words when the package registry is out of reach: then nothing here was put to the test.
UNREACHABLE = ("ENOTFOUND", "EAI_AGAIN", "ENETUNREACH", "ECONNREFUSED")


def written(run: Run) -> Any:
    return json.loads(output("sarif")(run))


def only_run(run: Run) -> Any:
    (one,) = written(run)["runs"]
    return one


@pytest.fixture(scope="session")
def schema(tmp_path_factory: pytest.TempPathFactory) -> Any:
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("getting the schema of SARIF needs npm")
    folder = tmp_path_factory.mktemp("sarif")
    packed = subprocess.run(
        [npm, "pack", "--loglevel=error", "--fetch-retries=0", "--prefer-offline", SCHEMA_PACKAGE],
        cwd=folder, capture_output=True, text=True, encoding="utf-8", timeout=120,
    )  # fmt: skip
    if packed.returncode != 0 and any(word in packed.stdout + packed.stderr for word in UNREACHABLE):
        pytest.skip("npm could not reach the package registry")
    assert packed.returncode == 0, packed.stderr
    archive = folder / packed.stdout.strip()
    assert hashlib.sha512(archive.read_bytes()).hexdigest() == SCHEMA_SHA512
    with tarfile.open(archive) as files:
        member = files.extractfile(SCHEMA_FILE)
        assert member is not None
        return json.load(member)


@pytest.mark.parametrize(
    "run",
    [
        full_run(),
        full_run("en"),
        ignoring_run(),
        Run(()),
        Run((result(TEXT), result(TEXT))),
        Run((FileResult("坏.md", None, None, (), FileProblem("too-large", 9)),)),
    ],
)
def test_the_schema_accepts_it(schema: Any, run: Run) -> None:
    jsonschema.Draft4Validator(schema).validate(written(run))


def test_the_schema_is_one_that_refuses(schema: Any) -> None:
    log = written(full_run())
    log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]["startLine"] = 0
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft4Validator(schema).validate(log)


def test_another_program_reads_it(tmp_path: Path) -> None:
    loader = pytest.importorskip("sarif.loader", reason="needs sarif-tools")
    file = tmp_path / "run.sarif"
    file.write_text(output("sarif")(full_run()), encoding="utf-8")
    log = loader.load_sarif_file(str(file))
    assert log.get_distinct_tool_names() == ["reportlint"]
    records = [(one["Severity"], one["Code"], one["Location"], str(one["Line"])) for one in log.get_records()]
    assert records == [
        ("error", "TBL301", "reports/2023.md", "3"),
        ("note", "TBL301", "reports/2023.md", "4"),
        ("warning", "DOC001", "file:///srv/%E7%BD%91%E7%AB%99/%E7%A9%BA%20%E7%99%BD.md", "1"),
        ("note", "DOC002", "%E5%9D%8F.md", "1"),
    ]


def test_the_log_of_a_run(tmp_path: Path) -> None:
    page = tmp_path / "row_total.md"
    page.write_text("# 总计\n\n总计等于各列之和。\n", encoding="utf-8")
    log = written(full_run(page=page))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("/sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["artifacts"] == [
        {"location": {"uri": "reports/2023.md", "uriBaseId": "%SRCROOT%", "index": 0}, "encoding": "utf-8"},
        {
            "location": {"uri": "file:///srv/%E7%BD%91%E7%AB%99/%E7%A9%BA%20%E7%99%BD.md", "index": 1},
            "encoding": "utf-8",
        },
        {"location": {"uri": "%E5%9D%8F.md", "uriBaseId": "%SRCROOT%", "index": 2}},
    ]
    assert run["tool"]["driver"]["rules"][0] == {
        "id": "TBL301",
        "name": "RowTotal",
        "shortDescription": {"text": "总计列等于各列之和"},
        "fullDescription": {"text": "总计应为{right}，实为{wrong}"},
        "help": {"text": page.read_text(encoding="utf-8"), "markdown": page.read_text(encoding="utf-8")},
        "defaultConfiguration": {"level": "error", "enabled": True},
        "properties": {"family": "TBL", "basis": "国办公开办函〔2021〕30号"},
    }


def test_a_page_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    run = only_run(full_run(page=tmp_path / "gone.md"))
    assert "help" not in run["tool"]["driver"]["rules"][0]


def test_results_name_their_rule() -> None:
    run = only_run(full_run())
    rules = run["tool"]["driver"]["rules"]
    named = [(one["ruleId"], rules[one["ruleIndex"]]["id"]) for one in run["results"] if "ruleIndex" in one]
    assert named == [("TBL301", "TBL301"), ("TBL301", "TBL301"), ("DOC001", "DOC001")]
    assert [one["level"] for one in run["results"]] == ["error", "note", "warning", "note"]
    assert [one["properties"]["severity"] for one in run["results"]] == ["error", "hint", "warning", "info"]
    assert run["results"][0]["properties"]["data"] == {"right": 15, "ratio": "0.10", "columns": ["自然人"]}


def test_regions_are_the_spans() -> None:
    run = only_run(full_run())
    result = run["results"][0]
    (location,) = result["locations"]
    start = TEXT.index("12")
    assert location["physicalLocation"]["region"] == {
        "startLine": 3,
        "startColumn": 13,
        "endLine": 3,
        "endColumn": 15,
        "charOffset": start,
        "charLength": 2,
        "snippet": {"text": "12"},
    }
    (related,) = result["relatedLocations"]
    assert related["message"] == {"text": "这一列是3"}
    assert related["physicalLocation"]["region"]["snippet"] == {"text": "3"}
    (whole,) = run["results"][3]["locations"]
    assert whole["physicalLocation"] == {
        "artifactLocation": {"uri": "%E5%9D%8F.md", "uriBaseId": "%SRCROOT%", "index": 2}
    }


def test_a_region_over_a_lone_carriage_return() -> None:
    text = "甲\r乙\r\n丙"
    run = only_run(Run((result(text, diagnostic(Span(0, 5))),)))
    region = run["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert (region["endLine"], region["endColumn"]) == (3, 1)
    assert "\r" in run["newlineSequences"]


def test_a_fix_can_be_applied() -> None:
    run = only_run(full_run())
    (fix,) = run["results"][0]["fixes"]
    (change,) = fix["artifactChanges"]
    (replacement,) = change["replacements"]
    start = replacement["deletedRegion"]["charOffset"]
    end = start + replacement["deletedRegion"]["charLength"]
    fixed = TEXT[:start] + replacement["insertedContent"]["text"] + TEXT[end:]
    assert fixed == TEXT.replace("12", "15")
    assert fix["description"] == {"text": "改为15"}
    assert fix["properties"] == {"safety": "safe"}


def test_what_is_only_shown_is_no_fix() -> None:
    run = only_run(full_run())
    assert "fixes" not in run["results"][1]
    assert run["results"][2]["fixes"][0]["properties"] == {"safety": "unsafe"}
    nothing = Fix(Text("看看", "look"), ())
    assert "fixes" not in only_run(Run((result("年", diagnostic(Span(0, 1), fix=nothing)),)))["results"][0]


def test_an_insertion_deletes_nothing() -> None:
    insertion = Fix(Text("补上", "add"), (Edit(Span(1, 1), "度"),))
    run = only_run(Run((result("年", diagnostic(Span(0, 1), fix=insertion)),)))
    (replacement,) = run["results"][0]["fixes"][0]["artifactChanges"][0]["replacements"]
    assert replacement["deletedRegion"]["charLength"] == 0
    assert replacement["insertedContent"] == {"text": "度"}


def test_a_rule_that_failed_is_a_notification() -> None:
    (invocation,) = only_run(full_run())["invocations"]
    assert invocation["executionSuccessful"] is False
    (notification,) = invocation["toolExecutionNotifications"]
    assert notification["associatedRule"] == {"id": "YER101", "index": 2}
    assert notification["message"] == {"text": "YER101: KeyError: '年'"}
    assert only_run(Run((result(TEXT),)))["invocations"][0]["executionSuccessful"] is True


def test_what_was_ignored_is_suppressed() -> None:
    results = only_run(ignoring_run())["results"]
    assert [one["suppressions"] for one in results] == [
        [{"kind": "inSource"}],
        [{"kind": "external", "justification": "核对过"}],
        [{"kind": "external"}],
        [],
    ]
    # Either all results say so or none does.
    assert not any("suppressions" in one for one in only_run(full_run())["results"])


def test_an_ignored_finding_changes_no_fingerprint() -> None:
    same = "| 总计 | 3 | 3 |\n"
    both = [diagnostic(Span(at, at + 1)) for at in (7, 11)]
    before = only_run(Run((result(same, *both),)))["results"]
    ignored = (Ignored(both[0], Entry("2023.md", "TBL301", Span(0, 0))),)
    after = only_run(Run((replace(result(same, both[1]), ignored=ignored),)))["results"]
    assert [one["partialFingerprints"] for one in before] == [one["partialFingerprints"] for one in after]


def test_findings_are_known_again_on_another_line() -> None:
    moved = "\n\n" + TEXT
    runs = [only_run(Run((result(text, diagnostic(span_of(text, "12"))),))) for text in (TEXT, moved)]
    prints = [run["results"][0]["partialFingerprints"] for run in runs]
    assert prints[0] == prints[1]
    assert list(prints[0]) == ["reportlint/v1"]


def test_a_file_named_twice_is_one_artifact() -> None:
    run = only_run(Run((result(TEXT), result(TEXT, diagnostic(Span(0, 1))))))
    assert len(run["artifacts"]) == 1
    location = run["results"][0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["index"] == 0


@pytest.mark.parametrize(
    ("name", "uri"),
    [
        ("a/b.md", "a/b.md"),
        ("./a b.md", "a%20b.md"),
        ("年报:1.md", "%E5%B9%B4%E6%8A%A5%3A1.md"),
        ("a#b?c%.md", "a%23b%3Fc%25.md"),
        ("<stdin>", "%3Cstdin%3E"),
        ("\udcff.md", "%FF.md"),
        ("\ud800.md", "%3F.md"),
    ],
)
def test_uris_of_relative_paths(name: str, uri: str) -> None:
    assert artifact_location(name) == {"uri": uri, "uriBaseId": "%SRCROOT%"}


def test_the_uri_of_an_absolute_path(tmp_path: Path) -> None:
    path = tmp_path / "年 报.md"
    assert artifact_location(str(path)) == {"uri": path.as_uri()}
