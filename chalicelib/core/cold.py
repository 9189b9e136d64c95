"""A cold start: imported before everything else, it looks for no garbage until ``started`` is called, nor for where
time zones are.

What importing makes stays for as long as the process lives. Looking through it again and again takes a fifth of the
time that importing takes, and afterwards some of the time of every request.
"""

from __future__ import annotations

import gc
import os

gc.disable()

# where Python itself looks for them; to find that out it would read a thousand variables of how it was built
ZONES = ("/usr/share/zoneinfo", "/usr/lib/zoneinfo", "/usr/share/lib/zoneinfo", "/etc/zoneinfo")
os.environ.setdefault("PYTHONTZPATH", os.pathsep.join(ZONES))


def started() -> None:
    """Everything is imported: from now on garbage is looked for, among what comes after it."""
    gc.freeze()
    gc.enable()
