"""Settings: where they are found, what they may say, and what they come to."""

from .load import CONFIG_NAME, find_config, load_settings, settings_near
from .sessions import Sessions
from .settings import DEFAULT_EXCLUDE, DEFAULT_INCLUDE, Settings

__all__ = [
    "CONFIG_NAME", "DEFAULT_EXCLUDE", "DEFAULT_INCLUDE", "Sessions", "Settings", "find_config", "load_settings",
    "settings_near",
]  # fmt: skip
