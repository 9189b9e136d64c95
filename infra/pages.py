"""Builds the pages: ``python -m infra.pages`` makes ``chalicelib/web/built/`` of ``chalicelib/web/pages/``.

`deno` does it, a Python package of the local run: it runs ``pages/build/main.ts``, and what that needs comes from npm,
each by the digest in ``deno.lock``. Nothing else is needed, least of all Node. Built is only when a source changed.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from infra.environments.cloud import Refused

ROOT = Path(__file__).resolve().parent.parent
PAGES, BUILT = "chalicelib/web/pages", "chalicelib/web/built"
MANIFEST = "manifest.json"
LOCK, SOURCES = "lock", "sources.txt"  # who builds now; of what the folder was built
OTHERS = "node_modules"  # sources that are not ours
MAY = ("--allow-read", "--allow-env", "--allow-ffi", "--allow-sys")
REGISTRY = "https://registry.npmjs.org"
LOOK_AGAIN = 0.5  # seconds


def build(root: Path = ROOT, surroundings: Mapping[str, str] = os.environ) -> bool:
    """Make what is served of the project in ``root`` if its sources changed; whether they had.

    ``surroundings``: the environment of what builds.
    Raises ``Refused`` with what is wrong with a source, or with why the bundler could not be had.
    """
    pages, built = root / PAGES, root / BUILT
    built.mkdir(exist_ok=True)
    with open(built / LOCK, "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        digest = _digest(pages)
        if is_of(built, digest):
            return False
        half = built / "half"
        shutil.rmtree(half, ignore_errors=True)
        _run(pages, half, surroundings)
        (half / SOURCES).write_text(digest)
        _put(half, built)
    return True


def is_of(built: Path, digest: str) -> bool:
    """Whether the folder was built of these sources."""
    noted = built / SOURCES
    return noted.exists() and noted.read_text() == digest


def _sources(pages: Path) -> Iterator[Path]:
    return (each for each in pages.rglob("*") if each.is_file() and OTHERS not in each.parts)


def _digest(pages: Path) -> str:
    digest = hashlib.sha256()
    for source in sorted(_sources(pages)):
        digest.update(f"\0{source.relative_to(pages)}\0".encode())
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _run(pages: Path, into: Path, surroundings: Mapping[str, str]) -> None:
    from deno import find_deno_bin

    deno = os.path.realpath(find_deno_bin())  # as it calls itself
    may = (*MAY, f"--allow-run={deno}", f"--allow-write={into}")
    command = [deno, "run", "--quiet", "--frozen", *may, "build/main.ts", str(into)]
    environment = {**surroundings, "NO_COLOR": "1", "DENO_NO_UPDATE_CHECK": "1"}
    done = subprocess.run(command, cwd=pages, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Refused(_in_words(done.stderr))


def _in_words(trouble: str) -> str:
    if REGISTRY in trouble:
        return (
            f"The pages cannot be built: what builds them comes from {REGISTRY}, which cannot be reached from here, and"
            " this machine has no copy yet. Once the network is there it is fetched and kept"
        )
    return f"The pages cannot be built:\n{trouble.strip()}"


def _put(half: Path, built: Path) -> None:
    """What was built takes the place of what was there; whoever reads meanwhile finds every file of one of both."""
    new = sorted(half.iterdir(), key=lambda each: each.name in (MANIFEST, SOURCES))
    for file in new:
        file.replace(built / file.name)
    half.rmdir()
    kept = {file.name for file in new} | {LOCK}
    for old in built.iterdir():
        if old.name not in kept:
            old.unlink()


class Watch:
    """Builds again whenever a source changes, until it is stopped.

    What is wrong with one is said, and the last good pages stay.
    """

    def __init__(self, root: Path = ROOT, renewed: Callable[[], None] | None = None) -> None:
        """``renewed`` hears of it; usually whoever serves the pages reads them anew."""
        self._renewed = renewed or _renew
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._watch, args=(root,), daemon=True)
        self._thread.start()

    def _watch(self, root: Path) -> None:
        seen: dict[str, int] = {}  # so that what changed since the start is seen too
        while not self._stop.wait(LOOK_AGAIN):
            try:
                now = _stamps(root / PAGES)
                changed, seen = now != seen, now
                if changed and build(root):
                    self._renewed()
                    print("  The pages were built anew.", flush=True)
            except FileNotFoundError:
                continue  # a source that went between two looks is seen to be gone at the next one
            except (Refused, OSError) as error:
                print(f"\n{error}\n", file=sys.stderr, flush=True)

    def stop(self) -> None:
        """Build no more."""
        self._stop.set()
        self._thread.join()


def _stamps(folder: str | os.PathLike[str]) -> dict[str, int]:
    """When each source below was written, by its path.

    It is looked at twice a second as long as a desk runs, mostly for nothing: a folder says of its files what is asked
    for at a tenth of what paths made of objects take.
    """
    stamps: dict[str, int] = {}
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                stamps |= {} if entry.name == OTHERS else _stamps(entry.path)
            else:
                stamps[entry.path] = entry.stat().st_mtime_ns
    return stamps


def _renew() -> None:
    from chalicelib.web import assets

    assets.site.cache_clear()


def main() -> int:
    """0 when what is served is of the sources."""
    try:
        build()
    except Refused as error:
        print(f"\n{error}.\n", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
