"""The program: arguments, commands, exit status."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

from reportlint import __version__
from reportlint.toml import Text, TomlError

from .console import FAILED, Failure, asked_language, prepare, say


class _Help(argparse.HelpFormatter):
    """Help whose own words are in the language of the run."""

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


class _Parser(argparse.ArgumentParser):
    """An argument parser that speaks to people in their language."""

    language = "zh"

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings, add_help=False, formatter_class=_Help, allow_abbrev=False)
        chinese = self.language == "zh"
        self._positionals.title = "参数" if chinese else "arguments"
        self._optionals.title = "选项" if chinese else "options"
        self.add_argument("-h", "--help", action="help", help="显示本说明" if chinese else "show this help")

    def error(self, message: str) -> NoReturn:
        hint = Text(f"命令写法有误：{message}\n用 {self.prog} --help 查看用法", f"{message}\nsee {self.prog} --help")
        say(hint, self.language)
        raise SystemExit(FAILED)


def _parser(language: str) -> argparse.ArgumentParser:
    def t(zh: str, en: str) -> str:
        return zh if language == "zh" else en

    _Parser.language = language
    _Help.usage = t("用法：", "usage: ")
    parser = _Parser(
        prog="reportlint",
        description=t("检查政府信息公开工作年度报告", "checks annual reports on government information disclosure"),
    )
    parser.add_argument(
        "--version", action="version", version=f"reportlint {__version__}", help=t("显示版本", "show the version")
    )
    commands = parser.add_subparsers(dest="command", metavar=t("命令", "command"), required=True)

    def command(name: str, zh: str, en: str) -> argparse.ArgumentParser:
        sub = commands.add_parser(name, help=t(zh, en), description=t(zh, en))
        sub.add_argument("--lang", choices=("zh", "en"), help=t("提示用的语言", "language of the messages"))
        return sub

    def choosing(sub: argparse.ArgumentParser) -> None:
        sub.add_argument("--config", metavar="FILE", help=t("只用这个配置文件", "use this configuration file only"))
        sub.add_argument("--isolated", action="store_true", help=t("不用任何配置文件", "use no configuration file"))
        sub.add_argument("--no-plugins", action="store_true", help=t("不加载插件", "load no plugins"))

    check = command("check", "检查报告", "check reports")
    check.add_argument(
        "paths", nargs="*", metavar="PATH", help=t("文件、文件夹，- 为标准输入", "files, folders, - for stdin")
    )
    check.add_argument("--output-format", metavar="FORMAT", help=t("输出格式", "format of the results"))
    check.add_argument("--output-file", metavar="FILE", help=t("结果写入文件", "write the results to a file"))
    for option, zh, en in (
        (
            "--select",
            "只用这些规则（代码、代码开头或名称，逗号分隔）",
            "only these rules (codes, prefixes or names, by commas)",
        ),
        ("--extend-select", "另加这些规则", "these rules too"),
        ("--ignore", "不用这些规则", "not these rules"),
    ):
        check.add_argument(option, action="append", default=[], metavar="RULES", help=t(zh, en))
    check.add_argument(
        "--year", type=int, help=t("报告年度（默认取自标题）", "year of the report (default: from its title)")
    )
    check.add_argument("--form", help=t("表格格式（默认按年度）", "form of the tables (default: by the year)"))
    check.add_argument(
        "--force", action="store_true", help=t("看起来不是报告也检查", "check even what does not look like a report")
    )
    check.add_argument("--stdin-filename", metavar="NAME", help=t("标准输入的文件名", "name of what comes from stdin"))
    check.add_argument("--exit-zero", action="store_true", help=t("有问题也返回0", "exit with 0 in spite of findings"))
    check.add_argument(
        "--fail-level", choices=("error", "warning", "info", "hint"),
        help=t("达到此级别即返回1（默认warning）", "exit with 1 from this level on (default: warning)"),
    )  # fmt: skip
    choosing(check)

    rules = command("rules", "列出全部规则", "list the rules")
    rules.add_argument("--output-format", choices=("text", "json"), default="text")
    choosing(rules)

    rule = command("rule", "说明一条规则", "explain a rule")
    rule.add_argument(
        "code", metavar="CODE", help=t("代码或名称，如 TBL301、row-total", "a code or name, as TBL301 or row-total")
    )
    choosing(rule)

    parse = command("parse", "显示对一份报告的理解", "show how a report is understood")
    parse.add_argument("path", metavar="FILE")
    view = parse.add_mutually_exclusive_group()
    view.add_argument("--tree", action="store_true", help=t("语法树（默认）", "the syntax tree (default)"))
    view.add_argument("--report", action="store_true", help=t("标题、各部分、表格", "title, sections, tables"))
    parse.add_argument("--json", action="store_true", help=t("以JSON输出", "as JSON"))
    choosing(parse)

    command("server", "启动语言服务器（供编辑器使用）", "start the language server (for editors)")
    return parser


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the program and returns its exit status (see :mod:`reportlint.cli.console`)."""
    argv = sys.argv[1:] if argv is None else argv
    for stream in (sys.stdout, sys.stderr):
        prepare(stream)
    asked = asked_language(argv)
    arguments = _parser(asked or "zh").parse_args(argv)
    try:
        return _run(arguments, asked)
    except Failure as failure:
        say(failure.message, asked or "zh")
    except TomlError as error:
        say(Text(f"{error.where}：{error.message.zh}", f"{error.where}: {error.message.en}"), asked or "zh")
    except KeyboardInterrupt:
        say(Text("已中断", "interrupted"), asked or "zh")
    except BrokenPipeError:
        # Whoever read the results has seen enough; Python would complain again at exit.
        sys.stdout = None
    return FAILED


def _run(arguments: argparse.Namespace, asked: str | None) -> int:
    # Each command imports what it needs: a check must not pay for the server.
    if arguments.command == "check":
        from .check import check

        return check(arguments, asked)
    if arguments.command == "server":
        from reportlint.server.server import main as serve

        return serve(asked)
    from . import explain

    return int(getattr(explain, arguments.command)(arguments, asked or "zh"))
