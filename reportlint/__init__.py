"""reportlint: checks annual reports on government information disclosure before a reviewer does.

Rules and plugins import :mod:`reportlint.api`; everything else in this package is private to it.
"""

__version__ = "0.1.0"
