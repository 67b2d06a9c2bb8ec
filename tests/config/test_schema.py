"""The loader, the JSON Schema, the beginning of a file and the documents say the same of every key."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from reportlint.cli.config import beginning
from reportlint.config import Sessions, Settings, load_settings, with_extensions
from reportlint.config.keys import KEYS
from reportlint.config.schema import schema
from reportlint.plugins import Plugins
from reportlint.selection import SelectionError
from reportlint.toml import TomlError, written

from ..cli.test_cli import ROOT, run

RIGHT = [
    "",
    *(key.example for key in with_extensions(KEYS) if "extends" not in key.name and not key.name.endswith("plugins")),
    'select = ["ALL"]\nignore = ["TBL3", "TXT101", "row-total"]',
    'severity = { TBL = "info", row-total = "error" }',
    '[rules.TBL208]\nmost = 500',
    '[rules.template-leftover]\nphrases = []',
    "[rules.row-total]",
    '[[overrides]]\npaths = ["a.txt"]\nbody = "青石镇人民政府"\nkind = "镇"\nform = "2019"\nseverity = { TBL = "hint" }\n'
    '[overrides.rules.large-amount]\nmost = 3\n[[overrides]]\npaths = ["/b/"]\nselect = ["YR"]',
    'include = ["*.txt", "!b.txt"]\nexclude = []',
]  # fmt: skip
WRONG = [
    ('selekt = ["SEC"]', 1, "select"),
    ('select = "SEC"', 1, "列表"),
    ('year = 2024\nselect = [\n  "SEC",\n  "TBLX",\n]', 4, "TBL"),
    ('extend-ignore = ["heading-puncuation"]', 1, "heading-punctuation"),
    ("ignore = [1]", 1, "字符串"),
    ("year = 24", 1, "1900"),
    ('year = "2024"', 1, "整数"),
    ("year = true", 1, "整数"),
    ('form = "2O21"', 1, "2021"),
    ('body = ""', 1, "不能为空"),
    ('kind = "我镇人民政府办公室"', 1, "最多"),
    ('lang = "cn"', 1, "zh"),
    ('# 级别\n[severity]\nTBL301 = "eror"', 3, "error"),
    ('[severity]\nTBL301 = "error"\nrow-totl = "error"', 3, "row-total"),
    ('fail-level = "warn"', 1, "warning"),
    ("extraction-noise = 1", 1, "true"),
    ('[rules.template-leftovers]\nphrases = ["x"]', 1, "template-leftover"),
    ('[rules.template-leftover]\nphrase = ["x"]', 2, "phrases"),
    ('[rules.large-amount]\nmost = "x"', 2, "整数"),
    ("exclude = ['']", 1, "模式"),
    ('[[overrides]]\nyear = 2019', 1, "paths"),
    ('[[overrides]]\npaths = []', 2, "paths"),
    ('[[overrides]]\npaths = ["a"]\n[[overrides]]\npaths = ["b"]\nexclude = ["c"]', 5, "exclude"),
    ('[[overrides]]\npaths = ["a.txt"]\nselect = ["NOO1"]', 3, "NOO1"),
    ('plugin-options = { a = 1 }', 1, "表"),
    ('extends = 1', 1, "字符串"),
    ('extends = "https://example.org/a.toml"', 1, "网址"),
    ('include = "*.txt"', 1, "列表"),
]  # fmt: skip


@pytest.fixture(scope="module")
def validator(plugins: Plugins) -> jsonschema.Draft7Validator:
    content = schema(plugins)
    jsonschema.Draft7Validator.check_schema(content)
    return jsonschema.Draft7Validator(content)


def load(folder: Path, text: str) -> Settings:
    """The settings of a text for a.txt, with everything that is only looked at once rules are there."""
    (folder / "reportlint.toml").write_text(text, encoding="utf-8")
    sessions = Sessions(installed_plugins=False)
    sessions.session(folder / "a.txt")
    return sessions.settings(folder / "a.txt")


@pytest.mark.parametrize("text", RIGHT)
def test_right_files(tmp_path: Path, validator: jsonschema.Draft7Validator, text: str) -> None:
    load(tmp_path, text)
    validator.validate(tomli.loads(text))


@pytest.mark.parametrize(("text", "line", "said"), WRONG)
def test_wrong_files(tmp_path: Path, validator: jsonschema.Draft7Validator, text: str, line: int, said: str) -> None:
    with pytest.raises(TomlError) as raised:
        load(tmp_path, text)
    error = raised.value
    assert (Path(error.file).name, error.line) == ("reportlint.toml", line)
    assert said in error.message.zh + error.key
    assert error.message.zh != error.message.en
    assert not validator.is_valid(tomli.loads(text))


NAMES = [key.name for key in with_extensions(KEYS)]
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.booleans()
    | st.integers(-10, 3000)
    | st.sampled_from(["", "TBL", "row-total", "error", "zh", "2021", "*.txt", "镇"]),
    lambda inner: (
        st.lists(inner, max_size=2)
        | st.dictionaries(st.sampled_from([*NAMES, "paths", "TBL", "row-total", "phrases", "most"]), inner, max_size=2)
    ),
    max_leaves=4,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("settings")


@given(values=st.dictionaries(st.sampled_from(NAMES), VALUES, min_size=1, max_size=2))
def test_loader_and_schema_agree(folder: Path, validator: jsonschema.Draft7Validator, values: dict[str, Any]) -> None:
    # Which files are there no schema can know.
    values = {key: value for key, value in values.items() if key not in ("extends", "plugins", "extend-plugins")}
    text = "".join(f"{key} = {written(value)}\n" for key, value in values.items())
    try:
        settings = load(folder, text)
        for override in settings.overrides:
            # One whose paths do not fit has not been looked at yet.
            settings.under(override.layer)
        read = True
    except (TomlError, SelectionError):
        read = False
    if read and settings.overrides:
        return  # what rules they choose shows when they fit
    assert validator.is_valid(values) == read, text


def test_the_beginning_of_a_file_is_right_without_its_marks(tmp_path: Path) -> None:
    for language in ("zh", "en"):
        commented = beginning(language)
        assert tomli.loads(commented) == {}
        whole = tomli.loads(re.sub(r"(?m)^#(?! )", "", commented))
        assert {*whole} == {key.name for key in KEYS}
        in_project = re.sub(r"(?m)^#(?! )", "", beginning(language, "tool.reportlint"))
        assert tomli.loads(in_project)["tool"]["reportlint"] == whole


def test_every_key_is_in_the_documents() -> None:
    for language, name in (("en", "configuration.md"), ("zh", "configuration.zh-CN.md")):
        table = run("config", "keys", "--output-format", "markdown", "--lang", language).stdout.decode()
        page = (ROOT / "docs" / name).read_text(encoding="utf-8")
        assert table in page, f"put the output of `reportlint config keys --output-format markdown` into {name}"


@pytest.mark.parametrize("name", ["configuration.md", "configuration.zh-CN.md"])
def test_the_examples_of_the_documents_are_right(
    tmp_path: Path, validator: jsonschema.Draft7Validator, name: str
) -> None:
    page = (ROOT / "docs" / name).read_text(encoding="utf-8")
    examples = re.findall(r"^```toml\n(.*?)^```", page, re.M | re.S)
    assert len(examples) > 3
    for example in examples:
        values = tomli.loads(example)
        values = values.get("tool", {}).get("reportlint", values)
        validator.validate(values)


def test_files_of_the_repository_are_right(plugins: Plugins) -> None:
    for path in [*ROOT.glob("examples/**/reportlint.toml"), *ROOT.glob("plugins/**/reportlint.toml")]:
        load_settings(path)
        told = json.loads(run("config", "schema", "--config", path).stdout)
        jsonschema.Draft7Validator(told).validate(tomli.loads(path.read_text(encoding="utf-8")))


@pytest.mark.skipif(shutil.which("taplo") is None, reason="no taplo here")
def test_the_checker_of_editors_takes_the_schema(tmp_path: Path, plugins: Plugins) -> None:
    (tmp_path / "schema.json").write_text(json.dumps(schema(plugins)), encoding="utf-8")
    right = [text for text in RIGHT if text]
    files = {f"right-{number}.toml": text for number, text in enumerate(right)}
    files |= {f"wrong-{number}.toml": text for number, (text, _, _) in enumerate(WRONG)}
    for name, text in files.items():
        (tmp_path / name).write_text(text + "\n", encoding="utf-8")
    command = ["taplo", "check", "--schema", (tmp_path / "schema.json").as_uri(), *sorted(files)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, timeout=60, check=False)
    told = (done.stdout + done.stderr).decode()
    # By the places of mistakes: taplo may end before the last line of its log, with the file's name, is out.
    assert {name for name in files if f"{name}:" in told} == {name for name in files if name.startswith("wrong")}, told
