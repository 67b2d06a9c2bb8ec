"""How fast reportlint is beside its peers (``python -m bench``), and what it finds (``bench.mutations``, ``bench.shapes``)."""
