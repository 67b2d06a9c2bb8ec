"""``python -m reportlint``."""

from reportlint.installed import leave_here

leave_here(__file__)

from reportlint.cli import main  # noqa: E402 (it imports what may not come from here)

raise SystemExit(main())
