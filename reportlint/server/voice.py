"""What is said to people outside of any document."""

from __future__ import annotations

import re
from collections.abc import Callable

from lsprotocol import types

from reportlint.toml import Text

_SURROGATES = re.compile("[\ud800-\udfff]")


class Voice:
    """Says a few things in the client's window. ``language`` is that of the messages."""

    def __init__(self, show: Callable[[types.ShowMessageParams], None]) -> None:
        self._show = show
        self._said: set[Text | str] = set()
        self.language = "zh"

    def say(self, text: Text, kind: types.MessageType = types.MessageType.Warning) -> None:
        """Says something."""
        # Names of files that are not UTF-8 have halves of pairs in them, which JSON readers refuse.
        self._show(types.ShowMessageParams(kind, _SURROGATES.sub("\ufffd", text.in_language(self.language))))

    def say_once(self, text: Text, *, about: str | None = None) -> bool:
        """Says something that comes back with every keystroke; whether it had not been said before.

        ``about`` names what it is about, where that is worth a word only once.
        """
        what = about or text
        if what in self._said:
            return False
        self._said.add(what)
        self.say(text)
        return True
