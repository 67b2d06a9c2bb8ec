"""The hooks that a plugin may implement.

All of them are called once, when the program starts; an implementation may leave out arguments.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

import pluggy

from reportlint.toml import TomlSource

if TYPE_CHECKING:
    from reportlint.outputs import Output
    from reportlint.rule import Rule

PROJECT = "reportlint"

API_VERSION = 1
"""The version of :mod:`reportlint.api`: it grows when a plugin has to be changed. A plugin states the version that it was
written for: ``reportlint_api = 1`` in its module or file."""

OLDEST_API_VERSION = 1
"""Plugins that were written for an older version are not loaded."""

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
    def reportlint_outputs(self) -> Mapping[str, Output]:
        """Output formats by name: each makes the whole text out of a run or, as a ``BinaryOutput``, the bytes of a file."""
        raise NotImplementedError

    @hookspec
    def reportlint_configure(self, config: Mapping[str, object]) -> None:
        """Called before the other hooks with the settings of ``[plugin-options.NAME]``."""
