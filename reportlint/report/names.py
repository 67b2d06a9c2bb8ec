"""What a report calls its authority, and the places that it names as its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

from reportlint.source import Span, strip_ruby
from reportlint.toml import TomlTable

from .bodies import places_in
from .model import Frame, Paragraph, PlaceMention, SelfName

# 自我, 忘我, 基本, 根本: the character belongs to a word of its own.
_NOT_BEHIND = {"我": frozenset("自忘小大无你他敌"), "本": frozenset("基根成资日版书样文课剧标账")}
# The frames begin with the last character of the place; what stands before it is taken afterwards.
_FRAMES: Mapping[Frame, re.Pattern[str]] = {
    "website": re.compile(r"[县区市旗镇乡道](?=(?:人民)?政府(?:信息|政务|公众|门户)*(?:网站|网))"),
    "report": re.compile(r"[县区市旗镇乡道](?=(?:人民政府|政府|办事处)?(?:19|20)\d\d ?年度?政府信息公开工作)"),
    "superior": re.compile(r"[县区市旗州省](?=委|(?:人民)?政府(?!.{0,6}网))"),
    "economy": re.compile(r"(?<=[\u4e00-\u9fff])(?=(?:经济社会|社会经济)发展)"),
}
# What all of these but the economy have; most paragraphs have none of it, and are not looked at four times.
_SIGN = re.compile(r"[县区市旗镇乡道州省](?=委|(?:人民)?政府|办事处|(?:19|20)\d\d)")
_BEFORE = re.compile(r"[\u4e00-\u9fff]{1,12}$")
_TO_KNOW = re.compile(r".*(?:了解|关注)")
# A name in quotes, with room for the pinyin that some texts have behind each character.
_QUOTED = re.compile(r'"([^"\n]*)"')
_LONGEST_QUOTED = 24
# How far around a quoted name the word for its kind may stand.
_NEAR = 24


class _Lexicon(NamedTuple):
    own: re.Pattern[str]
    media: _Media
    lead_in: re.Pattern[str]


class _Media(NamedTuple):
    name: re.Pattern[str]
    near: re.Pattern[str]
    everywhere: frozenset[str]


@cache
def _lexicon() -> _Lexicon:
    table = TomlTable.read(Path(__file__).with_name("names.toml"))
    words = []
    for draft in table.tables("self"):
        word, stop = draft.string("word"), draft.string("not_before", "")
        words.append(re.escape(word) + (f"(?![{re.escape(stop)}])" if stop else ""))
        draft.finish()
    media, everywhere = table.table("media"), table.table("everywhere")
    behind, before, near = (_either(media.strings(key)) for key in ("behind", "before", "near"))
    names = frozenset(everywhere.strings("names"))
    lead_in = table.table("lead_in")
    run_in = rf".*(?:{_either(lead_in.strings('words'))})(?=[\u4e00-\u9fff])"
    for part in (media, everywhere, lead_in, table):
        part.finish()
    name = rf"(?P<place>[\u4e00-\u9fff]{{2,5}}?)(?:{behind})|(?:{before})(?P<behind>[\u4e00-\u9fff]{{2,5}})"
    own = re.compile(f"([我本])({'|'.join(words)})")
    return _Lexicon(own, _Media(re.compile(name), re.compile(near), names), re.compile(run_in))


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def self_names(folded: str, paragraph: Paragraph) -> tuple[SelfName, ...]:
    """Every 我镇 and 本局 of a paragraph that does not stand in quotes."""
    start, end = paragraph.span
    if folded.find("我", start, end) < 0 and folded.find("本", start, end) < 0:
        return ()
    found = []
    for match in _lexicon().own.finditer(folded, start, end):
        if folded[match.start() - 1 : match.start()] in _NOT_BEHIND[match[1]]:
            continue
        quotes = folded.count('"', start, match.start())
        if quotes % 2 == 0:
            found.append(SelfName(Span(*match.span()), match[2], paragraph.section))
    return tuple(found)


def places_named(folded: str, paragraph: Paragraph) -> tuple[PlaceMention, ...]:
    """The places that a paragraph names as its own, in order of their frames."""
    start, end = paragraph.span
    found = [*_media_named(folded, start, end)] if folded.find('"', start, end) >= 0 else []
    framed = _SIGN.search(folded, start, end) is not None
    for frame, pattern in _FRAMES.items():
        if framed if frame != "economy" else folded.find("发展", start, end) >= 0:
            for match in pattern.finditer(folded, start, end):
                found += _mention(folded[max(start, match.end() - 12) : match.end()], match.end(), frame)
    return tuple(found)


def _media_named(folded: str, start: int, end: int) -> Iterator[PlaceMention]:
    """The names of media in quotes that have a place in them."""
    media = _lexicon().media
    for quoted in _QUOTED.finditer(folded, start, end):
        medium = media.name.fullmatch(strip_ruby(quoted[1])) if len(quoted[1]) <= _LONGEST_QUOTED else None
        if medium is None:
            continue
        name = medium["place"] or medium["behind"]
        around = strip_ruby(folded[max(start, quoted.start() - _NEAR) : min(end, quoted.end() + _NEAR)])
        if name not in media.everywhere and media.near.search(around):
            at = quoted[1].find(name)
            span = Span(quoted.start(1) + at, quoted.start(1) + at + len(name)) if at >= 0 else quoted.span(1)
            yield PlaceMention(Span(*span), name, "", "medium")


def _mention(text: str, end: int, frame: Frame) -> Iterator[PlaceMention]:
    """The place at the end of a text, which ends at an offset of the report."""
    before = _BEFORE.search(text)
    text = before.group() if before else ""
    if frame == "economy":
        told = _TO_KNOW.match(text)
        text = text[told.end() :] if told else ""
    lead = _lexicon().lead_in.match(text)
    name = text[lead.end() :] if lead else text
    places = places_in(name)
    # 河南省洛阳市嵩县: the last one is meant.
    level = places[-1].level if places else ""
    name = places[-1].name if places else name
    # 通过镇政府网站 names no place, 从三个方面汇报我镇 neither; a name of one character and its level may be the end of
    # another word, which matters less for what is above.
    shortest = 3 if level and frame != "superior" else 2
    if len(name) >= shortest and name[:1] not in "本我全各" and name[-2:-1] != "我":
        yield PlaceMention(Span(end - len(name), end), name, level, frame)
