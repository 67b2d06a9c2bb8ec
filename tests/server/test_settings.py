"""Which settings come out of what a client and its user say."""

from __future__ import annotations

from typing import Any

import pytest
from lsprotocol import types

from reportlint.server.settings import Settings, first_settings


def hello(options: Any = None, locale: str | None = None) -> types.InitializeParams:
    return types.InitializeParams(types.ClientCapabilities(), locale=locale, initialization_options=options)


@pytest.mark.parametrize(
    ("options", "flag", "locale", "variable", "language"),
    [
        ({"language": "en"}, "zh", "zh-CN", "zh", "en"),
        ({"language": "auto"}, "zh", "en", "en", "zh"),
        (None, None, "zh-Hant-TW", "en", "zh"),
        (None, None, "zh_CN.UTF-8", "en", "zh"),
        (None, None, "fr", "zh", "en"),
        (None, None, None, "en", "en"),
        (None, None, None, "", "zh"),
        ([], None, None, "", "zh"),
    ],
)
def test_language(
    monkeypatch: pytest.MonkeyPatch,
    options: Any,
    flag: str | None,
    locale: str | None,
    variable: str,
    language: str,
) -> None:
    monkeypatch.setenv("REPORTLINT_LANG", variable)
    assert first_settings(hello(options, locale), flag).language == language


@pytest.mark.parametrize(
    ("options", "trusted"),
    [
        (None, False),
        ({}, False),
        ({"trusted": True}, True),
        ({"trusted": False}, False),
        ({"trusted": "no"}, False),
    ],
)
def test_trust(options: Any, trusted: bool) -> None:
    assert first_settings(hello(options), None).trusted is trusted


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        (0, 0.0),
        (300, 0.3),
        (12.5, 0.0125),
        (-1, 0.15),
        (True, 0.15),
        ("0", 0.15),
        (float("inf"), 0.15),
        (None, 0.15),
    ],
)
def test_debounce(value: Any, seconds: float) -> None:
    assert Settings().updated({"debounce": value}).debounce == pytest.approx(seconds)


@pytest.mark.parametrize(
    ("options", "pull"), [(None, True), ({}, True), ({"pull": False}, False), ({"pull": "no"}, True)]
)
def test_pull(options: Any, pull: bool) -> None:
    assert first_settings(hello(options), None).pull is pull


@pytest.mark.parametrize(("value", "seconds"), [(200, 0.2), (0, 5.0), (-3, 5.0), (None, 5.0), ("long", 5.0)])
def test_time_limit(value: Any, seconds: float) -> None:
    assert Settings().updated({"ruleTimeout": value}).rule_limit == seconds


def test_trust_is_not_for_the_configuration_to_give() -> None:
    assert not Settings(trusted=False).updated({"trusted": True}).trusted
