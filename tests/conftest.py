"""What all tests share: the built-in plugins and the folder of real reports, where there is one."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from reportlint.engine import Session
from reportlint.forms import FormBook
from reportlint.plugins import Plugins, load_plugins

ROOT = Path(__file__).resolve().parent.parent

# CI looks harder than a run at the desk; shared machines are too uneven for hypothesis' deadlines.
settings.register_profile("desk", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("ci" if os.environ.get("CI") else "desk")


@pytest.fixture(scope="session")
def plugins() -> Plugins:
    """The built-in rules, forms and statutes."""
    return load_plugins(installed=False)


@pytest.fixture(scope="session")
def forms(plugins: Plugins) -> FormBook:
    """The built-in forms."""
    return plugins.forms


@pytest.fixture(scope="session")
def session(plugins: Plugins) -> Session:
    """All rules with their default options."""
    return Session(plugins)


@pytest.fixture(scope="session", autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Results of earlier runs are kept for each run of the tests alone, and not among the user's."""
    os.environ["REPORTLINT_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache"))
