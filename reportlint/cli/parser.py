"""An argument parser whose own words are in the language of the run."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn

from reportlint.toml import Text, nearest

from .console import FAILED, say

# What argparse says of a command line; what is not here is said as it is. The words in braces are its own.
_SENTENCES = (
    (r"argument (?P<name>[^:]+): (?P<rest>.+)", "{name}：{rest}"),
    (r"the following arguments are required: (?P<names>.+)", "缺少 {names}"),
    (r"one of the arguments (?P<names>.+) is required", "{names} 中必须写一个"),
    (r"expected one argument", "后面要写一个值"),
    (r"expected at most one argument", "后面最多写一个值"),
    (r"expected at least one argument", "后面至少写一个值"),
    (r"expected (?P<count>\d+) arguments?", "后面要写 {count} 个值"),
    (r"not allowed with argument (?P<name>.+)", "不能与 {name} 同时使用"),
    (r"ignored explicit argument (?P<value>.+)", "后面不能写值，现为 {value}"),
    (r"invalid int value: (?P<value>.+)", "应为整数，现为 {value}"),
    (r"invalid float value: (?P<value>.+)", "应为数字，现为 {value}"),
)


# What the same is called by linters that people know from elsewhere.
_OF_OTHER_TOOLS = {
    "lint": "check", "analyze": "check", "verify": "check", "fix": "check --fix", "explain": "rule", "list": "rules",
    "list-rules": "rules", "init": "config init", "lsp": "server", "serve": "server", "help": "--help", "version": "--version",
}  # fmt: skip


class _Help(argparse.RawDescriptionHelpFormatter):
    """Help that says «usage» in a language, and shows examples line by line."""

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
    _width: int | None = 80

    def __init__(self, **settings: Any) -> None:
        _Help.usage = self.words("用法：", "usage: ")
        super().__init__(**settings, add_help=False, formatter_class=_Help, allow_abbrev=False)
        self._positionals.title = self.words("参数", "arguments")
        self._optionals.title = self.words("选项", "options")
        self.takes("-h", "--help", zh="显示本说明", en="show this help", action="help")

    def words(self, zh: str, en: str) -> str:
        """The words in the language of the run."""
        return zh if self.language == "zh" else en

    def takes(self, *names: str, zh: str, en: str, within: Any = None, **settings: Any) -> None:
        """An argument with its help in both languages, within a group if one is given.

        ``settings`` are those of :meth:`add_argument`.
        """
        (within or self).add_argument(*names, help=self.words(zh, en), **settings)

    def whole_number(self, least: int, most: int) -> Callable[[str], int]:
        """The type of an argument that is a whole number between two, both included."""

        def read(said: str) -> int:
            if not said.isdecimal() or not least <= int(said) <= most:
                zh, en = (
                    f"应为{least}至{most}的整数，现为 {said}",
                    f"must be a whole number from {least} to {most}, is {said}",
                )
                raise argparse.ArgumentTypeError(self.words(zh, en))
            return int(said)

        return read

    def commands(self, dest: str) -> Any:
        """Where commands are added; the word that chooses one is put under ``dest``."""
        metavar = self.words("命令", "command")
        return self.add_subparsers(dest=dest, prog=self.prog, metavar=metavar, required=True)

    def shows(self, examples: Iterable[tuple[str, Text]]) -> None:
        """Command lines to be shown at the end of the help, each with what it does."""
        lines = [
            line for command, text in examples for line in (f"  # {text.in_language(self.language)}", f"  {command}")
        ]
        self.epilog = "\n".join([self.words("例子：", "examples:"), *lines])

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse does; what nobody knows is told where it stands, by the command that it was written for."""
        known, left = super().parse_known_args(args, namespace)
        if left:
            near = nearest(left[0].partition("=")[0], self._option_string_actions) if left[0].startswith("-") else ""
            zh = f"没有 {left[0]}" + (f"，是不是想写 {near}？" if near else "")
            self.error(self.words(zh, f"{left[0]} is not known" + (f"; did you mean {near}?" if near else "")))
        return known, left

    def format_help(self) -> str:
        """The help, as wide as the terminal."""
        self._width = None
        return super().format_help()

    def format_usage(self) -> str:
        """The usage, as wide as the terminal."""
        self._width = None
        return super().format_usage()

    def _get_formatter(self) -> argparse.HelpFormatter:
        # Asked for with each argument that is added, and a terminal's width costs the import of three compressors.
        return _Help(prog=self.prog, width=self._width)

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        choices: Sequence[str] = list(action.choices or ())
        if choices and value not in choices:
            near = _OF_OTHER_TOOLS.get(str(value), "") if action.dest == "command" else ""
            near, all_of_them = near or nearest(str(value), choices), "、".join(choices)
            zh = f"没有 {value}，" + (f"是不是想写 {near}？" if near else f"可用的有：{all_of_them}")
            en = f"there is no {value}; " + (f"did you mean {near}?" if near else f"known are: {', '.join(choices)}")
            raise argparse.ArgumentError(action, self.words(zh, en))

    def error(self, message: str) -> NoReturn:
        """Says what is wrong with the command line and ends the program."""
        say(Text(f"命令写法有误：{_in_chinese(message)}", message), self.language)
        print(self.words(f"用 {self.prog} --help 查看用法", f"see {self.prog} --help"), file=sys.stderr)
        raise SystemExit(FAILED)


def _in_chinese(message: str) -> str:
    for pattern, sentence in _SENTENCES:
        if match := re.fullmatch(pattern, message, re.DOTALL):
            parts = match.groupdict()
            if "rest" in parts:
                parts["rest"] = _in_chinese(parts["rest"])
            return sentence.format(**parts)
    return message
