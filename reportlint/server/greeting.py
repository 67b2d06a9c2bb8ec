"""The answer to a client's first request, given before anything large is loaded.

pygls and the library of the protocol's types take ten times as long to import as everything here, and would answer the
same: a test holds the two together for clients of all kinds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, BinaryIO, NamedTuple

from reportlint import __version__

_ENCODINGS = ("utf-8", "utf-16", "utf-32")

_CAPABILITIES: Mapping[str, Any] = {
    "textDocumentSync": {"openClose": True, "change": 2, "save": False},
    "completionProvider": {"triggerCharacters": ["《", "第", "国", "本", "、", "|", "\t"]},
    "hoverProvider": True,
    "definitionProvider": True,
    "referencesProvider": True,
    "documentHighlightProvider": True,
    "documentSymbolProvider": True,
    "codeActionProvider": {"codeActionKinds": ["quickfix", "refactor.rewrite.reportlint", "source.fixAll.reportlint"]},
    "codeLensProvider": {"resolveProvider": False},
    "documentLinkProvider": {"resolveProvider": False},
    "workspaceSymbolProvider": {"resolveProvider": False},
    "documentFormattingProvider": True,
    "documentRangeFormattingProvider": True,
    "foldingRangeProvider": True,
    "selectionRangeProvider": True,
    "executeCommandProvider": {"commands": ["reportlint.checkWorkspace"]},
    "semanticTokensProvider": {
        "legend": {
            "tokenTypes": ["namespace", "property", "number", "string", "enumMember"],
            "tokenModifiers": ["declaration", "readonly", "documentation"],
        },
        "range": True,
        "full": True,
    },
    "inlayHintProvider": {"resolveProvider": False},
    "workspace": {
        "workspaceFolders": {"supported": True, "changeNotifications": True},
        "fileOperations": {},
    },
}

_ASKS = {"interFileDependencies": False, "workspaceDiagnostics": True, "identifier": "reportlint"}


class Greeting(NamedTuple):
    """What a client was answered: the id of its request, and the encoding of positions that was chosen."""

    id: str | int
    encoding: str


def greet(body: bytes, out: BinaryIO) -> Greeting | None:
    """Answers a message if it is the request that a client begins with; None for any other, which is left alone."""
    try:
        message = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(message, dict) or message.get("jsonrpc") != "2.0" or message.get("method") != "initialize":
        return None
    id, params = message.get("id"), message.get("params")
    if isinstance(id, bool) or not isinstance(id, (str, int)) or not isinstance(params, dict):
        return None
    capabilities = capabilities_for(params)
    server = {"name": "reportlint", "version": __version__}
    answer = {"jsonrpc": "2.0", "id": id, "result": {"capabilities": capabilities, "serverInfo": server}}
    data = json.dumps(answer).encode()
    out.write(b"Content-Length: %d\r\n\r\n%s" % (len(data), data))
    out.flush()
    return Greeting(id, capabilities["positionEncoding"])


def capabilities_for(params: Mapping[str, Any]) -> dict[str, Any]:
    """What the server can do for the client whose first request has these parameters."""
    client = params.get("capabilities")
    capabilities = {"positionEncoding": _encoding(_inside(client, "general", "positionEncodings")), **_CAPABILITIES}
    if _can_pull(client, params.get("initializationOptions")):
        capabilities["diagnosticProvider"] = _ASKS
    return capabilities


def _encoding(offered: object) -> str:
    """The first of the client's encodings that the server has too."""
    if isinstance(offered, Sequence):
        for one in offered:
            if one in _ENCODINGS:
                return str(one)
    return "utf-16"


def _can_pull(client: object, options: object) -> bool:
    """Whether findings may be handed out when asked for (see ``ReportServer.can_pull``)."""
    able = _inside(client, "textDocument", "diagnostic") is not None
    able = able and _inside(client, "workspace", "diagnostics", "refreshSupport") is True
    return able and not (isinstance(options, Mapping) and options.get("pull") is False)


def _inside(value: object, *keys: str) -> object:
    """What lies inside of nested objects, None if it is not there."""
    for key in keys:
        value = value.get(key) if isinstance(value, Mapping) else None
    return value
