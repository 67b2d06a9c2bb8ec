"""A JSON object on a line for each finding, for programs that read as it comes."""

from __future__ import annotations

from . import Run
from .as_json import diagnostic_object
from .plain import dumps


def write(run: Run) -> str:
    """One object for each finding: that of the JSON output with the ``path`` of its file before it.

    A rule that failed is an object of ``path`` and ``fault`` (``code``, ``message``). A file without
    either has no line.
    """
    objects: list[dict[str, object]] = []
    for result in run.results:
        for diagnostic in result.diagnostics:
            objects.append({"path": result.name, **diagnostic_object(run, result, diagnostic)})
        for fault in result.faults:
            objects.append({"path": result.name, "fault": {"code": fault.code, "message": fault.message}})
    return "".join(f"{dumps(one)}\n" for one in objects)
