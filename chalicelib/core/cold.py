"""A cold start: imported before everything else, it looks for no garbage until ``started`` is called, nor for where
time zones are; nor while something is imported later (``importing``).

What importing makes stays for as long as the process lives. Looking through it again and again takes a fifth of the
time that importing takes, and afterwards some of the time of every request.
"""

from __future__ import annotations

import gc
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

gc.disable()

# where Python itself looks for them; to find that out it would read a thousand variables of how it was built
ZONES = ("/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo")
os.environ.setdefault("PYTHONTZPATH", os.pathsep.join(ZONES))

_importing = threading.RLock()


def started() -> None:
    """Everything is imported: from now on garbage is looked for, among what comes after it."""
    gc.freeze()
    gc.enable()


@contextmanager
def importing(name: str) -> Iterator[None]:
    """This module is imported in the block, by one thread at a time."""
    with _importing:
        looked_for = gc.isenabled() and name not in sys.modules
        if looked_for:
            gc.disable()
        try:
            yield
        finally:
            if looked_for:
                started()
