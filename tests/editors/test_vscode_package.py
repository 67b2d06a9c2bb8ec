"""The VS Code extension: its types are right, and its package holds what it needs and nothing else."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.slow

BUNDLE = "extension/dist/extension.js"
NLS_FILES = ("extension/package.nls.json", "extension/package.nls.zh-cn.json")
MESSAGES = "extension/l10n/bundle.l10n.zh-cn.json"


@pytest.fixture(scope="module")
def package(extension_folder: Path) -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(extension_folder / "reportlint.vsix") as archive:
        yield archive


def read_json(package: zipfile.ZipFile, name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(package.read(name))
    return content


def test_everything_needed_is_inside(package: zipfile.ZipFile) -> None:
    names = set(package.namelist())
    needed = {
        "extension/package.json",
        BUNDLE,
        MESSAGES,
        *NLS_FILES,
        "extension/LICENSE.txt",
        "extension/dist/THIRD-PARTY-NOTICES.txt",
    }
    assert needed <= names


def test_nothing_else_is_inside(package: zipfile.ZipFile) -> None:
    unwanted = re.compile(r"node_modules|/src/|\.ts$|\.map$|tsconfig|esbuild|package-lock|\.vsix$")
    assert [name for name in package.namelist() if unwanted.search(name)] == []


def test_bundle_has_a_reasonable_size(package: zipfile.ZipFile) -> None:
    # Far less would mean that the language client is not bundled, far more that something strange is.
    assert 200_000 < package.getinfo(BUNDLE).file_size < 1_000_000


def test_manifest_points_to_the_bundle(package: zipfile.ZipFile) -> None:
    manifest = read_json(package, "extension/package.json")
    assert manifest["main"] == "./dist/extension.js"
    assert manifest["contributes"]["configuration"]["properties"]["reportlint.server.command"]["default"] == [
        "reportlint",
        "server",
    ]


@pytest.mark.parametrize("nls", NLS_FILES)
def test_manifest_texts_are_translated(package: zipfile.ZipFile, nls: str) -> None:
    used = set(re.findall(r'"%([\w.]+)%"', package.read("extension/package.json").decode()))
    texts = read_json(package, nls)
    assert used == set(texts)
    assert all(texts.values())


def test_messages_are_translated(package: zipfile.ZipFile, extension_folder: Path) -> None:
    source = (extension_folder / "src" / "extension.ts").read_text(encoding="utf-8")
    calls = re.findall(r"l10n\.t\(\s*(?:'([^']*)'|\"([^\"]*)\")", source)
    used = {single or double for single, double in calls}
    messages = read_json(package, MESSAGES)
    assert used == set(messages)
    for original, translated in messages.items():
        assert ("{0}" in original) == ("{0}" in translated)


def test_lock_file_names_no_download_address(extension_folder: Path) -> None:
    # An address would tie the build to one registry; npm finds the packages by name and checksum.
    lock = json.loads((extension_folder / "package-lock.json").read_text(encoding="utf-8"))
    assert [name for name, entry in lock["packages"].items() if "resolved" in entry] == []
