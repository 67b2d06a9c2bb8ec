"""Chooses rules, runs them over a report and keeps their faults apart."""

from .check import MAX_BYTES, Session
from .select import Selection, SelectionError, no_rule
from .watch import Running, Stopped, Watch

__all__ = ["MAX_BYTES", "Running", "Selection", "SelectionError", "Session", "Stopped", "Watch", "no_rule"]
