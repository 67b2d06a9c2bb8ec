"""The built-in rules are loaded once for all tests of settings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import reportlint.plugins
from reportlint.plugins import Plugins


@pytest.fixture(scope="module", autouse=True)
def loaded_once(plugins: Plugins) -> Iterator[None]:
    """Sessions that name no files of their own take the rules that are there."""
    load = reportlint.plugins.load_plugins
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            reportlint.plugins, "load_plugins", lambda local, **more: load(local, **more) if local else plugins
        )
        yield
