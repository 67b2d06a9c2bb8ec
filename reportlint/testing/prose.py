"""Correct prose of many kinds, in keeping with the numbers of the report's tables.

What it says is in ``prose.toml``. The same random source gives the same prose.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from random import Random

from reportlint.forms import Form
from reportlint.report import body_named
from reportlint.toml import TomlTable

from .drawing import Numbers
from .sample import consistent_numbers

Facts = Mapping[str, int | str]
"""What the places of a sentence are filled with, by the name of the place."""

_HAN = "零一二三四五六七八九"
_OUTCOMES = {
    "granted": "予以公开", "partial": "部分公开", "denied": "不予公开", "unable": "无法提供", "refused": "不予处理",
    "others": "其他处理",
}  # fmt: skip
_RESULTS = {"upheld": "结果维持", "corrected": "结果纠正", "other": "其他结果", "pending": "尚未审结"}
_TOPICS = {
    "proactive": ("主动公开情况", "主动公开"),
    "requests": ("依申请公开情况", "依申请公开"),
    "management": ("政府信息管理情况", "政府信息管理"),
    "platform": ("政府信息公开平台建设情况", "平台建设情况", "平台建设"),
    "supervision": ("监督保障情况", "监督保障"),
}
"""The topics of the overview with what they are called."""


@dataclass(frozen=True)
class SampleBody:
    """An invented authority."""

    name: str
    media: str
    site: str
    party: str
    kinds: frozenset[str]
    rules: bool

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class _Sentence:
    text: str
    some: tuple[str, ...]
    none: tuple[str, ...]
    years: tuple[int, int]
    kinds: frozenset[str]
    tags: frozenset[str]

    def fits(self, facts: Facts, year: int, body: SampleBody) -> bool:
        return (
            all(facts.get(name) for name in self.some)
            and all(facts.get(name) == 0 for name in self.none)
            and self.years[0] <= year <= self.years[1]
            and self.kinds <= body.kinds
        )


@dataclass(frozen=True)
class _Bank:
    bodies: tuple[SampleBody, ...]
    sentences: Mapping[str, tuple[_Sentence, ...]]
    problems: tuple[tuple[str, str], ...]
    notices: Mapping[str, tuple[str, str]]


@cache
def _bank() -> _Bank:
    table = TomlTable.read(files(__package__).joinpath("prose.toml"))
    bodies = []
    for draft in table.tables("bodies"):
        name, media, site, party = (draft.string(key) for key in ("name", "media", "site", "party"))
        kinds, rules = frozenset(draft.strings("kinds")), draft.take("rules", bool, False)
        bodies.append(SampleBody(name, media, site, party, kinds, rules))
        draft.finish()
    topics = table.table("topics")
    sentences = {topic: tuple(_sentences(topics, topic)) for topic in topics.keys_left()}
    problems = tuple((draft.string("problem"), draft.string("measure")) for draft in table.tables("problems"))
    drafts = table.table("notices").named_tables()
    notices = {form: (draft.string("number"), draft.string("name")) for form, draft in drafts}
    table.finish()
    return _Bank(tuple(bodies), sentences, problems, notices)


def _sentences(topics: TomlTable, topic: str) -> Iterable[_Sentence]:
    for draft in topics.tables(topic):
        first, last = draft.take("years", list, [0, 9999])
        kinds, tags = frozenset(draft.strings("kinds")), frozenset(draft.strings("tags"))
        some, none = draft.strings("some"), draft.strings("none")
        yield _Sentence(draft.string("text"), some, none, (first, last), kinds, tags)
        draft.finish()


def sample_bodies() -> tuple[SampleBody, ...]:
    """Authorities of every kind and level."""
    return _bank().bodies


def plausible_numbers(form: Form, body: SampleBody, rng: Random) -> dict[tuple[str, str, str], int]:
    """Numbers for every cell of a form that a body may report: many are zero, and all identities hold."""
    largest, filled = rng.choice((0, 1, 3, 40, 40, 999)), rng.choice((0.05, 0.3, 0.3, 1.0))
    numbers = consistent_numbers(form, rng, largest, filled, rules=body.rules)
    # What is in force or public includes what was made this year.
    for row in ("rules", "normative"):
        for part, whole in (("issued", "valid"), ("opened", "public_total")):
            if ("documents", row, whole) in numbers:
                numbers["documents", row, whole] += numbers["documents", row, part]
    return numbers


def facts_of(form: Form, year: int, numbers: Numbers, body: SampleBody, rng: Random) -> dict[str, int | str]:
    """What a report can say: names, years, the numbers of its tables, and some that no table has."""
    facts: dict[str, int | str] = {"year": year, "last": year - 1, "last2": year - 2, "next": year + 1}
    facts |= _names(form, body, rng)
    facts |= _published(rng)
    facts |= _applications(form, numbers, rng)
    facts |= _disputes(numbers)
    for name, place in {
        "issued": ("documents", "normative", "issued"), "licences": ("licences", "licence", "decisions"),
        "penalties": ("penalties", "penalty", "decisions"), "fees": ("fees", "fee", "amount"),
    }.items():  # fmt: skip
        facts[name] = numbers.get(place, 0)
    return facts


def _names(form: Form, body: SampleBody, rng: Random) -> dict[str, int | str]:
    known = body_named(body.name)
    own = known.calls_itself[0] if known is not None and known.calls_itself else "单位"
    place = known.places[-1].name if known is not None and known.places else body.site
    number, name = _bank().notices.get(form.id, (form.basis, ""))
    return {
        "body": body.name, "we": rng.choice((f"我{own}", f"我{own}", f"我{own}", "本机关", body.name)), "media": body.media,
        "site_place": body.site, "party": body.party, "place": place, "code": f"{place[0]}政办",
        "notice": number, "notice_long": f"《{name}》（{number}）",
        "phone": f"03{rng.randint(10, 99)}-{rng.randint(2, 8)}{rng.randint(100000, 999999)}",
        "postcode": f"{rng.randint(41, 47)}{rng.randint(1000, 9999)}", "mail": "xxgk@jiangyuan.gov.cn",
        "url": "www.jiangyuan.gov.cn", "leaders": rng.choice(("主要负责同志", "主要领导", "分管领导")),
        "satisfaction": f"{rng.randint(850, 999) / 10}", "charge": rng.choice((0, 0, 0, 100 * rng.randint(1, 20))),
    }  # fmt: skip


def _published(rng: Random) -> dict[str, int | str]:
    parts = {name: rng.randint(2, 400) for name in ("site", "wechat", "board")}
    total = sum(parts.values())
    before = rng.randint(max(10, total // 2), total * 2)
    return {
        **parts, "published": total, "published_last": before, "published_more": max(0, total - before),
        "published_less": max(0, before - total), "published_growth": _share(total - before, before, rng),
        "published_fall": _share(before - total, before, rng), "site_share": _share(parts["site"], total, rng),
    }  # fmt: skip


def _applications(form: Form, numbers: Numbers, rng: Random) -> dict[str, int | str]:
    def value(row: str, column: str = "total") -> int:
        return numbers.get(("applications", row, column), 0)

    received, carried_in = value("new"), value("carried_in")
    table = form.table("applications")
    outcomes = {one: sum(value(row) for row in table.group_rows(one) or (one,)) for one in _OUTCOMES}
    answered = value("result_total")
    return {
        **outcomes, "received": received, "carried_in": carried_in, "handled": received + carried_in,
        "received_more": rng.randint(0, received), "answered": answered, "carried_out": value("carried_out"),
        "natural": value("new", "natural"), "organisations": received - value("new", "natural"),
        "outcomes": _listed(outcomes, _OUTCOMES), "granted_share": _share(outcomes["granted"], answered, rng),
    }  # fmt: skip


def _disputes(numbers: Numbers) -> dict[str, int | str]:
    def value(column: str) -> int:
        return numbers.get(("disputes", "count", column), 0)

    results = {result: value(f"review_{result}") for result in _RESULTS}
    return {
        "reviews": value("review_total"), "suits": value("direct_total") + value("after_total"),
        "review_outcomes": _listed(results, _RESULTS),
    }  # fmt: skip


def _listed(parts: Mapping[str, int], names: Mapping[str, str]) -> str:
    return "、".join(f"{names[part]}{count}件" for part, count in parts.items() if count)


def _share(part: int, whole: int, rng: Random) -> str:
    return f"{100 * part / whole:.{rng.randint(1, 2)}f}" if whole else ""


class _Places(dict[str, int | str]):
    """The facts, and a number of its own for each place that asks for just some number."""

    def __init__(self, facts: Facts, rng: Random) -> None:
        super().__init__(facts)
        self._rng = rng

    def __missing__(self, name: str) -> int | str:
        rng = self._rng
        if name == "few":
            return rng.randint(2, 9)
        if name == "some":
            return rng.randint(11, 99)
        if name == "tens":
            return 10 * rng.randint(1, 9)
        if name == "hundreds":
            return 100 * rng.randint(1, 9)
        if name == "han_few":
            return _HAN[rng.randint(3, 9)]
        if name == "han_some":
            return f"二十{_HAN[rng.randint(1, 9)]}"
        raise KeyError(name)


def filled(text: str, facts: Facts, rng: Random) -> str:
    """A sentence with its places filled in."""
    return text.format_map(_Places(facts, rng))


class _Writer:
    """Draws sentences for one report. ``wanted`` are tags of which a sentence is taken wherever there is one."""

    def __init__(
        self, facts: Facts, told: Facts, year: int, body: SampleBody, rng: Random, wanted: Collection[str]
    ) -> None:
        self.facts, self.year, self.body, self.rng, self.wanted = facts, year, body, rng, wanted
        self.told = {**facts, **told}

    def sentences(self, topic: str, count: int, without: str = "") -> list[str]:
        fitting = [
            one for one in _bank().sentences[topic]
            if one.fits(self.facts, self.year, self.body) and without not in one.tags
        ]  # fmt: skip
        self.rng.shuffle(fitting)
        fitting.sort(key=lambda one: not any(tag in self.wanted for tag in one.tags))
        return [self.filled(one.text) for one in fitting[:count]]

    def one(self, topic: str) -> str:
        return "".join(self.sentences(topic, 1))

    def filled(self, text: str, **more: str) -> str:
        return filled(text, {**self.told, **more}, self.rng)


def varied_prose(
    form: Form,
    year: int,
    numbers: Numbers,
    body: SampleBody,
    rng: Random,
    *,
    wanted: Collection[str] = (),
    told: Facts | None = None,
) -> dict[str, list[str]]:
    """The paragraphs of a correct report, in keeping with its numbers.

    Args:
        form: the report's form.
        year: the report's year.
        numbers: the numbers of its tables.
        body: the authority.
        rng: decides what is said, and how.
        wanted: tags of sentences that are to be taken where they fit.
        told: what is told otherwise than it is, for reports that are not correct.
    """
    facts = facts_of(form, year, numbers, body, rng)
    write = _Writer(facts, told or {}, year, body, rng, wanted)
    prose = {
        "title": write.one("titles").split("\n"),
        "preface": _preface(write),
        "overview": _overview(write),
        "problems": _problems(write),
        "other": _other(write),
    }
    if rng.random() < 0.3:
        prose[rng.choice(("disputes", "behind-disputes"))] = [write.one("reviews")]
    if rng.random() < 0.5:
        prose["end"] = [body.name, f"{year + 1}年1月{rng.randint(5, 30)}日"]
    return {place: [line for line in lines if line] for place, lines in prose.items()}


def _preface(write: _Writer) -> list[str]:
    parts = [write.one(part) for part in ("basis", "period", "parts", "address")]
    return parts if write.rng.random() < 0.3 else ["".join(parts)]


def _overview(write: _Writer) -> list[str]:
    rng = write.rng
    style = rng.choice(("run-in", "run-in", "headings", "first", "plain"))
    lines = [write.one("opening")]
    for number, (topic, names) in enumerate(_TOPICS.items()):
        name = rng.choice(names)
        ordinal = _HAN[number + 1]
        text = _topic(write, topic, without="list" if style == "first" else "-")
        if style == "run-in":
            lines.append(f"（{ordinal}）{name}。{text}")
        elif style == "headings":
            lines += [f"（{ordinal}）{name}", text]
        elif style == "first":
            lines.append(f"{ordinal}是抓好{name.removesuffix('情况')}工作。{text}")
        else:
            lines.append(f"在{name.removesuffix('情况')}方面，{text}")
    return lines


def _topic(write: _Writer, topic: str, without: str) -> str:
    rng = write.rng
    if topic == "proactive":
        texts = [*write.sentences("proactive", 1), *write.sentences("proactive_more", rng.randint(1, 3), without)]
    elif topic == "requests":
        if write.facts["received"]:
            texts = [*write.sentences("requests", 1), *write.sentences("requests_more", rng.randint(0, 2))]
        else:
            texts = write.sentences("requests_none", 1)
        texts += write.sentences("requests_always", rng.randint(0, 2))
        texts += write.sentences("reviews", rng.randint(0, 1))
    else:
        texts = write.sentences(topic, rng.randint(1, 3))
    return "".join(texts)


def _problems(write: _Writer) -> list[str]:
    rng = write.rng
    pairs = rng.sample(_bank().problems, rng.randint(2, 3))
    problems, measures = [problem for problem, _ in pairs], [measure for _, measure in pairs]
    style = rng.choice(("paragraphs", "headings", "lines"))
    followup = write.one("followup")
    count = rng.choice((_HAN[len(pairs)] if len(pairs) > 2 else "两", str(len(pairs))))

    def listed(intro: str, parts: list[str]) -> list[str]:
        plain = "；".join(parts)
        if style == "lines" and "{list}" in intro:
            head, _, _ = intro.partition("{list}")
            return [write.filled(head, count=count), *(f"{at}．{part}。" for at, part in enumerate(parts, 1))]
        marked = "；".join(f"{_HAN[at]}是{part}" for at, part in enumerate(parts, 1))
        return [write.filled(intro, list=marked, plain=plain, count=count)]

    told = listed(_intro(write, "problem_intro"), problems)
    done = listed(_intro(write, "improvement_intro"), measures)
    if style == "headings":
        return ["（一）存在的主要问题", *told, "（二）改进情况", followup, *done]
    return [followup, *told, *done]


def _intro(write: _Writer, topic: str) -> str:
    fitting = list(_bank().sentences[topic])
    write.rng.shuffle(fitting)
    fitting.sort(key=lambda one: not any(tag in write.wanted for tag in one.tags))
    return fitting[0].text


def _other(write: _Writer) -> list[str]:
    fee = write.one("fee") if write.year >= 2021 else ""
    more = write.one("other")
    if not fee and not more:
        more = "无。"
    return [fee, more] if write.rng.random() < 0.5 else [fee + more]
