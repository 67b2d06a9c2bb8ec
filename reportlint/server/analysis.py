"""What is known of one state of a document."""

from __future__ import annotations

from typing import NamedTuple

from reportlint.diagnostic import Diagnostic
from reportlint.engine import Session
from reportlint.report import Report

from .diagnostics import Shown
from .documents import Snapshot


class Analysis(NamedTuple):
    """What was found in one state of a document. ``report`` is None for a text that is no report."""

    snapshot: Snapshot
    session: Session
    findings: tuple[Diagnostic, ...]
    report: Report | None


class State(NamedTuple):
    """What the editor is to show of one state of a document. ``analysis`` is None if it could not be looked at."""

    revision: int
    analysis: Analysis | None
    shown: Shown
