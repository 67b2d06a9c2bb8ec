"""Reports in every encoding, whole and broken, and fixes that leave every other byte as it was."""

from __future__ import annotations

from functools import cache
from random import Random

from hypothesis import strategies as st

from reportlint.diagnostic import Safety
from reportlint.fixing import fix
from reportlint.source import SourceText, UnreadableText, decode, encode, garbled, restored
from reportlint.testing.mutating import random_sample
from reportlint.testing.mutations import mutated_report, mutations
from reportlint.testing.shapes import ALL_SHAPES

from .chances import drawn
from .looks import session
from .texts import plugins
from .trials import Trial

ENCODINGS = (
    "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be", "gb18030", "gbk", "cp950",
)  # fmt: skip
NEWLINES = ("\n", "\r\n", "\r", "\n\r\n", "\r\r\n", "\f\n", "\x85\n", "\u2028\n")
_REFUSED = ("character", "passes", "written back")


@st.composite
def reports(draw: st.DrawFn) -> str:
    """A report with or without a fault, with line ends of one kind or of several."""
    rng = Random(draw(st.integers(0, 1 << 24)))
    shape = ALL_SHAPES[draw(st.sampled_from(sorted(ALL_SHAPES)))]
    fault = mutations()[draw(st.sampled_from(sorted(mutations())))]
    mutated = mutated_report(fault, shape, plugins().forms, rng) if draw(st.booleans()) else None
    text = mutated.text if mutated is not None else shape.text(random_sample(plugins().forms, rng).blocks(), rng)
    newline = draw(st.sampled_from((*NEWLINES, "")))
    return "".join(line + (newline or rng.choice(NEWLINES)) for line in text.split("\n"))


@st.composite
def encoded(draw: st.DrawFn) -> tuple[str, str, bytes]:
    """A report, the encoding, its bytes."""
    text, encoding = draw(reports()), draw(st.sampled_from(ENCODINGS))
    return text, encoding, text.encode(encoding, "ignore")


def keep(case: tuple[str, str, bytes]) -> None:
    """The bytes are read as the text that was written, and fixes change nothing but the places that they are for."""
    text, encoding, data = case
    source = decode(data, "a.txt")
    if data.decode(encoding) == text:
        assert source.text == text, (encoding, source.encoding)
    assert encode(source.text, source) == data, encoding
    found = session(False).check_bytes(data, "a.txt")
    allowed = frozenset({Safety.SAFE, Safety.UNSAFE})
    fixed = fix(data, found, session(False).check, allowed)
    after = fixed.after.source
    if not fixed.mended or after is None or found.source is None:
        assert fixed.data == data
        return
    again = decode(fixed.data, "a.txt")
    assert (again.text, again.encoding, again.bom) == (after.text, source.encoding, source.bom)
    _same_around(found.source, after)


def _same_around(before: SourceText, after: SourceText) -> None:
    """No line end of a kind that was not there, and the lines that stay are the same, character for character."""
    for end in ("\r", "\x85", "\u2028", "\f"):
        assert end in before.text or end not in after.text, repr(end)
    if "\n" not in before.text.replace("\r\n", ""):
        assert "\n" not in after.text.replace("\r\n", "")
    lines, kept = set(before.text.split("\n")), after.text.split("\n")
    assert sum(line in lines for line in kept) >= len(kept) // 3


@st.composite
def broken(draw: st.DrawFn) -> tuple[bytes, str]:
    """A report's bytes after some damage, and what was done."""
    data = draw(encoded())[2]
    how = draw(st.sampled_from(("byte", "cut", "insert", "join", "nul", "lone surrogate")))
    at = draw(st.integers(0, max(0, len(data) - 1)))
    if how == "byte":
        data = data[:at] + bytes([draw(st.integers(0, 255))]) + data[at + 1 :]
    elif how == "cut":
        data = data[:at]
    elif how == "insert":
        data = data[:at] + draw(st.binary(max_size=4)) + data[at:]
    elif how == "join":
        data += "另一种编码的文字。".encode(draw(st.sampled_from(ENCODINGS)), "ignore")
    elif how == "nul":
        data = data[:at] + b"\0" + data[at:]
    else:
        data = data[:at] + b"\xed\xa0\x80" + data[at:]
    return data, how


def survive(case: tuple[bytes, str]) -> None:
    """Damaged bytes are read, or it is said that they cannot be, and where; a fix changes no byte that it does not mean."""
    data, _ = case
    result = session(False).check_bytes(data, "a.txt")
    assert result.faults == ()
    try:
        source = decode(data)
    except UnreadableText as why:
        assert [one.code for one in result.diagnostics] == ["DOC101"]
        lines = data.count(b"\n") + data.count(b"\r") + 1
        assert 0 <= why.line <= lines
        return
    for one in result.diagnostics:
        assert 0 <= one.span.start <= one.span.end <= len(source.text)
    fixed = fix(data, result, session(False).check, frozenset({Safety.SAFE, Safety.UNSAFE}))
    try:
        whole = encode(source.text, source) == data
    except UnicodeEncodeError:
        whole = False
    assert whole or fixed.data == data


@cache
def _western() -> dict[int, str]:
    return {byte: bytes((byte,)).decode("cp1252", "ignore") or chr(byte) for byte in range(256)}


WAYS = {
    "UTF-8 taken for GB18030": lambda text: text.encode("utf-8", "ignore").decode("gb18030", "replace"),
    "UTF-8 taken for GBK": lambda text: text.encode("utf-8", "ignore").decode("gbk", "replace"),
    "UTF-8 taken for ISO 8859-1": lambda text: text.encode("utf-8", "ignore").decode("latin-1"),
    "UTF-8 taken for Windows-1252": lambda text: text.encode("utf-8", "ignore").decode("latin-1").translate(_western()),
    "GBK taken for ISO 8859-1": lambda text: text.encode("gb18030", "ignore").decode("latin-1"),
    "GBK taken for Windows-1252": lambda text: text.encode("gb18030", "ignore").decode("latin-1").translate(_western()),
}
"""How texts are garbled."""


def name_it(case: tuple[str, str]) -> None:
    """A report is never taken for garbled text; garbled it is named, in both languages; so is a garbled paragraph."""
    text, way = case
    assert not list(garbled(text))
    spoilt = WAYS[way](text)
    codes = [one.code for one in session(False).check_bytes(spoilt.encode(), "a.txt").diagnostics]
    meant = restored(spoilt)
    # Characters that were lost for good may have taken every word of the title with them.
    assert codes == ["DOC105"] or (codes == ["DOC104"] and "\ufffd" in spoilt), codes
    assert meant is not None and way.startswith(meant.real)
    piece = WAYS[way]("主动公开政府信息，办理依申请公开")
    report = f"青石镇人民政府2023年政府信息公开工作年度报告\n\n一、总体情况\n\n全年{piece}12条。\n"
    found = [one for one in session(False).check_bytes(report.encode(), "a.txt").diagnostics if one.code == "DOC106"]
    assert found and all(len(set(one.message)) == 2 for one in found)


def _simplified() -> st.SearchStrategy[str]:
    # The words of a title in traditional characters are other ones.
    return reports().filter(lambda text: "公开" in text[:400] and "报告" in text[:400])


TRIALS = (
    Trial(
        "reports in 11 encodings with all kinds of line ends, fixed",
        "read as they were written; a fix keeps encoding, byte order mark and line ends",
        drawn(encoded(), keep),
    ),
    Trial(
        "damaged, cut and joined bytes",
        "read, or told with the line of the damage; no byte is changed besides a fix",
        drawn(broken(), survive),
    ),
    Trial(
        "garbled reports (UTF-8 or GBK read in a wrong encoding)",
        "named as such, if no character was lost for good; no correct report is taken for one",
        drawn(st.tuples(_simplified(), st.sampled_from(sorted(WAYS))), name_it),
    ),
)
