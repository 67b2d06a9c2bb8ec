"""Settings, sidecars and plugins that change while the server runs."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from weakref import ref

import pytest

from reportlint.engine import Session
from reportlint.plugins import Plugins
from reportlint.server import configuration
from reportlint.server.configuration import _PAUSE, Configuration, is_settings

from .client import REAL_SERVER, Client, Published

REPORT = "青石镇人民政府2023年政府信息公开工作年度报告\n\n一、总体情况\n\n截止2023年12月31日，全镇主动公开信息120条。\n"
PLUGIN = """
from reportlint.api import Finding, Report, Severity, Span, Text, rule

@rule(code="OUR001", name="our-own", severity=Severity.WARNING, on=Report, summary=Text("x", "x"), message=Text("{word}", "{word}"))
def own(report, context):
    yield Finding(Span(0, 1), {{"word": "{word}"}})
"""
WATCHES: dict[str, Any] = {"workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}}}


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are looked at every time."""
    monkeypatch.setattr(configuration, "_PAUSE", 0.0)


def write(path: Path, text: str) -> Path:
    """Writes a file so that it is seen to have changed, however coarse the clock of the disk."""
    before = path.stat().st_mtime_ns if path.exists() else 0
    path.write_text(text, encoding="utf-8")
    if before:
        os.utime(path, ns=(before + 10**9, before + 10**9))
    return path


def chosen(sessions: Configuration, folder: Path, *, trusted: bool = False) -> set[str]:
    return {rule.code for rule, *_ in sessions.session(folder / "a.txt", folder, trusted=trusted).session.rules}


@pytest.mark.usefixtures("quick")
def test_settings_that_come_change_and_go(tmp_path: Path) -> None:
    sessions = Configuration()
    assert "YR301" in chosen(sessions, tmp_path)
    assert not sessions.changed()
    before = sessions.generation
    settings = write(tmp_path / "reportlint.toml", 'ignore = ["YR301"]\n')
    assert sessions.changed()
    assert sessions.generation > before
    assert "YR301" not in chosen(sessions, tmp_path)
    write(settings, 'ignore = ["YR302"]\n')
    assert sessions.changed()
    assert "YR301" in chosen(sessions, tmp_path)
    settings.unlink()
    assert sessions.changed()
    assert not sessions.changed()


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("name", ["pyproject.toml", ".reportlint-ignore.toml"])
def test_files_in_a_folder_above_count_too(tmp_path: Path, name: str) -> None:
    sessions = Configuration()
    below = tmp_path / "镇" / "2023"
    below.mkdir(parents=True)
    chosen(sessions, below)
    write(tmp_path / name, "")
    assert sessions.changed()


def test_files_are_not_looked_at_with_each_keystroke(tmp_path: Path) -> None:
    sessions = Configuration()
    chosen(sessions, tmp_path)
    write(tmp_path / "reportlint.toml", "")
    assert not sessions.changed()


def test_what_a_client_saw_change_counts_if_it_matters(tmp_path: Path) -> None:
    sessions = Configuration()
    write(tmp_path / "reportlint.toml", 'plugins = ["our.py"]\n')
    write(tmp_path / "our.py", PLUGIN.format(word="一"))
    chosen(sessions, tmp_path, trusted=True)
    assert not sessions.touched([tmp_path / "their.py", tmp_path / "a.txt"])
    assert sessions.touched([tmp_path / "our.py"])


@pytest.mark.usefixtures("quick")
def test_a_plugin_that_changes_is_loaded_anew(tmp_path: Path) -> None:
    sessions = Configuration()
    write(tmp_path / "reportlint.toml", 'plugins = ["our.py"]\n')
    words = []
    # As long as the ones before, and saved in the same second: compiled files would not tell them apart.
    for moment, word in ((10**18, "一"), (10**18 + 1000, "二")):
        (tmp_path / "our.py").write_text(PLUGIN.format(word=word), encoding="utf-8")
        os.utime(tmp_path / "our.py", ns=(moment, moment))
        sessions.changed()
        session = sessions.session(tmp_path / "a.txt", tmp_path, trusted=True).session
        own = session.plugins.rules["OUR001"]
        words += [finding.args["word"] for finding in own.check(None, None)]
    assert words == ["一", "二"]
    assert not (tmp_path / "__pycache__").exists()


def test_plugins_wait_for_trust(tmp_path: Path) -> None:
    sessions = Configuration()
    write(tmp_path / "reportlint.toml", 'plugins = ["our.py"]\n[rules.our-own]\n')
    write(tmp_path / "our.py", "raise SystemExit\n")
    untrusted = sessions.session(None, tmp_path, trusted=False)
    # The settings are right: what they speak of has just not been loaded.
    assert untrusted.problem is None
    assert ["reportlint.toml" in note.en and "trusted" in note.en for note in untrusted.notes] == [True]
    trusted = sessions.session(None, tmp_path, trusted=True)
    assert trusted.problem is not None
    assert trusted.notes == ()
    # The command line goes before the editor.
    assert Configuration(local_plugins=False).session(None, tmp_path, trusted=True).problem is None


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("ignore = [\n'YR301'\nyear = 3\n", 2, "TOML"),
        ("# 说明\nyear = 2023\nyears = 2024\n", 2, "years"),
        ("year = 2023\n\n[severity]\nYR301 = 'grave'\n", 3, "grave"),
        ("# YR9999\nignore = [\n  'YR999',\n]\n", 2, "YR999"),
        ("[rules.no-such-rule]\n", 0, "no-such-rule"),
    ],
)
@pytest.mark.usefixtures("quick")
def test_the_place_of_a_mistake(tmp_path: Path, text: str, line: int, said: str) -> None:
    sessions = Configuration()
    write(tmp_path / "reportlint.toml", "ignore = ['YR302']")
    good = sessions.session(tmp_path / "a.txt", tmp_path, trusted=False)
    assert good.problem is None
    write(tmp_path / "reportlint.toml", text)
    assert sessions.changed()
    broken = sessions.session(tmp_path / "a.txt", tmp_path, trusted=False)
    assert broken.problem is not None
    assert (broken.problem.path, broken.problem.line) == ((tmp_path / "reportlint.toml").resolve(), line)
    assert said in broken.problem.message.en
    # The last session that could be made goes on.
    assert broken.session is good.session


def test_mistakes_from_the_beginning_leave_the_defaults(tmp_path: Path) -> None:
    write(tmp_path / "reportlint.toml", "= 1")
    found = Configuration().session(tmp_path / "a.txt", tmp_path, trusted=True)
    assert found.problem is not None
    assert "YR301" in {rule.code for rule, *_ in found.session.rules}


def test_settings_files_are_no_reports() -> None:
    assert is_settings(Path("a/reportlint.toml")) and is_settings(Path("pyproject.toml"))
    assert not is_settings(Path("a/报告.txt")) and not is_settings(None)


@pytest.fixture(scope="module")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """A server that is told of changed files, in a folder that is trusted."""
    folder = tmp_path_factory.mktemp("live")
    folders = [folder / "甲", folder / "乙"]
    for one in folders:
        one.mkdir()
        (one / "报告.txt").write_text(REPORT, encoding="utf-8")
    options = {"debounce": 0, "trusted": True, "language": "en"}
    with Client(folder, command=REAL_SERVER, options=options, capabilities=WATCHES, folders=folders) as client:
        yield client


def with_code(code: str) -> Callable[[Published], bool]:
    return lambda one: code in one.codes


def without(code: str) -> Callable[[Published], bool]:
    return lambda one: code not in one.codes


def touch(client: Client, *files: Path) -> None:
    changes = [{"uri": file.as_uri(), "type": 2} for file in files]
    client.notify("workspace/didChangeWatchedFiles", {"changes": changes})


def test_each_folder_has_its_own_settings_and_they_are_followed_live(live: Client) -> None:
    first, second = live.uri("甲/报告.txt"), live.uri("乙/报告.txt")
    settings = write(live.folder / "甲" / "reportlint.toml", 'ignore = ["YR301"]\n')
    assert "YR301" not in live.open(REPORT, uri=first).codes
    assert "YR301" in live.open(REPORT, uri=second).codes

    touch(live, write(settings, ""))
    live.published(first, with_code("YR301"))
    touch(live, write(live.folder / "乙" / "pyproject.toml", '[tool.reportlint]\nselect = ["TXT"]\n'))
    live.published(second, without("YR301"))

    # A mistake is told once, at its place, and what was there before goes on.
    live.more_told("window/showMessage")
    touch(live, write(settings, "\nyears = 2023\n"))
    mistake = live.published(settings.as_uri()).diagnostics
    assert [(one["range"]["start"]["line"], one["severity"]) for one in mistake] == [(1, 1)]
    assert "year" in live.told("window/showMessage")["message"]
    live.change([{"text": REPORT + "\n"}], 1, uri=first)
    assert "YR301" in live.published(first, lambda one: one.version == 1).codes
    assert live.more_told("window/showMessage") == []
    touch(live, write(settings, 'ignore = ["YR301"]\n'))
    assert live.published(settings.as_uri()).diagnostics == []
    live.published(first, without("YR301"))

    # A plugin comes, changes and fails.
    plugin = write(live.folder / "甲" / "our.py", PLUGIN.format(word="alpha"))
    touch(live, write(settings, 'plugins = ["our.py"]\n'))
    live.published(first, with_code("OUR001"))
    touch(live, write(plugin, PLUGIN.format(word="omega")))
    live.published(first, lambda one: any(two["message"] == "omega" for two in one.diagnostics))
    touch(live, write(plugin, "import nothing_like_this\n"))
    live.published(first, without("OUR001"))
    assert "nothing_like_this" in live.told("window/showMessage")["message"]

    live.close(uri=first)
    live.close(uri=second)


def test_a_settings_file_that_is_open_is_no_report(live: Client) -> None:
    broken = write(live.folder / "乙" / "reportlint.toml", "years = 1\n")
    uri = live.uri("乙/报告.txt")
    live.open(REPORT, uri=uri)
    touch(live, broken)
    assert len(live.published(broken.as_uri()).diagnostics) == 1
    item = {"uri": broken.as_uri(), "languageId": "toml", "version": 0, "text": "years = 1\n"}
    live.notify("textDocument/didOpen", {"textDocument": item})
    live.published(uri)
    live.notify("textDocument/didClose", {"textDocument": {"uri": broken.as_uri()}})
    live.change([{"text": REPORT}], 1, uri=uri)
    live.published(uri)
    # Closing it has not taken away what is wrong with it; closing the last report does.
    assert live.more_published() == []
    live.close(uri=uri)
    assert live.published(broken.as_uri()).diagnostics == []
    broken.unlink()


def test_files_are_looked_at_where_the_client_does_not(tmp_path: Path) -> None:
    with Client(tmp_path, command=REAL_SERVER) as client:
        assert "YR301" in client.open(REPORT).codes
        (tmp_path / "reportlint.toml").write_text('ignore = ["YR301"]\n', encoding="utf-8")
        time.sleep(_PAUSE + 0.1)
        client.change([{"text": REPORT + "\n"}], 1)
        assert "YR301" not in client.published(until=lambda one: one.version == 1).codes


DECLARED = '[[rule]]\ncode = "OUR002"\nname = "our-word"\nmessage = "x"\nfind = ["{word}"]\n'


@pytest.mark.usefixtures("quick")
def test_declarative_rules_need_no_trust_and_are_followed_live(tmp_path: Path) -> None:
    sessions = Configuration()
    rules = write(tmp_path / "ours.toml", DECLARED.format(word="信息"))
    write(tmp_path / "ours.py", PLUGIN.format(word="x"))
    write(tmp_path / "reportlint.toml", 'plugins = ["ours.toml", "ours.py"]\n')
    assert {"OUR001", "OUR002"} & chosen(sessions, tmp_path) == {"OUR002"}
    assert {"OUR001", "OUR002"} <= chosen(sessions, tmp_path, trusted=True)
    untrusted = sessions.session(None, tmp_path, trusted=False)
    assert ["trusted" in note.en for note in untrusted.notes] == [True]
    write(rules, DECLARED.format(word="别的").replace("OUR002", "OUR003"))
    assert sessions.changed()
    assert {"OUR002", "OUR003"} & chosen(sessions, tmp_path) == {"OUR003"}
    # A file that a plugin names counts as much as the plugin itself.
    form = 'id = "x"\nextends = "2021"\nname = { zh = "甲", en = "a" }\n'
    write(rules, DECLARED.format(word="别的"))
    rules.write_text('forms = ["form.toml"]\n' + rules.read_text(encoding="utf-8"), encoding="utf-8")
    write(tmp_path / "form.toml", form)
    sessions.changed()
    assert "x" in sessions.session(None, tmp_path, trusted=False).session.plugins.forms.ids()
    write(tmp_path / "form.toml", form.replace('"x"', '"y"'))
    assert sessions.changed()
    assert "y" in sessions.session(None, tmp_path, trusted=False).session.plugins.forms.ids()


def test_only_declarative_rules_are_nothing_to_be_told_of(tmp_path: Path) -> None:
    write(tmp_path / "reportlint.toml", DECLARED.format(word="信息"))
    assert Configuration().session(None, tmp_path, trusted=False).notes == ()


def test_an_editor_shows_what_declarative_rules_find(tmp_path: Path) -> None:
    write(tmp_path / "reportlint.toml", DECLARED.format(word="主动公开"))
    with Client(tmp_path, command=REAL_SERVER) as client:
        assert "OUR002" in client.open(REPORT).codes


def test_sessions_of_long_ago_are_let_go() -> None:
    made: list[ref[Session]] = []

    def session_for(path: Path | None, /, *, trusted: bool) -> Session:
        session = Session(Plugins())
        made.append(ref(session))
        return session

    sessions = Configuration(session_for)
    for number in range(300):
        sessions.session(Path(f"/w/{number}.txt"), Path("/w"), trusted=False)
    gc.collect()
    alive = [one() is not None for one in made]
    assert all(alive[-20:]) and not any(alive[:200])
