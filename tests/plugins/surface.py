"""The public surface: every name with its signature (``api.json``) and its meaning (``docs/api.md``).

``python -m tests.plugins.surface`` writes both anew. A change in them is a change of what plugins are promised.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from types import ModuleType
from typing import Any

import reportlint.api
import reportlint.testing
from reportlint.plugins.hooks import Hooks

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).with_name("api.json")
PAGE = ROOT / "docs" / "api.md"
MODULES: tuple[ModuleType, ...] = (reportlint.api, reportlint.testing)

# What has no docstring of its own.
_MEANINGS = {
    "API_VERSION": "The version of the API; a plugin states the one that it was written for as `reportlint_api`.",
    "Number": "A whole number or a Decimal.",
    "Output": "What writes a run down: a function from a `Run` to the whole text.",
    "VARIANTS": "Traditional and variant characters, and radicals, by character: those in use that `fold` takes them for.",
    "hookimpl": "Marks a function of a plugin as one of the hooks below.",
    "ALL_SHAPES": "Every way in which a sample report may be written down, by name.",
    "SHAPES": "The two plain shapes.",
    "Numbers": "The number of each cell of a form by (table, row, column).",
}
_GROUPS = (
    ("Rules and what they find", ("rule", "diagnostic", "toml", "ignoring", "result")),
    ("The report", ("report", "source")),
    ("Forms and statutes", ("forms", "statutes", "cited")),
    ("Plugins and outputs", ("",)),
)


def surface() -> dict[str, dict[str, Any]]:
    """Every public name with what it is."""
    return {
        module.__name__: {name: _of(getattr(module, name)) for name in sorted(module.__all__)} for module in MODULES
    } | {
        "hooks": {
            name: _signature(getattr(Hooks, name)) for name in sorted(vars(Hooks)) if name.startswith("reportlint_")
        }
    }


def _of(value: Any) -> Any:
    if isinstance(value, type) and issubclass(value, Enum):
        return {"members": [member.name for member in value]}
    if isinstance(value, type):
        return {"call": _signature(value), **dict(sorted(_members(value)))}
    if inspect.isfunction(value):
        return _signature(value)
    return value if isinstance(value, int) else type(value).__name__


def _members(cls: type) -> Iterator[tuple[str, str]]:
    for name, value in list(vars(cls).items()):
        if name.startswith("_") or name in getattr(cls, "_fields", ()) or name in getattr(cls, "__annotations__", {}):
            continue
        if isinstance(value, (classmethod, staticmethod)):
            value = value.__func__
        if inspect.isfunction(value):
            yield name, _signature(value)
        elif hasattr(value, "__get__"):
            yield name, "property"


def _signature(value: Any) -> str:
    # That a parameter has a default is what counts: how Python shows the default differs from version to version.
    parts = []
    for one in inspect.signature(value).parameters.values():
        if one.kind is one.KEYWORD_ONLY and "*" not in parts:
            parts.append("*")
        annotation = getattr(one.annotation, "__forward_arg__", one.annotation)
        typed = (
            "" if annotation is one.empty else f": {annotation if isinstance(annotation, str) else annotation.__name__}"
        )
        parts.append(f"{one.name}{typed}{'' if one.default is one.empty else ' = …'}")
    returns = getattr(value, "__annotations__", {}).get("return", "") if inspect.isfunction(value) else ""
    return f"({', '.join(parts)}){f' -> {returns}' if returns else ''}"


def meaning(name: str, value: Any) -> str:
    """The first sentence of what a name's docstring says."""
    if name in _MEANINGS:
        return _MEANINGS[name]
    text = " ".join((inspect.getdoc(value) or "").partition("\n\n")[0].split())
    text = re.sub(r":\w+:`~?(?:[\w.]+\.)?([\w]+)`", r"`\1`", text).replace("``", "`")
    return re.split(r"(?<=[.:])(?= [A-Z`])", text)[0].rstrip(":").rstrip(".") + "."


def page() -> str:
    """The page of the API."""
    lines = [
        "# The API", "",
        "What a rule or a plugin may use. Everything else is private, and may change from one day to the next.",
        "How plugins are written is told in the guides ([zh](guides/zh/first-rule.md), [en](guides/en/first-rule.md)); how the API",
        "changes, in [publishing](guides/en/publishing.md). This page is written by `python -m tests.plugins.surface`.", "",
        "## `reportlint.api`", "",
    ]  # fmt: skip
    left = {name: getattr(reportlint.api, name) for name in sorted(reportlint.api.__all__, key=str.lower)}
    for title, rooms in _GROUPS:
        names = [name for name, value in left.items() if rooms == ("",) or _room(value) in rooms]
        lines += [f"### {title}", "", *_table({name: left.pop(name) for name in names}), ""]
    hooks = {name: getattr(Hooks, name) for name in vars(Hooks) if name.startswith("reportlint_")}
    lines += ["### Hooks", "", "Functions of a plugin's module with `@hookimpl` around them. All may be left out.", ""]
    lines += [*_table(hooks), ""]
    names = sorted(reportlint.testing.__all__, key=str.lower)
    kit = {name: getattr(reportlint.testing, name) for name in names}
    lines += [
        "## `reportlint.testing`",
        "",
        "The kit for tests. pytest has the fixture `reportlint_plugins` (all plugins that are installed,",
    ]
    lines += [
        "and those of the project under test), and runs the examples of the TOML files that its setting",
        "`reportlint_rules` names.",
        "",
        *_table(kit),
    ]
    return "\n".join(lines) + "\n"


def _room(value: Any) -> str:
    return str(getattr(value, "__module__", "")).split(".")[1] if "." in str(getattr(value, "__module__", "")) else ""


def _table(entries: dict[str, Any]) -> list[str]:
    return [
        "| name | meaning |",
        "|---|---|",
        *(f"| `{name}` | {meaning(name, value)} |".replace("||", "\\|\\|") for name, value in entries.items()),
    ]


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(surface(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    PAGE.write_text(page(), encoding="utf-8")
