"""A server loads forms anew whenever its plugins change: the old ones must not stay."""

from __future__ import annotations

import gc

from reportlint.engine import Session
from reportlint.forms import Form
from reportlint.plugins import load_plugins
from reportlint.source import SourceText
from tests.cli.test_cli import PLANTED


def test_forms_of_sessions_that_are_gone_are_gone() -> None:
    text = SourceText(PLANTED.read_text(encoding="utf-8"))

    def alive() -> int:
        gc.collect()
        return sum(isinstance(one, Form) for one in gc.get_objects())

    for _ in range(12):
        Session(load_plugins(installed=False)).check(text)
    some = alive()
    for _ in range(12):
        Session(load_plugins(installed=False)).check(text)
    assert alive() <= some
