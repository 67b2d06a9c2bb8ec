"""Runs the command line once and prints what that took of modules, patterns, texts and calls, as JSON behind its own output.

Everything that this program imports itself is imported before it begins to count.
"""

from __future__ import annotations

import _lsprof
import json
import re
import sys
from types import CodeType

# Where the standard library compiles a pattern that it does not know yet.
_COMPILER = getattr(re, "_compiler", None) or sys.modules["sre_compile"]
_PACKAGES = ("reportlint", "reportlint_rules", "reportlint_grammar")

patterns = texts = 0
compile_pattern = _COMPILER.compile


def counted(*arguments: object) -> object:
    global patterns
    patterns += 1
    return compile_pattern(*arguments)


def hook(event: str, arguments: tuple[object, ...]) -> None:
    global texts
    texts += event == "compile" and arguments[0] is not None


_COMPILER.compile = counted
known = set(sys.modules)
profiler = _lsprof.Profiler(builtins=True)
sys.addaudithook(hook)
profiler.enable()
from reportlint.cli import main  # noqa: E402 - what it imports is counted

status = main(sys.argv[1:])
profiler.disable()
compiled = {"patterns": patterns, "texts": texts}
modules = sys.modules.keys() - known
calls = [0, 0]
for entry in profiler.getstats():
    calls[isinstance(entry.code, CodeType)] += entry.callcount
own = [name for name in modules if name.partition(".")[0] in _PACKAGES]
figures = {"modules": len(modules), "own modules": len(own), **compiled, "calls": sum(calls)}
print(json.dumps({"status": status, "names": sorted(modules), **figures}))
