"""The pages of the rules as documents: one for each rule and language, and up to date."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportlint.cli import main
from reportlint.pages.rules import page, write_pages
from reportlint.plugins import load_plugins

DOCS = Path(__file__).resolve().parents[2] / "docs" / "rules"
PLUGINS = load_plugins(installed=False)
RULES = [PLUGINS.rules[code] for code in sorted(PLUGINS.rules)]


def pages(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text(encoding="utf-8") for path in folder.rglob("*.md")}


def test_the_documents_are_those_of_the_rules(tmp_path: Path) -> None:
    write_pages(RULES, tmp_path)
    assert pages(DOCS) == pages(tmp_path), "run: reportlint rule --all --isolated --no-plugins --output-dir docs/rules"


def test_there_is_a_page_for_each_rule_and_a_rule_for_each_page() -> None:
    codes = {rule.code for rule in RULES}
    for language in ("zh", "en"):
        assert {path.stem for path in (DOCS / language).iterdir()} == codes


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_page_has_what_people_look_for(rule, language: str) -> None:
    text = page(rule, language)
    assert rule.summary.in_language(language) in text
    for message in rule.messages.values():
        assert message.in_language(language) in text
    # What is no text, or needs a form of a plugin, cannot be shown as a report.
    if rule.family != "DOC" and rule.code != "TBL300":
        assert "```report" in text
    if language == "en":
        assert "## In English" not in text


def test_a_folder_has_to_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rule", "--all"]) == 2
    assert "--output-dir" in capsys.readouterr().err
    assert main(["rule"]) == 2
    assert "TBL301" in capsys.readouterr().err
