"""What a check imports, and what that costs."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from .commands import clean_environment
from .part import Part, Setting, table
from .tools import ours, python

_LINE = re.compile(r"^import time: +(\d+) \| +\d+ \| +(\S+)$", re.MULTILINE)
_OURS = ("reportlint", "reportlint_rules", "reportlint_grammar")
_OTHERS = ("lark", "pluggy", "tomli", "pathspec", "platformdirs", "pygls", "lsprotocol")
# How many modules are named one by one.
_MOST = 12


def measure(setting: Setting) -> Part:
    """Measures the imports of a check of one file."""
    folder = setting.scratch / "imports"
    folder.mkdir()
    shutil.copy(setting.corpus.one(".txt"), folder / "one.txt")
    interpreter, program, *rest = str(python(setting.environments)), *ours(setting.environments)
    states = {
        "bare Python": ("-c", "pass"),
        "unchanged": (program, *rest, "--cache-dir", str(folder / "cache"), "one.txt"),
        "changed": (program, *rest, "--no-cache", "one.txt"),
    }
    runs: dict[str, list[dict[str, int]]] = {state: [] for state in states}
    for turn in range(-1, setting.rounds(15, 5)):
        for state, words in states.items():
            found = _imports((interpreter, "-X", "importtime", *words), folder)
            if turn >= 0:
                runs[state].append(found)
    least = {state: _least(found) for state, found in runs.items()}
    bare = least["bare Python"]
    whole = sum(bare.values())
    heads = ("state", " modules", " of them of reportlint", " ms of import", " × those of bare Python")
    lines = table(heads, (_row(state, found, whole) for state, found in least.items()))
    for state in ("changed", "unchanged"):
        more = {name: cost for name, cost in least[state].items() if name not in bare}
        lines += ["", f"What “{state}” imports besides, by package:", "", *_groups(more)]
    more = {name: cost for name, cost in least["changed"].items() if name not in bare}
    dearest = sorted(more.items(), key=lambda pair: -pair[1])[:_MOST]
    lines += ["", "The dearest modules of “changed”, each without what it imports:", ""]
    lines += table(("module", " ms"), ((f"`{name}`", f"{cost / 1000:.2f}") for name, cost in dearest))
    return Part(lines)


def _imports(words: Sequence[str], folder: Path) -> dict[str, int]:
    """The microseconds of every module that was imported, without those that it imported itself."""
    done = subprocess.run(words, cwd=folder, env=clean_environment(), capture_output=True, text=True, encoding="utf-8")
    found: Counter[str] = Counter()
    for cost, name in _LINE.findall(done.stderr):
        found[name] += int(cost)
    return found


def _least(runs: Sequence[Mapping[str, int]]) -> dict[str, int]:
    return {name: min(run.get(name, cost) for run in runs) for name, cost in runs[0].items()}


def _row(state: str, found: Mapping[str, int], bare: int) -> Sequence[object]:
    own = sum(name.partition(".")[0] in _OURS for name in found)
    cost = sum(found.values())
    return (state, len(found), own, f"{cost / 1000:.1f}", f"{cost / bare:.1f}")


def _groups(found: Mapping[str, int]) -> list[str]:
    counts: Counter[str] = Counter()
    costs: Counter[str] = Counter()
    for name, cost in found.items():
        group = _group(name)
        counts[group] += 1
        costs[group] += cost
    whole = sum(costs.values()) or 1
    rows = ((group, counts[group], f"{cost / 1000:.2f}", f"{cost / whole:.0%}") for group, cost in costs.most_common())
    return table(("package", " modules", " ms", " share"), rows)


def _group(module: str) -> str:
    first, _, rest = module.partition(".")
    if first == "reportlint":
        return f"`reportlint.{rest.partition('.')[0]}`" if rest else "`reportlint`"
    return f"`{first}`" if first in _OURS or first in _OTHERS else "the standard library"
