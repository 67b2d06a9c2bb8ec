"""The JSON Schema of a settings file, for editors that complete and check TOML."""

from __future__ import annotations

from typing import Any

from reportlint.plugins import Plugins

from .keys import KEYS, properties_of


def schema(plugins: Plugins) -> dict[str, Any]:
    """The schema (draft 7, which the TOML extensions of editors know) with the rules and forms that there are."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "reportlint.toml",
        "type": "object",
        "properties": properties_of(KEYS, plugins),
        "additionalProperties": False,
        "definitions": {"rules": {"enum": _choices(plugins)}},
    }


def _choices(plugins: Plugins) -> list[str]:
    """What chooses rules: families first, then codes with their beginnings, then names."""
    families = sorted({rule.family for rule in plugins.rules.values()})
    beginnings = {
        code[:length] for code, rule in plugins.rules.items() for length in range(len(rule.family) + 1, len(code) + 1)
    }
    names = sorted(rule.name for rule in plugins.rules.values())
    return list(dict.fromkeys(("ALL", *families, *sorted(beginnings), *names)))
