"""Looking at one state of a document: what happens in a worker thread."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from reportlint.engine import Session, Stopped, Watch
from reportlint.memory import Memory
from reportlint.result import FileResult

from .analysis import Analysis, State
from .configuration import Configuration, Configured
from .diagnostics import shown
from .documents import Snapshot, path_of
from .ignoring import DocumentSidecars
from .settings import Settings


class Looked(NamedTuple):
    """What comes back from a worker. ``renewed`` tells that settings have changed for every document."""

    state: State
    configured: Configured
    result: FileResult
    renewed: bool


class Kept:
    """What the runs over a document leave for the next one, as long as the session is the same."""

    def __init__(self) -> None:
        self._session: Session | None = None
        self._memory = Memory()

    def memory_for(self, session: Session) -> Memory:
        """The memory for a run."""
        if session is not self._session:
            self._session, self._memory = session, Memory()
        return self._memory


class Surroundings(NamedTuple):
    """What decides, besides its text, what is found in a document."""

    settings: Settings
    folders: list[Path]
    home: Path


def look(
    snapshot: Snapshot,
    around: Surroundings,
    configuration: Configuration,
    sidecars: DocumentSidecars,
    kept: Kept,
    watch: Watch,
) -> Looked:
    """Looks at a state of a document.

    Raises:
        Stopped: the run was asked to end.
    """
    settings, path = around.settings, path_of(snapshot.uri)
    renewed = configuration.changed()
    configured = configuration.session(path, around.home, trusted=settings.trusted)
    beside = sidecars.beside(path, around.folders, configuration.generation)
    if configured.problem is None:
        configured = configured._replace(problem=beside.problem)
    memory = kept.memory_for(configured.session)
    try:
        result = configured.session.check(snapshot.text, memory, watch, entries=beside.entries)
    except Stopped:
        memory.broken_off()
        raise
    # What is no report is somebody's other text: nothing is said about it.
    findings = () if result.problem else result.diagnostics
    analysis = Analysis(snapshot, configured.session, findings, result.report)
    state = State(snapshot.revision, analysis, shown(findings, snapshot, settings.language))
    return Looked(state, configured, result, renewed)
