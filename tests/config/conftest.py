"""The built-in rules are loaded once for all tests of settings."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from reportlint.config import sessions
from reportlint.plugins import Plugins


@pytest.fixture(scope="module", autouse=True)
def loaded_once(plugins: Plugins) -> Iterator[None]:
    """Sessions that name no files of their own take the rules that are there."""
    load = sessions.load_plugins
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sessions, "load_plugins", lambda local, **more: load(local, **more) if local else plugins)
        yield
