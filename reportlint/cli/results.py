"""Where the results of a check go: in which format, and to the terminal, a pipe or a file."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TextIO

from reportlint.config import Sessions
from reportlint.outputs import (
    NEEDING_RULES,
    OUTPUT_NAMES,
    STATISTICS,
    BinaryOutput,
    Output,
    OutputError,
    Run,
    StreamedOutput,
    output,
)  # fmt: skip
from reportlint.result import FileResult
from reportlint.selection import SelectionError
from reportlint.toml import Text, nearest

from .console import Failure, say


class Results:
    """Writes a run. Made before anything is checked, so that a mistake in the format costs nobody a long run."""

    def __init__(self, name: str, sessions: Sessions, paths: Iterable[Path], file: str | None) -> None:
        """Takes the format and the file; None is standard output.

        Raises:
            Failure: there is no such format, its library is not installed, or it is not for a terminal.
            TomlError: the settings for a path cannot be used.
        """
        self._name = name
        self._file = file
        self._output = _output(name, sessions, paths)
        self._streamed = self._output if isinstance(self._output, StreamedOutput) and file is None else None
        if isinstance(self._output, BinaryOutput) and file is None and sys.stdout.isatty():
            zh = f"{name} 是二进制格式，不能显示在终端上；请加上 --output-file 文件名.{name}"
            raise Failure(Text(zh, f"{name} is a binary format and not for a terminal: add --output-file NAME.{name}"))

    @property
    def is_streamed(self) -> bool:
        """Whether the results are written as they come: they go to people or to a pipe, file by file."""
        return self._streamed is not None

    @property
    def needs_rules(self) -> bool:
        """Whether the output tells of the rules that ran."""
        return self._name in NEEDING_RULES or self._name not in OUTPUT_NAMES

    def put_piece(self, run: Run, result: FileResult, stream: TextIO) -> None:
        """Writes what is said of one file. Raises Failure."""
        assert self._streamed is not None, "asked before"
        piece = self._streamed.piece
        _print(self._made(lambda: piece(run, result)), stream)

    def of(self, run: Run) -> str | bytes:
        """The results of a run in the format. Raises Failure."""
        if self._file is not None and any(_same(self._file, one.name) for one in run.results):
            zh = f"{self._file} 是被检查的文件，不能用来写结果；请给 --output-file 换一个文件名"
            en = f"{self._file} is one of the files that were checked and is not overwritten: choose another --output-file"
            raise Failure(Text(zh, en))
        # What came in pieces is there but for its end.
        whole = self._streamed.end if self._streamed is not None else self._output
        return self._made(lambda: whole(run))

    def _made(self, make: Callable[[], object]) -> str | bytes:
        try:
            results = make()
            if isinstance(results, str | bytes):
                return results
            raise TypeError(f"{type(results).__name__} is neither text nor bytes")
        except OutputError as error:
            raise Failure(error.message) from None
        # An output may be anybody's: its mistake is no reason for a traceback.
        except Exception as error:
            reason = f"{type(error).__name__}: {error}"
            zh = f"无法写成 {self._name} 格式：{reason}；请换一种格式"
            raise Failure(Text(zh, f"the format {self._name} failed: {reason}; try another one")) from error

    def put(self, results: str | bytes, stream: TextIO, language: str) -> None:
        """Writes results to the file, which then has the whole of them or is as it was, and says so; or else to a stream.

        Raises:
            Failure: the file cannot be written.
        """
        if self._file is None:
            _print(results, stream)
            return
        from .replace import not_written, replace_file

        path = Path(self._file)
        # A lone surrogate, of a file name that is not UTF-8, is written as its escape.
        data = results if isinstance(results, bytes) else results.encode("utf-8", "backslashreplace")
        try:
            if path.exists() and not path.is_file():
                # A pipe, or /dev/stdout, is not to be replaced by a file.
                path.write_bytes(data)
            else:
                replace_file(path, data)
        except OSError as error:
            raise Failure(not_written(self._file, error)) from None
        say(Text(f"结果已写入 {self._file}", f"the results are in {self._file}"), language)


def _output(name: str, sessions: Sessions, paths: Iterable[Path]) -> Output:
    """The output of a name: a built-in one, or a plugin's where the settings here or of a path bring one in."""
    try:
        if name in (*OUTPUT_NAMES, STATISTICS):
            return output(name)
        brought: dict[str, Output] = {}
        for path in (Path.cwd(), *paths):
            brought |= sessions.session(path).plugins.outputs
    except (OutputError, SelectionError) as error:
        raise Failure(error.message) from None
    if name in brought:
        return brought[name]
    known = [*OUTPUT_NAMES, *brought]
    near = nearest(name, known)
    zh = f"没有输出格式 {name}" + (f"，是不是想写 {near}？" if near else "，") + f"可用的有：{'、'.join(known)}"
    en = f"there is no format {name}" + (f"; did you mean {near}?" if near else ";") + f" known are: {', '.join(known)}"
    raise Failure(Text(zh, en))


def _same(one: str, other: str) -> bool:
    try:
        return Path(one).samefile(other)
    except OSError:
        return False  # one of them is not there


def _print(results: str | bytes, stream: TextIO) -> None:
    if isinstance(results, str):
        stream.write(results)
    else:
        stream.flush()
        stream.buffer.write(results)
    stream.flush()
