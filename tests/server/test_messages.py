"""Messages come in pieces of any size."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportlint.server.messages import Messages

BODIES = st.lists(st.binary(max_size=30), max_size=5)


class Drops(io.BytesIO):
    """A stream of which little comes at a time."""

    def __init__(self, data: bytes, sizes: list[int]) -> None:
        super().__init__(data)
        self._sizes = sizes

    def read(self, size: int | None = -1) -> bytes:
        return super().read(self._sizes.pop() if self._sizes else size)


def bodies(stream: io.BytesIO) -> list[bytes]:
    messages = Messages(stream.read)
    found = []
    while (body := messages.next()) is not None:
        found.append(body)
    return found


@given(BODIES, st.lists(st.integers(1, 20)))
def test_however_they_come(sent: list[bytes], sizes: list[int]) -> None:
    data = b"".join(b"Content-Length: %d\r\n\r\n%s" % (len(body), body) for body in sent)
    assert bodies(Drops(data, sizes)) == sent
    # One that is cut off is none.
    assert bodies(Drops(data + b"Content-Length: 5\r\n\r\nabcd", sizes)) == sent


@pytest.mark.parametrize(
    "header",
    [
        b"Content-Length: 2\r\nContent-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n",
        b"content-type: a\r\nCONTENT-LENGTH:2 \r\n\r\n",
        b"garbage\r\n\r\nContent-Length: 2\r\n\r\n",
        b"Content-Length: -1\r\n\r\nX-Content-Length: 7\r\n\r\nContent-Length: 2\r\n\r\n",
    ],
)
def test_headers(header: bytes) -> None:
    assert bodies(io.BytesIO(header + b"{}" + header + b"[]")) == [b"{}", b"[]"]
