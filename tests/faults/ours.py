"""The regular expressions of the project: those that are compiled when its modules are loaded and reports are looked at."""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
_HOMES = tuple(str(ROOT / name) for name in ("reportlint", "rules", "grammar"))


@contextmanager
def _noting(noted: dict[re.Pattern[str], str]) -> Iterator[None]:
    compile_ = re.compile

    def compiled(pattern: Any, flags: Any = 0) -> Any:
        made = compile_(pattern, flags)
        frame = sys._getframe(1)
        if isinstance(made.pattern, str):
            noted.setdefault(made, f"{frame.f_code.co_filename}:{frame.f_lineno}")
        return made

    re.compile = compiled  # type: ignore[assignment]
    try:
        yield
    finally:
        re.compile = compile_  # type: ignore[assignment]


def collect() -> dict[re.Pattern[str], str]:
    """Every pattern with the place where it is compiled. To be called in a process that has not loaded the project."""
    noted: dict[re.Pattern[str], str] = {}
    with _noting(noted):
        for name in ("reportlint", "reportlint_rules", "reportlint_grammar"):
            package = importlib.import_module(name)
            for module in pkgutil.walk_packages(package.__path__, f"{name}."):
                if not module.name.endswith("__main__"):
                    importlib.import_module(module.name)
        from reportlint.engine import Session
        from reportlint.plugins import load_plugins
        from reportlint.source import SourceText
        from reportlint.testing.mutations import mutated_report, mutations
        from reportlint.testing.shapes import ALL_SHAPES

        plugins = load_plugins(installed=False)
        session = Session(plugins, force=True)
        rng = random.Random(1)
        for shape in ALL_SHAPES.values():
            mutated = mutated_report(rng.choice(list(mutations().values())), shape, plugins.forms, rng)
            if mutated is not None:
                session.check(SourceText(mutated.text))
        for rule in plugins.rules.values():
            from reportlint.testing import cases_of

            for case in cases_of(rule)[:3]:
                session.check(SourceText(case.text))
    # Those of the grammars are compiled by Lark and found by their text.
    return {one: place for one, place in noted.items() if place.startswith(_HOMES) or "lark" in place}


def terminals() -> dict[re.Pattern[str], str]:
    """The pattern of each terminal of the grammars by itself: in those that Lark makes of them most would be missed."""
    from reportlint_grammar.tables import GRAMMARS, table_for

    return {
        re.compile(pattern): f"{grammar.name}.lark, {name}"
        for grammar in GRAMMARS
        for name, pattern, _ in table_for(grammar)["terminals"]
    }


def hard(seconds: float) -> list[tuple[str, str, str, str]]:
    """Attacks under which the time of a pattern of ours grows more than it should, by itself: where it is, and the attack.

    What a rule does with the pattern may be harmless: it may be tried at one place only, or on short pieces. Patterns are
    tried in an order of chance for so many seconds, those of the grammars, which every line meets, first.
    """
    from .attacks import GROWTH, worst

    others = [(pattern, place, True) for pattern, place in collect().items()]
    # Of a line only what stands at its beginning is asked for.
    tried = [(pattern, place, False) for pattern, place in terminals().items()]
    random.shuffle(tried)
    random.shuffle(others)
    found = []
    end = time.monotonic() + seconds
    for pattern, place, anywhere in tried + others:
        if time.monotonic() > end:
            break
        times, attack = worst(pattern, anywhere=anywhere)
        if times > GROWTH:
            found.append((place.removeprefix(str(ROOT)), *attack))
    return found
