"""Settings: where they are found, what they may say, and what they come to."""

from .baselines import Baselines, path_from, read_baseline
from .files import files_in, is_forced_out, read_bytes
from .layers import EXTEND, Given, Key, Layer, with_extensions
from .load import CONFIG_NAME, PROJECT_NAME, Note, config_places, find_config, load_settings, settings_near
from .reviews import Reviews
from .sessions import Sessions
from .settings import DEFAULT_EXCLUDE, DEFAULT_INCLUDE, Settings
from .sidecars import Sidecars, find_sidecar, path_in

__all__ = [
    "CONFIG_NAME", "DEFAULT_EXCLUDE", "DEFAULT_INCLUDE", "EXTEND", "PROJECT_NAME", "Baselines", "Given", "Key", "Layer",
    "Note", "Reviews", "Sessions", "Settings", "Sidecars", "config_places", "files_in", "find_config", "find_sidecar",
    "is_forced_out", "load_settings", "path_from", "path_in", "read_baseline", "read_bytes", "settings_near",
    "with_extensions",
]  # fmt: skip
