"""``python -m reportlint.server``: the server over stdin and stdout."""

from __future__ import annotations

import sys

from reportlint.installed import leave_here

leave_here(__file__)

from .start import main  # noqa: E402 (it imports what may not come from here)

sys.exit(main())
