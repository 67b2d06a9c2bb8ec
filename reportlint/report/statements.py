"""What the prose says about how many of something there were: received, answered, reviewed, made.

The words are those of ``statements.toml``. A clause is read as a row of signs: topics, actions,
denials, qualifiers, years and amounts; which of them belong together is decided by their order.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from reportlint.source import Span
from reportlint.toml import TomlTable

from .amounts import sentences
from .model import Amount, Paragraph, Statement

_CLAUSE_END = ",;:"
# Each way to read on begins with a character that is given: then the places where none of them can begin are
# passed over five times as fast.
_MARKS = (r"19\d\d ?年", r"20\d\d ?年", *_CLAUSE_END)
# A denial stands right before what it denies: 未收到, 没有发生行政复议, 无因信息公开引起的诉讼.
_DENIAL_REACH = 4
_DENIAL_REACH_OF_TOPIC = 30
# A heading inside the line, 依申请公开情况。, is this short.
_RUN_IN = 24
_DISPUTES = ("reviews", "suits")
# What a report goes on speaking of; any other topic has to be named for each of its numbers.
_LASTING = ("applications", *_DISPUTES)
# What 没有 and 无 may deny without an action: that there were any.
_DENIED_ACTIONS = ("", "received", "handled", "carried_in", "carried_out")
_RESULTS = frozenset(("granted", "partial", "denied", "unable", "refused", "upheld", "corrected", "pending"))
_COUNTED = frozenset(("件", "条", "宗", "起", "份", "次", "例", "件次"))


class _Sign(NamedTuple):
    kind: str
    name: str
    start: int
    end: int


class _Lexicon(NamedTuple):
    """``signs`` finds the words of ``kinds``, marks and years; ``topics`` what no statement can do without."""

    signs: re.Pattern[str]
    kinds: dict[str, tuple[str, str]]
    topics: re.Pattern[str]
    implied: dict[str, str]


@cache
def _lexicon() -> _Lexicon:
    table = TomlTable.read(Path(__file__).with_name("statements.toml"))
    kinds: dict[str, tuple[str, str]] = {}
    # Of two kinds with the same word the later has it.
    for kind in ("qualifiers", "negations", "actions", "shorthand", "topics"):
        entries = table.table(kind)
        for name in entries.keys_left():
            kinds.update(dict.fromkeys(entries.strings(name), (kind, name)))
    implied = table.table("implied")
    topics = {action: implied.string(action) for action in implied.keys_left()}
    table.finish()
    telling = "|".join(re.escape(word) for word, (kind, name) in kinds.items() if kind == "topics" and name != "others")
    telling += "|" + "|".join(re.escape(word) for word, (_, name) in kinds.items() if name in topics)
    return _Lexicon(_signs(kinds, ""), kinds, re.compile(telling + "|申请"), topics)


def _signs(words: Iterable[str], between: str) -> re.Pattern[str]:
    """The pattern of all signs; ``between`` the characters of a word may stand what the pattern says."""
    longest_first = sorted(words, key=len, reverse=True)
    return re.compile("|".join((*_MARKS, *(between.join(map(re.escape, word)) for word in longest_first))))


@cache
def _broken_signs() -> re.Pattern[str]:
    """The same where the width of a page may have cut a word."""
    return _signs(_lexicon().kinds, r"\n?")


def statements_in(
    folded: str, paragraph: Paragraph, amounts: Sequence[Amount], topic: str, year: int | None
) -> tuple[Statement, ...]:
    """The statements of a paragraph, in order; ``topic`` is that of the heading above it, ``year`` the report's.

    Parts of a whole, comparisons and other years' numbers are left out.
    """
    lexicon, told_year, at_amount = _lexicon(), year, 0
    # No sentence can have one if none of them has what a statement cannot do without.
    if not lexicon.topics.search(folded, *paragraph.span) and not (topic and amounts):
        return ()
    found: list[Statement] = []
    for sentence in sentences(folded, paragraph.span):
        last = at_amount
        while last < len(amounts) and amounts[last].span.start < sentence.end:
            last += 1
        inside = amounts[at_amount:last]
        at_amount = last
        if not lexicon.topics.search(folded, *sentence) and not (topic and inside):
            continue
        reader = _Reader(paragraph.section, sentence, topic, year, told_year)
        found += reader.read(folded, inside)
        told_year = reader.told_year
        # The next sentence may go on with the applications without naming them: 办结3件.
        topic = reader.topic if reader.topic in _LASTING[:1] else topic
        if sentence.end - sentence.start <= _RUN_IN and sentence.start == paragraph.span.start:
            topic = topic_of(folded[sentence.start : sentence.end]) or topic
    return tuple(found)


def topic_of(text: str) -> str:
    """The one topic that a heading names, or none."""
    lexicon = _lexicon()
    found = (lexicon.kinds.get(match.group(), ("", "")) for match in lexicon.signs.finditer(text))
    topics = {name for kind, name in found if kind == "topics"}
    return topics.pop() if len(topics) == 1 else ""


class _Reader:
    """Reads one sentence; ``told_year`` is the year that it speaks of in the end."""

    def __init__(
        self, section: str | None, sentence: Span, topic: str, year: int | None, told_year: int | None
    ) -> None:
        self.section = section
        self.sentence = sentence
        self.topic = topic
        self.year = year
        self.told_year = told_year
        self.parts = False

    def read(self, folded: str, amounts: Sequence[Amount]) -> Iterator[Statement]:
        lexicon = _lexicon()
        signs_of = _broken_signs() if folded.find("\n", *self.sentence) >= 0 else lexicon.signs
        signs = [
            _Sign(*lexicon.kinds.get(match.group().replace("\n", ""), ("mark", match.group())), *match.span())
            for match in signs_of.finditer(folded, *self.sentence)
        ]
        scope = "、".join(dict.fromkeys(folded[sign.start : sign.end] for sign in signs if sign.name == "scope"))
        for clause, inside in _clauses(signs, amounts, self.sentence.end):
            for sign in clause:
                self.parts = self.parts or sign.name == "whole"
                if sign.kind == "mark" and sign.name[0].isdigit():
                    self.told_year = int(sign.name[:4])
            if inside:
                yield from self._amounts(folded, clause, inside, scope)
            elif not any(sign.name == "beyond" for sign in clause):
                yield from self._denial(clause, scope)
            self.topic = _last_topic(clause, self.topic) or self.topic

    def _amounts(
        self, folded: str, clause: Sequence[_Sign], amounts: Sequence[Amount], scope: str
    ) -> Iterator[Statement]:
        action, topic, start = "", self.topic, clause[0].start if clause else amounts[0].span.start
        starts = [sign.start for sign in clause]
        for number, amount in enumerate(amounts):
            following = amounts[number + 1].span.start if number + 1 < len(amounts) else self.sentence.end
            before = clause[bisect_left(starts, start) : bisect_left(starts, amount.span.start)]
            # What stands behind 、 belongs to the next number.
            item = folded.find("、", amount.span.end, following)
            behind = clause[
                bisect_left(starts, amount.span.end) : bisect_left(starts, item if item >= 0 else following)
            ]
            own_topic = _last_topic(before, topic) or _last_topic(behind[:2], topic)
            # 收到复议1件、诉讼2件: the action goes on with another topic, and ends with a new action.
            goes_on = number > 0 and _last_topic(before, "") != ""
            own_action = _last_action(before) or (action if goes_on else "") or _last_action(behind)
            first = before[0].start if before else amount.span.start
            own_topic = _lexicon().implied.get(own_action, own_topic)
            start, action, topic = amount.span.end, own_action, own_topic or topic
            known = own_topic if topic not in _LASTING else topic
            told = known not in ("", "others") and (own_action or own_topic in _DISPUTES)
            if told and self._is_claim(before, behind[:1], amount, own_action):
                words = [
                    folded[sign.start : sign.end].replace("\n", "")
                    for sign in (*before, *behind)
                    if sign.name == own_action
                ]
                yield Statement(
                    Span(first, amount.span.end), topic, own_action, words[-1] if words else "", amount, scope,
                    self.section, self.sentence,
                )  # fmt: skip

    def _is_claim(self, before: Sequence[_Sign], behind: Sequence[_Sign], amount: Amount, action: str) -> bool:
        if amount.unit not in _COUNTED or self.told_year != self.year:
            return False
        # 其中 tells parts; by the result of applications these are the rows of the table.
        if self.parts and action not in _RESULTS:
            return False
        names = {sign.name for sign in (*before, *behind) if sign.kind == "qualifiers"}
        denied = any(sign.name == "words" for sign in before)
        return not denied and not names & {"part", "comparison", "time"}

    def _denial(self, clause: Sequence[_Sign], scope: str) -> Iterator[Statement]:
        for at, sign in enumerate(clause):
            if sign.name != "words" or self.told_year != self.year:
                continue
            rest = clause[at + 1 :]
            if not rest or rest[0].kind not in ("actions", "topics", "shorthand"):
                return
            reach = _DENIAL_REACH_OF_TOPIC if rest[0].name in _DISPUTES else _DENIAL_REACH + 8
            if rest[0].start - sign.end > (_DENIAL_REACH if rest[0].kind == "actions" else reach):
                return
            if any(one.name in ("part", "comparison", "time") for one in clause):
                return
            action = _last_action(rest[:1])
            topics = list(dict.fromkeys(one.name for one in rest if one.kind == "topics"))
            disputes = [one for one in topics if one in _DISPUTES]
            if not topics and (any(one.kind == "shorthand" for one in rest) or rest[0].name.startswith("carried")):
                topics = [self.topic] if self.topic == "applications" else []
            if action not in _DENIED_ACTIONS or "others" in topics:
                return
            for topic in disputes or topics[:1]:
                if topic in _LASTING:
                    # There were none: none was received.
                    denied = "" if topic in _DISPUTES else action if action.startswith("carried") else "received"
                    span = Span(sign.start, rest[-1].end)
                    yield Statement(span, topic, denied, "", None, scope, self.section, self.sentence)
            return


def _clauses(signs: Sequence[_Sign], amounts: Sequence[Amount], end: int) -> Iterator[tuple[list[_Sign], list[Amount]]]:
    """The signs and the amounts of each clause."""
    clause: list[_Sign] = []
    at = 0
    # A comma inside an amount is no end; signs inside one are parts of it.
    for sign in (*signs, _Sign("mark", ",", end, end)):
        inside = any(amount.span.start <= sign.start < amount.span.end for amount in amounts[at : at + 3])
        if sign.kind == "mark" and sign.name in _CLAUSE_END and not inside:
            last = at
            while last < len(amounts) and amounts[last].span.start < sign.start:
                last += 1
            yield clause, list(amounts[at:last])
            clause, at = [], last
        elif not inside:
            clause.append(sign)


def _last_topic(signs: Iterable[_Sign], known: str) -> str:
    topics = [sign for sign in signs if sign.kind in ("topics", "shorthand")]
    disputes = [sign.name for sign in topics if sign.name in _DISPUTES]
    if disputes:
        return disputes[-1]
    named = [sign.name for sign in topics if sign.kind == "topics"]
    if named:
        return named[-1]
    return known if any(sign.name == known for sign in topics) else ""


def _last_action(signs: Iterable[_Sign]) -> str:
    actions = [sign.name for sign in signs if sign.kind == "actions"]
    return actions[-1] if actions else ""
