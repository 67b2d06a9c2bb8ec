"""Every key of the configuration: files are read, the JSON Schema is made and the documents are written from here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from reportlint.diagnostic import Severity
from reportlint.toml import Text, TomlTable

from .kinds import (
    ByRule,
    Choice,
    DeclaredRules,
    FileOrFiles,
    Files,
    Flag,
    Number,
    Patterns,
    PluginOptions,
    RuleList,
    RuleOptions,
    Schema,
    Words,
)  # fmt: skip
from .layers import EXTEND, Key, Keys, Layer, read_layer, with_extensions

if TYPE_CHECKING:
    from reportlint.plugins import Plugins

_SEVERITY = Choice(tuple(severity.value for severity in Severity))

_BY_PATH = (
    Key(
        "select", RuleList(), extendable=True, by_path=True, default="[]",
        about=Text("只用这些规则：代码、代码开头、名称或 ALL；不写或为空是默认打开的规则",
                   "only these rules: codes, beginnings of codes, names or ALL; none means those that are on by default"),
        example='select = ["SEC", "TBL3", "stale-period"]',
    ),
    Key(
        "ignore", RuleList(), extendable=True, by_path=True, default="[]",
        about=Text("不用这些规则", "not these rules"),
        example='ignore = ["heading-punctuation"]',
    ),
    Key(
        "severity", ByRule(_SEVERITY), by_path=True, default="{}",
        about=Text("规则的级别；几条都适用时，范围小的为准", "levels of rules; where several fit, the narrowest counts"),
        example='[severity]\nblank-cell = "error"\nTXT = "hint"',
    ),
    Key(
        "rules", RuleOptions(), field="rule_options", by_path=True, default="{}",
        about=Text("各条规则的选项，见规则的说明页", "options of rules; see the page of each rule"),
        example='[rules.template-leftover]\nphrases = ["此处填写", "示例文字"]',
    ),
    Key(
        "year", Number(1900, 2099), by_path=True, default="",
        about=Text("报告年度；不写则取自标题", "year of the report; taken from the title if it is not said"),
        example='year = 2024',
    ),
    Key(
        "form", Words(known=lambda plugins: plugins.forms.ids()), by_path=True, default="",
        about=Text("表格格式；不写则按年度", "form of the tables; that of the year if it is not said"),
        example='form = "2021"',
    ),
    Key(
        "body", Words(longest=100), by_path=True, default="",
        about=Text("报告是哪个机关的；不写则取自标题。写了就会核对标题（ORG105）",
                   "the authority that the report is of; taken from the title if it is not said. The title is held against it (ORG105)"),
        example='body = "青石镇人民政府"',
    ),
    Key(
        "kind", Words(longest=6), by_path=True, default="",
        about=Text("机关自称“我”后面的字；不写则看机关名称", "what the authority calls itself behind 我; told by its name if it is not said"),
        example='kind = "镇"',
    ),
    Key(
        "extraction-noise", Flag(), field="extraction_noise", by_path=True, default="true",
        about=Text("是否提示可能由文件转换造成的问题", "whether to tell what the conversion of a file may have caused"),
        example="extraction-noise = false",
    ),
)  # fmt: skip


class Override(NamedTuple):
    """Settings for the files that a pattern fits."""

    paths: tuple[str, ...]
    layer: Layer


class Overrides:
    """Settings for some paths: the keys that may differ from file to file, and which files they are for."""

    name = Text("表的列表", "a list of tables")
    _paths = Key("paths", Patterns(), Text("", ""), "", "")

    def read(self, table: TomlTable, key: str) -> Iterator[tuple[Keys, tuple[Override, ...]]]:
        """The tables, in their order."""
        read = []
        for one in table.tables(key):
            layer = dict(read_layer(one, (self._paths, *_BY_PATH)))
            paths = layer.pop(("paths",), None)
            if paths is None or not paths.value:
                raise one.error("paths", "缺少这一项：写明用于哪些文件", "is missing: say which files these are for")
            read.append(Override(paths.value, layer))
        yield (), tuple(read)

    def schema(self, plugins: Plugins) -> Schema:
        """An array of objects with the keys that may differ."""
        properties = properties_of(_BY_PATH, plugins)
        paths = Patterns().schema(plugins) | {"minItems": 1}
        item = {
            "type": "object", "required": ["paths"], "additionalProperties": False,
            "properties": {"paths": paths, **properties},
        }  # fmt: skip
        return {"type": "array", "items": item}


KEYS = (
    Key(
        "extends", FileOrFiles(), default="[]",
        about=Text("先读这个或这些文件里的配置，路径从本文件算起", "settings to begin with: a file or several, relative to this one"),
        example='extends = "../全县.toml"',
    ),
    *_BY_PATH,
    Key(
        "mandatory", RuleList(), additive=True, default="[]",
        about=Text("必查的规则：ignore、注释、忽略文件和基线都不能关掉；extends 的各文件所列合在一起",
                   "rules that nothing switches off: neither ignore nor comments, sidecars or baselines; what extended files name is added up"),
        example='mandatory = ["PII101", "TBL1"]',
    ),
    Key(
        "fail-level", _SEVERITY, field="fail_level", default='"warning"',
        about=Text("有达到此级别的问题即返回 1", "exit with 1 if there is a finding of this level or above"),
        example='fail-level = "error"',
    ),
    Key(
        "lang", Choice(("zh", "en")), field="language", default='"zh"',
        about=Text("提示用的语言", "language of the messages"),
        example='lang = "zh"',
    ),
    Key(
        "include", Patterns(), extendable=True, default='["*.txt", "*.md", "*.markdown"]',
        about=Text("文件夹里要检查哪些文件", "which files of a folder are looked at"),
        example='include = ["*.txt", "*.md"]',
    ),
    Key(
        "exclude", Patterns(), extendable=True, default="[]",
        about=Text("文件夹里不检查哪些文件和文件夹，写法同 .gitignore", "which files and folders of a folder are left out, written as in .gitignore"),
        example='exclude = ["归档/", "*草稿*"]',
    ),
    Key(
        "force-exclude", Flag(), field="force_exclude", default="false",
        about=Text("命令行逐个写明的文件也按 exclude 排除（供 pre-commit 使用）",
                   "whether exclude counts for files that are named one by one, too (for pre-commit)"),
        example="force-exclude = true",
    ),
    Key(
        "respect-gitignore", Flag(), field="respect_gitignore", default="true",
        about=Text("文件夹里是否跳过 .gitignore 忽略的文件", "whether files of a folder that .gitignore leaves out are passed over"),
        example="respect-gitignore = false",
    ),
    Key(
        "plugins", Files(), extendable=True, default="[]",
        about=Text("本单位规则的 Python 文件，路径从本文件算起", "Python files with rules of your own, relative to this file"),
        example='plugins = ["./our_rules.py"]',
    ),
    Key(
        "rule", DeclaredRules(), additive=True, default="[]",
        about=Text("声明式规则，不用写程序，见 docs/guides", "declarative rules, without any code; see docs/guides"),
        example='[[rule]]\ncode = "OUR101"\nname = "plain-words"\nfind = ["老百姓"]\nmessage = { zh = "宜写作“群众”", en = "write 群众" }',
    ),
    Key(
        "plugin-options", PluginOptions(), field="plugin_options", default="{}",
        about=Text("插件的选项", "options of plugins"),
        example='[plugin-options.our-plugin]\nstrict = true',
    ),
    Key(
        "overrides", Overrides(), additive=True, default="[]",
        about=Text("只对某些路径有效的配置", "settings for some paths only"),
        example='[[overrides]]\npaths = ["2019/", "*征求意见稿*"]\nyear = 2019\nextend-ignore = ["TXT"]',
    ),
)  # fmt: skip
"""All keys of a settings file, in the order of the documents."""

ADDITIVE = frozenset(key.name for key in with_extensions(KEYS) if key.additive)
"""The names of the keys whose values are added to what is there."""


def properties_of(keys: tuple[Key, ...], plugins: Plugins) -> dict[str, Schema]:
    """What a JSON Schema says of keys."""
    described = {}
    for key in with_extensions(keys):
        described[key.name] = {"description": f"{key.about.zh}\n\n{key.about.en}", **key.kind.schema(plugins)}
    return described


def list_of(layer: Layer, name: str) -> tuple[str, ...] | None:
    """A list of a layer with what is added to it; None if neither is there."""
    given = [layer[keys].value for keys in ((name,), (EXTEND + name,)) if keys in layer]
    return sum(given, ()) if given else None
