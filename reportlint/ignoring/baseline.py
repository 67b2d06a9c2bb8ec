"""The baseline: findings that were there when somebody began to use this program, so that only new ones are told.

A finding in it is known by its fingerprint, which outlives edits elsewhere in its report, and by how often it is
there: of two that are the same and one that is known, one is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from reportlint.toml import Text

BASELINE_NAME = ".reportlint-baseline.json"
BASELINE_VERSION = 1
"""Grows when an older version could not read what is written any more."""


class Known(NamedTuple):
    """Findings that are known: their rule's code and their fingerprint."""

    code: str
    fingerprint: str


KnownFindings = Mapping[Known, int]
"""What is known of one file: which findings, and how many of each."""

NOTHING_KNOWN: KnownFindings = {}


class BrokenBaseline(ValueError):
    """A baseline that cannot be used. ``message`` says what is wrong with it."""

    def __init__(self, message: Text) -> None:
        super().__init__(message.en)
        self.message = message


@dataclass(frozen=True)
class Baseline:
    """The known findings of files, by their paths relative to the baseline, with slashes."""

    files: Mapping[str, KnownFindings] = field(default_factory=dict)

    def __len__(self) -> int:
        """How many findings are known."""
        return sum(sum(known.values()) for known in self.files.values())

    @classmethod
    def parse(cls, data: bytes) -> Baseline:
        """The baseline of a file's bytes.

        Raises:
            BrokenBaseline: they are not what :meth:`written` gives, or of a later version.
        """
        import json  # few runs have a baseline

        try:
            read = json.loads(data.decode("utf-8-sig"))
        except json.JSONDecodeError as error:
            raise BrokenBaseline(Text(f"第{error.lineno}行不是 JSON", f"line {error.lineno} is not JSON")) from None
        except (ValueError, RecursionError):
            raise BrokenBaseline(Text("不是 UTF-8 的 JSON", "it is not JSON in UTF-8")) from None
        version = read.get("version") if isinstance(read, dict) else None
        if type(version) is int and version > BASELINE_VERSION:
            raise BrokenBaseline(
                Text("由更新版本的 reportlint 写成", "it was written by a later version of reportlint")
            )
        if version != BASELINE_VERSION:
            raise BrokenBaseline(Text("不是基线文件（没有 version: 1）", "it is no baseline (there is no version: 1)"))
        files = _table(read.get("files"), "files")
        return cls({path: dict(_known(path, _table(rules, path))) for path, rules in files.items()})

    def written(self) -> bytes:
        """The bytes of its file, the same for the same findings: JSON, a line for each, to be read by people in a diff."""
        import json

        files: dict[str, dict[str, dict[str, int]]] = {}
        for path, known in sorted(self.files.items()):
            for (code, fingerprint), count in sorted(known.items()):
                files.setdefault(path, {}).setdefault(code, {})[fingerprint] = count
        content = {"version": BASELINE_VERSION, "files": files}
        # Names that are no UTF-8 hold lone surrogates, which become escapes of JSON.
        return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace")


def _table(value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise BrokenBaseline(Text(f"{where} 处应为对象", f"{where} must be an object"))
    return value


def _known(path: str, rules: Mapping[str, Any]) -> Iterator[tuple[Known, int]]:
    for code, prints in rules.items():
        for fingerprint, count in _table(prints, f"{path} {code}").items():
            if type(count) is not int or count < 1:
                raise BrokenBaseline(
                    Text(f"{path} {code} 处应为大于0的整数", f"{path} {code}: a count must be a whole number above 0")
                )
            yield Known(code, fingerprint), count


class Left:
    """What is left of the known findings of a file while findings are met."""

    def __init__(self, known: KnownFindings | None) -> None:
        """Takes what is known; None where everything is, as when a baseline is written."""
        self._everything = known is None
        self._left = Counter(known or {})
        self.codes = frozenset(one.code for one in self._left)

    @property
    def may_hold_any(self) -> bool:
        """Whether any finding at all is known."""
        return self._everything or bool(self.codes)

    def may_hold(self, code: str) -> bool:
        """Whether any finding of a rule is known: others need no fingerprint."""
        return self._everything or code in self.codes

    def take(self, one: Known) -> bool:
        """Whether a finding is known, and not as often met already."""
        if self._everything:
            return True
        if not self._left[one]:
            return False
        self._left[one] -= 1
        return True

    def lapsed(self, looked: Iterable[str]) -> dict[Known, int]:
        """What was known and is not there, of rules that looked; ``looked`` are their codes."""
        codes = set(looked)
        return {one: count for one, count in sorted(self._left.items()) if count and one.code in codes}
