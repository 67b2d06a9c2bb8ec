"""The one door by which rules, forms, statutes and outputs come in, the built-in ones too."""

from .hooks import hookimpl
from .load import Fault, Plugins, load_plugins

__all__ = ["Fault", "Plugins", "hookimpl", "load_plugins"]
