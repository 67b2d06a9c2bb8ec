"""The program's own modules as earlier runs loaded them, all in one place.

A check loads three hundred modules, and finding, asking and opening a file for each of them took a tenth of a cold start.
What is known holds for the program as it is on the disk (:func:`~reportlint.cache.fingerprint.program_fingerprint`); all
else is loaded as ever.
"""

from __future__ import annotations

import marshal
import os
import sys
from importlib.machinery import ModuleSpec, SourceFileLoader
from types import CodeType

Module = tuple[str, "str | None", bool, bytes]
"""A module's file, that of its bytecode, whether it is a package, and the bytecode."""


class Modules:
    """The modules of a process that are of the program."""

    def __init__(self) -> None:
        self._before = frozenset(sys.modules)

    def lay_out(self, known: dict[str, Module]) -> None:
        """Has them found before others are looked for. In the place of those of an earlier call."""
        sys.meta_path[:] = [finder for finder in sys.meta_path if not isinstance(finder, _Finder)]
        if known:
            sys.meta_path.insert(0, _Finder(known))

    def new(self, places: tuple[str, ...]) -> dict[str, Module]:
        """What was loaded since, from some folders."""
        found: dict[str, Module] = {}
        for name, module in list(sys.modules.items()):
            spec = getattr(module, "__spec__", None)
            if spec is None or name in self._before or type(spec.loader) is not SourceFileLoader:
                continue
            file = spec.origin or ""
            code = spec.loader.get_code(name) if file.startswith(places) and spec.name == name else None
            if code is not None:
                is_package = spec.submodule_search_locations is not None
                found[name] = (file, spec.cached, is_package, marshal.dumps(code))
        return found


class _Finder:
    def __init__(self, known: dict[str, Module]) -> None:
        self._known = known

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        # Asked for once, and then its room is wanted by others.
        known = self._known.pop(name, None)
        if known is None:
            return None
        file, cached, is_package, code = known
        spec = ModuleSpec(name, _Loader(name, file, code), origin=file, is_package=is_package)
        spec.has_location = True
        # Else it is worked out for each.
        spec.cached = cached
        if spec.submodule_search_locations is not None:
            spec.submodule_search_locations.append(os.path.dirname(file))
        return spec


class _Loader(SourceFileLoader):
    """Gives the bytecode that is known; all else that is asked of a loader, such as the source, is in the file."""

    def __init__(self, name: str, file: str, code: bytes) -> None:
        super().__init__(name, file)
        self._known: bytes | None = code

    def get_code(self, fullname: str) -> CodeType | None:
        known, self._known = self._known, None
        code: CodeType | None = marshal.loads(known) if known is not None else super().get_code(fullname)
        return code
