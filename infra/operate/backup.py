"""A copy of the local desk in one file, while it runs: ``make backup TO=desk-2026-11-28.db``.

Everything as it is at one moment, in a file that is there once it is whole, readable by its owner only. ``STATE`` says
which desk; one in the cloud is copied with ``make export``. To go back to a copy: stop the desk, take ``desk.db`` and
whatever begins with that name out of its folder, put the copy there as ``desk.db``, start the desk. Files that people
sent are copied beside it, as ``<name>.files``: their place is the folder ``files``.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from infra.environments.cloud import Refused
from infra.local import folder
from infra.local.store.errors import Unavailable
from infra.operate import connect, files
from infra.operate.sentences import in_words


def main(environ: Mapping[str, str] = os.environ) -> int:
    """0 when the copy is there, 1 when it could not be made, 2 when the question cannot be understood."""
    to = environ.get("TO", "")
    if not to:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        name = environ.get("ENV") or "local"
        if name != "local":
            raise Refused(f"{name} is in the cloud: make export ENV={name} TO=folder copies it")
        with in_words():
            size = backup(folder.of_environment(environ), Path(to))
    except Refused as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{to}: {size:,} bytes")
    return 0


def backup(state: Path, to: Path) -> int:
    """Copy the desk in this folder to a new file; its size in bytes. Raises ``Refused`` or ``OSError``."""
    if to.exists():
        raise Refused(f"{to} is there already; it stays as it is")
    if not to.parent.is_dir():
        raise Refused(f"there is no folder {to.parent}")
    store, mask = connect.file_of(state), os.umask(0o077)
    try:
        store.backup(to)
        files.copy(state, to)
    except Unavailable as error:
        raise Refused(error.message) from error
    finally:
        os.umask(mask)
        store.close()
    return to.stat().st_size


if __name__ == "__main__":
    sys.exit(main())
