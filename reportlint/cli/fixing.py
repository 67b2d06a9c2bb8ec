"""``check --fix`` and ``check --diff``: files mended, or what would be."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from reportlint.diagnostic import Safety
from reportlint.result import FileResult
from reportlint.toml import Text

from .console import STDIN, Failure, hand_on, say

if TYPE_CHECKING:
    from reportlint.fixing import Check, Fixed


class Fixer:
    """Takes files that were looked at and writes, prints or shows what their fixes make of them.

    ``allowed`` are the fixes that are asked for; ``differences`` are the lines of a patch, ``to_stdout`` says that
    the mended text goes where the findings else would, ``failed`` that a file could not be written.
    """

    def __init__(self, arguments: argparse.Namespace, language: str) -> None:
        """Takes the arguments of ``check``. Raises Failure where they do not go together."""
        asked = arguments.fix or arguments.diff
        if arguments.unsafe_fixes and not asked:
            raise Failure(
                Text("--unsafe-fixes 要和 --fix 或 --diff 一起用", "--unsafe-fixes goes with --fix or --diff")
            )
        safe = {Safety.SAFE} if asked else set()
        self.allowed = frozenset(safe | ({Safety.UNSAFE} if arguments.unsafe_fixes else set()))
        self.showing = bool(arguments.diff)
        self.to_stdout = bool(arguments.fix) and not arguments.diff and STDIN in arguments.paths
        if self.to_stdout and len(arguments.paths) > 1:
            raise Failure(
                Text("--fix 用于标准输入（-）时不能同时检查别的文件", "--fix of stdin (-) takes no other files besides")
            )
        self.differences: list[str] = []
        self.failed = False
        self._language = language
        self._mended = 0
        self._files = 0

    def finish(
        self, path: Path | None, folder: Path | None, data: bytes, found: FileResult, check: Check
    ) -> FileResult:
        """Does with a file what was asked for, and gives the findings to be shown.

        Args:
            path: where to write it; None if it came from stdin.
            folder: the one that it was found in; None if it was named itself.
            data: its bytes as they were read.
            found: what was found in it.
            check: looks at a later state of its text.
        """
        if not self.allowed:
            return found
        from reportlint.fixing import fix
        from reportlint.outputs.place import place, source_of

        fixed = fix(data, found, check, self.allowed)
        if self.to_stdout:
            hand_on(fixed.data)
        elif fixed.changed and not self.showing and path is not None and not self._written(path, folder, data, fixed):
            return fixed.before
        if self.showing and fixed.changed:
            from .difference import difference

            before, after = source_of(fixed.before), source_of(fixed.after)
            self.differences += difference(before.text, after.text, fixed.before.name)
        self._mended += len(fixed.mended)
        self._files += fixed.changed
        for one, reason in fixed.refused:
            where = f"{fixed.after.name}:{place(source_of(fixed.after), one.span.start)} {one.code}"
            say(Text(f"{where} 的修正没有采用：{reason.zh}", f"{where}: not fixed: {reason.en}"), self._language)
        return fixed.after

    def _written(self, path: Path, folder: Path | None, data: bytes, fixed: Fixed) -> bool:
        from .replace import not_written, replace_file

        try:
            replace_file(path, fixed.data, before=data, within=folder)
        except OSError as error:
            say(not_written(fixed.before.name, error), self._language)
            self.failed = True
            return False
        return True

    def sum_up(self) -> None:
        """Says how much was mended, or would be."""
        count, files = self._mended, self._files
        if self.showing:
            zh = f"可以修正 {count} 个问题（{files} 个文件），用 --fix 写入" if count else "没有可自动修正的问题"
            en = (
                f"findings that can be fixed: {count} (files: {files}); --fix writes them"
                if count
                else "nothing to be fixed"
            )
            say(Text(zh, en), self._language)
        elif count:
            zh, en = f"修正了 {count} 个问题（{files} 个文件）", f"findings fixed: {count} (files: {files})"
            say(Text(zh, en), self._language)
