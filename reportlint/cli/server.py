"""``reportlint server``."""

from __future__ import annotations

import argparse

from reportlint.server.start import main


def server(arguments: argparse.Namespace, asked: str | None) -> int:
    """Serves an editor until it ends the process."""
    return main(asked, local_plugins=not arguments.no_local_plugins)
