"""What somebody would send who means harm: texts that cost more than their length, traps in files, folders without an end."""

from __future__ import annotations

import gc
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from hypothesis import strategies as st

from reportlint.plugins.patterns import LONGEST_PIECE, UnsafePattern, pattern_finder
from reportlint.source import SourceText
from tests.cli.test_cli import run

from .attacks import GROWTH, attacks
from .chances import drawn
from .looks import session
from .texts import any_text, vocabulary
from .trials import Outcome, Trial

TITLE = "青石镇人民政府2023年政府信息公开工作年度报告\n"
PLACES: dict[str, Callable[[str], str]] = {
    "prose": lambda piece: f"{TITLE}\n一、总体情况\n\n{piece}\n",
    "preface": lambda piece: f"{TITLE}\n本报告依据《条例》编制，{piece}\n\n一、总体情况\n\n无。\n",
    "title": lambda piece: f"{piece}{TITLE}\n一、总体情况\n",
    "heading": lambda piece: f"{TITLE}一、{piece}\n二、主动公开政府信息情况\n",
    "row": lambda piece: f"{TITLE}二、主动公开政府信息情况\n规章\t{piece}\t1\t2\n",
    "label": lambda piece: f"{TITLE}三、收到和处理政府信息公开申请情况\n|{piece}|1|2|\n|（一）予以公开|1|\n",
    "table": lambda piece: f"{TITLE}三、收到和处理政府信息公开申请情况\n一、本年新收政府信息公开申请数量\n{piece}\n",
    "problems": lambda piece: f"{TITLE}五、存在的主要问题及改进情况\n{piece}\n联系电话：{piece}\n",
}
"""Where in a report a text is put."""

_SMALL, _TIMES = 4_000, 4
# What is quicker is not worth a measurement: the collector of garbage and other processes would decide.
_QUICK = 0.12


def seconds(text: str) -> float:
    """The time that looking at a text takes, of this thread alone and without the collector of garbage."""
    source = SourceText(text)
    gc.disable()
    try:
        began = time.thread_time()
        result = session().check(source)
        took = time.thread_time() - began
    finally:
        gc.enable()
    assert result.faults == ()
    return took


def grow(place: str, before: str, piece: str, behind: str = "") -> float:
    """How many times as long four times a text takes; 1 where even that is quick."""

    def text(length: int) -> str:
        return PLACES[place](before + piece * max(1, length // len(piece)) + behind)

    size = _SMALL
    large = seconds(text(_TIMES * size))
    if large < _QUICK:
        size *= 6
        large = seconds(text(_TIMES * size))
    if large < _QUICK:
        return 1.0
    small = seconds(text(size))
    if large >= GROWTH * small:
        # Once more: something else may have had a turn, or was loaded for the first time.
        large, small = min(large, seconds(text(_TIMES * size))), max(small, seconds(text(size)))
    return large / small


def stay_linear(case: tuple[str, str, str]) -> None:
    """Four times a piece of text takes about four times as long, wherever it stands."""
    place, before, piece = case
    times = grow(place, before, piece)
    assert times < GROWTH, f"{times:.1f} times as long for {_TIMES} times as much"


def _pieces() -> st.SearchStrategy[str]:
    words = st.sampled_from([word for word in vocabulary() if word and len(word) < 60])
    return st.lists(words | st.sampled_from(["\n", "，", "1", "一", " "]), min_size=1, max_size=3).map("".join)


# Times as many seconds as are said go by with the search for patterns that are worth an attack.
_SEARCH = 3


def attack_ours(number: int, length: float, strict: bool) -> Outcome:
    """Attacks made of the project's own patterns, through the whole house.

    The patterns are collected by a process of their own: here they are compiled already.
    """
    code = f"import json; from tests.faults.ours import hard; print(json.dumps(hard({_SEARCH * length})))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, cwd=Path(__file__).parents[2])
    found = [tuple(one) for one in json.loads(done.stdout)]
    end = time.monotonic() + length
    rng = Random(number)
    rng.shuffle(found)
    tried = lost = 0
    worst = (0.0, "")
    for where, before, piece, behind in found:
        for place in PLACES:
            if time.monotonic() > end:
                break
            tried += 1
            times = grow(place, before, piece, behind)
            worst = max(worst, (times, f"{piece[:20]!r} of {where} in the {place}"))
            if times >= GROWTH:
                lost += 1
                assert not strict, worst
    return Outcome(
        tried, lost, f"attacks: {len(found)}; worst growth for {_TIMES} times as much: {worst[0]:.1f} ({worst[1]})"
    )


@st.composite
def declared(draw: st.DrawFn) -> str:
    """Patterns of declarative rules, many of them traps."""
    atoms = st.sampled_from(
        [
            "a",
            "甲",
            ".",
            "[ab]",
            "[^a]",
            r"\d",
            r"\w",
            r"\s",
            "(a|b)",
            "(?:ab)",
            "(?=a)",
            "(a|ab)",
            "(a*)",
            "(.+)",
            "^",
            "$",
            r"\b",
            "",
        ]
    )
    quantifiers = st.sampled_from(["", "?", "*", "+", "{2}", "{1,5}", "*?", "{0,40}", "{3,2}", "{999}", "{9999}"])
    part = st.tuples(atoms, quantifiers).map("".join)
    flat = st.lists(part, min_size=1, max_size=6).map("".join)
    nested = st.recursive(
        flat,
        lambda inner: st.tuples(inner, quantifiers, inner).map(lambda one: f"({one[0]}){one[1]}{one[2]}"),
        max_leaves=5,
    )
    return draw(st.one_of(nested, any_text(30), nested.map(lambda text: text * 20)))  # fmt: skip


def search(pattern: str) -> None:
    """A pattern is refused, or ends soon on what is made to be hard for it."""
    try:
        finder = pattern_finder(pattern)
    except UnsafePattern as why:
        assert why.message.zh and why.message.en
        return
    for before, piece, behind in list(attacks(finder.pattern))[:8]:
        text = (before + piece * (2 * LONGEST_PIECE // len(piece)) + behind)[: 3 * LONGEST_PIECE]
        began = time.thread_time()
        for _ in finder.find(text):
            pass
        assert time.thread_time() - began < 6, (pattern, piece)


# Each a text by its size; the full size is that of a run by command.
LARGE: dict[str, tuple[int, Callable[[int], str]]] = {
    "brackets in brackets": (100_000, lambda size: PLACES["prose"]("（" * size + "）" * size)),
    "titles in titles": (100_000, lambda size: PLACES["prose"]("《" * size + "》" * size)),
    "quotes in quotes": (100_000, lambda size: PLACES["prose"]("“" * size + "”" * size)),
    "quotations of Markdown": (100_000, lambda size: PLACES["prose"](">" * size)),
    "a table of a million columns, by bars": (1_000_000, lambda size: PLACES["table"]("|" + "1|" * size)),
    "a table of a million columns, by tabs": (1_000_000, lambda size: PLACES["table"]("（一）予以公开" + "\t1" * size)),
    "a table of a million columns, by spaces": (1_000_000, lambda size: PLACES["table"]("（一）予以公开" + "  1" * size)),
    "a table of a million rows": (1_000_000, lambda size: PLACES["table"]("（一）予以公开\t1\t2\n" * size)),
    "a million rows without labels": (1_000_000, lambda size: PLACES["table"]("1\t2\t3\n" * size)),
    "a million cells, one a line": (1_000_000, lambda size: PLACES["table"]("7\n" * size)),
    "a line of 10 MB": (3_300_000, lambda size: PLACES["prose"]("公开条例，" * (size // 5))),
    "10 MB of one digit": (10_000_000, lambda size: PLACES["prose"]("1" * size)),
    "10 MB of spaces": (10_000_000, lambda size: PLACES["prose"](" " * size)),
    "10 MB of empty lines": (10_000_000, lambda size: PLACES["prose"]("\n" * size)),
    "a million headings": (1_000_000, lambda size: TITLE + "一、总体情况\n" * size),
    "a million comments": (1_000_000, lambda size: TITLE + "<!-- reportlint: disable=TXT101 -->\n" * size),
    "characters that grow (U+FDFA)": (1_000_000, lambda size: PLACES["prose"]("\ufdfa" * size)),
    "marks upon marks": (1_000_000, lambda size: PLACES["prose"]("a" + "\u0301" * size)),
    "a number of 100,000 digits in a cell": (100_000, lambda size: PLACES["table"](f"（一）予以公开\t{'9' * size}\t{'8' * size}")),
    "a Chinese number of 100,000 characters": (100_000, lambda size: PLACES["prose"](f"收到申请{'一百' * (size // 2)}件。")),
    "a sum of 100,000 parts": (100_000, lambda size: PLACES["prose"]("共3件，其中" + "甲1件、" * size)),
    "an article of 100,000 items": (100_000, lambda size: PLACES["prose"]("依据第二十条" + "第（五）项" * size)),
}  # fmt: skip
_PER_CHARACTER = 60e-6
"""Seconds that a character may take on a slow machine, with all rules and the collector of garbage; and a second besides."""


def overfill(number: int, length: float, strict: bool) -> Outcome:
    """Texts that are far too large for a report: a part of their size if there is little time."""
    share = min(1.0, max(0.002, length / 600))
    end = time.monotonic() + max(length, 20)
    tried = lost = 0
    worst = (0.0, "")
    for name, (size, make) in Random(number).sample(sorted(LARGE.items()), len(LARGE)):
        if time.monotonic() > end:
            break
        text = make(max(10, int(size * share)))[:10_000_000]
        took = seconds(text)
        tried += 1
        each = took / len(text) * 1e6
        worst = max(worst, (each if took > 1 else 0.0, name))
        if took > 1 + len(text) * _PER_CHARACTER:
            lost += 1
            assert not strict, f"{name}: {took:.1f} s for {len(text)} characters"
    return Outcome(
        tried, lost, f"share of the full size: {share:.0%}; dearest: {worst[1]}, {worst[0]:.1f} µs a character"
    )


REPORT = f"{TITLE}\n一、总体情况\n\n收到申请3件。。\n"
FORM = 'id = "mine"\nname = {{ zh = "x", en = "x" }}\nbasis = "x"\nextends = "2021"\n{}\n'


def _form(text: str) -> dict[str, str | bytes]:
    return {
        "reportlint.toml": 'plugins = ["more.toml"]',
        "more.toml": 'reportlint_api = 1\nforms = ["form.toml"]',
        "form.toml": text,
    }


def _identity(formula: str) -> dict[str, str | bytes]:
    table = f'[[identities]]\nid = "i"\ntable = "applications"\neach = "row"\nformula = "{formula}"'
    return _form(FORM.format(table))


# Files of a folder by their names, and the statuses that a check may end with.
TRAPS: dict[str, dict[str, str | bytes]] = {
    "settings of 10 MB": {"reportlint.toml": "#" + "x" * 10_000_000},
    "settings with 20,000 unknown keys": {"reportlint.toml": "\n".join(f"key{number} = 1" for number in range(20_000))},
    "settings of a thousand levels": {"reportlint.toml": "a = " + "[" * 1000 + "]" * 1000},
    "settings with a header of a thousand parts": {"reportlint.toml": "[" + ".".join("a" * 1000) + "]\nb = 1"},
    "a mistake behind a list of long lines": {"reportlint.toml": "select = [\n" + ('"' + "X" * 2400 + '",\n') * 390 + "]\nyear = 'x'"},
    "a number of 5,000 digits": {"reportlint.toml": "year = " + "9" * 5000},
    "a number of 5,000 digits in base 16": {"reportlint.toml": "year = 0x" + "f" * 5000},
    "a value of 500 KB in the wrong place": {"reportlint.toml": "year = '" + "x" * 500_000 + "'"},
    "settings that extend themselves": {"reportlint.toml": 'extends = "reportlint.toml"'},
    "settings that extend each other": {"reportlint.toml": 'extends = "b.toml"', "b.toml": 'extends = "reportlint.toml"'},
    "settings that branch and branch": {
        "reportlint.toml": 'extends = ["b.toml", "b.toml", "b.toml", "b.toml", "b.toml", "b.toml", "b.toml", "b.toml"]',
        "b.toml": 'extends = ["c.toml", "c.toml", "c.toml", "c.toml", "c.toml", "c.toml", "c.toml", "c.toml"]',
        "c.toml": "year = 2023",
    },
    "settings from far away": {"reportlint.toml": 'extends = "../../../../../../etc/passwd"'},
    "plugins from far away": {"reportlint.toml": 'plugins = ["../../../../../../etc/passwd", "/etc/shadow", "\\u0000"]'},
    "patterns of stars": {"reportlint.toml": "exclude = ['" + "*a" * 400 + "', '" + "**/" * 300 + "x', '" + "[a-z]*" * 900 + "']"},
    "patterns of stars in .gitignore": {".gitignore": ("*a" * 200 + "\n") * 50 + "x" * 900_000},
    "a sidecar of stars": {
        ".reportlint-ignore.toml": f"[[ignore]]\nfile = '{'*a' * 200}'\ncode = 'TXT101'\nreason = 'x'\n[[ignore]]\nfile = '{'**/' * 200}x'\ncode = 'TXT101'\nreason = 'x'\n"
    },
    "a sidecar of unknown names": {
        ".reportlint-ignore.toml": "\n".join(f"[[ignore]]\nfile = 'a.txt'\ncode = 'no-such-{number}'\nreason = 'x'" for number in range(1_000))
    },
    "a baseline of 100,000 levels": {".reportlint-baseline.json": "[" * 100_000},
    "a form that extends itself": _form(FORM.format("").replace("2021", "mine")),
    "an identity of 3,000 terms": _identity("total = " + "+".join(["total"] * 3000)),
    "an identity of 3,000 brackets": _identity("total = " + "(" * 3000 + "total" + ")" * 3000),
    "an identity that multiplies and multiplies": _identity("total = " + "*".join(["9999"] * 3000) + "*total"),
    "an identity that divides": _identity("total = natural / 0"),
    "an identity that calls": _identity("total = __import__('os')"),
    "an identity with a number of 5,000 digits": _identity("total = " + "9" * 5000),
    "an identity of itself": _identity("total = total"),
    "a pattern that runs wild": {
        "reportlint.toml": '[[rule]]\ncode = "OUR101"\nname = "wild"\nmessage = "x"\npattern = "(a+)+$"',
    },
    "a message that asks for gigabytes": {
        "reportlint.toml": '[[rule]]\ncode = "OUR101"\nname = "wide"\nmessage = "{found:>9999999999}"\nfind = ["申请"]',
    },
    "settings in GBK": {"reportlint.toml": 'body = "青石镇"'.encode("gb18030")},
    "settings in UTF-16": {"reportlint.toml": 'body = "青石镇"'.encode("utf-16")},
    "settings that are a program": {"reportlint.toml": b"\x7fELF" + bytes(range(256)) * 20},
    "a sidecar in GBK": {".reportlint-ignore.toml": '[[ignore]]\nreason = "核对过"'.encode("gb18030")},
    "a baseline in UTF-16": {".reportlint-baseline.json": '{"version": 1, "files": {}}'.encode("utf-16")},
}  # fmt: skip


def _piped_plugins(folder: Path) -> None:
    (folder / "reportlint.toml").write_text('plugins = ["p.toml", "p.py", "/dev/zero"]')
    for name in ("p.toml", "p.py"):
        os.mkfifo(folder / name)


def _strange_names(folder: Path) -> None:
    for name in ("\x1b[31mred\x07.txt", "two\nlines.txt", "::error::x.txt", "-rf.txt", os.fsdecode(b"\xff\xfe.txt")):
        (folder / name).write_text(REPORT, "utf-8")


_LINKS: dict[str, Callable[[Path], None]] = {
    "a baseline without an end": lambda folder: (folder / ".reportlint-baseline.json").symlink_to("/dev/zero"),
    "a baseline that is a pipe": lambda folder: os.mkfifo(folder / ".reportlint-baseline.json"),
    "a sidecar that is a pipe": lambda folder: os.mkfifo(folder / ".reportlint-ignore.toml"),
    "settings that are a pipe": lambda folder: os.mkfifo(folder / "reportlint.toml"),
    "a .gitignore without an end": lambda folder: (folder / ".gitignore").symlink_to("/dev/zero"),
    "a report without an end": lambda folder: (folder / "b.txt").symlink_to("/dev/zero"),
    "a report that is a pipe": lambda folder: os.mkfifo(folder / "b.txt"),
    "plugins that are pipes": _piped_plugins,
    "folders in a circle": lambda folder: (folder / "again").symlink_to(folder, target_is_directory=True),
    "a link to itself": lambda folder: (folder / "b.txt").symlink_to("b.txt"),
    "settings that are a link to themselves": lambda folder: (folder / "reportlint.toml").symlink_to("reportlint.toml"),
    "a link out of the folder": lambda folder: (folder / "b.txt").symlink_to("/etc/passwd"),
    "a folder in the place of settings": lambda folder: (folder / "reportlint.toml").mkdir(),
    "a folder in the place of a report": lambda folder: (folder / "b.txt").mkdir(),
    "a folder in the place of a baseline": lambda folder: (folder / ".reportlint-baseline.json").mkdir(),
    "names with escapes and line ends": _strange_names,
}  # fmt: skip
_FORMATS = (
    "full",
    "concise",
    "grouped",
    "json",
    "json-lines",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "rdjson",
    "html",
    "csv",
    "byte-columns",
)


@contextmanager
def trap(name: str) -> Iterator[Path]:
    """A folder with a report and a trap."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        (place / "a.txt").write_text(REPORT, "utf-8")
        for file, content in TRAPS.get(name, {}).items():
            (place / file).write_bytes(content if isinstance(content, bytes) else content.encode())
        if name in _LINKS:
            _LINKS[name](place)
        yield place


def walk_into(name: str, formats: tuple[str, ...] = ("concise", "json")) -> None:
    """A check ends with one of its statuses, soon, says little, and leaves all files as they were."""
    with trap(name) as place:
        before = {path: path.read_bytes() for path in place.iterdir() if path.is_file() and not path.is_symlink()}
        for format in formats:
            began = time.thread_time()
            done = run("check", ".", "--no-cache", "--output-format", format, cwd=place)
            assert time.thread_time() - began < 20, name
            assert done.returncode in (0, 1, 2)
            assert done.returncode != 2 or done.stderr
            assert len(done.stderr) < 20_000, len(done.stderr)
            assert b"\x1b" not in done.stdout + done.stderr and b"\x07" not in done.stdout + done.stderr
            assert b"root:" not in done.stdout + done.stderr
        after = {path: path.read_bytes() for path in place.iterdir() if path.is_file() and not path.is_symlink()}
        assert before == after


def walk(number: int, length: float, strict: bool) -> Outcome:
    """Walks into all traps."""
    names = [*TRAPS, *(_LINKS if os.name == "posix" else ())]
    Random(number).shuffle(names)
    end = time.monotonic() + length
    tried, lost = 0, []
    for name in names:
        if time.monotonic() > end:
            break
        tried += 1
        try:
            walk_into(name, _FORMATS if name.startswith("names") else ("concise", "json"))
        except Exception as error:
            if strict:
                raise AssertionError(name) from error
            lost.append(f"{name} ({type(error).__name__}: {str(error)[:100]})")
    return Outcome(tried, len(lost), "; ".join(lost))


TRIALS = (
    Trial(
        "a piece of text again and again, in eight places of a report",
        f"{_TIMES} times as much takes less than {GROWTH:g} times as long",
        drawn(st.tuples(st.sampled_from(sorted(PLACES)), st.just("") | _pieces(), _pieces()), stay_linear, small=False),
    ),
    Trial("attacks on our own patterns, made out of their structure", "the same of a whole check", attack_ours),
    Trial(
        "patterns of declarative rules with attacks made out of them",
        "refused, or done with 6,000 characters in seconds",
        drawn(declared(), search),
    ),
    Trial(
        "texts of 10 MB: deep, wide, long, without an end",
        f"a second, and {_PER_CHARACTER * 1e6:.0f} µs for each character",
        overfill,
    ),
    Trial(
        "traps in folders: pipes, devices, circles, huge and twisted settings, forms and identities",
        "a check ends soon with one of its statuses, says what is wrong in few words, and changes nothing",
        walk,
    ),
)
