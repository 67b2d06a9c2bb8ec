"""What pytest gets where reportlint is installed: a fixture, and the cases of declarative rules as tests.

It is imported by every run of pytest, so it imports nothing before it is needed.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from reportlint.plugins import Plugins
    from reportlint.testing import Case

_INI = "reportlint_rules"
# The project that has these is reportlint itself.
_BUILTIN = ("reportlint_rules",)


def pytest_addoption(parser: pytest.Parser) -> None:
    """The setting that names files of declarative rules."""
    parser.addini(_INI, "TOML files of reportlint's declarative rules; their examples run as tests", "args", [])


@pytest.fixture(scope="session")
def reportlint_plugins(pytestconfig: pytest.Config) -> Plugins:
    """All plugins that are installed, with the built-in one, and those of the project under test if they are not."""
    from reportlint.plugins import load_plugins
    from reportlint.testing.targets import entry_points_in

    plugins = load_plugins()
    project = pytestconfig.rootpath / "pyproject.toml"
    modules = entry_points_in(project) if project.is_file() else {}
    missing = {
        name: module for name, module in modules.items() if name not in plugins.loaded and module not in _BUILTIN
    }
    return load_plugins(modules=missing) if missing else plugins


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collects the TOML files that the setting names."""
    if file_path.suffix == ".toml" and any(file_path.match(name) for name in parent.config.getini(_INI)):
        return _RulesFile.from_parent(parent, path=file_path)
    return None


class _RulesFile(pytest.File):
    def collect(self) -> Iterator[pytest.Item]:
        from reportlint.plugins import load_plugins
        from reportlint.testing import cases_of

        plugins = load_plugins([self.path])
        faults = [fault.message.en for fault in plugins.faults if fault.plugin == str(self.path)]
        if faults:
            raise self.CollectError("\n".join(faults))
        for code, origin in plugins.origins.items():
            if origin == str(self.path):
                for case in cases_of(plugins.rules[code], plugins):
                    yield _CaseItem.from_parent(self, name=f"{code} {case.name}", case=case, plugins=plugins)


class _CaseItem(pytest.Item):
    def __init__(self, *, case: Case, plugins: Plugins, **settings: Any) -> None:
        super().__init__(**settings)
        self._case = case
        self._plugins = plugins

    def runtest(self) -> None:
        from reportlint.testing import check_case

        check_case(self._case, self._plugins)

    def repr_failure(self, error: pytest.ExceptionInfo[BaseException], style: Any = None) -> str:
        """The sentence of a case that went wrong, without the way it took through this kit."""
        return str(error.value) if isinstance(error.value, AssertionError) else str(super().repr_failure(error))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where the case stands."""
        return self.path, None, self.name
