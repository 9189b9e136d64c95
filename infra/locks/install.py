"""Install what a lock names, each file by its digest: ``python -m infra.locks.install run.txt``.

`uv` does it in a tenth of pip's time. It comes by its own lock, through pip; where it cannot be had or cannot install
here (a mirror or a certificate that only pip knows of), pip does the same more slowly. Standard library only: nothing
else is there yet.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence

from infra.locks import FOLDER, INSTALLER

PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check")
# a lock names everything, so nothing is looked for beside it
DIGESTS = ("--quiet", "--no-deps", "--require-hashes")


def main(names: Sequence[str]) -> int:
    """0 when everything is installed."""
    locks = [f"--requirement={FOLDER / name}" for name in names]
    uv = [sys.executable, "-m", "uv", "pip", "install", *by_uv(_settings())]
    pip = [*PIP, "install", "--no-compile", *DIGESTS]
    if _done([*pip, f"--requirement={FOLDER / INSTALLER}"]) and _done([*uv, *locks]):
        return 0
    print("  uv cannot install here; pip does it, which takes a minute …", flush=True)
    return subprocess.run([*pip, *locks], check=False).returncode


def by_uv(settings: Mapping[str, str]) -> list[str]:
    """How uv is asked, so that it looks where this machine's pip is told to.

    Whichever index has a file may give it: by its digest it is the one that is meant.
    """
    asked = [*DIGESTS, f"--python={sys.executable}", "--system-certs", "--index-strategy=unsafe-best-match"]
    if index := settings.get("index-url"):
        asked.append(f"--default-index={index}")
    return [*asked, *(f"--index={each}" for each in settings.get("extra-index-url", "").split() if "://" in each)]


def _settings() -> dict[str, str]:
    """What pip is told by files and by the environment; the environment counts."""
    told = subprocess.run([*PIP, "config", "list"], capture_output=True, text=True, check=False).stdout
    return settings_of(told)


def settings_of(told: str) -> dict[str, str]:
    """``global.index-url='https://…'`` and ``:env:.index-url='https://…'``, a line each → name and value."""
    found: dict[str, str] = {}
    for line in sorted(told.splitlines(), key=lambda line: line.startswith(":env:")):
        name, equals, value = line.partition("=")
        if equals:
            found[name.rpartition(".")[2]] = value.strip("'\"")
    return found


def _done(command: Sequence[str]) -> bool:
    return subprocess.run(command, check=False, capture_output=True).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
