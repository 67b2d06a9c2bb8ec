"""Runs of rules that a single rule cannot spoil: one that hangs or tries to end them is switched off."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from reportlint.engine import Running, Watch
from reportlint.toml import Text

from .workers import Ended, Hung, Workers

# A rule has this much text for each time limit that it is given.
_LIMIT_LENGTH = 1_000_000

_SWITCHED_OFF = Text(
    "规则 {rule}（来自 {plugin}）{why}，已停用，重启语言服务器后恢复",
    "The rule {rule} (of {plugin}) {why}; it is switched off until the language server is restarted",
)
_HANGS = Text("用时过长", "takes too long")
_ENDS = Text("试图结束程序", "tried to end the program")

logger = logging.getLogger(__name__)

Result = TypeVar("Result")


class Guard:
    """Remembers which rules are switched off. To be used from the loop only."""

    def __init__(self, workers: Workers, say: Callable[[Text], None]) -> None:
        """Takes where the work is done, and how people are told of a rule that is switched off."""
        self._workers = workers
        self._say = say
        self._off: set[str] = set()

    async def run(
        self,
        work: Callable[[Watch], Result],
        length: int,
        limit: float,
        begun: Callable[[Watch], None] = lambda watch: None,
    ) -> Result:
        """The result of work in which rules run, begun again as often as a rule has to be switched off.

        Args:
            work: what to do.
            length: of the text, in characters.
            limit: how long a single rule may take, in seconds; for a long text it is more.
            begun: is given what to follow each run with.

        Raises:
            Stopped: the run was asked to end.
        """
        limit *= 1 + length // _LIMIT_LENGTH
        while True:
            watch = Watch(self._off)
            begun(watch)
            try:
                return await self._workers.do(partial(work, watch), watch, limit)
            except Hung as hung:
                self._switch_off(hung.running, _HANGS)
            except Ended:
                if not watch.running.rule:
                    raise
                self._switch_off(watch.running, _ENDS)

    def _switch_off(self, running: Running, why: Text) -> None:
        if running.rule in self._off:
            return
        self._off.add(running.rule)
        names = {"rule": running.rule, "plugin": running.plugin or "reportlint"}
        message = Text(
            _SWITCHED_OFF.zh.format(why=why.zh, **names),
            _SWITCHED_OFF.en.format(why=why.en, **names),
        )
        logger.error("%s", message.en)
        self._say(message)
