"""Chooses rules, runs them over a report and keeps their faults apart."""

from .check import MAX_BYTES, Session
from .select import Selection, SelectionError

__all__ = ["MAX_BYTES", "Selection", "SelectionError", "Session"]
