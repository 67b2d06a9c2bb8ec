"""The guides: what they tell their readers to write and run works, and both languages say the same."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from tests.cli.test_cli import run, text

from .guides import GUIDES, LANGUAGES, NAMES, blocks, follow

_COMMENT = re.compile(r"(?m)(?:^|  )# .*$")


def in_process(command: str, folder: Path) -> str | None:
    """Runs commands of reportlint; what makes environments and packages is for the slow tests."""
    program, *arguments = command.split()
    if program != "reportlint" or "list" in arguments:
        return None
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "path", list(sys.path))
        done = run(*arguments, cwd=folder)
    # Each command of a reader is a process of its own, which sees files as they are.
    for name in [name for name in sys.modules if name.startswith("reportlint_qingshi")]:
        del sys.modules[name]
    assert done.returncode in (0, 1), text(done)
    return text(done)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_guide_can_be_followed(name: str, language: str, tmp_path: Path) -> None:
    assert follow(GUIDES / language / f"{name}.md", tmp_path, in_process) > 0


@pytest.mark.parametrize("name", NAMES)
def test_both_languages_have_the_same_files(name: str) -> None:
    zh, en = ([block for block in blocks(GUIDES / language / f"{name}.md") if block.file] for language in LANGUAGES)
    assert [block.file for block in zh] == [block.file for block in en]
    for one, other in zip(zh, en, strict=True):
        assert _COMMENT.sub("", one.text) == _COMMENT.sub("", other.text), one.file


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_somewhere(language: str) -> None:
    for name in NAMES:
        page = GUIDES / language / f"{name}.md"
        for target in re.findall(r"\]\(([\w./-]+\.md)\)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).is_file(), f"{page}: {target}"


def test_the_rule_in_the_readme(tmp_path: Path) -> None:
    readme = (GUIDES.parents[1] / "README.md").read_text(encoding="utf-8")
    (block,) = [one for one in re.findall(r"```toml\n(.*?)```", readme, re.DOTALL) if "[[rule]]" in one]
    (tmp_path / "reportlint.toml").write_text(block, encoding="utf-8")
    assert run("test", cwd=tmp_path).returncode == 0
