"""The authority that a report is of, as far as its name tells: what it is, where it stands, what it calls itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, NamedTuple

from reportlint.toml import TomlTable

BodyKind = Literal["government", "zone", "department", "other"]
Level = Literal["province", "prefecture", "city", "county", "township", ""]


class Place(NamedTuple):
    """A place in the name of an authority: 嵩县, of the level county. A 市 is of the level city."""

    name: str
    level: Level


@dataclass(frozen=True)
class Body:
    """An authority. ``places`` are those in its name, the widest first; ``level`` is that of the last.

    ``calls_itself`` are the words that it may put behind 我, the usual one first; empty where its name
    does not tell.
    """

    name: str
    kind: BodyKind
    level: Level
    places: tuple[Place, ...]
    calls_itself: tuple[str, ...]


class _Ending(NamedTuple):
    kind: BodyKind
    level: Level
    calls_itself: tuple[str, ...]


@cache
def _lexicon() -> tuple[dict[str, _Ending], dict[str, Level], re.Pattern[str]]:
    table = TomlTable.read(Path(__file__).with_name("bodies.toml"))
    endings: dict[str, _Ending] = {}
    for draft in table.tables("endings"):
        kind, level = draft.string("kind"), draft.string("level", "")
        ending = _Ending(kind, level, draft.strings("self"))  # type: ignore[arg-type]
        endings |= dict.fromkeys(draft.strings("names"), ending)
        draft.finish()
    suffixes: dict[str, Level] = {}
    levels = table.table("places")
    for level in levels.keys_left():
        suffixes |= dict.fromkeys(levels.strings(level), level)  # type: ignore[arg-type]
    table.finish()
    # 市中区, 城镇 and the like: a name has a character of its own before its ending, and two before 区 and 州.
    either = "|".join(sorted(suffixes, key=len, reverse=True))
    return endings, suffixes, re.compile(rf"[\u4e00-\u9fff]{{1,10}}?(?:{either})(?!{either})")


def places_in(name: str) -> tuple[Place, ...]:
    """The places that a name begins with, the widest first."""
    _, suffixes, pattern = _lexicon()
    places, at = [], 0
    while match := pattern.match(name, at):
        text = match.group()
        ending = max((one for one in suffixes if text.endswith(one)), key=len)
        # 市区 alone is no place, and a name of one character and 区 is the end of another word.
        if len(text) - len(ending) < 1:
            break
        places.append(Place(text, suffixes[ending]))
        at = match.end()
    return tuple(places)


def body_named(name: str, calls_itself: str | None = None) -> Body | None:
    """The authority of a name; None for an empty one.

    ``calls_itself`` is the word that it puts behind 我, where somebody says so. It also tells the kind and the level if
    the name does not.
    """
    name = "".join(name.split())
    if not name:
        return None
    endings, _, _ = _lexicon()
    places = places_in(name)
    last: Level = places[-1].level if places else ""
    fitting = [ending for ending in endings if name.endswith(ending)]
    ending = endings[max(fitting, key=len)] if fitting else None
    if calls_itself:
        said = next((one for one in endings.values() if calls_itself in one.calls_itself), None)
        words = dict.fromkeys((calls_itself, *(ending.calls_itself if ending else ())))
        ending = (ending or said or _Ending("other", last, ()))._replace(calls_itself=tuple(words))
    if ending is None:
        return Body(name, "other", last, places, ())
    return Body(name, ending.kind, ending.level or last, places, ending.calls_itself)
