"""The VS Code extension: its package holds what it needs and nothing else, and is used without a network."""

from __future__ import annotations

import importlib.util
import json
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib.metadata import PathDistribution
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement

from reportlint import __version__
from tests.server.client import Client

from . import vscode
from .conftest import SOURCE, UNREACHABLE

pytestmark = pytest.mark.slow

BUNDLE = "extension/dist/extension.js"
NLS_FILES = ("extension/package.nls.json", "extension/package.nls.zh-cn.json")
MESSAGES = "extension/l10n/bundle.l10n.zh-cn.json"
EXAMPLE = SOURCE.parent.parent / "examples" / "planted-defects.txt"
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def package(extension_folder: Path) -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(extension_folder / "reportlint.vsix") as archive:
        yield archive


@pytest.fixture(scope="module")
def unpacked(package: zipfile.ZipFile, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    package.extractall(folder)
    return folder / "extension"


def read_json(package: zipfile.ZipFile, name: str) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(package.read(name))
    return content


def test_everything_needed_is_inside(package: zipfile.ZipFile) -> None:
    manifest = read_json(package, "extension/package.json")
    contributes = manifest["contributes"]
    named = [manifest["main"], manifest["icon"], contributes["viewsContainers"]["activitybar"][0]["icon"]]
    named += [entry["path"] for kind in ("grammars", "snippets") for entry in contributes[kind]]
    named += [entry["configuration"] for entry in contributes["languages"]]
    named += [step["media"]["image"] for one in contributes["walkthroughs"] for step in one["steps"]]
    needed = {f"extension/{name.removeprefix('./')}" for name in named}
    needed |= {MESSAGES, *NLS_FILES, "extension/LICENSE.txt", "extension/dist/THIRD-PARTY-NOTICES.txt"}
    assert needed <= set(package.namelist())


def test_nothing_else_is_inside(package: zipfile.ZipFile) -> None:
    unwanted = re.compile(r"node_modules|/src/|\.ts$|\.map$|tsconfig|eslint|package-lock|\.vsix$|__pycache__|/bin/")
    assert [name for name in package.namelist() if unwanted.search(name)] == []
    assert [name for name in package.namelist() if re.fullmatch(r"extension/[^/]+\.(py|mjs)", name)] == []


def test_sizes_are_reasonable(package: zipfile.ZipFile, extension_folder: Path) -> None:
    parts = {"all": (extension_folder / "reportlint.vsix").stat().st_size}
    for name, beginning in {
        "reportlint": "extension/bundled/",
        "pictures": "extension/images/",
        "code": BUNDLE,
    }.items():
        inside = [one for one in package.infolist() if one.filename.startswith(beginning)]
        parts[name] = sum(one.compress_size for one in inside)
    print("bytes, packed:", parts)
    # Far less would mean that the language client is not bundled, far more that something strange is.
    assert 200_000 < package.getinfo(BUNDLE).file_size < MEGABYTE
    assert MEGABYTE < parts["all"] < 4 * MEGABYTE
    pictures = [name for name in package.namelist() if name.endswith(".png")]
    assert all(package.getinfo(name).file_size < 200_000 for name in pictures)


@pytest.mark.parametrize("nls", NLS_FILES)
def test_manifest_texts_are_translated(package: zipfile.ZipFile, nls: str) -> None:
    used = set(re.findall(r'"%([\w.]+)%"', package.read("extension/package.json").decode()))
    texts = read_json(package, nls)
    assert used == set(texts)
    assert all(texts.values())


def test_messages_are_translated(package: zipfile.ZipFile, extension_folder: Path) -> None:
    sources = [path.read_text(encoding="utf-8") for path in (extension_folder / "src").glob("*.ts")]
    calls = [call for source in sources for call in re.findall(r"l10n\.t\(\s*(?:'([^']*)'|\"([^\"]*)\")", source)]
    assert len(calls) == sum(source.count("l10n.t(") for source in sources)
    messages = read_json(package, MESSAGES)
    assert {single or double for single, double in calls} == set(messages)
    for original, translated in messages.items():
        assert set(re.findall(r"\{\d\}", original)) == set(re.findall(r"\{\d\}", translated))


def test_commands_in_texts_are_there(package: zipfile.ZipFile) -> None:
    commands = {one["command"] for one in read_json(package, "extension/package.json")["contributes"]["commands"]}
    for nls in NLS_FILES:
        linked = set(re.findall(r"\(command:(reportlint\.[\w.]+)\)", package.read(nls).decode()))
        assert linked <= {*commands, "reportlint.tables.focus"}


def test_snippets_and_grammars_are_those_of_the_forms() -> None:
    spec = importlib.util.spec_from_file_location("make_texts", SOURCE / "make_texts.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for path, text in module.written(SOURCE).items():
        assert path.read_text(encoding="utf-8") == text, "run: python editors/vscode/make_texts.py"


def test_the_copy_of_reportlint_is_whole_on_every_python(unpacked: Path) -> None:
    there = [PathDistribution(path) for path in (unpacked / "bundled" / "libs").glob("*.dist-info")]
    versions = {one.metadata["Name"].lower().replace("_", "-"): one.version for one in there}
    assert versions["reportlint"] == __version__
    for version in ("3.10", "3.11", "3.12", "3.13", "3.14"):
        python = {"python_version": version, "python_full_version": f"{version}.0", "extra": ""}
        for one in there:
            for needed in map(Requirement, one.requires or ()):
                if needed.marker is None or needed.marker.evaluate(python):
                    assert needed.specifier.contains(versions[needed.name.lower().replace("_", "-")]), needed


def without_network(*command: str) -> list[str]:
    """A command that runs where there is no network, not even this machine's own."""
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-rn", "true"], capture_output=True).returncode != 0:
        pytest.skip("the network cannot be taken away here")
    return [unshare, "-rn", *command]


def test_the_server_starts_without_a_network(unpacked: Path, tmp_path: Path) -> None:
    launcher = str(unpacked / "bundled" / "launch.py")
    command = without_network(sys.executable, "-I", "-X", "utf8", launcher, "--bundled", "server")
    with Client(tmp_path, command=tuple(command)) as client:
        assert "TBL302" in client.open(EXAMPLE.read_text(encoding="utf-8")).codes
        assert client.request("reportlint/overview", {"textDocument": {"uri": client.uri()}})["tables"]
        assert client.goodbye() == 0


@pytest.mark.editors
def test_it_is_installed_without_a_network(extension_folder: Path, tmp_path: Path) -> None:
    tools = vscode.tools()
    folders = [f"--{name}={tmp_path}" for name in ("server-data-dir", "user-data-dir", "extensions-dir")]
    vsix = str(extension_folder / "reportlint.vsix")
    command = without_network(tools.node, "out/server-main.js", *folders, "--install-extension", vsix)
    subprocess.run(command, cwd=tools.server, check=True, capture_output=True, timeout=120)
    assert (tmp_path / f"reportlint.reportlint-{__version__}" / "dist" / "extension.js").exists()


def test_no_known_hole_in_what_is_handed_out(extension_folder: Path) -> None:
    npm = shutil.which("npm") or "npm"
    run = subprocess.run(
        [npm, "audit", "--omit=dev", "--json"], cwd=extension_folder, capture_output=True, encoding="utf-8", timeout=120
    )
    told = json.loads(run.stdout or "{}")
    if "vulnerabilities" not in told:
        said = run.stdout + run.stderr
        assert any(word in said for word in (*UNREACHABLE, "404", "405")), said
        pytest.skip("the registry knows nothing of holes, or could not be reached")
    assert told["vulnerabilities"] == {}


def test_lock_file_names_no_download_address(extension_folder: Path) -> None:
    # An address would tie the build to one registry; npm finds the packages by name and checksum.
    lock = json.loads((extension_folder / "package-lock.json").read_text(encoding="utf-8"))
    assert [name for name, entry in lock["packages"].items() if "resolved" in entry] == []
