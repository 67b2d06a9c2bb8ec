"""The commands and their arguments."""

from __future__ import annotations

from argparse import SUPPRESS
from collections.abc import Callable, Sequence
from typing import NamedTuple

from reportlint import __version__

from .examples import EXAMPLES
from .parser import Parser


class Command(NamedTuple):
    """A command. ``module`` is the one of this folder that has a function of the command's name."""

    name: str
    zh: str
    en: str
    module: str
    arguments: Callable[[Parser], None]


def parser_for(argv: Sequence[str], language: str) -> Parser:
    """The parser for a command line, in a language."""
    Parser.language = language
    parser = Parser(prog="reportlint")
    parser.description = parser.words(
        "检查政府信息公开工作年度报告", "checks annual reports on government information disclosure"
    )
    parser.takes(
        "--version", zh="显示版本", en="show the version", action="version", version=f"reportlint {__version__}"
    )
    _language(parser, None)
    parser.shows(EXAMPLES[""])
    subparsers = parser.commands("command")
    # A check must not pay for the arguments of all the others; whoever names none of them is told of all.
    named = [command for command in COMMANDS if command.name in argv]
    for command in named if any(command.name == argv[0] for command in named) else COMMANDS:
        says = parser.words(command.zh, command.en)
        sub = subparsers.add_parser(command.name, help=says, description=says)
        if command.name in argv:
            sub.shows(EXAMPLES.get(command.name, ()))
            _language(sub)
            command.arguments(sub)
    return parser


def _language(parser: Parser, default: str | None = SUPPRESS) -> None:
    # Left out behind the command, it is what stands before it.
    parser.takes("--lang", zh="提示用的语言", en="language of the messages", choices=("zh", "en"), default=default)


def _settings(parser: Parser) -> None:
    one = parser.add_mutually_exclusive_group()
    parser.takes("--config", zh="只用这个配置文件", en="use this configuration file only", metavar="FILE", within=one)
    parser.takes("--isolated", zh="不用任何配置文件", en="use no configuration file", action="store_true", within=one)
    parser.takes("--no-plugins", zh="不加载插件", en="load no plugins", action="store_true")
    _local_plugins(parser)


def _local_plugins(parser: Parser) -> None:
    parser.takes(
        "--no-local-plugins", zh="不运行配置里写的 Python 文件", en="run no Python files that the settings name",
        action="store_true",
    )  # fmt: skip


def _paths(parser: Parser, nargs: str = "*", metavar: str = "PATH") -> None:
    parser.takes(
        "paths", zh="文件、文件夹，- 为标准输入", en="files, folders, - for stdin", nargs=nargs, metavar=metavar
    )


def _choice(parser: Parser) -> None:
    """What may also stand in a settings file."""
    for option, zh, en in (
        ("--select", "只用这些规则（代码、代码开头或名称，逗号分隔）", "only these rules (codes, prefixes or names, by commas)"),
        ("--extend-select", "另加这些规则", "these rules too"),
        ("--ignore", "不用这些规则", "not these rules"),
    ):  # fmt: skip
        parser.takes(option, zh=zh, en=en, action="append", default=[], metavar="RULES")
    parser.takes(
        "--year", zh="报告年度（默认取自标题）", en="year of the report (default: from its title)",
        type=parser.whole_number(1900, 2099), metavar="YEAR",
    )  # fmt: skip
    parser.takes("--form", zh="表格格式（默认按年度）", en="form of the tables (default: by the year)", metavar="FORM")
    parser.takes(
        "--no-extraction-noise", zh="不提示可能由文件转换造成的问题",
        en="say nothing of what the conversion of a file may have caused", action="store_true",
    )  # fmt: skip
    parser.takes(
        "--fail-level", zh="达到此级别即返回1（默认warning）", en="exit with 1 from this level on (default: warning)",
        choices=("error", "warning", "info", "hint"),
    )  # fmt: skip


def _check(parser: Parser) -> None:
    _paths(parser)
    for option, zh, en in (
        ("--fix", "自动修正能安全修正的问题", "fix what is safe to fix"),
        ("--unsafe-fixes", "也修正需人工确认的问题（与 --fix 或 --diff 同用）", "fix what is to be confirmed too (with --fix or --diff)"),
        ("--diff", "只显示 --fix 会改什么，不写文件", "write nothing; show what --fix would change"),
    ):  # fmt: skip
        parser.takes(option, zh=zh, en=en, action="store_true")
    _baseline_file(parser)
    parser.takes(
        "--changed-since", zh="只看 git 某个版本以来改动过的文件", en="only files changed since a git revision",
        metavar="REV",
    )  # fmt: skip
    from reportlint.outputs import OUTPUT_NAMES

    zh, en = f"输出格式：{'、'.join(OUTPUT_NAMES)}", f"format of the results: {', '.join(OUTPUT_NAMES)}"
    parser.takes("--output-format", zh=zh, en=en, metavar="FORMAT")
    parser.takes("--output-file", zh="结果写入文件", en="write the results to a file", metavar="FILE")
    _choice(parser)
    for option, zh, en in (
        ("--force", "看起来不是报告也检查", "check even what does not look like a report"),
        ("--no-ignore", "注释和 .reportlint-ignore.toml 里忽略的问题也列出", "show what comments and .reportlint-ignore.toml leave out"),
        ("--statistics", "只列出每条规则的问题数和用时", "show only the findings and the time of each rule"),
        ("--exit-zero", "有问题也返回0", "exit with 0 in spite of findings"),
        ("--watch", "文件一有改动就重新检查，按 Ctrl+C 结束", "check again whenever a file is changed; Ctrl+C ends it"),
    ):  # fmt: skip
        parser.takes(option, zh=zh, en=en, action="store_true")
    parser.takes("--stdin-filename", zh="标准输入的文件名", en="name of what comes from stdin", metavar="NAME")
    parser.takes(
        "--jobs", zh="用几个进程（默认按处理器数）", en="how many processes (default: by the processors)",
        type=parser.whole_number(1, 256), metavar="N",
    )  # fmt: skip
    parser.takes(
        "--no-cache",
        zh="不用上次的结果，也不留下结果",
        en="neither use nor keep results of earlier runs",
        action="store_true",
    )
    parser.takes("--cache-dir", zh="存放上次结果的文件夹", en="the folder for results of earlier runs", metavar="DIR")
    _settings(parser)


def _baseline_file(parser: Parser) -> None:
    zh = "基线文件（默认为配置旁的 .reportlint-baseline.json）"
    en = "the baseline (default: .reportlint-baseline.json beside the settings)"
    parser.takes("--baseline", zh=zh, en=en, metavar="FILE")


def _baseline(parser: Parser) -> None:
    _paths(parser)
    _baseline_file(parser)
    parser.takes(
        "--prune", zh="只删去已经改好的，不添新的", en="take out what was mended, take nothing in", action="store_true"
    )
    _settings(parser)
    # It checks as ``check`` does without options.
    parser.set_defaults(
        fix=False,
        diff=False,
        unsafe_fixes=False,
        stdin_filename=None,
        changed_since=None,
        no_ignore=False,
        force=False,
        no_cache=True,
        cache_dir=None,
        jobs=None,
        watch=False,
    )


def _rules(parser: Parser) -> None:
    parser.takes("--select", zh="只列出这些规则", en="only these rules", action="append", default=[], metavar="RULES")
    parser.takes("--output-format", zh="输出格式", en="format", choices=("text", "json"), default="text")
    _settings(parser)


def _rule(parser: Parser) -> None:
    parser.takes(
        "code", zh="代码或名称，如 TBL301、row-total", en="a code or name, as TBL301 or row-total",
        metavar="CODE", nargs="?",
    )  # fmt: skip
    parser.takes("--all", zh="全部规则，写成文档", en="all rules, as documents", action="store_true")
    parser.takes("--output-dir", zh="文档写入的文件夹", en="the folder for the documents", metavar="DIR")
    _settings(parser)


def _parse(parser: Parser) -> None:
    parser.takes("path", zh="文件", en="a file", metavar="FILE")
    view = parser.add_mutually_exclusive_group()
    for option, zh, en in (
        ("--tree", "语法树（默认）", "the syntax tree (default)"),
        ("--report", "标题、各部分、表格", "title, sections, tables"),
        ("--grid", "各表逐格的数字", "the numbers of the tables, cell by cell"),
    ):
        view.add_argument(option, action="store_true", help=parser.words(zh, en))
    parser.takes("--json", zh="以JSON输出", en="as JSON", action="store_true")
    _settings(parser)


def _facts(parser: Parser) -> None:
    _paths(parser, "+", "FILE")
    parser.takes("--output-format", zh="输出格式", en="format", choices=("jsonl", "csv"), default="jsonl")
    parser.takes("--bom", zh="CSV 带字节序标记（供 Excel）", en="CSV with a byte order mark", action="store_true")
    _settings(parser)


def _format(parser: Parser) -> None:
    _paths(parser)
    parser.takes(
        "--check", zh="只看是否需要整理，需要则返回1", en="write nothing; exit with 1 if a file would change",
        action="store_true",
    )  # fmt: skip
    parser.takes("--diff", zh="只显示差异", en="write nothing; show the differences", action="store_true")
    _settings(parser)


def _new(parser: Parser) -> None:
    parser.takes("--year", zh="报告年度", en="year of the report", type=int, required=True)
    parser.takes("--body", zh="机关名称", en="name of the authority", required=True, metavar="NAME")
    parser.takes(
        "--kind", zh="自称：镇、局等（默认看名称）", en="what it calls itself, as 镇 or 局 (default: by its name)"
    )
    parser.takes("--output", zh="写入新文件（默认标准输出）", en="the new file (default: stdout)", metavar="FILE")
    parser.takes("--shape", zh="表格用制表符或竖线", en="tables by tabs or by bars (Markdown)", choices=("tab", "pipe"))
    _settings(parser)


def _config(parser: Parser) -> None:
    actions = parser.commands("action")
    for name, zh, en in (
        ("show", "有效的配置，各从哪里来", "the settings that count, and where each comes from"),
        ("keys", "全部配置项", "all keys"),
        ("schema", "配置文件的 JSON Schema，供编辑器补全", "the JSON Schema of settings files, for editors"),
        ("init", "新建配置文件", "begin a settings file"),
    ):
        sub = actions.add_parser(name, help=parser.words(zh, en), description=parser.words(zh, en))
        _language(sub)
        if name == "show":
            sub.takes("path", zh="文件或文件夹", en="a file or folder", nargs="?", default=".", metavar="PATH")
            sub.takes("--output-format", zh="输出格式", en="format", choices=("text", "json"), default="text")
            _choice(sub)
        if name == "keys":
            sub.takes("--output-format", zh="输出格式", en="format", choices=("text", "markdown"), default="text")
        if name == "init":
            sub.takes(
                "--pyproject", zh="写入已有的 pyproject.toml", en="put it into the pyproject.toml that is there",
                action="store_true",
            )  # fmt: skip
        if name in ("show", "schema"):
            _settings(sub)


def _completion(parser: Parser) -> None:
    parser.takes("shell", zh="哪个 shell", en="which shell", choices=("bash", "zsh", "fish", "powershell"))
    parser.takes("--no-plugins", zh="不加载插件", en="load no plugins", action="store_true")


def _plugin(parser: Parser) -> None:
    parser.takes(
        "action", zh="list 列出插件，new 新建插件", en="list the plugins, or begin a new one", choices=("list", "new")
    )
    parser.takes(
        "name", zh="新插件的名称，如 qingshi", en="name of the new plugin, as qingshi", metavar="NAME", nargs="?"
    )
    parser.takes(
        "--toml", zh="只建一个声明式规则文件，不写程序", en="begin a file of declarative rules, without any code",
        action="store_true",
    )  # fmt: skip
    parser.takes(
        "--prefix", zh="规则代码的字母，如 QS", en="letters of the codes of its rules, as QS", metavar="LETTERS"
    )
    parser.takes(
        "--output-dir", zh="写入的文件夹（默认当前）", en="the folder to write to (default: this one)", metavar="DIR"
    )
    parser.takes("--output-format", zh="输出格式", en="format", choices=("text", "json"), default="text")
    _settings(parser)


def _test(parser: Parser) -> None:
    zh, en = "规则文件、插件文件夹或已安装插件的名称", "files of rules, folders of plugins, names of installed plugins"
    parser.takes("paths", zh=zh, en=en, nargs="*", metavar="PATH")


def _server(parser: Parser) -> None:
    """An editor says the rest by the protocol."""
    _local_plugins(parser)


COMMANDS = (
    Command("check", "检查报告", "check reports", "check", _check),
    Command("baseline", "把现有问题记入基线，以后只提示新的", "write down today's findings, so that only new ones are told", "baseline", _baseline),
    Command("rules", "列出全部规则", "list the rules", "explain", _rules),
    Command("rule", "说明一条规则", "explain a rule", "explain", _rule),
    Command("parse", "显示对一份报告的理解", "show how a report is understood", "explain", _parse),
    Command("facts", "列出报告中的数字、年份和引用", "list the numbers, years and citations of reports", "facts", _facts),
    Command("format", "把表格整理成对齐的 Markdown 表格", "align tables as Markdown tables", "format", _format),
    Command("new", "按年度格式新建一份报告", "begin a report in the form of its year", "new", _new),
    Command("config", "查看、新建配置", "show settings, begin a settings file", "config", _config),
    Command("completion", "命令行补全脚本", "a script that completes command lines", "completion", _completion),
    Command("plugin", "列出或新建插件", "list plugins or begin one", "plugin", _plugin),
    Command("test", "测试规则的示例和用例", "run the examples and cases of rules", "test", _test),
    Command("server", "启动语言服务器（供编辑器使用）", "start the language server (for editors)", "server", _server),
)  # fmt: skip
"""All commands, in the order of the help."""
