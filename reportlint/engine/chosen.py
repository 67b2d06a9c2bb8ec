"""The rules that were chosen, and what is made of their findings."""

from __future__ import annotations

from collections.abc import Collection, Set
from dataclasses import replace
from typing import Any, NamedTuple

from reportlint.diagnostic import Severity
from reportlint.ignoring import Ignores
from reportlint.rule import Finding, Rule

from .found import Found


class Chosen(NamedTuple):
    """A rule that is to run; ``severity`` is the one that it was given, ``origin`` its plugin."""

    rule: Rule
    severity: Severity | None
    options: Any
    origin: str


class Policy(NamedTuple):
    """What a session makes of findings: ``mandatory`` are codes of rules whose findings nothing makes lighter."""

    mandatory: Set[str]
    extraction_noise: bool

    def severity(self, rule: Rule, finding: Finding, chosen: Severity | None) -> Severity:
        """How grave a finding is, where ``chosen`` is what its rule was given."""
        own = finding.severity or rule.severity
        # A mandatory rule may be made graver, not lighter: below the fail level it would be as good as off.
        if chosen is None or (rule.code in self.mandatory and not chosen.reaches(own)):
            return own
        return chosen

    def found(self, chosen: Chosen, finding: Finding) -> Found:
        """A finding as the run carries it. Raises KeyError as :meth:`Rule.diagnostic`."""
        rule = chosen.rule
        diagnostic = rule.diagnostic(finding, self.severity(rule, finding, chosen.severity))
        return Found(diagnostic, finding.message if rule.gathers(finding) else None)

    def told(self, found: Collection[Found], ignores: Ignores) -> Collection[Found]:
        """What is left of findings: comments and entries may leave them out, or their fixes."""
        if ignores.idle and self.extraction_noise:
            return found
        return [left for one in found if (left := self._left(one, ignores)) is not None]

    def _left(self, found: Found, ignores: Ignores) -> Found | None:
        diagnostic = found.diagnostic
        if ignores.leave_out(diagnostic):
            return None
        if diagnostic.extraction and not self.extraction_noise and diagnostic.code not in self.mandatory:
            return None
        if diagnostic.fix is not None and not ignores.spares_comments(diagnostic.fix):
            return found._replace(diagnostic=replace(diagnostic, fix=None))
        return found
