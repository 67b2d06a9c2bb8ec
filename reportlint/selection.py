"""Which rules run, and how grave their findings are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reportlint.diagnostic import Severity
from reportlint.toml import Text

if TYPE_CHECKING:
    from reportlint.plugins import Plugins
    from reportlint.rule import Rule


class SelectionError(ValueError):
    """A rule, family, code prefix or form that is not there: ``selector``. ``message`` says so to people."""

    def __init__(self, selector: str, message: Text) -> None:
        super().__init__(message.en)
        self.selector = selector
        self.message = message


@dataclass(frozen=True)
class Selection:
    """What the user chose, as codes (TBL301), families (TBL), prefixes (TBL3) or names (row-total).

    An empty ``select`` means every rule that is on by default. ``mandatory`` rules run whatever else is chosen.
    """

    select: tuple[str, ...] = ()
    extend_select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    severity: Mapping[str, Severity] = field(default_factory=dict)
    mandatory: tuple[str, ...] = ()

    def mandatory_codes(self, plugins: Plugins) -> frozenset[str]:
        """The codes of the rules that nothing switches off. Raises SelectionError as :meth:`rules`."""
        return frozenset(self._matching(plugins, self.mandatory))

    def rules(self, plugins: Plugins) -> list[tuple[Rule, Severity | None]]:
        """The rules that run, in the order of their codes, each with the severity it was given.

        Raises:
            SelectionError: something was chosen that is no rule.
        """
        chosen = self._matching(plugins, self.select) if self.select else self._defaults(plugins)
        chosen |= self._matching(plugins, self.extend_select)
        chosen -= self._matching(plugins, self.ignore)
        chosen |= self.mandatory_codes(plugins)
        severities: dict[str, Severity] = {}
        graded = [(self._matching(plugins, (selector,)), severity) for selector, severity in self.severity.items()]
        # What is said of one rule counts more than what is said of its family.
        for codes, severity in sorted(graded, key=lambda one: -len(one[0])):
            severities |= dict.fromkeys(codes, severity)
        return [(plugins.rules[code], severities.get(code)) for code in sorted(chosen)]

    def _defaults(self, plugins: Plugins) -> set[str]:
        return {code for code, rule in plugins.rules.items() if rule.default}

    def _matching(self, plugins: Plugins, selectors: Iterable[str]) -> set[str]:
        matching: set[str] = set()
        for selector in selectors:
            wanted = selector.strip()
            if wanted.upper() == "ALL":
                matching |= plugins.rules.keys()
                continue
            found = {
                code for code, rule in plugins.rules.items() if code.startswith(wanted.upper()) or rule.name == wanted
            }
            if not found or not wanted:
                raise SelectionError(selector, no_rule(wanted, plugins))
            matching |= found
        return matching


def no_rule(wanted: str, plugins: Plugins) -> Text:
    """What is said of a rule that is not there."""
    near = plugins.nearest(wanted, families=True)
    zh = f"，是不是想写 {near}？" if near else "，用 reportlint rules 可列出全部规则"
    en = f"; did you mean {near}?" if near else "; reportlint rules lists them all"
    return Text(f"没有规则 {wanted}{zh}", f"there is no rule {wanted}{en}")
