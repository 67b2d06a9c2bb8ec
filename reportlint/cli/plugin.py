"""``reportlint plugin``: what is loaded and from where, and how a new plugin begins."""

from __future__ import annotations

import argparse
import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from reportlint.plugins import BUILTIN, Plugins, load_plugins
from reportlint.toml import Text

from .console import FAILED, OK, Failure, say, show, unwritten
from .loading import plugins_for
from .replace import new_file

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_PREFIX = re.compile(r"[A-Z]{2,10}")
_LONGEST_NAME = 40
# The files of a package by the names of their templates.
_PACKAGE = {
    "pyproject.toml": "pyproject.toml",
    "README.md": "README.md",
    "test.yml": ".github/workflows/test.yml",
    "init.py": "reportlint_@MODULE@/__init__.py",
    "plain_words.py": "reportlint_@MODULE@/plain_words.py",
    "plain_words.md": "reportlint_@MODULE@/plain_words.md",
    "plain_words.toml": "reportlint_@MODULE@/plain_words.toml",
    "test_rules.py": "tests/test_rules.py",
}


def plugin(arguments: argparse.Namespace, asked: str | None) -> int:
    """Lists the plugins, or writes the files of a new one; returns the exit status, 2 if a plugin has faults."""
    language = asked or "zh"
    return _new(arguments, language) if arguments.action == "new" else _list(arguments, language)


def _list(arguments: argparse.Namespace, language: str) -> int:
    plugins = plugins_for(arguments, Path.cwd(), language, quiet=True)
    listed = _plain(plugins)
    if arguments.output_format == "json":
        print(json.dumps(listed, ensure_ascii=False, indent=2))
    else:
        show(line for one in listed for line in _lines(one, language))
    return FAILED if plugins.faults else OK


def _plain(plugins: Plugins) -> list[dict[str, Any]]:
    listed = [
        {
            "name": name,
            "source": loaded.source,
            "api": loaded.api,
            "rules": [code for code, origin in plugins.origins.items() if origin == name],
            "forms": [Path(form).name for form in loaded.forms],
            "statutes": [Path(file).name for file in loaded.statutes],
            "outputs": list(loaded.outputs),
            "faults": [fault.message._asdict() for fault in plugins.faults if fault.plugin == name],
        }
        for name, loaded in plugins.loaded.items()
    ]
    for fault in plugins.faults:
        if fault.plugin not in plugins.loaded:
            one = {"name": fault.plugin, "source": None, "api": None, "faults": [fault.message._asdict()]}
            listed.append({**one, "rules": [], "forms": [], "statutes": [], "outputs": []})
    return listed


def _lines(one: Mapping[str, Any], language: str) -> Iterator[str]:
    def t(zh: str, en: str) -> str:
        return zh if language == "zh" else en

    shown = _shown(one["name"])
    if one["source"] is None:
        yield f"{shown}  {t('未加载', 'not loaded')}"
    else:
        source = "" if one["source"] == one["name"] else f"  {one['source']}"
        builtin = one["name"] == BUILTIN
        name = f"{one['name']}{t('（内置）', ' (built in)')}" if builtin else f"{shown}{source}"
        unstated = t("未写明接口版本", "states no version of the API")
        yield f"{name}  {unstated if one['api'] is None else t('接口第 {} 版', 'API {}').format(one['api'])}"
    rules = one["rules"] if one["name"] != BUILTIN else [t(f"{len(one['rules'])} 条", f"{len(one['rules'])} of them")]
    for zh, en, values in (
        ("规则", "rules", rules),
        ("格式", "forms", one["forms"]),
        ("法规", "statutes", one["statutes"]),
        ("输出", "outputs", one["outputs"]),
    ):
        if values:
            yield f"    {t(zh, en)}  {', '.join(values)}"
    for fault in one["faults"]:
        yield f"    {t('故障', 'fault')}  {fault[language]}"


def _shown(name: str) -> str:
    """The name of a plugin; that of a local file is its path, shown from here if it lies below."""
    path = Path(name)
    return str(path.relative_to(Path.cwd())) if path.is_absolute() and path.is_relative_to(Path.cwd()) else name


def _new(arguments: argparse.Namespace, language: str) -> int:
    name: str = (arguments.name or "").removeprefix("reportlint-")
    if not _NAME.fullmatch(name) or len(name) > _LONGEST_NAME:
        zh = "请写插件的名称：小写字母、数字和连字符，如 reportlint plugin new qingshi"
        raise Failure(Text(zh, "say a name of small letters, digits and hyphens: reportlint plugin new qingshi"))
    prefix = arguments.prefix or re.sub(r"[^a-z]", "", name)[:6].upper()
    if not _PREFIX.fullmatch(prefix):
        zh = f"规则代码的字母要有2至10个大写字母，现为 {prefix}；请用 --prefix 指定，如 --prefix QS"
        raise Failure(Text(zh, f"--prefix must be 2 to 10 capital letters, is {prefix}: as --prefix QS"))
    if prefix in {rule.family for rule in load_plugins(installed=False).rules.values()}:
        zh = f"{prefix} 是内置规则的字母，请用 --prefix 另选"
        raise Failure(Text(zh, f"{prefix} is a family of built-in rules: choose others by --prefix"))
    places = {"@NAME@": name, "@MODULE@": name.replace("-", "_"), "@PREFIX@": prefix}
    folder = Path(arguments.output_dir or ".")
    path = folder / (f"{name}.toml" if arguments.toml else f"reportlint-{name}")
    if path.exists():
        zh = f"{path} 已经存在，不覆盖；请换一个名称"
        raise Failure(Text(zh, f"{path} is already there and is not overwritten: choose another name"))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if arguments.toml:
            new_file(path, _filled("rules.toml", places).encode())
        else:
            _write_package(path, places)
    except OSError as error:
        raise Failure(unwritten(path, error)) from None
    use = f'plugins = ["./{path.name}"]'
    then = (
        Text(f"在 reportlint.toml 里写 {use} 即生效", f"put {use} into reportlint.toml to use it")
        if arguments.toml
        else Text(f"用 pip install -e {path} 安装", f"install it by pip install -e {path}")
    )
    zh, en = (
        f"已建好 {path}；用 reportlint test {path} 测试，{then.zh}",
        f"made {path}: test it by reportlint test {path}; {then.en}",
    )
    say(Text(zh, en), language)
    return OK


def _write_package(path: Path, places: Mapping[str, str]) -> None:
    """Writes all files or none: they are made beside and moved to their place."""
    draft = Path(tempfile.mkdtemp(prefix=f".{path.name}.", dir=path.parent))
    try:
        for template, name in _PACKAGE.items():
            file = draft / _replaced(name, places)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(_filled(f"package/{template}", places), encoding="utf-8", newline="\n")
        (draft / f"reportlint_{places['@MODULE@']}" / "py.typed").touch()
        draft.chmod(0o755)
        draft.rename(path)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise


def _filled(template: str, places: Mapping[str, str]) -> str:
    return _replaced(files(__package__).joinpath("templates", f"{template}.tmpl").read_text(encoding="utf-8"), places)


def _replaced(text: str, places: Mapping[str, str]) -> str:
    for place, value in places.items():
        text = text.replace(place, value)
    return text
