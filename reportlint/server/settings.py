"""What a client may set, in ``initializationOptions`` or in section ``reportlint`` of its configuration."""

from __future__ import annotations

import logging
import math
import os
from collections.abc import Mapping
from dataclasses import dataclass, replace

from lsprotocol import types

SECTION = "reportlint"

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Settings:
    """What the client wants.

    ``language`` is that of the messages, “zh” or “en”. ``debounce`` is the quiet time after a keystroke
    before a document is looked at, in seconds. ``rule_limit`` is the time that one rule may take for a
    document, in seconds. ``trusted`` says whether code that lies in the workspace may run. ``pull`` says
    whether the client may ask for findings, if it can.
    """

    language: str = "zh"
    debounce: float = 0.15
    rule_limit: float = 5.0
    trusted: bool = False
    pull: bool = True

    def updated(self, values: object) -> Settings:
        """These with what a client sent, where it can be used; what cannot is logged and left as it was."""
        if not isinstance(values, Mapping):
            return self
        changed = self
        language = values.get("language")
        if language in ("zh", "en"):
            changed = replace(changed, language=language)
        debounce = _seconds(values, "debounce", least=0)
        if debounce is not None:
            changed = replace(changed, debounce=debounce)
        limit = _seconds(values, "ruleTimeout", least=1)
        if limit is not None:
            changed = replace(changed, rule_limit=limit)
        return changed


def first_settings(params: types.InitializeParams, language: str | None) -> Settings:
    """The settings that a client's first request asks for.

    ``language`` is that of the command line, if it was given there. The client's own option goes before
    it, the client's locale and then ``REPORTLINT_LANG`` come after it.
    """
    options = params.initialization_options
    settings = Settings(language or _language_of(params.locale or os.environ.get("REPORTLINT_LANG", "")))
    if isinstance(options, Mapping):
        # Anything but a plain yes is a no: it decides whether foreign code runs. It is not among what a
        # client may change later, because editors take that from files in the very folder in question.
        settings = replace(settings, trusted=options.get("trusted") is True, pull=options.get("pull") is not False)
    return settings.updated(options)


def _seconds(values: Mapping[str, object], key: str, least: int) -> float | None:
    """A time that a client gives in milliseconds."""
    value = values.get(key)
    if value is None:
        return None
    if isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value) and value >= least:
        return value / 1000
    logger.warning("%s must be milliseconds from %d, is %r", key, least, value)
    return None


def _language_of(locale: str) -> str:
    return "zh" if not locale or locale.lower().startswith("zh") else "en"
