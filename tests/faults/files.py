"""Folders with files that somebody spoilt: settings, sidecars, baselines, declared rules, forms; and what is said of them."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import tomli
from hypothesis import strategies as st

from reportlint.config.keys import KEYS
from reportlint.config.layers import with_extensions
from reportlint.toml import written, written_key
from tests.cli.test_cli import run

from .texts import any_text, vocabulary

ROOT = Path(__file__).resolve().parents[2]
REPORT = "青石镇人民政府2023年政府信息公开工作年度报告\n\n一、总体情况\n\n收到申请3件。。\n<!-- reportlint: disable-line=TXT101 -->\n"
# Names that mean something in one file or another.
_NAMES = (
    "rule", "ignore", "code", "name", "message", "zh", "en", "find", "pattern", "replace", "lacks", "except", "unless", "value", "in",
    "sections", "tables", "rows", "columns", "years", "from", "to", "bad", "good", "forms", "statutes", "reportlint_api", "severity",
    "safety", "file", "anchor", "reason", "expires", "id", "number", "heading", "label", "also", "variants", "signs", "table", "formula",
    "each", "says", "readings", "extends", "titles", "bodies", "inserts", "insert", "group", "kind", "unit", "under", "section",
    "paths", "identity", "claim", "topic", "actions", "line", "basis", "tool", "reportlint", "gather", "default", "place", "summary",
)  # fmt: skip
_COMMANDS: tuple[tuple[str, ...], ...] = (
    ("check", ".", "--output-format", "json"), ("check", "a.txt", "--fix", "--diff"), ("config", "show"), ("rules",),
    ("check", ".", "--no-cache"), ("plugin", "list"), ("test",), ("facts", "a.txt"), ("config", "schema"),
    ("format", "a.txt", "--check"), ("parse", "a.txt"),
)  # fmt: skip


def values(names: tuple[str, ...]) -> st.SearchStrategy[Any]:
    """Values of any kind that TOML has."""
    plain = st.one_of(
        st.sampled_from(names), st.sampled_from(vocabulary()).filter(_is_written), any_text(20).filter(_is_written),
        st.integers(), st.booleans(), st.floats(), st.dates(), st.times(), st.datetimes(),
        st.sampled_from(["TXT101", "TBL", "error", "warning", "*", "**", "[", "../", "/", "(a+)+", "(?P<x>a)", "[[甲=>乙]]", "{found}", "{x!r:>9}"]),
    )  # fmt: skip
    return st.recursive(
        plain,
        lambda inner: (
            st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(names) | any_text(5).filter(_is_written), inner, max_size=5)
        ),
        max_leaves=12,
    )  # fmt: skip


def _is_written(text: str) -> bool:
    """Whether TOML, which is UTF-8, can have a text."""
    return text.isprintable() or not any("\ud800" <= char <= "\udfff" for char in text)


@cache
def good_files() -> tuple[tuple[str, str], ...]:
    """Files that are as they should be, to be spoilt, with the name that they go by."""
    found = [("reportlint.toml", f"{key.example}\n") for key in with_extensions(KEYS)]
    found.append(("reportlint.toml", "\n".join(key.example for key in KEYS if not key.example.startswith("["))))
    found += [
        ("rules.toml", path.read_text("utf-8")) for path in sorted(ROOT.glob("plugins/**/*.toml")) if _is_plugin(path)
    ]
    found += [
        ("form.toml", path.read_text("utf-8")) for path in sorted(ROOT.glob("rules/reportlint_rules/forms/*.toml"))
    ]
    found += [
        ("statutes.toml", path.read_text("utf-8"))
        for path in sorted(ROOT.glob("rules/reportlint_rules/statutes/*.toml"))
    ]
    found.append(
        (
            ".reportlint-ignore.toml",
            '[[ignore]]\nfile = "a.txt"\ncode = "TXT101"\nanchor = "收到申请"\nreason = "核对过"\nexpires = 2026-12-31\n',
        )
    )
    found.append(
        (".reportlint-baseline.json", '{"version": 1, "files": {"a.txt": {"TXT101": {"0123456789abcdef": 1}}}}')
    )
    return tuple(found)  # fmt: skip


def _is_plugin(path: Path) -> bool:
    return path.name != "pyproject.toml" and "[[rule]]" in path.read_text("utf-8")


@st.composite
def spoilt_files(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file by its name, spoilt in its text or in its values."""
    name, text = draw(st.sampled_from(good_files()))
    if name.endswith(".toml") and draw(st.booleans()):
        data = tomli.loads(text)
        for _ in range(draw(st.integers(1, 3))):
            spoilt = _spoil(draw, data)
            data = spoilt if isinstance(spoilt, dict) else data
        try:
            return name, "".join(f"{written_key(key)} = {written(one)}\n" for key, one in data.items()).encode()
        except (ValueError, TypeError):
            return name, b""
    raw = text.encode()
    for _ in range(draw(st.integers(1, 6))):
        start = draw(st.integers(0, len(raw)))
        end = start + draw(st.sampled_from([0, 0, 1, 3, 30, len(raw)]))
        new = draw(st.binary(max_size=4) | st.sampled_from(_TROUBLE) | st.sampled_from(vocabulary()).map(_encoded))
        raw = raw[:start] + new + raw[end:]
    return name, raw


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


_TROUBLE = (
    b"[" * 500, b"{a=" * 300, b"[[", b"]]", b'"', b"'", b'"""', b"=", b"\n[tool.reportlint]\n", b"\n[[rule]]\n", b"\n[[ignore]]\n", b"9" * 5000, b"-0",
    b"0x" + b"f" * 400, b"1e400", b"inf", b"nan", b"0000-00-00", b"9999-12-31T23:59:60Z", b"\xff\xfe", b"\xef\xbb\xbf", b"\0", b"\r", b"#", b"a." * 300,
    b'"' + b"x" * 20_000 + b'"', b"true", b"{}", b"[]", b"null", b"\xd0\xd0",
)  # fmt: skip


def _spoil(draw: st.DrawFn, value: Any) -> Any:
    """The value with something in it that does not belong there."""
    if isinstance(value, Mapping) and value and draw(st.integers(0, 4)):
        key = draw(st.sampled_from(sorted(value)))
        what = draw(st.integers(0, 6))
        rest = {one: inner for one, inner in value.items() if one != key}
        if what == 0:
            return rest
        if what == 1:
            return {**rest, draw(st.sampled_from(_NAMES)): value[key]}
        return {**value, key: _spoil(draw, value[key])}
    if isinstance(value, list) and value and draw(st.integers(0, 4)):
        at = draw(st.integers(0, len(value) - 1))
        return [*value[:at], _spoil(draw, value[at]), *value[at + 1 :]]
    return draw(values(_NAMES))


@st.composite
def files(draw: st.DrawFn) -> tuple[tuple[str, bytes], tuple[str, ...]]:
    """A file and a command that meets it."""
    keys = tuple(key.name for key in with_extensions(KEYS))
    settings = st.dictionaries(st.sampled_from(keys), values((*keys, *_NAMES)), max_size=4).map(
        lambda data: "".join(f"{written_key(key)} = {written(one)}\n" for key, one in data.items()).encode()
    )
    json_values = st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(["version", "files", "a.txt", "TXT101"]) | st.text(max_size=4), inner),
        max_leaves=9,
    )  # fmt: skip
    anything = st.tuples(
        st.sampled_from(
            [
                "reportlint.toml",
                "pyproject.toml",
                ".reportlint-ignore.toml",
                ".reportlint-baseline.json",
                ".gitignore",
                "rules.toml",
            ]
        ),
        st.binary(max_size=60) | st.sampled_from(_TROUBLE),
    )
    file = draw(
        st.one_of(
            spoilt_files(),
            anything,
            settings.map(lambda data: ("reportlint.toml", data)),
            settings.map(lambda data: ("pyproject.toml", b"[tool.reportlint]\n" + data)),
            json_values.map(lambda data: (".reportlint-baseline.json", json.dumps(data).encode())),
        )
    )
    return file, draw(st.sampled_from(_COMMANDS))


def obey(case: tuple[tuple[str, bytes], tuple[str, ...]]) -> None:
    """A command ends with one of its statuses, says what is wrong where it is 2, and leaves the files as they were."""
    (name, data), command = case
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "a.txt").write_text(REPORT, "utf-8")
        if name == "rules.toml":
            (place / "reportlint.toml").write_text('plugins = ["rules.toml"]\n', "utf-8")
        if name in ("form.toml", "statutes.toml"):
            (place / "reportlint.toml").write_text('plugins = ["more.toml"]\n', "utf-8")
            key = "forms" if name == "form.toml" else "statutes"
            (place / "more.toml").write_text(f'reportlint_api = 1\n{key} = ["{name}"]\n', "utf-8")
        (place / name).write_bytes(data)
        before = {path: path.read_bytes() for path in sorted(place.rglob("*")) if path.is_file()}
        done = run(*command, cwd=place)
        assert done.returncode in (0, 1, 2), done.returncode
        assert done.returncode != 2 or done.stderr or done.stdout, "nothing is said"
        after = {path: path.read_bytes() for path in sorted(place.rglob("*")) if path.is_file()}
        assert before == after
