"""What plugins are promised: names, signatures, meanings."""

from __future__ import annotations

import json

import pytest

import reportlint.api
from reportlint.plugins.hooks import API_VERSION, OLDEST_API_VERSION

from .surface import GOLDEN, MODULES, PAGE, meaning, page, surface

CHANGED = "what plugins are promised has changed: if it is meant, run python -m tests.plugins.surface (and see docs/guides/en/publishing.md)"


def test_the_public_surface_is_what_it_was() -> None:
    assert json.loads(json.dumps(surface())) == json.loads(GOLDEN.read_text(encoding="utf-8")), CHANGED


def test_the_page_lists_every_name_with_its_meaning() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), CHANGED
    for module in MODULES:
        for name in module.__all__:
            assert f"| `{name}` | " in page()


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_every_name_has_a_meaning(module) -> None:
    for name in module.__all__:
        told = meaning(name, getattr(module, name))
        assert 10 < len(told) < 250 and not told.startswith(f"{name}("), (name, told)


def test_the_versions() -> None:
    assert OLDEST_API_VERSION <= API_VERSION == reportlint.api.API_VERSION
