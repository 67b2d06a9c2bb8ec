"""What was found in files before, kept on disk: a file that is what it was is not looked at again."""

from .fingerprint import plugins_fingerprint, program_fingerprint
from .records import BadRecord, record_of, result_of
from .store import Store, cache_folder, key_of

__all__ = [
    "BadRecord",
    "Store",
    "cache_folder",
    "key_of",
    "plugins_fingerprint",
    "program_fingerprint",
    "record_of",
    "result_of",
]
