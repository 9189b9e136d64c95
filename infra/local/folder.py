"""The folder of the local desk: customers' words, hashes and keys, for its owner's eyes only."""

from __future__ import annotations

import os
from collections.abc import Mapping, MutableMapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
FILE = "desk.db"  # everything the desk was told
FILES = "files"  # what it was sent besides words
# what this desk and former ones keep in their folder; whatever else is there is somebody's own
OURS = (f"{FILE}*", "desk.log", FILES, "lock", "outbox", "store", "store.*", "taking-over", "token-keys*")


def of_environment(environ: Mapping[str, str] = os.environ) -> Path:
    """The folder that ``STATE`` names, or ``.state`` beside the code."""
    return Path(environ.get("STATE") or ROOT / ".state").resolve()


def make_private(folder: Path) -> None:
    """Make the folder if it is not there, and let nobody but its owner read it, what the desk has in it, or what comes
    into it.

    What this process and those it starts write from now on is their owner's alone. Raises ``OSError`` where the folder
    is somebody else's, or cannot be.
    """
    os.umask(0o077)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = [each for name in OURS for each in folder.glob(name)]
    for each in (folder, *kept, *(inner for outer in kept for inner in outer.rglob("*"))):
        if not each.is_symlink() and each.stat().st_mode & 0o077:
            each.chmod(each.stat().st_mode & 0o700)


def leave_aws_alone(environ: MutableMapping[str, str]) -> None:
    """Whoever runs a desk here may have an AWS account: nothing of this desk finds it."""
    for name in [each for each in environ if each.startswith("AWS_")]:
        del environ[name]
    environ.update(
        AWS_REGION="eu-central-1",
        AWS_DEFAULT_REGION="eu-central-1",
        AWS_EC2_METADATA_DISABLED="true",
        AWS_CONFIG_FILE=os.devnull,
        AWS_SHARED_CREDENTIALS_FILE=os.devnull,
    )
