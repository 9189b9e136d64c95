"""Many threads that use a type of msgspec for the first time, in a process that has just started."""

from __future__ import annotations

import subprocess
import sys

FIRST_USES = """
import sys, threading
import app
from infra.local import shapes
from chalicelib.everything import ROUTES
import msgspec

prepared = shapes.prepare()
sys.setswitchinterval(1e-6)
kinds = [route.body for routes in ROUTES for route in routes.declared if isinstance(route.body, type)]
bodies = [msgspec.json.encode(dict.fromkeys(kind.__struct_fields__[::-1])) for kind in kinds]
gate = threading.Barrier(8)

def use():
    for kind, body in zip(kinds, bodies):
        gate.wait()
        try:
            msgspec.json.decode(body, type=kind)
        except msgspec.ValidationError:
            pass

threads = [threading.Thread(target=use) for _ in range(8)]
[each.start() for each in threads]
[each.join() for each in threads]
print(prepared, len(kinds))
"""


def test_many_threads_use_every_type_for_the_first_time_at_once_and_none_dies() -> None:
    command = [sys.executable, "-c", FIRST_USES]

    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)

    assert done.returncode == 0, done.stderr[-2000:]
    prepared, used = map(int, done.stdout.split())
    assert prepared > 200
    assert used > 30
