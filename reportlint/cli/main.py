"""The program: arguments, commands, exit status."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from importlib import import_module
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
    check.add_argument(
        "--no-extraction-noise", action="store_true",
        help=t("不提示可能由文件转换造成的问题", "say nothing of what the conversion of a file may have caused"),
    )  # fmt: skip
    check.add_argument(
        "--no-ignore", action="store_true",
        help=t("注释和 .reportlint-ignore.toml 里忽略的问题也列出", "show what comments and .reportlint-ignore.toml leave out"),
    )  # fmt: skip
    check.add_argument(
        "--statistics", action="store_true",
        help=t("只列出每条规则的问题数和用时", "show only the findings and the time of each rule"),
    )  # fmt: skip
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
        "code",
        metavar="CODE",
        nargs="?",
        help=t("代码或名称，如 TBL301、row-total", "a code or name, as TBL301 or row-total"),
    )
    rule.add_argument("--all", action="store_true", help=t("全部规则，写成文档", "all rules, as documents"))
    rule.add_argument("--output-dir", metavar="DIR", help=t("文档写入的文件夹", "the folder for the documents"))
    choosing(rule)

    parse = command("parse", "显示对一份报告的理解", "show how a report is understood")
    parse.add_argument("path", metavar="FILE")
    view = parse.add_mutually_exclusive_group()
    view.add_argument("--tree", action="store_true", help=t("语法树（默认）", "the syntax tree (default)"))
    view.add_argument("--report", action="store_true", help=t("标题、各部分、表格", "title, sections, tables"))
    view.add_argument(
        "--grid", action="store_true", help=t("各表逐格的数字", "the numbers of the tables, cell by cell")
    )
    parse.add_argument("--json", action="store_true", help=t("以JSON输出", "as JSON"))
    choosing(parse)

    facts = command("facts", "列出报告中的数字、年份和引用", "list the numbers, years and citations of reports")
    facts.add_argument(
        "paths", nargs="+", metavar="FILE", help=t("文件、文件夹，- 为标准输入", "files, folders, - for stdin")
    )
    facts.add_argument("--output-format", choices=("jsonl", "csv"), default="jsonl", help=t("输出格式", "format"))
    facts.add_argument(
        "--bom", action="store_true", help=t("CSV 带字节序标记（供 Excel）", "CSV with a byte order mark")
    )
    choosing(facts)

    formatting = command("format", "把表格整理成对齐的 Markdown 表格", "align tables as Markdown tables")
    formatting.add_argument(
        "paths", nargs="*", metavar="PATH", help=t("文件、文件夹，- 为标准输入", "files, folders, - for stdin")
    )
    formatting.add_argument(
        "--check",
        action="store_true",
        help=t("只看是否需要整理，需要则返回1", "write nothing; exit with 1 if a file would change"),
    )
    formatting.add_argument("--diff", action="store_true", help=t("只显示差异", "write nothing; show the differences"))
    choosing(formatting)

    new = command("new", "按年度格式新建一份报告", "begin a report in the form of its year")
    new.add_argument("--year", type=int, required=True, help=t("报告年度", "year of the report"))
    new.add_argument("--body", required=True, metavar="NAME", help=t("机关名称", "name of the authority"))
    new.add_argument(
        "--kind", help=t("自称：镇、局等（默认看名称）", "what it calls itself, as 镇 or 局 (default: by its name)")
    )
    new.add_argument("--output", metavar="FILE", help=t("写入新文件（默认标准输出）", "the new file (default: stdout)"))
    new.add_argument(
        "--shape", choices=("tab", "pipe"), help=t("表格用制表符或竖线", "tables by tabs or by bars (Markdown)")
    )
    choosing(new)

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
        status = _run(arguments, asked)
        # A reader that went away is noticed here and not by the interpreter at its end.
        sys.stdout.flush()
        return status
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
    if arguments.command in ("facts", "format", "new"):
        module = import_module(f".{arguments.command}", __package__)
        return int(getattr(module, arguments.command)(arguments, asked or "zh"))
    from . import explain

    return int(getattr(explain, arguments.command)(arguments, asked or "zh"))
