"""Make the locks anew from the readable requirements: ``make lock``; ``UPGRADE=1`` takes what is newest underneath.

What a requirement itself needs keeps the version that it has in the lock until ``UPGRADE``.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from infra.deploy import package
from infra.locks import FOLDER, INSTALLER, PRODUCT, RUN, TEST, pinned


def main() -> int:
    """0 when all are made."""
    root = package.ROOT
    _lock(root / "infra/locks/installer.in", INSTALLER)
    _lock(root / "infra/requirements.txt", RUN)
    _lock(root / "tests/requirements.txt", TEST, like=FOLDER / RUN)
    botocore = pinned((FOLDER / RUN).read_text())["botocore"]
    with tempfile.TemporaryDirectory() as place:
        shipped = Path(place) / "shipped.txt"
        shipped.write_text("\n".join([*package.shipped(root), f"botocore=={botocore}"]))
        _lock(shipped, PRODUCT, like=FOLDER / RUN)
    return 0


def _lock(requirements: Path, name: str, like: Path | None = None) -> None:
    """``like``: a lock that has the versions of whatever stands in both."""
    command = [sys.executable, "-m", "uv", "pip", "compile", "--quiet", "--generate-hashes", "--universal"]
    # whoever installs is there before, and cannot be replaced while it installs
    command += ["--no-emit-package=pip", "--no-emit-package=setuptools"]
    command += ["--no-annotate", "--no-header", f"--python-version={package.RUNTIME.removeprefix('python')}"]
    command += ["--upgrade"] if os.environ.get("UPGRADE") else []
    command += [f"--constraints={like}"] if like else []
    subprocess.run([*command, str(requirements), f"--output-file={FOLDER / name}"], check=True)


if __name__ == "__main__":
    sys.exit(main())
