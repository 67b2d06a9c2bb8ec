"""``reportlint config``: what settings count and where they come from, their schema, their keys, and a file to begin with."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reportlint.config import CONFIG_NAME, PROJECT_NAME, Settings, with_extensions
from reportlint.config.keys import KEYS
from reportlint.selection import SelectionError
from reportlint.toml import Text, TomlDocument, TomlPlace, written, written_key

from .columns import aligned
from .console import OK, Failure, say, show, unwritten
from .loading import plugins_for, say_faults, sessions_for
from .replace import new_file, replace_file

_DEFAULT = Text("默认", "default")
_TITLE = Text(
    "reportlint 的配置。去掉行首的 # 即生效；全部说明见 reportlint config keys。",
    "Settings of reportlint. A line counts without its #; reportlint config keys explains all of them.",
)


def config(arguments: argparse.Namespace, asked: str | None) -> int:
    """Does what the second word says."""
    language = asked or "zh"
    if arguments.action == "show":
        return _show(arguments, language)
    if arguments.action == "schema":
        from reportlint.config.schema import schema

        plugins = plugins_for(arguments, Path.cwd(), language)
        print(json.dumps(schema(plugins), ensure_ascii=False, indent=2))
        return OK
    if arguments.action == "keys":
        print("\n".join(_keys(arguments.output_format, language)))
        return OK
    return _init(arguments, language)


def _show(arguments: argparse.Namespace, language: str) -> int:
    path = Path(arguments.path)
    if not path.exists():
        raise Failure(Text(f"没有这个文件或文件夹：{path}", f"no such file or folder: {path}"))
    sessions = sessions_for(arguments)
    try:
        # A choice of what is not there is a mistake here, too.
        say_faults(sessions.session(path.absolute()).plugins, language)
    except SelectionError as error:
        raise Failure(error.message) from None
    settings = sessions.settings(path.absolute())
    if arguments.output_format == "json":
        print(json.dumps(_shown_data(settings, path), ensure_ascii=False, indent=2, default=str))
    else:
        show(_shown(settings, path, language))
    return OK


def _shown(settings: Settings, path: Path, language: str) -> Iterator[str]:
    """The settings as TOML, the place of each in a comment."""
    file = settings.path or Text("没有配置文件", "no settings file").in_language(language)
    yield f"# {path}：{file}" if language == "zh" else f"# {path}: {file}"
    for number in settings.applied:
        yield f"# overrides：{written(settings.overrides[number].paths)}"
    rows = [
        (
            f"{written_key(*one['key'])} = {written(one['value'])}",
            ", ".join(one["from"]) or _DEFAULT.in_language(language),
        )
        for one in _shown_data(settings, path)["settings"]
    ]
    yield from aligned([(statement, f"# {place}") for statement, place in rows])


def _shown_data(settings: Settings, path: Path) -> dict[str, Any]:
    given = {keys: one for keys, one in settings.layer.items() if one.value is not None and keys[0] != "overrides"}
    shown = [
        {"key": list(keys), "value": one.value, "from": list(map(_place, one.places))} for keys, one in given.items()
    ]
    said = {keys[0] for keys in given}
    for key in KEYS:
        if key.name not in said and key.default and key.name not in ("extends", "overrides"):
            value = TomlDocument.parse(f"value = {key.default}".encode(), key.name).values["value"]
            shown.append({"key": [key.name], "value": value, "from": []})
    order = {key.name: number for number, key in enumerate(with_extensions(KEYS))}
    shown.sort(key=lambda one: order[one["key"][0]])
    applied = [list(settings.overrides[number].paths) for number in settings.applied]
    return {
        "path": str(path), "config": str(settings.path) if settings.path else None, "overrides": applied,
        "settings": shown,
    }  # fmt: skip


def _place(place: TomlPlace) -> str:
    return f"{place.file}:{place.line}" if place.line else place.file


def _keys(form: str, language: str) -> Iterator[str]:
    """All keys, one a line."""
    heads = (("配置项", "值", "默认", "说明") if language == "zh" else ("key", "value", "default", "what it does"),)
    rows = [
        (key.name, key.kind.name.in_language(language), key.default, key.about.in_language(language))
        for key in with_extensions(KEYS)
    ]
    if form == "text":
        yield from aligned([*heads, *rows])
        return
    yield "| " + " | ".join(heads[0]) + " |"
    yield "|---" * len(heads[0]) + "|"
    for name, kind, default, about in rows:
        yield f"| `{name}` | {kind} | {f'`{default}`' if default else ''} | {about} |"


def beginning(language: str, header: str = "") -> str:
    """A settings file in which nothing is set and every key is explained; ``header`` opens its table in another file."""
    parts = [f"# {_TITLE.in_language(language)}"] + ([f"[{header}]"] if header else [])
    # What follows the header of a table belongs to it.
    for key in sorted(KEYS, key=lambda key: key.example.startswith("[")):
        example = key.example
        if header and example.startswith("["):
            brackets = "[[" if example.startswith("[[") else "["
            example = f"{brackets}{header}.{example.removeprefix(brackets)}"
        about = key.about.in_language(language)
        parts.append("\n".join([f"# {about}", *(f"#{line}" for line in example.split("\n"))]))
    return "\n\n".join(parts) + "\n"


def _init(arguments: argparse.Namespace, language: str) -> int:
    path = Path(PROJECT_NAME if arguments.pyproject else CONFIG_NAME)
    try:
        if arguments.pyproject:
            _append(path, beginning(language, "tool.reportlint"))
        else:
            new_file(path, beginning(language).encode())
    except FileExistsError:
        zh = f"{path} 已经存在，不覆盖；全部配置项见 reportlint config keys"
        raise Failure(Text(zh, f"{path} is already there and is not overwritten; see reportlint config keys")) from None
    except OSError as error:
        raise Failure(unwritten(path, error)) from None
    say(Text(f"已写好 {path}", f"wrote {path}"), language)
    return OK


def _append(path: Path, text: str) -> None:
    """Puts a table behind what is in a file. Raises TomlError, Failure, OSError; then the file is as it was."""
    document = TomlDocument.read(path)
    if "reportlint" in document.values.get("tool", {}):
        zh = f"{path} 里已有 [tool.reportlint]，不再添加"
        raise Failure(Text(zh, f"{path} has a table [tool.reportlint] already"))
    before = path.read_bytes()
    newline = "\r\n" if b"\r\n" in before else "\n"
    gap = newline * (1 if before.endswith(b"\n") or not before else 2)
    after = before + (gap + text.replace("\n", newline)).encode()
    TomlDocument.parse(after, str(path))
    replace_file(path, after, before=before)
