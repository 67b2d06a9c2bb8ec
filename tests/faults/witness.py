"""Runs reportlint and writes down everything that it does which a linter might better not: ``witness.py LOG ARGUMENT…``

The interpreter itself tells of it (``sys.addaudithook``), so nothing that Python code does is missed.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from types import FrameType
from typing import Any

_CHANGING = (
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.link",
    "os.symlink",
    "os.mkdir",
    "os.chmod",
    "os.chown",
    "os.truncate",
)
_STARTING = ("os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "subprocess.Popen")
_CODE = ("exec", "compile", "marshal.loads", "marshal.load", "pickle.find_class", "code.__new__", "ctypes.dlopen")
_TEXTS = str(Path("reportlint", "cache", "texts.py"))
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def main() -> None:
    """Runs the program as its own script does."""
    log = os.open(sys.argv[1], os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        what = ""
        if event == "open":
            name, mode, flags = arguments
            writes = bool((flags or 0) & _WRITING) or any(sign in (mode or "") for sign in "wax+")
            event, what = ("write" if writes else "read"), str(name)
        elif event.startswith("socket.") or event in _STARTING or event in _CHANGING:
            what = repr(arguments)
        elif event in _CODE:
            # Who did it is the frame below, or who asked for it where we only look whether it was compiled before.
            frame: FrameType | None = sys._getframe(1)
            while frame is not None and frame.f_code.co_filename.endswith(_TEXTS):
                frame = frame.f_back
            what = frame.f_code.co_filename if frame is not None else ""
        else:
            return
        os.write(log, (json.dumps([event, what]) + "\n").encode("utf-8", "backslashreplace"))

    del sys.argv[:2]
    # As for the script of an installed program, whose own folder comes first.
    sys.path[0] = str(Path(sys.executable).parent)
    sys.addaudithook(hook)
    from reportlint.cli import main as run

    status = run(sys.argv)
    files = [module.__file__ for module in list(sys.modules.values()) if getattr(module, "__file__", None)]
    os.write(log, (json.dumps(["modules", files]) + "\n").encode())
    sys.exit(status)


if __name__ == "__main__":
    main()
