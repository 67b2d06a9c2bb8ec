"""Chooses rules, runs them over a report and keeps their faults apart."""

from .check import Session
from .watch import Running, Stopped, Watch

__all__ = ["Running", "Session", "Stopped", "Watch"]
