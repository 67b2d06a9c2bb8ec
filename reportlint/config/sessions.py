"""The session for each file: its settings are the closest ones. Made once for each settings file."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from reportlint.engine import Session
from reportlint.ignoring import Sidecar
from reportlint.plugins import Plugins, load_plugins
from reportlint.report import Reading

from .load import settings_near
from .settings import Settings
from .sidecars import Sidecars


class Sessions:
    """Sessions by the settings that they follow. Command line, hook and server all ask here."""

    def __init__(
        self,
        *,
        fixed: Settings | None = None,
        adjust: Callable[[Settings], Settings] = lambda settings: settings,
        installed_plugins: bool = True,
        local_plugins: bool = True,
        local_code: bool = True,
        force: bool = False,
        ignoring: bool = True,
    ) -> None:
        """Takes what overrules the settings files.

        Args:
            fixed: settings for every file, in place of the closest ones.
            adjust: a change to all settings, as from options of a command line.
            installed_plugins: whether to load plugins that are installed.
            local_plugins: whether to load the files of rules that the settings name.
            local_code: whether those of them may be loaded that are run, which are all but TOML files.
            force: whether to look at texts that do not seem to be reports.
            ignoring: whether comments and sidecars leave findings out.
        """
        self._fixed = fixed
        self._adjust = adjust
        self._installed = installed_plugins
        self._local = local_plugins
        self._code = local_code
        self._force = force
        self._ignoring = ignoring
        self._sidecars = Sidecars()
        self._settings: dict[Path, Settings] = {}
        self._sessions: dict[Path | None, Session] = {}
        self._plugins: dict[tuple[Path, ...], Plugins] = {}

    def settings(self, path: Path) -> Settings:
        """The settings for a file or folder.

        Raises:
            TomlError: the closest settings file cannot be used.
        """
        if self._fixed is not None:
            return self._adjust(self._fixed)
        folder = path if path.is_dir() else path.parent
        if folder not in self._settings:
            self._settings[folder] = self._adjust(settings_near(folder))
        return self._settings[folder]

    def session(self, path: Path) -> Session:
        """The session for a file or folder.

        Raises:
            TomlError: the closest settings file, or an option in it, cannot be used.
            SelectionError: the settings choose a rule that is not there.
        """
        settings = self.settings(path)
        if settings.path not in self._sessions:
            self._sessions[settings.path] = self._make(settings)
        return self._sessions[settings.path]

    def sidecar(self, file: Path) -> Sidecar | None:
        """The sidecar for a file: the closest one, up to the folder of its settings.

        Raises:
            TomlError: the sidecar, or the closest settings file, cannot be used.
        """
        return self._sidecars.near(file, self.settings(file).root) if self._ignoring else None

    def all(self) -> Iterable[Session]:
        """Every session that was asked for so far."""
        return self._sessions.values()

    def _make(self, settings: Settings) -> Session:
        local = settings.plugins if self._local else ()
        if not self._code:
            local = tuple(plugin for plugin in local if plugin.suffix == ".toml")
        if local not in self._plugins:
            self._plugins[local] = load_plugins(local, installed=self._installed, options=settings.plugin_options)
        return Session(
            self._plugins[local],
            settings.selection,
            options=settings.rule_options,
            reading=Reading(settings.year, settings.form),
            force=self._force,
            extraction_noise=settings.extraction_noise,
            ignoring=self._ignoring,
        )
