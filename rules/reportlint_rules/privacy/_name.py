"""What a person's name looks like."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from reportlint_rules.lexicons import lexicon


class Names(NamedTuple):
    """Patterns of names: behind the part that a person plays in a procedure, behind an office."""

    of_parties: re.Pattern[str]
    of_leaders: re.Pattern[str]


@cache
def names() -> Names:
    """The patterns that the lexicon of names makes; the name is the group ``name``."""
    table = lexicon("names")
    surnames, not_names, parties, offices = (
        "|".join(sorted(table.strings(key), key=len, reverse=True))
        for key in ("surnames", "not_names", "parties", "offices")
    )
    table.finish()
    # A name with 某 was made unreadable on purpose.
    name = rf"(?P<name>(?!{not_names})(?:{surnames})(?:(?!某)[\u4e00-\u9fff]){{1,2}})"
    return Names(
        re.compile(
            rf"(?:{parties})(?:姓名|名称)?[: ]{{0,2}}{name}"
            r"(?=[,、。;:()\n]|等|提出|申请|要求|向|于|通过|因|不服|诉|$)"
        ),
        re.compile(
            rf"(?:{offices})(?:同志)?[: ]{{0,2}}{name}(?=[,、。;()\n]|同志|任|担任|为|兼|牵头|负责|主持|亲自|出席|参加|$)"
        ),
    )
