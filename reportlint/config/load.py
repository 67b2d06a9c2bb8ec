"""Settings out of ``reportlint.toml`` or ``[tool.reportlint]`` of ``pyproject.toml``, and the files that they extend."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from reportlint.toml import Text, TomlDocument, TomlError, TomlTable, read_file

from .layers import EXTEND, Given, Layer, over, read_layer
from .settings import Settings, settings_of

CONFIG_NAME = "reportlint.toml"
PROJECT_NAME = "pyproject.toml"

_LONGEST_CHAIN = 8
_MOST_FILES = 64
_LARGEST = 1024 * 1024

Note = Callable[[Path], None]
"""Is told of each file before it is read, there or not, so that somebody may watch it."""


def find_config(start: Path, note: Note = lambda path: None) -> Path | None:
    """The settings file that is closest to a folder: in it or in one above; ``note`` is told where it is looked for.

    In one folder ``reportlint.toml`` goes before ``pyproject.toml``, and that counts only if it has a
    table ``[tool.reportlint]``.

    Raises:
        TomlError: a ``pyproject.toml`` on the way cannot be read.
    """
    for place in config_places(start):
        note(place)
        # The second file belongs to other tools: it is parsed only where it speaks of this one.
        if place.is_file() and (place.name == CONFIG_NAME or b"tool.reportlint" in read_file(place)):
            return place
    return None


def config_places(start: Path) -> Iterator[Path]:
    """The paths where settings for a folder may be, the closest first. Few of them are there."""
    for folder in (start, *start.parents):
        yield folder / CONFIG_NAME
        yield folder / PROJECT_NAME


def settings_near(file: Path, note: Note = lambda path: None) -> Settings:
    """The settings for a file or folder: the closest ones, or the defaults. Raises TomlError."""
    start = file if file.is_dir() else file.parent
    config = find_config(start.resolve(), note)
    return load_settings(config, note=note) if config else Settings()


def load_settings(path: Path, *, base: Path | None = None, note: Note = lambda path: None) -> Settings:
    """The settings in a file, over those that it extends.

    Args:
        path: the file.
        base: the folder that patterns start from, if it is not that of the file.
        note: is told of every file before it is read.

    Raises:
        TomlError: a file cannot be read, has an unknown key or a wrong value, or extends one that is not there or
            itself; the message says which.
    """
    return settings_of(_Loading(note).layer(path, ()), path.resolve(), base)


class _Loading:
    """Reads a file and those that it extends."""

    def __init__(self, note: Note) -> None:
        self._note = note
        self._count = 0

    def layer(self, path: Path, chain: tuple[Path, ...]) -> Layer:
        """What a file says over what it extends; ``chain`` are the files that led to it."""
        from .keys import ADDITIVE  # for those only who have settings

        self._count += 1
        real = path.resolve()
        self._note(real)
        own = _read(path)
        for name in ("plugins", EXTEND + "plugins"):
            if (name,) in own:
                given = own[name,]
                own[name,] = Given(tuple(str(real.parent / plugin) for plugin in given.value), given.places)
        if ("rule",) in own:
            # Declarative rules that stand in the settings: the file is a plugin itself.
            own["rule",] = Given((str(real),), own["rule",].places)
        extends = own.pop(("extends",), None)
        base: Layer = {}
        for name in extends.value if extends is not None else ():
            target = (real.parent / name).resolve()
            if why := self._why_not(name, target, (*chain, real)):
                raise extends.places[0].error(why, value=name)  # type: ignore[union-attr]
            base = over(base, self.layer(target, (*chain, real)), ADDITIVE)
        return over(base, own, ADDITIVE)

    def _why_not(self, name: str, target: Path, chain: tuple[Path, ...]) -> Text | None:
        """Why a file may not be extended."""
        if "://" in name:
            zh = f"{name} 是网址；只能引用本机上的文件，请先下载"
            return Text(zh, f"{name} is an address on the net; only files of this machine can be extended: download it")
        self._note(target)
        way = " → ".join(map(str, (*chain, target)))
        if target in chain:
            return Text(f"配置文件循环引用：{way}", f"settings extend each other in a circle: {way}")
        if not target.is_file():
            return Text(f"没有这个文件：{target}（引用顺序：{way}）", f"there is no file {target} (by way of {way})")
        if len(chain) > _LONGEST_CHAIN or self._count > _MOST_FILES:
            zh = f"引用的层次太多，最多 {_LONGEST_CHAIN} 层、{_MOST_FILES} 个文件：{way}"
            en = f"too many files extend each other, at most {_LONGEST_CHAIN} in a row and {_MOST_FILES} in all: {way}"
            return Text(zh, en)
        return None


def _read(path: Path) -> dict[tuple[str, ...], Given]:
    """What one file says by itself."""
    from .keys import KEYS

    if path.is_file() and path.stat().st_size > _LARGEST:
        raise TomlError(str(path), Text("太大，不像配置文件", "is too large to be a settings file"))
    table = TomlTable.of(TomlDocument.read(path))
    if path.name == PROJECT_NAME:
        table = table.table("tool").table("reportlint")
    return dict(read_layer(table, KEYS))
