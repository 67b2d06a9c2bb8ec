"""Writes what the extension knows of the prescribed form: its snippets and its grammars for highlighting.

The forms, statutes and wordings are those of reportlint, so that what is typed from a snippet is right and what is
highlighted is what the rules look at. Run it in an environment with reportlint after a form has changed.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from random import Random
from typing import Any

from reportlint.forms import Form
from reportlint.plugins import load_plugins
from reportlint.server.features.offers import to_snippet
from reportlint.skeleton import read_skeleton
from reportlint.testing.drawing import draw
from reportlint.testing.shapes import ALL_SHAPES

HERE = Path(__file__).resolve().parent
SHAPES = {"text": "tab", "markdown": "pipe"}
# Far enough away that the form of this year is the newest one.
NEWEST = 2099
BODY, YEAR = "【此处填写：机关名称】", "【此处填写：年份】"
WORDS = (
    "《中华人民共和国政府信息公开条例》（国务院令第711号）",
    f"{NEWEST}年共收到政府信息公开申请【此处填写：新收】件，加上上年结转的【此处填写：结转】件，"
    "全年办理【此处填写：办理】件，结转下年度继续办理【此处填写：继续办理】件。",
)


def snippets(form: Form, language: str) -> dict[str, Any]:
    """The snippets for a language, by their names. Each has two prefixes, of which one needs no input method."""
    skeleton, mark = read_skeleton(), "## " if language == "markdown" else ""
    made: dict[str, Any] = {}
    for section in form.sections:
        heading = skeleton.heading(section)
        made[heading] = snippet(
            [f"bt{section.number}", f"部分{section.number}"], [f"{mark}{heading}", "", "$0"], heading
        )
    for number, table in enumerate(form.tables, start=1):
        drawn = draw(table, {})
        text = ALL_SHAPES[SHAPES[language]].text([drawn], Random(0)).strip("\n")
        name = table.caption or table.name.zh
        made[name] = snippet(
            [f"biao{number}", f"表{number}"], [*with_stops(text).split("\n"), "$0"], f"{name}，数字先填0"
        )
    sentences = [
        one
        for id in ("", *(section.id for section in form.sections))
        for one in skeleton.sentences_for(id, form, NEWEST, BODY, None)
    ]
    for words in (*sentences, *WORDS):
        text = words.replace(str(NEWEST), YEAR)
        made[text] = snippet(["juzi", "句子"], to_snippet(text).split("\n"), text)
    return made


def snippet(prefix: list[str], body: list[str], description: str) -> dict[str, Any]:
    return {"prefix": prefix, "body": body, "description": description}


def with_stops(table: str) -> str:
    """A table with each of its zeros as a place to fill in."""
    count = iter(range(1, 1000))
    escaped = re.sub(r"([\\$}])", r"\\\1", table)
    return re.sub(
        r"(?:(?<=[\t|\n])|^)( *)0( *)(?=[\t|\n]|$)", lambda found: f"{found[1]}${{{next(count)}:0}}{found[2]}", escaped
    )


def patterns() -> dict[str, Any]:
    """The parts of the grammars."""
    numeral, digits = "[一二三四五六七八九十百零〇两]", "[0-9０-９]"
    return {
        "title": {
            "match": r"^[ \t　#]*([^\t|，。；]{0,40}(?:政府信息公开|政务公开)(?:工作)?年度报告(?:（.{2,12}）)?)[ \t　]*$",
            "captures": {"1": {"name": "markup.heading.title.gongkai entity.name.section.gongkai"}},
        },
        "section": {
            "match": rf"^[ \t　#*]*({numeral}{{1,2}}、[^，。；\t|]{{2,40}}?)[ \t　*]*$",
            "captures": {"1": {"name": "markup.heading.section.gongkai entity.name.section.gongkai"}},
        },
        "subsection": {
            "match": rf"^[ \t　#*]*([（(]{numeral}{{1,2}}[)）][^，。；\t|]{{2,30}}?[。．]?)(?=[ \t　*]*$|(?<=。))",
            "captures": {"1": {"name": "markup.heading.subsection.gongkai entity.name.section.gongkai"}},
        },
        "hint": {"match": "【此处填写[^】]*】", "name": "keyword.other.todo.gongkai"},
        "statute": {
            "match": "《[^《》]{1,80}(?:〈[^〈〉]{1,80}〉[^《》]{0,40})?》",
            "name": "entity.name.type.statute.gongkai",
        },
        "document-number": {
            "match": rf"(?:(?![和与及由按据照依的条款项])[一-鿿]){{2,12}}[〔\[【（(](?:19|20){digits}{{2}}[〕\]】）)]第?{digits}{{1,4}}号"
            rf"|国务院令?第?{digits}{{3}}号令?",
            "name": "constant.other.document-number.gongkai",
        },
        "article": {
            "match": rf"第(?:{numeral}{{1,6}}|{digits}{{1,3}})条(?:之{numeral})?"
            rf"(?:第{numeral}{{1,3}}款)?(?:第?[（(]{numeral}{{1,3}}[)）]项)?",
            "name": "entity.other.article.gongkai",
        },
        "date": {
            "match": rf"(?:19|20){digits}{{2}}年(?:{digits}{{1,2}}月(?:{digits}{{1,2}}日)?)?",
            "name": "constant.numeric.date.gongkai",
        },
        "amount": {
            "match": rf"({digits}[0-9０-９,，]*(?:\.{digits}+)?)(?:[件条次项个份篇人期场家页]|万元|%|％)",
            "captures": {"1": {"name": "constant.numeric.amount.gongkai"}},
        },
        "tab-row": {
            "begin": r"^(?=[^\t\n]*\t)",
            "end": "$",
            "name": "meta.table.row.gongkai",
            "patterns": [
                {"match": r"\t", "name": "punctuation.separator.cell.gongkai"},
                {
                    "match": rf"(?<=\t)[ 　]*{digits}[0-9０-９,.]*[ 　]*(?=\t|$)",
                    "name": "constant.numeric.cell.gongkai",
                },
                {"match": r"[^\t\n]+", "name": "variable.other.label.gongkai"},
            ],
        },
        "pipe-row": {
            "begin": r"^[ \t]*(?=\|)",
            "end": "$",
            "name": "meta.table.row.gongkai",
            "patterns": [
                {"match": r"\|", "name": "punctuation.separator.cell.gongkai"},
                {"match": r":?-{2,}:?", "name": "punctuation.definition.table.gongkai"},
                {"match": rf"(?<=[| \t]){digits}[0-9０-９,.]*(?=\s*\|)", "name": "constant.numeric.cell.gongkai"},
                {"match": r"[^|\s][^|\n]*?(?=\s*\||$)", "name": "variable.other.label.gongkai"},
            ],
        },
        "prose": {
            "patterns": [
                {"include": f"#{name}"} for name in ("hint", "statute", "document-number", "article", "date", "amount")
            ]
        },
    }


def grammars() -> dict[str, dict[str, Any]]:
    """Both grammars by their file names."""
    lines = [{"include": f"#{name}"} for name in ("tab-row", "pipe-row", "title", "section", "subsection", "prose")]
    in_markdown = [{"include": f"#{name}"} for name in ("pipe-row", "prose")]
    markdown = "text.html.markdown.gongkai"
    return {
        "gongkai-text": {
            "name": "gongkai-text",
            "scopeName": "text.gongkai",
            "patterns": lines,
            "repository": patterns(),
        },
        "gongkai-markdown": {
            "name": "gongkai-markdown",
            "scopeName": markdown,
            "injections": {f"L:{markdown} -markup.raw -comment -meta.table.row.gongkai": {"patterns": in_markdown}},
            "patterns": [{"include": "text.html.markdown"}],
            "repository": patterns(),
        },
    }


def written(folder: Path) -> dict[Path, str]:
    """All files with their texts."""
    form = load_plugins(installed=False).forms.for_year(NEWEST)
    assert form is not None
    texts: dict[Path, Any] = {
        folder / "snippets" / f"gongkai-{language}.json": snippets(form, language) for language in SHAPES
    }
    texts |= {folder / "syntaxes" / f"{name}.tmLanguage.json": grammar for name, grammar in grammars().items()}
    return {path: json.dumps(text, ensure_ascii=False, indent=2) + "\n" for path, text in texts.items()}


if __name__ == "__main__":
    for path, text in written(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE).items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
