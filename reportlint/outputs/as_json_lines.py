"""A JSON object on a line for each finding, for programs that read as it comes."""

from __future__ import annotations

from reportlint.result import FileResult

from . import Run, StreamedOutput
from .as_json import diagnostic_object
from .plain import dumps


def _piece(run: Run, result: FileResult) -> str:
    """One object for each finding: that of the JSON output with the ``path`` of its file before it.

    A rule that failed is an object of ``path`` and ``fault`` (``code``, ``message``). A file without
    either has no line.
    """
    objects: list[dict[str, object]] = [
        {"path": result.name, **diagnostic_object(run, result, diagnostic)} for diagnostic in result.diagnostics
    ]
    for fault in result.faults:
        objects.append({"path": result.name, "fault": {"code": fault.code, "message": fault.message}})
    return "".join(f"{dumps(one)}\n" for one in objects)


write = StreamedOutput(_piece)
