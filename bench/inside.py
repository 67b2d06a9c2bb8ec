"""Checks one file within a process that has checked another one; what that took is written.

    python inside.py SMALL LARGE ANSWER

Only once: what is kept of texts that were seen would make another time quicker.
"""

import json
import sys
import time
from pathlib import Path

from reportlint.engine import Session
from reportlint.plugins import load_plugins

small, large, answer = map(Path, sys.argv[1:])
session = Session(load_plugins(installed=False))
session.check_bytes(small.read_bytes(), small.name)
data = large.read_bytes()
began = time.process_time()
result = session.check_bytes(data, large.name)
seconds = time.process_time() - began
answer.write_text(json.dumps([len(data), seconds, len(result.diagnostics)]))
