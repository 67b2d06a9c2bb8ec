"""``reportlint new``: a report to begin with, in the form of its year."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from reportlint.forms import Form
from reportlint.skeleton import read_skeleton
from reportlint.toml import Text

from .console import OK, Failure, say, unwritten
from .loading import plugins_for
from .replace import new_file

_FIRST_YEAR, _LAST_YEAR = 2008, 2099
_LONGEST_KIND = 6


def new(arguments: argparse.Namespace, asked: str | None) -> int:
    """Writes a skeleton to a new file or to stdout."""
    language = asked or "zh"
    form = _form(arguments, language)
    body = arguments.body.strip()
    if not body or not body.isprintable():
        raise Failure(Text("--body 要写机关名称，如 青石镇人民政府", "--body must be the name of an authority"))
    skeleton = read_skeleton()
    kind = arguments.kind.strip().removeprefix("我") if arguments.kind else skeleton.kind_of(body)
    if kind and (len(kind) > _LONGEST_KIND or not kind.isprintable()):
        raise Failure(
            Text("--kind 写一两个字即可，如 镇、局", "--kind is a word of one or two characters, as 镇 or 局")
        )
    markdown = arguments.output is not None and Path(arguments.output).suffix in (".md", ".markdown")
    shape = arguments.shape or ("pipe" if markdown else "tab")
    text = skeleton.text(form, arguments.year, body, kind, shape)
    if arguments.output is None:
        sys.stdout.write(text)
        return OK
    _write(Path(arguments.output), text)
    name = arguments.output
    say(
        Text(
            f"已写好 {name}，请填写各处“【此处填写…】”和表中数字，再用 reportlint check 检查",
            f"wrote {name}: fill in every 【此处填写…】 and the numbers, then run reportlint check",
        ),
        language,
    )
    return OK


def _form(arguments: argparse.Namespace, language: str) -> Form:
    """The form for the year. Raises Failure where there is none to fill in."""
    year: int = arguments.year
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise Failure(Text(f"没有{year}年的年度报告", f"there is no annual report on {year}"))
    plugins = plugins_for(arguments, Path.cwd(), language)
    form = plugins.forms.for_year(year)
    if form is None or not form.sections:
        zh = f"{year}年的年度报告没有规定的表格和标题，格式自由，无法生成；2019年起才有规定格式"
        en = f"reports on {year} have no prescribed form, so there is nothing to fill in; forms begin with 2019"
        raise Failure(Text(zh, en))
    return form


def _write(path: Path, text: str) -> None:
    try:
        new_file(path, text.encode())
    except FileExistsError:
        zh = f"{path} 已经存在，不覆盖；请换一个文件名"
        raise Failure(Text(zh, f"{path} is already there and is not overwritten: choose another name")) from None
    except OSError as error:
        raise Failure(unwritten(path, error)) from None
