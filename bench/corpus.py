"""What everybody is measured on: a thousand reports, files of any size, and as many bytes of the peers' languages.

A corpus is the same for the same seed; it is kept, until what draws it is changed.
"""

from __future__ import annotations

import hashlib
import random
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

from reportlint import testing
from reportlint.forms import FormBook
from reportlint.testing.growing import long_report
from reportlint.testing.mutating import Sample, random_sample
from reportlint.testing.mutations import mutations
from reportlint.testing.prose import varied_prose
from reportlint.testing.scoreboard import written
from reportlint.testing.shapes import ALL_SHAPES, Shape

from .documents import python_text, sql_text

SUFFIXES = (".txt", ".py", ".sql")
SIZES_KB = (10, 100, 1000, 10_000)
ONE_KB = 12
# Every third report of the many has a fault.
_FAULTY = 3
# Which sections get more prose, so that a report has the length that real ones have.
_GROWING = ("problems", "other")


@dataclass(frozen=True)
class LongSample(Sample):
    """A correct report with more prose than others: ``more`` bytes and a little."""

    more: int = 0

    def prose(self, told: object = None) -> dict[str, list[str]]:
        """The paragraphs, with some of other reports of the same numbers behind their own."""
        prose = super().prose(told)  # type: ignore[arg-type]
        rng, length = random.Random(self.seed + 1), 0
        while length < self.more:
            drawn = varied_prose(self.form, self.year, self.numbers, self.body, rng)
            for section in _GROWING:
                lines = [line for line in drawn.get(section, ()) if line not in prose.get(section, ())]
                prose[section] = [*prose.get(section, ()), *lines]
                length += sum(len(line.encode()) + 1 for line in lines)
        return prose


@dataclass(frozen=True)
class Corpus:
    """The folders and files of a corpus."""

    folder: Path

    def many(self, suffix: str) -> list[Path]:
        """The many files of a language."""
        return sorted((self.folder / f"many{suffix}").iterdir())

    def one(self, suffix: str, kilobytes: int = ONE_KB) -> Path:
        """The single file of that size; a report if the suffix is .txt."""
        return self.folder / f"one-{kilobytes}{suffix}"

    @property
    def sizes(self) -> list[int]:
        """The kilobytes of the single files."""
        return [kilobytes for kilobytes in SIZES_KB if self.repeated(kilobytes).exists()]

    def repeated(self, kilobytes: int) -> Path:
        """Whole reports one behind the other in one file."""
        return self.folder / f"reports-{kilobytes}.txt"


def corpus(top: Path, forms: FormBook, count: int, largest: int, seed: int) -> Corpus:
    """The corpus, drawn if it is not there yet.

    Args:
        top: the folder in which corpora are kept.
        forms: where the form of a year is looked up.
        count: of the many files.
        largest: kilobytes of the largest single file.
        seed: decides everything that is drawn.
    """
    sources = (Path(__file__), Path(__file__).with_name("documents.py"), *Path(testing.__file__).parent.glob("*"))
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(sources) if path.is_file()))
    name = f"corpus-{count}-{largest}-{seed}"
    folder = top / f"{name}-{digest.hexdigest()[:12]}"
    if not folder.exists():
        for old in top.glob(f"{name}-*"):
            shutil.rmtree(old)
        print(f"draws {count} reports and files of up to {largest} KB", file=sys.stderr)
        unfinished = top / f"unfinished-{folder.name}"
        shutil.rmtree(unfinished, ignore_errors=True)
        _draw(Corpus(unfinished), forms, count, largest, seed)
        unfinished.rename(folder)
    return Corpus(folder)


def _draw(corpus: Corpus, forms: FormBook, count: int, largest: int, seed: int) -> None:
    sizes = [kilobytes for kilobytes in SIZES_KB if kilobytes <= largest]
    for suffix in SUFFIXES:
        (corpus.folder / f"many{suffix}").mkdir(parents=True)
    rng, shapes = random.Random(seed), list(ALL_SHAPES.values())
    for number in range(count):
        shape, faulty = shapes[number % len(shapes)], number % _FAULTY == 0
        text = _report(forms, shape, faulty, rng)
        size = len(text.encode())
        others = {".txt": text, ".py": python_text(size, int(faulty), rng), ".sql": sql_text(size, rng)}
        for suffix, other in others.items():
            _write(corpus.folder / f"many{suffix}" / f"r{number:04}{suffix}", other)
    for kilobytes in (ONE_KB, *sizes):
        size = kilobytes * 1000
        report = long_report(forms, size, rng)
        _write(corpus.one(".txt", kilobytes), report)
        # As many findings as long_report plants slips.
        _write(corpus.one(".py", kilobytes), python_text(size, kilobytes, rng))
        _write(corpus.one(".sql", kilobytes), sql_text(size, rng))
    parts: list[str] = []
    length = 0
    for kilobytes in sizes:
        while length < kilobytes * 1000:
            parts.append(_report(forms, shapes[len(parts) % len(shapes)], False, rng) + "\n")
            length += len(parts[-1].encode())
        _write(corpus.repeated(kilobytes), "".join(parts))


def _report(forms: FormBook, shape: Shape, faulty: bool, rng: random.Random) -> str:
    """A report of about nine kilobytes, with or without a fault."""
    while True:
        fault = rng.choice(list(mutations().values())) if faulty else None
        drawn = random_sample(forms, rng, fault.wanted if fault is not None else ())
        sample = LongSample(
            drawn.form, drawn.year, drawn.body, drawn.numbers, drawn.seed, drawn.wanted, rng.randint(1400, 3600)
        )
        if fault is None:
            return written(sample, shape)
        blocks = fault.change(sample, rng, forms)
        if blocks is not None:
            return shape.text(blocks, random.Random(sample.seed))


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode())
