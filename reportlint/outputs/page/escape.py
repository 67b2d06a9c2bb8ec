"""Text of reports as HTML. Reports are anybody's: nothing of them may become markup."""

from __future__ import annotations

import html

from ..terminal import visible


def escaped(text: str) -> str:
    """The text as content of an element or of a quoted attribute; controls are shown, tabs stay."""
    return html.escape("\t".join(map(visible, text.split("\t"))))


def tag(name: str, content: str, **attributes: str) -> str:
    """An element around HTML. An attribute that is empty is left out; ``class_`` and ``data_k`` are class and data-k."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escaped(value)}"' for key, value in attributes.items() if value
    )
    return f"<{name}{written}>{content}</{name}>"
