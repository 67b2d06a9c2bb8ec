"""Checks one file again and again within a process that has checked another one; what the quickest took is written.

python inside.py SMALL LARGE TIMES ANSWER
"""

import json
import sys
import time
from pathlib import Path

from reportlint.engine import Session
from reportlint.plugins import load_plugins

small, large, answer = Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[4])
session = Session(load_plugins(installed=False))
session.check_bytes(small.read_bytes(), small.name)
data, least, findings = large.read_bytes(), float("inf"), 0
for _ in range(int(sys.argv[3])):
    began = time.process_time()
    findings = len(session.check_bytes(data, large.name).diagnostics)
    least = min(least, time.process_time() - began)
answer.write_text(json.dumps([len(data), least, findings]))
