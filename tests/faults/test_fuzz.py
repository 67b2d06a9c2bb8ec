"""The trials of anything at all, for seconds each; ``python -m tests.faults`` goes on for as long as it is told."""

from __future__ import annotations

import pytest

from . import encodings, fuzz, hostile
from .trials import Trial

# Those that start a server, load a folder anew for each case or take the time of large texts need longer to say anything.
SECONDS = {
    "messages to the language server": 1.0,
    "texts of 10 MB: deep, wide, long, without an end": 1.0,
}
# Collecting the patterns of the whole project takes longer than all else; it goes with the long run.
LONG = {"attacks on our own patterns, made out of their structure"}


@pytest.mark.parametrize(
    "trial",
    [one for module in (fuzz, encodings, hostile) for one in module.TRIALS if one.subject not in LONG],
    ids=lambda one: one.subject,
)
def test_a_trial(trial: Trial) -> None:
    outcome = trial.run(1, SECONDS.get(trial.subject, 0.7), True)
    assert outcome.tried > 0
    assert outcome.lost == 0
