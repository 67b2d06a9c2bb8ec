"""The baseline for each file: the one beside its settings, or one for all."""

from __future__ import annotations

import os
from pathlib import Path

from reportlint.ignoring import BASELINE_NAME, NOTHING_KNOWN, Baseline, BrokenBaseline, KnownFindings
from reportlint.ordinary import read_ordinary
from reportlint.result import FileResult
from reportlint.toml import Text, TomlError, reason_of

from .sessions import Sessions

_AGAIN = Text("；可删去它，再用 reportlint baseline 重新生成", "; delete it and make it anew with reportlint baseline")


class Baselines:
    """Gives each file what the baseline has of it, and tells in the end how much of that is not there any more."""

    def __init__(self, sessions: Sessions, fixed: Path | None = None) -> None:
        """Takes the sessions of the run, and the baseline for all files, if one was named."""
        self._sessions = sessions
        self._fixed = fixed
        self._read: dict[Path, Baseline | None] = {}
        self.lapsed = 0

    def place(self, file: Path) -> Path:
        """Where the baseline for a file is, or would be. Raises TomlError as the settings of the file do."""
        return self._fixed or self._sessions.settings(file).root / BASELINE_NAME

    def read(self, place: Path) -> Baseline | None:
        """The baseline at a place, None if there is none; read once.

        Raises:
            TomlError: it cannot be used.
        """
        if place not in self._read:
            self._sessions.note(place)
            self._read[place] = read_baseline(place)[0]
        return self._read[place]

    def known(self, file: Path) -> KnownFindings | None:
        """What is known of a file; None would be everything.

        Raises:
            TomlError: its baseline, or the closest settings file, cannot be used; or the one that was named is not there.
        """
        place = self.place(file)
        baseline = self.read(place)
        if baseline is None and self._fixed is not None:
            zh, en = (
                "没有这个基线文件，可用 reportlint baseline 生成",
                "there is no such baseline; make one with reportlint baseline",
            )
            raise TomlError(str(place), Text(zh, en))
        return baseline.files.get(path_from(place, file), NOTHING_KNOWN) if baseline else NOTHING_KNOWN

    def looked_at(self, file: Path, result: FileResult) -> None:
        """Takes what was found in a file with what is known of it."""
        self.lapsed += sum(result.lapsed.values())


def read_baseline(place: Path) -> tuple[Baseline | None, bytes]:
    """The baseline at a place, None if there is none, and its bytes.

    Raises:
        TomlError: it is there and cannot be used.
    """
    try:
        data = read_ordinary(place)
        return Baseline.parse(data), data
    except FileNotFoundError:
        return None, b""
    except OSError as error:
        reason = reason_of(error)
        raise TomlError(
            str(place), Text(f"读不了这个文件：{reason.zh}", f"cannot read this file: {reason.en}")
        ) from None
    except BrokenBaseline as broken:
        message = Text(broken.message.zh + _AGAIN.zh, broken.message.en + _AGAIN.en)
        raise TomlError(str(place), message) from None


def path_from(baseline: Path, file: Path) -> str:
    """The path of a file as a baseline names it: relative to that, with slashes."""
    folder = os.path.realpath(baseline.parent)
    # A link is a report of its own: what it names may be changed by other people.
    real = Path(os.path.realpath(file.parent), file.name)
    try:
        return Path(os.path.relpath(real, folder)).as_posix()
    except ValueError:  # on another drive
        return real.as_posix()
