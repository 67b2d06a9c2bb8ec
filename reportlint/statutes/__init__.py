"""Statutes and notices as data: which articles there are, and for which report years they are right."""

from .book import Article, Instrument, Pinpoint, StatuteBook, Subject, Version

__all__ = ["Article", "Instrument", "Pinpoint", "StatuteBook", "Subject", "Version"]
