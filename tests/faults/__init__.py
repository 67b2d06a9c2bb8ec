"""What must not break reportlint: any bytes, hostile files, a server used without a rest, processes killed at any moment.

``python -m tests.faults`` tries all of it for as long as it is told and writes ``docs/reliability.md``; the tests here
try the same for seconds, in every run.
"""
