"""The session for each file: its settings are the closest ones. Made once for each settings file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from reportlint.ignoring import Sidecar
from reportlint.selection import SelectionError

from .layers import Layer
from .load import Note, settings_near
from .settings import Settings
from .sidecars import Sidecars

if TYPE_CHECKING:
    from reportlint.engine import Session
    from reportlint.plugins import Plugins

_Key = tuple["Path | None", tuple[int, ...]]
"""What tells settings apart: their file, and the overrides that fit."""


class Sessions:
    """Sessions by the settings that they follow. Command line, hook and server all ask here."""

    def __init__(
        self,
        *,
        fixed: Settings | None = None,
        top: Layer | None = None,
        installed_plugins: bool = True,
        local_plugins: bool = True,
        local_code: bool = True,
        force: bool = False,
        ignoring: bool = True,
        note: Note = lambda path: None,
    ) -> None:
        """Takes what overrules the settings files.

        Args:
            fixed: settings for every file, in place of the closest ones.
            top: what goes over all settings, as from options of a command line.
            installed_plugins: whether to load plugins that are installed.
            local_plugins: whether to load the files of rules that the settings name.
            local_code: whether those of them may be loaded that are run, which are all but TOML files.
            force: whether to look at texts that do not seem to be reports.
            ignoring: whether comments and sidecars leave findings out.
            note: is told of every path that has a say in a run, there or not, before it is looked at.
        """
        self._fixed = fixed
        self._top = top or {}
        self._installed = installed_plugins
        self._local = local_plugins
        self._code = local_code
        self._force = force
        self._ignoring = ignoring
        self._sidecars = Sidecars(note)
        self.note = note
        self._settings: dict[Path, Settings] = {}
        self._by_overrides: dict[_Key, Settings] = {}
        self._sessions: dict[_Key, Session] = {}
        self._plugins: dict[tuple[Path, ...], Plugins] = {}

    def settings(self, path: Path) -> Settings:
        """The settings for a file or folder.

        Raises:
            TomlError: the closest settings file cannot be used.
        """
        settings = self._near(path).for_file(path)
        key = (settings.path, settings.applied)
        if key not in self._by_overrides:
            self._by_overrides[key] = settings.under(self._top)
        return self._by_overrides[key]

    def session(self, path: Path) -> Session:
        """The session for a file or folder.

        Raises:
            TomlError: the closest settings file, or an option or choice of rules in it, cannot be used.
            SelectionError: what overrules the settings files chooses a rule that is not there.
        """
        settings = self.settings(path)
        key = (settings.path, settings.applied)
        if key not in self._sessions:
            try:
                self._sessions[key] = self._make(settings)
            except SelectionError as error:
                raise settings.placed(error) from None
        return self._sessions[key]

    def sidecar(self, file: Path) -> Sidecar | None:
        """The sidecar for a file: the closest one, up to the folder of its settings.

        Raises:
            TomlError: the sidecar, or the closest settings file, cannot be used.
        """
        return self._sidecars.near(file, self.settings(file).root) if self._ignoring else None

    def all(self) -> Iterable[Session]:
        """Every session that was asked for so far."""
        return self._sessions.values()

    def _near(self, path: Path) -> Settings:
        """The settings for a folder, or for that of a file."""
        if self._fixed is not None:
            return self._fixed
        folder = path if path.is_dir() else path.parent
        if folder not in self._settings:
            self._settings[folder] = settings_near(folder, self.note)
        return self._settings[folder]

    def _make(self, settings: Settings) -> Session:
        # Grammar and rules are loaded where something is looked at; what is known from an earlier run needs none.
        from reportlint.engine import Session
        from reportlint.plugins import load_plugins
        from reportlint.report import Reading

        local = settings.plugin_files(code=self._code) if self._local else ()
        if local not in self._plugins:
            self._plugins[local] = load_plugins(local, installed=self._installed, options=settings.plugin_options)
        return Session(
            self._plugins[local],
            settings.selection,
            options=settings.option_tables(),
            reading=Reading(settings.year, settings.form, settings.body, settings.kind),
            force=self._force,
            extraction_noise=settings.extraction_noise,
            ignoring=self._ignoring,
        )
