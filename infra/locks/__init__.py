"""What exactly is installed, with the digest of every file: locks of the readable requirements.

``product.txt`` what the functions run, ``run.txt`` what the local run and a deployment need, ``test.txt`` that and what
tests need; ``installer.txt`` what installs them. They are made by ``make lock`` and never written by hand; any file
whose digest differs is refused.
"""

from __future__ import annotations

import re
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
PRODUCT, RUN, TEST = "product.txt", "run.txt", "test.txt"
INSTALLER = "installer.txt"
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


def pinned(text: str) -> dict[str, str]:
    """Name (in lower case, with hyphens) → version, of everything that a lock or readable requirements pin."""
    return {name.lower().replace("_", "-"): version for name, version in _PINNED.findall(text)}
