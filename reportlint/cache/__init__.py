"""What was found in files before, kept on disk: a file that is what it was is not looked at again."""

from .records import BadRecord, record_of, result_of
from .store import Store, cache_folder, key_of

__all__ = ["BadRecord", "Store", "cache_folder", "key_of", "record_of", "result_of"]
