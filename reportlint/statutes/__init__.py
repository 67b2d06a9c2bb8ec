"""Statutes and notices as data: which articles there are, and for which report years they are right."""

from .book import Instrument, StatuteBook, Version

__all__ = ["Instrument", "StatuteBook", "Version"]
