"""The hooks that a plugin may implement.

All of them are called once, when the program starts; an implementation may leave out arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING

import pluggy

from reportlint.toml import TomlSource

if TYPE_CHECKING:
    from reportlint.result import FileResult
    from reportlint.rule import Rule

PROJECT = "reportlint"

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


class Hooks:
    """Specifications; what is returned is checked when a plugin is loaded."""

    @hookspec
    def reportlint_rules(self) -> Iterable[Rule]:
        """The rules of the plugin."""
        raise NotImplementedError

    @hookspec
    def reportlint_forms(self) -> Iterable[TomlSource]:
        """TOML files of forms (paths or resources of a package)."""
        raise NotImplementedError

    @hookspec
    def reportlint_statutes(self) -> Iterable[TomlSource]:
        """TOML files of statutes and notices."""
        raise NotImplementedError

    @hookspec
    def reportlint_outputs(self) -> Mapping[str, Callable[[Iterable[FileResult], str], str]]:
        """Output formats by name: from the results of all files and the language to the text."""
        raise NotImplementedError

    @hookspec
    def reportlint_configure(self, config: Mapping[str, object]) -> None:
        """Called before the other hooks with the settings of ``[plugin-options.NAME]``."""
