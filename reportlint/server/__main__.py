"""``python -m reportlint.server``: the server over stdin and stdout."""

from __future__ import annotations

import sys

from .start import main

sys.exit(main())
