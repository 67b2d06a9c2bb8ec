"""Runs of rules that a single rule of a plugin cannot spoil: one that hangs or tries to end the program is left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from types import TracebackType
from typing import TypeVar

from reportlint.engine import Watch
from reportlint.plugins import BUILTIN, Patience, TooLong
from reportlint.toml import Text

LONGEST_RULE = 20.0
"""Seconds that one rule of a plugin may take for one file."""

Result = TypeVar("Result")


class _Followed(Watch):
    """Tells when a rule of a plugin begins."""

    def __init__(self, without: Iterable[str], patience: Patience) -> None:
        super().__init__(frozenset(without))
        self._patience = patience

    def begin(self, rule: str, plugin: str) -> None:
        super().begin(rule, plugin)
        if plugin in ("", BUILTIN):
            self._patience.rest()
        else:
            self._patience.begun()

    def rest(self) -> None:
        self._patience.rest()
        super().rest()


class Guard:
    """Remembers which rules are left out. To be entered for the time of the runs."""

    def __init__(self, say: Callable[[Text], None], longest: float = LONGEST_RULE) -> None:
        """Takes how people are told of a rule that is left out."""
        self._say = say
        self._patience = Patience(longest)
        self._off: set[str] = set()

    @property
    def failed(self) -> bool:
        """Whether a rule was left out."""
        return bool(self._off)

    def __enter__(self) -> Guard:
        self._patience.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._patience.__exit__(kind, error, trace)

    def run(self, work: Callable[[Watch], Result]) -> Result:
        """The result of work in which rules run, begun again as often as a rule has to be left out."""
        while True:
            watch = _Followed(self._off, self._patience)
            try:
                return work(watch)
            except TooLong:
                zh, en = f"超过 {self._patience.seconds:g} 秒", f"takes more than {self._patience.seconds:g} seconds"
                self._leave_out(watch, Text(zh, en))
            except SystemExit:
                if watch.running.plugin in ("", BUILTIN):
                    raise
                self._leave_out(watch, Text("试图结束程序", "tried to end the program"))
            finally:
                self._patience.rest()

    def _leave_out(self, watch: Watch, why: Text) -> None:
        rule, plugin, _ = watch.running
        self._off.add(rule)
        zh, en = (
            f"规则 {rule}（来自 {plugin}）{why.zh}，已停用",
            f"the rule {rule} (of {plugin}) {why.en} and is left out",
        )
        self._say(Text(zh, en))
