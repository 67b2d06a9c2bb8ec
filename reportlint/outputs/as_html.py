"""One page for reviewers that needs nothing else: an overview of all reports, and each with its findings in place.

It may be sent to anybody and opened without a network: its policy allows it nothing but its own style and
script, by their digests. Without scripts it is still read and printed; searching and filtering need them.
"""

from __future__ import annotations

import time
from base64 import b64encode
from hashlib import sha256
from importlib.resources import files
from string import Template

from reportlint import __version__
from reportlint.diagnostic import Severity

from . import Run
from .families import families_of
from .page import words
from .page.escape import escaped, tag
from .page.overview import family_name, not_checked, table, tiles
from .page.report import ReportPart
from .rectification import demands_of, looked_at
from .summary import SEVERITIES, sentence


def write(run: Run) -> str:
    """The page of a run, the reports with the most and gravest findings first."""
    language = run.language
    demands = demands_of(run)
    reports = [one for one in run.results if looked_at(one)]
    parts = [ReportPart(run, result, f"r{number}", demands) for number, result in enumerate(reports, 1)]
    parts.sort(key=lambda part: part.gravity)
    found = [part for part in parts if part.has_findings]
    style, script = _file("page.css"), _file("page.js")
    made = words.MADE.in_language(language).format(time=time.strftime("%Y-%m-%d %H:%M"), version=__version__)
    nothing = tag("p", escaped(words.NOTHING.in_language(language)), class_="nothing")
    return Template(_file("page.html")).substitute(
        {key: escaped(text.in_language(language)) for key, text in words.OF_THE_PAGE.items()},
        language="zh-CN" if language == "zh" else "en",
        policy=(
            f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; "
            "base-uri 'none'; form-action 'none'"
        ),
        style=style,
        script=script,
        version=escaped(__version__),
        made=escaped(made),
        sentence=escaped(sentence(run)),
        tiles=tiles(parts, language),
        level_boxes=_levels(run),
        family_options="".join(_option(run, one) for one in families_of(run)),
        table=table(parts, language),
        reports="".join(part.html(open=len(found) == 1) for part in found) or nothing,
        not_checked=not_checked([one for one in run.results if not looked_at(one)], language),
    )


def _levels(run: Run) -> str:
    """A box to tick for each level that was found."""
    found = {one.severity for result in run.results for one in result.diagnostics}
    return "".join(
        tag("label", f'<input type="checkbox" name="level" value="{level.value}" checked> '
            f"{escaped(SEVERITIES[level].in_language(run.language))}", class_=f"level {level.value}")
        for level in Severity if level in found
    )  # fmt: skip


def _option(run: Run, family: str) -> str:
    return tag("option", escaped(f"{family} {family_name(family, run.language)}"), value=family)


def _file(name: str) -> str:
    return files(__package__).joinpath("page", name).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
