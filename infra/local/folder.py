"""The folder of the local desk: customers' words, hashes and keys, for its owner's eyes only."""

from __future__ import annotations

import os
from pathlib import Path


def make_private(folder: Path) -> None:
    """Make the folder if it is not there, and let nobody but its owner read it, what is in it, or what comes into it.

    What this process and those it starts write from now on is their owner's alone. Raises ``OSError`` where the folder
    is somebody else's, or cannot be.
    """
    os.umask(0o077)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for each in (folder, *folder.rglob("*")):
        if not each.is_symlink() and each.stat().st_mode & 0o077:
            each.chmod(each.stat().st_mode & 0o700)
