"""The folder of a soak: reports on the disk, and settings, sidecars and plugins that change under a running server."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from reportlint.config import Sessions, read_bytes
from reportlint.engine import Watch
from reportlint.forms import FormBook
from reportlint.ignoring import Entry
from reportlint.server.diagnostics import NOTHING, Shown, shown
from reportlint.server.documents import Snapshot
from reportlint.server.ignoring import DocumentSidecars
from reportlint.source import PositionUnit, SourceText
from reportlint.testing import SHAPES
from reportlint.testing.mutating import random_sample

__all__ = ["ENCODINGS", "SIGNS", "SLOW", "Fresh", "Workplace", "texts"]

ENCODINGS = ("utf-8", "utf-8-sig", "gb18030", "utf-16")

SIGNS = (
    "", "一", "，", "。", "\n", "\n\n", "\r\n", "\r", "\f", "0", "7", "\t", "|", "\n一、总体情况\n", "\n（二）依申请公开\n", "2022年", "我局",
    "收到申请3件", "截止目前", "《条例》第五十条", "，，", "资金资金", "“", "）", "三、收到和处理政府信息公开申请情况", "𠮷", "👩\u200d👧",
    "第二十条第（五）项", "其中", "占30%", "全年共主动公开政府信息9条", "XX", " ", "１", "大概", "老百姓", "截止2023年12月31日", "e\u0301",
    "<!-- reportlint: disable=TXT -->", "<!-- reportlint: enable=TXT -->",
)  # fmt: skip
"""What is typed: what breaks reports up, what joins them, what rules look for."""

SLOW = tuple(f"眠{sign}眠" for sign in "甲乙丙丁戊己庚辛")
"""Words that a rule of the plugin sleeps at, one each."""

_PLUGIN = """\
import time
from reportlint.api import *

LEVEL = {level!r}
{broken}

def word(code, name, found, level):
    @rule(code=code, name=name, severity=level, on=Report, summary=Text(found, found), message=Text(found, found))
    def look(report, context):
        at = report.source.text.find(found)
        while at >= 0:
            if {fails} and at % 5 == 0:
                raise ValueError(found)
            yield Finding(Span(at, at + len(found)))
            at = report.source.text.find(found, at + 1)
    return look

def slow(code, name, found):
    @rule(code=code, name=name, severity=Severity.HINT, on=Report, summary=Text(found, found), message=Text(found, found))
    def look(report, context):
        while found in report.source.text:
            time.sleep(0.01)
        yield from ()
    return look

vague = word("OUR901", "our-vague", "大概", Severity[LEVEL])
slows = [slow(f"OUR91{{n}}", f"our-slow-{{n}}", found) for n, found in enumerate({slow!r})]
slow0, slow1, slow2, slow3, slow4, slow5, slow6, slow7 = slows
"""

_DECLARED = """\
[[rule]]
code = "OUR202"
name = "our-wording"
message = {{ zh = "“{{found}}”宜写作“{{instead}}”", en = "write “{{instead}}” for “{{found}}”" }}
replace = {{ "老百姓" = "群众", "{word}" = "，" }}
bad = ["方便[[老百姓=>群众]]查阅。"]
good = ["方便群众查阅。"]
"""

_SETTINGS = (
    'plugins = ["./ours.py", "./ours.toml"]\n',
    'plugins = ["./ours.py"]\nignore = ["TXT"]\n[severity]\nSEC = "hint"\n',
    'extends = "base.toml"\nplugins = ["./ours.py"]\n[[overrides]]\npaths = ["*1.txt"]\nignore = ["YR"]\n',
    'plugins = ["./ours.toml", "./ours.py"]\nselect = ["TBL", "SEC", "OUR", "NUM"]\nextraction-noise = false\n',
    "",
)
_NO_SETTINGS = ("plugins = [", 'select = ["NO999"]\n', 'extends = "reportlint.toml"\n', "unknown = 1\n")
_SIDECARS = (
    '[[ignore]]\nfile = "*.txt"\ncode = "{code}"\nreason = "如此"\n',
    '[[ignore]]\nfile = "**/*.txt"\ncode = "{code}"\nanchor = "公开"\n\n[[ignore]]\nfile = "1*"\ncode = "SEC101"\n',
    "",
)
_CODES = ("TXT101", "TBL301", "TBL302", "SEC301", "YR301", "OUR901", "OUR202", "LAW103")


def texts(forms: FormBook, rng: random.Random) -> Iterator[str]:
    """Reports of all shapes and of several lengths, halves of reports, and what is none. They never end."""
    while True:
        sample = random_sample(forms, rng)
        text = rng.choice(SHAPES).text(sample.blocks(), random.Random(rng.random()))
        kind = rng.random()
        if kind < 0.1:
            yield "关于召开会议的通知\n\n各镇人民政府：\n请参加。" * rng.randint(0, 40)
        elif kind < 0.2:
            yield text[: rng.randrange(len(text))]
        elif kind < 0.3:
            yield text.replace("\n", rng.choice(("\r\n", "\r")))
        elif kind < 0.33:
            yield text + "\n" + "平台建设情况良好。" * 3000
        else:
            yield text


class Workplace:
    """The files that decide about findings, as they are now; ``changed`` are those that nobody was told of."""

    def __init__(self, folder: Path, rng: random.Random) -> None:
        self.folder = folder
        self._rng = rng
        self.changed: set[Path] = set()
        self._broken = False
        self._write("base.toml", 'ignore = ["SEC3"]\n')
        self.change_plugin(well=True)
        self.change_declared()
        self.change_settings(well=True)

    def change_settings(self, *, well: bool = False) -> None:
        """Other settings, now and then such as cannot be used; with ``well`` those that can."""
        self._broken = not well and self._rng.random() < 0.3
        self._write("reportlint.toml", self._rng.choice(_NO_SETTINGS if self._broken else _SETTINGS))

    def change_sidecar(self) -> None:
        """Other findings to be left out."""
        self._write(".reportlint-ignore.toml", self._rng.choice(_SIDECARS).format(code=self._rng.choice(_CODES)))

    def change_plugin(self, *, well: bool = False) -> None:
        """Another state of the rules in Python; without ``well`` such as fail, or cannot be loaded."""
        level = self._rng.choice(("ERROR", "WARNING", "INFO"))
        broken = "" if well or self._rng.random() < 0.8 else "raise ValueError('broken')"
        fails = not well and self._rng.random() < 0.2
        self._write("ours.py", _PLUGIN.format(level=level, broken=broken, fails=fails, slow=SLOW))

    def change_declared(self) -> None:
        """Another state of the declarative rules."""
        self._write("ours.toml", _DECLARED.format(word=self._rng.choice(("，，", "。。", "资金资金"))))

    def mend(self) -> None:
        """Settings that can be used, whatever they were: what comes of others depends on those before."""
        if self._broken:
            self.change_settings(well=True)

    def _write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        self.changed.add(path)


class Fresh:
    """What a server that was started now would show."""

    def __init__(self, folders: list[Path], unit: PositionUnit, language: str) -> None:
        self._folders, self._unit, self._language = folders, unit, language
        self._sessions = Sessions(local_code=True)
        self._sidecars = DocumentSidecars()

    def of_text(self, path: Path, text: str) -> Shown:
        """What is to be shown of an open document."""
        source = SourceText(text, str(path))
        result = self._sessions.session(path).check(source, None, _awake(), entries=self._entries(path))
        findings = () if result.problem is not None else result.diagnostics
        return shown(findings, Snapshot(path.as_uri(), source, None, 0, self._unit), self._language)

    def of_file(self, path: Path) -> Shown:
        """What is to be shown of a file that is not open."""
        with path.open("rb") as file:
            data = read_bytes(file)
        result = self._sessions.session(path).check_bytes(data, str(path), _awake(), entries=self._entries(path))
        if result.problem is not None and result.problem.other_text:
            return NOTHING
        source = result.source or SourceText("", str(path))
        return shown(result.diagnostics, Snapshot(path.as_uri(), source, None, 0, self._unit), self._language)

    def _entries(self, path: Path) -> tuple[Entry, ...]:
        return self._sidecars.beside(path, self._folders, 0).entries


def _awake() -> Watch:
    """For a run without the rules that sleep, which find nothing."""
    return Watch({f"OUR91{number}" for number in range(len(SLOW))})
