"""How much work is done, counted and not timed: the same on every machine, however busy.

``bounds.toml`` says how much each thing may be; ``python -m tests.work`` prints it beside what it is now.
"""
