"""What is said of a TOML file that cannot be used, and of any file that cannot be read or written."""

from __future__ import annotations

import errno
from collections.abc import Iterable
from typing import NamedTuple

from reportlint.ordinary import NotOrdinary


class Text(NamedTuple):
    """A sentence for people in both languages."""

    zh: str
    en: str

    def in_language(self, language: str) -> str:
        """The sentence in a language (“zh” or “en”)."""
        return self.zh if language == "zh" else self.en


class TomlError(ValueError):
    """A TOML file that cannot be used.

    ``file`` is what messages call it, ``line`` and ``column`` count from 1 and are 0 where they are not known, ``key``
    is the dotted key in question. ``where`` is all of them in one.
    """

    def __init__(self, file: str, message: Text, *, line: int = 0, column: int = 0, key: str = "") -> None:
        self.file = file
        self.message = message
        self.line = line
        self.column = column
        self.key = key
        super().__init__(f"{self.where}: {message.en}")

    @property
    def where(self) -> str:
        """File, line, column and key, as far as they are known."""
        place = ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])
        return f"{place}: {self.key}" if self.key else place


_REASONS = {
    "ENOENT": "没有这个文件或文件夹",
    "EACCES": "没有权限",
    "EPERM": "系统不允许",
    "EISDIR": "这是文件夹，不是文件",
    "ENOTDIR": "路径中有一段不是文件夹",
    "EEXIST": "已经存在",
    "ENAMETOOLONG": "文件名太长",
    "ELOOP": "链接绕成了圈",
    "EFBIG": "文件太大",
    "ENOSPC": "磁盘已满",
    "EDQUOT": "超出了磁盘配额",
    "EROFS": "磁盘是只读的",
    "EIO": "磁盘读写出错",
    "ETXTBSY": "文件正被占用",
    "EBUSY": "文件正被占用",
    "EMFILE": "打开的文件太多",
}


def reason_of(error: OSError) -> Text:
    """Why the system did not do what was asked of it; in its own words where there are no Chinese ones here."""
    told = error.strerror or str(error)
    if isinstance(error, NotOrdinary):
        return Text("不是普通文件", told)
    # By name: not every system has all of these numbers.
    return Text(_REASONS.get(errno.errorcode.get(error.errno or 0, ""), told), told)


def nearest(wanted: str, known: Iterable[str]) -> str:
    """The one that somebody probably meant who wrote something else, empty if none is near."""
    from difflib import get_close_matches  # for mistakes alone

    by_folded = {one.casefold(): one for one in known}
    near = get_close_matches(wanted.casefold(), by_folded, 1, cutoff=0.6)
    return by_folded[near[0]] if near else ""
