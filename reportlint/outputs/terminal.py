"""Text on a terminal: made harmless, coloured."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reportlint.diagnostic import Severity

# What a terminal obeys instead of showing it (C0, DEL, C1), what ends a line for some programs, what
# turns the direction of writing around, what no encoding can write (lone surrogates), and what is no
# character for XML and HTML.
_NO_CHARACTERS = "\ufdd0-\ufdef" + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
_UNSAFE = re.compile(f"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff{_NO_CHARACTERS}]")


def visible(text: str) -> str:
    """The text on one line with nothing in it that a terminal would obey.

    A tab is shown as →, another C0 control as its picture (␛), anything else unsafe as ``<U+202E>``.
    """
    return _UNSAFE.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code == 0x09:
        return "→"
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"<U+{code:04X}>"


_COLORS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;34", Severity.HINT: "1;36"}


@dataclass(frozen=True)
class Paint:
    """Colours, or none at all."""

    color: bool

    def severity(self, text: str, severity: Severity) -> str:
        """The text in the colour of a severity."""
        return self._paint(text, _COLORS[severity])

    def strong(self, text: str) -> str:
        """The text in bold."""
        return self._paint(text, "1")

    def faint(self, text: str) -> str:
        """The text of a frame around what matters."""
        return self._paint(text, "2")

    def _paint(self, text: str, codes: str) -> str:
        return f"\x1b[{codes}m{text}\x1b[0m" if self.color and text else text
