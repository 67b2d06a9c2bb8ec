"""Anything at all, given to everything that reads: nothing may end otherwise than it says."""

from __future__ import annotations

from . import files, looks, messages
from .chances import drawn
from .texts import texts
from .trials import Trial

TRIALS = (
    Trial(
        "texts through grammar, binder, facts and all rules",
        "no rule fails; every span lies in the text; twice the same findings, with a memory and without",
        drawn(texts(), looks.look),
    ),
    Trial(
        "texts through all outputs",
        "every format is written, in both languages",
        drawn(texts(), looks.write),
    ),
    Trial(
        "texts through fixes",
        "what is fixed stays fixed; the bytes are read as the text that was looked at",
        drawn(texts(), looks.mend),
    ),
    Trial(
        "texts through the formatter",
        "formatted twice is formatted once; no character of the content is lost",
        drawn(texts(), looks.align),
    ),
    Trial(
        "settings, sidecars, baselines, declared rules, forms, statutes",
        "a command ends with one of its statuses and says what is wrong; no file is changed",
        drawn(files.files(), files.obey),
    ),
    Trial(
        "messages to the language server",
        "every request is answered, the log has no traceback, and afterwards the server finds what a fresh run finds",
        messages.disturb,
    ),
)
