"""A cold start looks for no garbage while it imports, and does so afterwards."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def test_nothing_is_looked_through_while_importing_and_garbage_is_found_afterwards() -> None:
    code = """
import gc
runs = []
gc.callbacks.append(lambda phase, info: runs.append(phase))
import app
assert len(runs) <= 2, len(runs)  # one look may begin before the first of our files is read

class Ring: ...
kept = []
gc.callbacks.append(lambda phase, info: kept.append(info["collected"]))
for _ in range(10_000):
    ring = Ring(); ring.own = ring

assert gc.isenabled() and sum(kept) > 0 and gc.get_freeze_count() > 10_000
"""

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


def test_zones_are_found_without_reading_how_python_was_built() -> None:
    code = """
import sys
import app
from zoneinfo import ZoneInfo
assert ZoneInfo("Asia/Shanghai").key
assert [name for name in sys.modules if name.startswith("_sysconfigdata")] == []
"""

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
