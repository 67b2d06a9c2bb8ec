"""What plugins brought in, and what was wrong with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from reportlint.forms import FormBook
from reportlint.rule import Rule
from reportlint.statutes import StatuteBook
from reportlint.toml import Text, nearest


@dataclass(frozen=True)
class Fault:
    """A plugin, or a part of one, that was left out, and why."""

    plugin: str
    message: Text


@dataclass
class Loaded:
    """A plugin that was loaded: where from, the version of the API that it states (None if it states none), what it gave."""

    source: str
    api: int | None
    forms: tuple[str, ...] = ()
    statutes: tuple[str, ...] = ()
    outputs: tuple[str, ...] = ()
    files: tuple[Path, ...] = ()


@dataclass
class Plugins:
    """Everything that the plugins brought in, in the order in which they were loaded. ``origins`` says which plugin a rule's
    code is from.
    """

    rules: dict[str, Rule] = field(default_factory=dict)
    forms: FormBook = field(default_factory=lambda: FormBook(()))
    statutes: StatuteBook = field(default_factory=lambda: StatuteBook(()))
    outputs: dict[str, Callable[..., str | bytes]] = field(default_factory=dict)
    origins: dict[str, str] = field(default_factory=dict)
    loaded: dict[str, Loaded] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def files(self) -> list[Path]:
        """The files, besides the settings, that local plugins were made of: when one changes, they are to be loaded anew."""
        return [file for one in self.loaded.values() for file in one.files]

    def find_rule(self, code_or_name: str) -> Rule | None:
        """The rule with a code (in any case) or a name."""
        by_code = self.rules.get(code_or_name.upper())
        return by_code or next((rule for rule in self.rules.values() if rule.name == code_or_name.lower()), None)

    def code_of(self, code_or_name: str) -> str | None:
        """The code of the rule with a code or a name."""
        rule = self.find_rule(code_or_name)
        return rule.code if rule is not None else None

    def nearest(self, wanted: str, *, families: bool = False) -> str:
        """The code or name, or with ``families`` the family, that is most like what somebody wrote; empty if none is."""
        names = [*self.rules, *(rule.name for rule in self.rules.values())]
        if families:
            names += {rule.family for rule in self.rules.values()}
        return nearest(wanted, names)
