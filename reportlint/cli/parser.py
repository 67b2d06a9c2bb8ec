"""An argument parser whose own words are in the language of the run."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import Any, NoReturn

from reportlint.toml import Text

from .console import FAILED, say


class _Help(argparse.HelpFormatter):
    """Help that says «usage» in a language."""

    usage = "usage: "

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[Any],
        prefix: str | None = None,
    ) -> None:
        # An empty prefix is asked for where the usage becomes the name of a command.
        super().add_usage(usage, actions, groups, self.usage if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argument parser that speaks to people in their language: that of the class, set before it is made."""

    language = "zh"

    def __init__(self, **settings: Any) -> None:
        _Help.usage = self.words("用法：", "usage: ")
        super().__init__(**settings, add_help=False, formatter_class=_Help, allow_abbrev=False)
        self._positionals.title = self.words("参数", "arguments")
        self._optionals.title = self.words("选项", "options")
        self.takes("-h", "--help", zh="显示本说明", en="show this help", action="help")

    def words(self, zh: str, en: str) -> str:
        """The words in the language of the run."""
        return zh if self.language == "zh" else en

    def takes(self, *names: str, zh: str, en: str, **settings: Any) -> None:
        """An argument with its help in both languages; ``settings`` are those of :meth:`add_argument`."""
        self.add_argument(*names, help=self.words(zh, en), **settings)

    def error(self, message: str) -> NoReturn:
        """Says what is wrong with the command line and ends the program."""
        hint = Text(f"命令写法有误：{message}\n用 {self.prog} --help 查看用法", f"{message}\nsee {self.prog} --help")
        say(hint, self.language)
        raise SystemExit(FAILED)
