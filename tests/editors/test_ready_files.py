"""The ready files in editors: well-formed, with command lines that reportlint takes, and without any trust.

Some of these editors run in tests of their own; Helix, Zed, Sublime Text and the IDEs of JetBrains do not.
"""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import tomli
from lsprotocol import types

from reportlint.cli.arguments import parser_for
from reportlint.outputs import OUTPUT_NAMES
from reportlint.server.settings import first_settings

ROOT = Path(__file__).parent.parent.parent
EDITORS = ROOT / "editors"
# An editor of its own kind: an extension with its own tests.
EXTENSION = "vscode"


def read(path: str) -> str:
    return (EDITORS / path).read_text(encoding="utf-8")


def from_json(path: str) -> Any:
    # Sublime Text's settings have comments on lines of their own.
    return json.loads(re.sub(r"^\s*//.*$", "", read(path), flags=re.MULTILINE))


def strings(text: str) -> list[str]:
    return re.findall(r'"([^"]*)"', text)


def between(path: str, pattern: str) -> str:
    match = re.search(pattern, read(path), re.DOTALL)
    assert match is not None, f"{path} has no {pattern}"
    return match[1]


def emacs() -> list[str]:
    return strings(between("emacs/reportlint.el", r"defcustom reportlint-command '\((.*?)\)"))


def helix() -> list[str]:
    server = tomli.loads(read("helix/languages.toml"))["language-server"]["reportlint"]
    return [server["command"], *server["args"]]


def jetbrains() -> list[str]:
    programs = from_json("jetbrains/template.json")["programArgs"]
    assert programs["windows"] == programs["default"].replace("reportlint ", "reportlint.exe ", 1)
    return shlex.split(programs["default"])


def kate() -> list[str]:
    return list(from_json("kate/settings.json")["servers"]["plaintext"]["command"])


def neovim() -> list[str]:
    return strings(between("neovim/reportlint.lua", r"\bcmd = \{(.*?)\}"))


def sublime() -> list[str]:
    return list(from_json("sublime/LSP.sublime-settings")["clients"]["reportlint"]["command"])


def vim() -> list[str]:
    command = between("vim/reportlint.vim", r"function! s:Command(.*?)endfunction")
    executable = strings(between("vim/reportlint.vim", r"(g:ale_reportlint_executable = [^\n]*)").replace("'", '"'))[-1]
    words = [word for part in re.findall("'([^']*)'", command) for word in part.split()]
    return [
        {"%e": executable, "%s": "report.txt"}.get(word, word) for word in words if not word.startswith("reportlint_")
    ]


def zed() -> list[str]:
    program = between("zed/src/lib.rs", r'\.which\("([^"]*)"\)')
    return [program, *strings(between("zed/src/lib.rs", r"args: vec!\[(.*?)\]"))]


COMMANDS = {one.__name__: one for one in (emacs, helix, jetbrains, kate, neovim, sublime, vim, zed)}
SERVED = sorted(set(COMMANDS) - {"vim"})


def test_every_editor_is_looked_at_here_and_in_the_documents() -> None:
    there = {path.name for path in EDITORS.iterdir() if path.is_dir()}
    assert there == {*COMMANDS, EXTENSION}
    page = (ROOT / "docs" / "editors.md").read_text(encoding="utf-8")
    for editor in there:
        assert f"(../editors/{editor}/" in page
        assert read(f"{editor}/README.md").strip()


@pytest.mark.parametrize("editor", COMMANDS)
def test_reportlint_takes_the_command_line(editor: str) -> None:
    program, *arguments = COMMANDS[editor]()
    assert program == "reportlint"
    taken = parser_for(arguments, "en").parse_args(arguments)
    assert taken.command == ("check" if editor == "vim" else "server")
    if editor == "vim":
        assert taken.output_format in OUTPUT_NAMES
        assert taken.no_local_plugins
        assert taken.paths == ["-"]
        assert taken.stdin_filename == "report.txt"


def options(editor: str) -> Any:
    """What the server is told when it starts; None where the file leaves that to the editor's other settings."""
    return {
        "helix": lambda: tomli.loads(read("helix/languages.toml"))["language-server"]["reportlint"]["config"],
        "jetbrains": lambda: from_json("jetbrains/initializationOptions.json"),
        "sublime": lambda: from_json("sublime/LSP.sublime-settings")["clients"]["reportlint"]["initializationOptions"],
    }.get(editor, lambda: None)()


@pytest.mark.parametrize("editor", SERVED)
def test_no_file_gives_trust(editor: str) -> None:
    told = options(editor)
    params = types.InitializeParams(types.ClientCapabilities(), initialization_options=told)
    assert first_settings(params, None).trusted is False
    if told is not None:
        # It shows where trust would be given, in the word that the server knows.
        params.initialization_options = {**told, "trusted": True}
        assert set(told) == {"trusted"}
        assert first_settings(params, None).trusted is True


def test_helix() -> None:
    settings = tomli.loads(read("helix/languages.toml"))
    (language,) = settings["language"]
    assert set(language["language-servers"]) == set(settings["language-server"])
    # Keys of Helix 25.01; it refuses a file with any other.
    assert set(settings["language-server"]["reportlint"]) <= {
        "command", "args", "config", "environment", "timeout", "required-root-patterns",
    }  # fmt: skip
    assert set(language) <= {
        "name", "scope", "language-id", "file-types", "roots", "language-servers", "soft-wrap", "auto-format",
    }  # fmt: skip
    assert language["name"]
    assert language["scope"]


def test_zed() -> None:
    manifest = tomli.loads(read("zed/extension.toml"))
    assert {"id", "name", "version", "schema_version", "authors", "description", "repository"} <= set(manifest)
    server = manifest["language_servers"]["reportlint"]
    assert set(server["language_ids"]) == set(server["languages"])
    package = tomli.loads(read("zed/Cargo.toml"))
    assert package["lib"]["crate-type"] == ["cdylib"]
    assert package["package"]["version"] == manifest["version"]


def test_sublime() -> None:
    settings = from_json("sublime/LSP.sublime-settings")["clients"]["reportlint"]
    assert set(settings) == {"enabled", "command", "selector", "initializationOptions"}


def test_jetbrains() -> None:
    template = from_json("jetbrains/template.json")
    assert set(template) == {"id", "name", "programArgs", "fileTypeMappings"}
    for mapping in template["fileTypeMappings"]:
        assert mapping["languageId"] in ("markdown", "plaintext")
        assert all(pattern.startswith("*") for pattern in mapping["fileType"]["patterns"])


def test_kate() -> None:
    (server,) = from_json("kate/settings.json")["servers"].values()
    for mode in ("Normal", "None", "Markdown"):
        assert re.search(server["highlightingModeRegex"], mode)
    assert not re.search(server["highlightingModeRegex"], "Python")
