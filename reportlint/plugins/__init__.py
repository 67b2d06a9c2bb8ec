"""The one door by which rules, forms, statutes and outputs come in, the built-in ones too."""

from .hooks import API_VERSION, hookimpl
from .load import BUILTIN, load_plugins
from .loaded import Fault, Loaded, Plugins
from .patience import Patience, TooLong

__all__ = ["API_VERSION", "BUILTIN", "Fault", "Loaded", "Patience", "Plugins", "TooLong", "hookimpl", "load_plugins"]
