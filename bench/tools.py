"""The linters that are measured, as command lines, and what each is fed."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .commands import Command
from .corpus import Corpus
from .environments import Environments

BARE = "`python -c pass`"
OURS = "reportlint"
TEXTLINT, ZHLINT, AUTOCORRECT_NODE, SQLFLUFF, RUFF = "textlint", "zhlint", "autocorrect (node)", "SQLFluff", "ruff"
AUTOCORRECT = "autocorrect (Python)"

# Rules of textlint for Chinese: brackets, and words that are often mistaken for each other.
_TEXTLINT = {"rules": {"zh-half-and-full-width-bracket": {"bracket": "mixed"}, "prh": {"rulePaths": ["words.yml"]}}}
_WORDS = (
    ("帐户", "账户"),
    ("其它", "其他"),
    ("布署", "部署"),
    ("截止目前", "截至目前"),
    ("份内", "分内"),
    ("做为", "作为"),
)


@dataclass(frozen=True)
class Tool:
    """A linter.

    ``some`` is the pattern of those of the many files that it gets; ``by_pattern`` says that it takes the pattern itself
    and looks at no more than one file otherwise.
    """

    name: str
    suffix: str
    words: tuple[str, ...] = ()
    some: str = "*"
    by_pattern: bool = False

    def command(self, files: Sequence[Path], folder: Path) -> Command:
        """The command that looks at files, which lie in one folder, when it is run in another one above them.

        Not every tool finds what is not below the folder that it is run in.
        """
        given = [str(path.relative_to(folder)) for path in files]
        if self.by_pattern and len(files) > 1:
            given = [str(files[0].parent.relative_to(folder) / (self.some + self.suffix))]
        return Command(self.name, (*self.words, *given))

    def many(self, corpus: Corpus) -> list[Path]:
        """Those of the many files that it gets."""
        return [path for path in corpus.many(self.suffix) if path.match(self.some + self.suffix)]


def python(environments: Environments) -> Path:
    """The Python of the environment that has reportlint.

    Raises:
        RuntimeError: reportlint could not be installed.
    """
    found = environments.script("reportlint", "python")
    if found is None or "reportlint" in environments.missing:
        raise RuntimeError(f"reportlint was not installed: {environments.missing.get('reportlint')}")
    return found


def bare(environments: Environments) -> Command:
    """A Python that does nothing: what a start costs on this machine at this moment."""
    return Command(BARE, (str(python(environments)), "-c", "pass"))


def ours(environments: Environments, *options: str) -> tuple[str, ...]:
    """The words of a check by reportlint, without its files."""
    program = str(environments.script("reportlint", "reportlint"))
    return (program, "check", "--isolated", "--exit-zero", "--output-format", "concise", *options)


def reportlint(environments: Environments, *options: str) -> Tool:
    """A check by reportlint."""
    return Tool(OURS, ".txt", ours(environments, *options))


def peers(environments: Environments) -> list[Tool]:
    """The other linters, as far as they could be installed, without what they may keep from run to run."""
    settings = environments.folder / "settings"
    settings.mkdir(exist_ok=True)
    (settings / "textlintrc.json").write_text(json.dumps(_TEXTLINT), encoding="utf-8")
    words = "".join(f"  - expected: {right}\n    pattern: {wrong}\n" for wrong, right in _WORDS)
    (settings / "words.yml").write_text(f"version: 1\nrules:\n{words}", encoding="utf-8")
    (settings / "sqlfluff.cfg").write_text(
        "[sqlfluff]\ndialect = ansi\nlarge_file_skip_byte_limit = 0\n", encoding="utf-8"
    )
    textlint = ("--config", str(settings / "textlintrc.json"))
    rules = ("--rules-base-directory", str(environments.folder / "textlint" / "node_modules"))
    sqlfluff = ("lint", "--config", str(settings / "sqlfluff.cfg"), "--disable-progress-bar")
    ruff = ("check", "--isolated", "--no-cache", "-q", "--output-format", "concise")
    own = str(Path(__file__).with_name("autocorrect.py"))
    some = "r0[01]*"
    tools = [
        _tool(environments, "linters", "ruff", ruff, Tool(RUFF, ".py")),
        _tool(environments, "linters", "python", (own,), Tool(AUTOCORRECT, ".txt")),
        _tool(environments, "autocorrect", "autocorrect", ("--lint",), Tool(AUTOCORRECT_NODE, ".txt")),
        _tool(environments, "textlint", "textlint", (*textlint, *rules), Tool(TEXTLINT, ".txt", some=some)),
        _tool(environments, "zhlint", "zhlint", (), Tool(ZHLINT, ".txt", some=some, by_pattern=True)),
        _tool(environments, "linters", "sqlfluff", sqlfluff, Tool(SQLFLUFF, ".sql", some="r000[0-3]*")),
    ]
    return [tool for tool in tools if tool is not None]


def _tool(
    environments: Environments, environment: str, program: str, options: tuple[str, ...], tool: Tool
) -> Tool | None:
    path = environments.script(environment, program)
    if environment in environments.missing or path is None:
        environments.missing.setdefault(environment, "its command is not there")
        return None
    return replace(tool, words=(str(path), *options))
