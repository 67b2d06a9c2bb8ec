"""What the help of each command shows: command lines that work, and what they do. Tests run them."""

from __future__ import annotations

from collections.abc import Mapping

from reportlint.toml import Text

_Examples = tuple[tuple[str, Text], ...]

EXAMPLES: Mapping[str, _Examples] = {
    "": (
        ("reportlint check 年报/", Text("检查一个文件夹", "check a folder")),
        ("reportlint rule TBL301", Text("一条规则查什么、依据是什么", "what a rule checks, and the norm")),
        ("reportlint check --help", Text("一个命令的全部选项", "all options of a command")),
    ),
    "check": (
        ("reportlint check 年报/", Text("检查文件夹里的全部报告", "check all reports of a folder")),
        ("reportlint check 报告.txt --select TBL,NUM", Text("只核对表格和数字", "only tables and numbers")),
        ("reportlint check 报告.txt --diff", Text("看看能自动改什么，--fix 写入", "see what can be mended; --fix writes it")),
        ("reportlint check 年报/ --output-format sarif --output-file 结果.sarif", Text("结果写入文件", "write the results to a file")),
        ("reportlint check - --stdin-filename 报告.txt < 报告.txt", Text("检查标准输入", "check what comes from stdin")),
    ),
    "baseline": (
        ("reportlint baseline 年报/", Text("把现有问题记下来，以后只提示新的", "write down today's findings, so that only new ones are told")),
        ("reportlint baseline 年报/ --prune", Text("去掉已经改好的", "take out what was mended")),
    ),
    "rules": (
        ("reportlint rules", Text("全部规则", "all rules")),
        ("reportlint rules --select TBL,YR", Text("表格和年度的规则", "the rules on tables and years")),
        ("reportlint rules --output-format json", Text("供程序读取", "for programs")),
    ),
    "rule": (
        ("reportlint rule TBL301", Text("按代码", "by its code")),
        ("reportlint rule row-total", Text("按名称", "by its name")),
    ),
    "parse": (
        ("reportlint parse 报告.txt --report", Text("读出的标题、部分、表格", "title, sections and tables as they are understood")),
        ("reportlint parse 报告.txt --grid", Text("各表逐格的数字", "the numbers, cell by cell")),
    ),
    "facts": (
        ("reportlint facts 年报/ --output-format csv --bom", Text("供 Excel 打开", "for Excel")),
        ("reportlint facts 报告.txt", Text("每行一个 JSON", "one JSON a line")),
    ),
    "format": (
        ("reportlint format 年报/ --diff", Text("先看会改什么", "see first what would change")),
        ("reportlint format 报告.txt", Text("整理一个文件", "align one file")),
    ),
    "new": (
        ("reportlint new --year 2025 --body 青石镇人民政府 --output 2025.md", Text("新建一份报告", "begin a report")),
    ),
    "config": (
        ("reportlint config init", Text("新建配置文件", "begin a settings file")),
        ("reportlint config show 报告.txt", Text("对一份报告有效的配置，各从哪里来", "the settings for a report, and where each comes from")),
        ("reportlint config schema > reportlint.schema.json", Text("供编辑器补全配置", "for editors, to complete settings")),
        ("reportlint config keys", Text("全部配置项", "all keys")),
    ),
    "completion": (
        ('eval "$(reportlint completion bash)"', Text("写入 ~/.bashrc", "to be put into ~/.bashrc")),
        ("source <(reportlint completion zsh)", Text("写入 ~/.zshrc，在 compinit 之后", "to be put into ~/.zshrc, behind compinit")),
        ("reportlint completion fish > ~/.config/fish/completions/reportlint.fish", Text("fish", "fish")),
        ("reportlint completion powershell | Out-String | Invoke-Expression", Text("写入 $PROFILE", "to be put into $PROFILE")),
    ),
    "plugin": (
        ("reportlint plugin list", Text("加载了哪些插件和规则", "which plugins and rules are loaded")),
        ("reportlint plugin new qingshi", Text("新建一个完整的插件", "begin a plugin, complete with rule, cases and tests")),
        ("reportlint plugin new wording --toml", Text("新建声明式规则文件", "begin a file of declarative rules")),
    ),
    "test": (
        ("reportlint test wording.toml", Text("测试一个声明式规则文件", "test a file of declarative rules")),
    ),
    "server": (
        ("reportlint server", Text("由编辑器启动，以标准输入输出通信", "started by an editor, which speaks to it by stdin and stdout")),
    ),
}  # fmt: skip
"""Examples by the name of the command; those of the program itself under ""."""
