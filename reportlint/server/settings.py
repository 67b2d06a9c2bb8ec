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
    before a document is looked at, in seconds. ``trusted`` says whether code that lies in the workspace
    may run.
    """

    language: str = "zh"
    debounce: float = 0.15
    trusted: bool = True

    def updated(self, values: object) -> Settings:
        """These with what a client sent, where it can be used; what cannot is logged and left as it was."""
        if not isinstance(values, Mapping):
            return self
        changed = self
        language = values.get("language")
        if language in ("zh", "en"):
            changed = replace(changed, language=language)
        debounce = values.get("debounce")
        if isinstance(debounce, (int, float)) and not isinstance(debounce, bool):
            if math.isfinite(debounce) and debounce >= 0:
                changed = replace(changed, debounce=debounce / 1000)
            else:
                logger.warning("debounce must be milliseconds from 0, is %r", debounce)
        elif debounce is not None:
            logger.warning("debounce must be milliseconds from 0, is %r", debounce)
        return changed


def first_settings(params: types.InitializeParams, language: str | None) -> Settings:
    """The settings that a client's first request asks for.

    ``language`` is that of the command line, if it was given there. The client's own option goes before
    it, the client's locale and then ``REPORTLINT_LANG`` come after it.
    """
    options = params.initialization_options
    settings = Settings(language or _language_of(params.locale or os.environ.get("REPORTLINT_LANG", "")))
    if isinstance(options, Mapping) and "trusted" in options:
        # Anything but a plain yes is a no: it decides whether foreign code runs.
        settings = replace(settings, trusted=options["trusted"] is True)
    return settings.updated(options)


def _language_of(locale: str) -> str:
    return "zh" if not locale or locale.lower().startswith("zh") else "en"
