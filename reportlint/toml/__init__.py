"""Reading TOML that people write: each value with its type, each mistake with file, line and key.

Forms, statutes, sidecars and the configuration are all read through :class:`TomlTable`, so that a wrong key is
answered in the same words everywhere: where it stands, and which key was probably meant.
"""

from .document import TomlDocument, TomlPlace, TomlSource, read_file
from .errors import Text, TomlError, nearest, reason_of
from .table import TomlTable
from .writing import written, written_key

__all__ = [
    "Text",
    "TomlDocument",
    "TomlError",
    "TomlPlace",
    "TomlSource",
    "TomlTable",
    "nearest",
    "read_file",
    "reason_of",
    "written",
    "written_key",
]
