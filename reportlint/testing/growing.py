"""Reports of any size, and keys pressed in them: what time, memory and work are measured with.

A report grows as real ones do: it has its tables once, and more and longer subsections in its prose. No
paragraph is copied; all are drawn.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import NamedTuple

from reportlint.forms import FormBook

from .prose import plausible_numbers, sample_bodies, varied_prose
from .sample import sample_blocks
from .shapes import ALL_SHAPES

_YEAR = 2024
_SECTIONS = ("overview", "problems", "other")
_NUMBERED = re.compile(r"^（[一二三四五六七八九十]+）")
_DIGITS = "零一二三四五六七八九"
# Slips that are told each at its place, whatever stands around them.
_SLIPS = (
    "截止{year}年12月31日，清理失效文件{n}件。",
    "根据《中华人民共和国政府信息公开条例》第{big}条，更正信息{n}条。",
    "{year}年2月30日，召开政务公开推进会{n}次。",
    "{year}年2月31日，开展专题培训{n}次。",
)


class Edit(NamedTuple):
    """One character typed (``removed`` is 0) or one taken away (``text`` is empty), at an offset in code points."""

    offset: int
    removed: int
    text: str

    def applied(self, text: str) -> str:
        """The text after it."""
        return text[: self.offset] + self.text + text[self.offset + self.removed :]


def long_report(forms: FormBook, size: int, rng: random.Random) -> str:
    """A report of at least ``size`` bytes of UTF-8 with about one slip in every thousand."""
    form = forms.for_year(_YEAR)
    assert form is not None
    body = rng.choice(sample_bodies())
    numbers = plausible_numbers(form, body, rng)
    prose = varied_prose(form, _YEAR, numbers, body, rng)

    def written() -> str:
        blocks = sample_blocks(form, _YEAR, numbers, body=body.name, prose=prose)
        return ALL_SHAPES["tab"].text(blocks, random.Random(0))

    parts = {section: [list(prose[section])] for section in _SECTIONS}
    length = len(written().encode())
    slips = 0
    while length < size:
        more = varied_prose(form, _YEAR, numbers, body, rng)
        for section in _SECTIONS:
            if length >= size:
                break
            lines = list(more[section])
            if length // 1000 > slips:
                slips += 1
                lines[-1] += rng.choice(_SLIPS).format(
                    year=_YEAR, n=rng.randint(2, 99), big=_numeral(rng.randint(57, 99))
                )
            parts[section].append(lines)
            length += sum(len(line.encode()) + 1 for line in lines)
    for section, drawn in parts.items():
        prose[section] = list(_numbered(drawn))
    return written()


def _numbered(drawn: list[list[str]]) -> Iterator[str]:
    """The paragraphs of one section, with the numbers of their subsections going on from draw to draw."""
    count = 0
    for line in (line for lines in drawn for line in lines):
        if _NUMBERED.match(line):
            count += 1
            yield _NUMBERED.sub(f"（{_numeral(count)}）", line)
        else:
            yield line


def _numeral(number: int) -> str:
    """A number below ten thousand in Han digits, as headings have it: 一百二十三."""
    text = ""
    for value, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // value % 10
        if digit:
            text += f"{_DIGITS[digit]}{unit}"
        elif text and number % value and not text.endswith("零"):
            text += "零"
    return text.removeprefix("一") if text.startswith("一十") else text


def report_edit(text: str, rng: random.Random) -> Edit:
    """One key at a random place behind the title: a sign, a digit, seldom the end of a line, or a deletion."""
    first = text.index("\n") + 1
    if rng.random() < 0.4:
        return Edit(rng.randrange(first, len(text) - 1), 1, "")
    return Edit(rng.randrange(first, len(text)), 0, rng.choice("信息公开办理条例年月日件，。、（）0123456789\n"))
