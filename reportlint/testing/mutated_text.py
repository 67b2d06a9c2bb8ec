"""Faults of headings and prose. Those that are only words stand in ``mutations.toml``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from importlib.resources import files
from random import Random

from reportlint.forms import FormBook
from reportlint.toml import TomlTable

from .drawing import Block, Heading
from .mutating import Change, Mutation, Paragraphs, Sample, edited, headings, slip
from .prose import filled

_ORDINALS = "一二三四五六七八九十"
# What the requests (1) and the supervision (4) are told by; a report that lost a topic must not speak of it elsewhere.
_SIGNS = {1: re.compile("申请"), 4: re.compile("监督|保障|考核|培训|评议|责|领导|检查|自查")}
_FIGURE = re.compile(r"\d")
_YEARS = re.compile(r"(?:19|20)\d\d年")
_SENTENCES = re.compile(r"[^。]+。?")
_CARRIED_OUT = re.compile(r"结转|除|尚有")


def text_mutations() -> Iterator[Mutation]:
    """Every fault of headings and prose."""
    table = TomlTable.read(files(__package__).joinpath("mutations.toml"))
    for draft in table.tables("said"):
        yield _of_words(draft, _said(draft.string("section"), draft.strings("texts")))
    for draft in table.tables("replaced"):
        yield _of_words(draft, _replaced(draft.string("section"), draft.take("swaps", list, [])))
    for draft in table.tables("told"):
        yield _of_words(draft, _told(draft.string("fact"), draft.string("by"), draft.strings("unlike")))
    table.finish()
    yield Mutation("section-missing", ("SEC101",), _section_missing, removal=True)
    yield Mutation("sections-swapped", ("SEC102",), _sections_swapped)
    yield Mutation("ordinal-wrong", ("SEC103",), _ordinal_wrong)
    yield Mutation("ordinal-lost", ("SEC103",), _ordinal_lost)
    yield Mutation("part-too-many", ("SEC104",), _part_too_many)
    yield Mutation("heading-worded-otherwise", ("SEC105",), _heading_worded_otherwise)
    yield Mutation("heading-of-old-reports", ("SEC111", "SEC104"), _heading_of_old_reports)
    yield Mutation("section-empty", ("SEC201",), _section_empty, removal=True)
    yield Mutation("only-none", ("SEC201",), _only_none, removal=True)
    yield Mutation("topic-missing", ("SEC202",), _topic_missing, removal=True)
    yield Mutation("no-figure", ("SEC203",), _no_figure, removal=True)
    yield Mutation("no-improvement", ("SEC204",), _no_improvement, removal=True)
    yield Mutation("no-fee-statement", ("SEC205",), _no_fee_statement, removal=True)
    yield Mutation("all-answered", ("NUM103",), _all_answered)
    yield Mutation("none-claimed", ("NUM105",), _none_claimed)
    yield Mutation("no-disputes-claimed", ("NUM105", "NUM104"), _no_disputes_claimed)
    yield Mutation("wrong-self-name", ("ORG101",), _wrong_self_name)


# ── words ────────────────────────────────────────────────────────────────────────────────────────


def _of_words(draft: TomlTable, change: Change) -> Mutation:
    some, none, kinds = draft.strings("some"), draft.strings("none"), frozenset(draft.strings("kinds"))
    first, last = draft.take("years", list, [0, 9999])

    def fitting(sample: Sample, rng: Random, forms: FormBook) -> list[Block] | None:
        facts = sample.facts
        if not all(facts[name] for name in some) or any(facts[name] for name in none):
            return None
        if not first <= sample.year <= last or not kinds <= sample.body.kinds:
            return None
        return change(sample, rng, forms)

    name, codes, wanted = draft.string("name"), draft.strings("codes"), frozenset(draft.strings("wanted"))
    draft.finish()
    return Mutation(name, codes, fitting, wanted=wanted)


def _paragraphs(prose: Paragraphs, section: str) -> list[tuple[str, int]]:
    """The places of a section's paragraphs, or of all of them."""
    places = [section] if section else ["preface", "overview", "problems", "other"]
    return [(place, at) for place in places for at in range(len(prose.get(place, [])))]


def _said(section: str, texts: tuple[str, ...]) -> Change:
    def change(sample: Sample, rng: Random, forms: FormBook) -> list[Block] | None:
        prose = sample.prose()
        said = filled(rng.choice(texts), {**sample.facts, **_private(rng), **_otherwise(sample, rng)}, rng)
        if section == "requests":
            place, at = "overview", sample.topic(prose, 1)[0]
        else:
            whole = [(place, at) for place, at in _paragraphs(prose, section) if prose[place][at].endswith("。")]
            if not whole:
                return None
            place, at = rng.choice(whole)
        return sample.blocks(edited(prose, place, at, prose[place][at] + said))

    return change


def _otherwise(sample: Sample, rng: Random) -> dict[str, int | str]:
    published = sample.facts["published"]
    assert isinstance(published, int)
    return {"published_otherwise": slip(published, rng)}


def _private(rng: Random) -> dict[str, int | str]:
    digits = f"41{rng.randint(10, 19)}{rng.randint(10, 29)}19{rng.randint(60, 99)}{rng.randint(1, 12):02}{rng.randint(1, 28):02}"
    digits += f"{rng.randint(0, 999):03}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    check = "10X98765432"[sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True)) % 11]
    card = f"62{rng.choice((2848, 1700, 2202, 1226))}{rng.randint(10**11, 10**12 - 1)}"
    return {
        "id_number": digits + check, "bank_card": card + _luhn(card),
        "mobile": f"1{rng.choice('3578')}{rng.randint(1, 8)}{rng.randint(10**7, 10**8 - 1)}",
    }  # fmt: skip


def _luhn(digits: str) -> str:
    total = 0
    for at, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if at % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def _replaced(section: str, swaps: list[list[str]]) -> Change:
    def change(sample: Sample, rng: Random, forms: FormBook) -> list[Block] | None:
        prose = sample.prose()
        facts = {name: re.escape(str(value)) for name, value in sample.facts.items()}
        found = []
        for old, new in swaps:
            pattern = re.compile(_with(old, facts))
            for place, at in _paragraphs(prose, section):
                found += [(place, at, match, new) for match in pattern.finditer(prose[place][at])]
        if not found:
            return None
        place, at, match, new = rng.choice(found)
        line = prose[place][at]
        wrong = match.expand(_with(new, {name: str(value) for name, value in sample.facts.items()}))
        return sample.blocks(edited(prose, place, at, line[: match.start()] + wrong + line[match.end() :]))

    return change


def _with(text: str, facts: dict[str, str]) -> str:
    return re.sub(r"\{([a-z_]+)\}", lambda match: facts[match[1]], text)


# How much more is told; far more than any sum of what the tables have.
_MORE = {"more": (1, 9), "far": (50_000, 90_000)}


def _told(fact: str, by: str, unlike: tuple[str, ...]) -> Change:
    def change(sample: Sample, rng: Random, forms: FormBook) -> list[Block] | None:
        right = sample.facts[fact]
        wrong: int | str
        if by == "share":
            share = float(right) if right else 0.0
            wrong = f"{share + rng.choice((-1, 1)) * rng.uniform(3, 20):.1f}"
            if not 0 < float(wrong) < 100:
                return None
        else:
            assert isinstance(right, int)
            wrong = slip(right, rng) if by == "another" else right + rng.randint(*_MORE[by])
            if wrong in {sample.facts[name] for name in unlike}:
                return None
        prose = sample.prose({fact: wrong})
        return None if prose == sample.prose() else sample.blocks(prose)

    return change


# ── headings and sections ────────────────────────────────────────────────────────────────────────


def _spans(blocks: list[Block]) -> list[tuple[int, int]]:
    """Where each section begins and ends."""
    starts = headings(blocks)
    # What stands behind the last section's text is the signature.
    end = next((at for at in range(starts[-1] + 2, len(blocks)) if blocks[at] == ""), len(blocks))
    return list(zip(starts, [*starts[1:], end], strict=True))


def _section_missing(sample: Sample, rng: Random, forms: FormBook) -> list[Block]:
    blocks = sample.blocks()
    start, end = rng.choice(_spans(blocks))
    return [*blocks[:start], *blocks[end:]]


def _sections_swapped(sample: Sample, rng: Random, forms: FormBook) -> list[Block]:
    blocks = sample.blocks()
    spans = _spans(blocks)
    first = rng.randrange(len(spans) - 1)
    (start, middle), (_, end) = spans[first], spans[first + 1]
    return [*blocks[:start], *blocks[middle:end], "", *blocks[start:middle], *blocks[end:]]


def _heading_change(change: Callable[[str, Random], str]) -> Callable[[Sample, Random], list[Block]]:
    def changed(sample: Sample, rng: Random) -> list[Block]:
        blocks = sample.blocks()
        at = rng.choice(headings(blocks))
        block = blocks[at]
        assert isinstance(block, Heading)
        blocks[at] = Heading(change(block.text, rng))
        return blocks

    return changed


def _ordinal_wrong(sample: Sample, rng: Random, forms: FormBook) -> list[Block]:
    def wrong(text: str, rng: Random) -> str:
        return rng.choice([one for one in _ORDINALS[:7] if one != text[0]]) + text[1:]

    return _heading_change(wrong)(sample, rng)


def _ordinal_lost(sample: Sample, rng: Random, forms: FormBook) -> list[Block]:
    return _heading_change(lambda text, rng: text[2:])(sample, rng)


def _heading_worded_otherwise(sample: Sample, rng: Random, forms: FormBook) -> list[Block]:
    blocks = sample.blocks()
    section, at = rng.choice(list(zip(sample.form.sections, headings(blocks), strict=True)))
    variants = [one for one in section.heading.variants if one not in section.heading.also]
    blocks[at] = Heading(f"{_ORDINALS[section.number - 1]}、{rng.choice(variants)}")
    return blocks


def _part_too_many(sample: Sample, rng: Random, forms: FormBook) -> list[Block]:
    blocks = sample.blocks()
    _, end = _spans(blocks)[-1]
    more: list[Block] = [
        Heading(f"七、{sample.year + 1}年工作思路"),
        "继续做好政府信息公开工作，进一步提高公开质量。",
        "",
    ]
    return [*blocks[:end], "", *more, *blocks[end:]]


def _heading_of_old_reports(sample: Sample, rng: Random, forms: FormBook) -> list[Block]:
    blocks = sample.blocks()
    _, end = _spans(blocks)[-1]
    more: list[Block] = [Heading("七、政府信息公开收费及减免情况"), "全年未收取检索费、复制费、邮寄费。", ""]
    return [*blocks[:end], "", *more, *blocks[end:]]


def _section_empty(sample: Sample, rng: Random, forms: FormBook) -> list[Block]:
    blocks = sample.blocks({**sample.prose(), "end": []})
    start, end = rng.choice(_spans(blocks))
    return [*blocks[: start + 1], "", *blocks[end:]]


def _only_none(sample: Sample, rng: Random, forms: FormBook) -> list[Block]:
    return sample.blocks({**sample.prose(), "problems": [rng.choice(("无", "无。", "暂无。"))]})


def _no_improvement(sample: Sample, rng: Random, forms: FormBook) -> list[Block]:
    problems = (
        "政策解读的形式还比较单一，个别栏目的内容偏少，公开时效有待提高。",
        "存在的主要问题：一是公开内容还不够全面；二是工作人员业务水平参差不齐。",
    )
    return sample.blocks({**sample.prose(), "problems": [rng.choice(problems)]})


def _no_fee_statement(sample: Sample, rng: Random, forms: FormBook) -> list[Block] | None:
    if sample.year < 2021:
        return None
    said = f"{sample.year}年共办理人大代表建议{rng.randint(2, 9)}件、政协提案{rng.randint(2, 9)}件，办理结果已公开。"
    prose = sample.prose()
    if any("费" in line for place in ("preface", "overview") for line in prose[place]):
        return None
    return sample.blocks({**prose, "other": [said]})


# ── what the overview tells ──────────────────────────────────────────────────────────────────────


def _topic_missing(sample: Sample, rng: Random, forms: FormBook) -> list[Block] | None:
    prose = sample.prose()
    number, sign = rng.choice(list(_SIGNS.items()))
    at, head, _ = sample.topic(prose, number)
    lines = list(prose["overview"])
    del lines[at - (0 if head else 1) : at + 1]
    if any(sign.search(line) for line in lines):
        return None
    return sample.blocks({**prose, "overview": lines})


def _no_figure(sample: Sample, rng: Random, forms: FormBook) -> list[Block]:
    prose = sample.prose()
    lines = []
    for line in prose["overview"]:
        kept = "".join(part for part in _SENTENCES.findall(line) if not _FIGURE.search(_YEARS.sub("", part)))
        # A heading whose text is gone would be a fault of its own.
        lines.append(kept if kept.endswith(("。",)) and len(kept) > 15 else f"{kept}按要求做好相关工作。")
    return sample.blocks({**prose, "overview": lines})


def _all_answered(sample: Sample, rng: Random, forms: FormBook) -> list[Block] | None:
    if not sample.facts["carried_out"] or not sample.facts["answered"]:
        return None
    prose = sample.prose()
    at, head, text = sample.topic(prose, 1)
    if _CARRIED_OUT.search("".join(prose["overview"])):
        return None
    said = rng.choice(("所有申请均已办结。", "收到的政府信息公开申请已全部办结。", "全年的申请全部答复完毕。"))
    return sample.blocks(edited(prose, "overview", at, head + text + said))


def _none_claimed(sample: Sample, rng: Random, forms: FormBook) -> list[Block] | None:
    if not sample.facts["received"]:
        return None
    prose = sample.prose()
    at, head, _ = sample.topic(prose, 1)
    said = filled(
        rng.choice(("{year}年，{we}未收到政府信息公开申请。", "全年没有收到公民、法人或其他组织的政府信息公开申请。")),
        sample.facts, rng,
    )  # fmt: skip
    return sample.blocks(edited(prose, "overview", at, head + said))


def _no_disputes_claimed(sample: Sample, rng: Random, forms: FormBook) -> list[Block] | None:
    if not sample.facts["reviews"] or not sample.facts["suits"]:
        return None
    prose = {place: lines for place, lines in sample.prose().items() if "disputes" not in place}
    at, head, text = sample.topic(prose, 1)
    kept = "".join(part for part in _SENTENCES.findall(text) if "诉讼" not in part)
    said = f"{sample.year}年未发生因政府信息公开被申请行政复议、提起行政诉讼的情况。"
    return sample.blocks(edited(prose, "overview", at, head + kept + said))


def _wrong_self_name(sample: Sample, rng: Random, forms: FormBook) -> list[Block] | None:
    prose, own = sample.prose(), str(sample.facts["we"])
    if not own.startswith("我"):
        return None
    wrong = "我镇" if "department" in sample.body.kinds else "我局"
    found = [(place, at) for place, at in _paragraphs(prose, "") if own in prose[place][at]]
    if not found:
        return None
    place, at = rng.choice(found)
    return sample.blocks(edited(prose, place, at, prose[place][at].replace(own, wrong, 1)))
