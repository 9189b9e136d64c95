"""The zip that the functions run: as small as it can be, and compiled, since a cold start pays for every byte.

``python -m infra.deploy.package`` builds it for the cloud's processors, and says how large it is.

* The libraries of ``requirements.txt``, as wheels for the functions' processor, without what no function runs:
  ``boto3`` (PynamoDB and we use botocore), Chalice's command line, descriptions of AWS services we never call, tests,
  sources of compiled extensions. botocore is packed although Lambda has one: theirs changes without us.
* The directory of what the rooms declare (``chalicelib/directory.py``) is made and goes along.
* Everything is compiled beforehand, checked by nobody (``unchecked-hash``): Lambda's folder cannot be written, so what
  is not compiled would be compiled at every cold start. Libraries go without their sources; ours are kept, so that a
  traceback in the logs shows its lines.
"""

from __future__ import annotations

import compileall
import hashlib
import inspect
import os
import platform
import py_compile
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from pathlib import Path

import chalice.app

from infra import pages

ROOT = Path(__file__).resolve().parent.parent.parent
BUILD = Path(os.environ.get("DESKBELL_BUILD", ROOT / ".build"))  # libraries are installed once, and kept there
MACHINES = {"x86_64": "x86_64", "amd64": "x86_64", "arm64": "arm64", "aarch64": "arm64"}
PLATFORMS = {"x86_64": "x86_64", "arm64": "aarch64"}  # ours and AWS's name for it → that of wheels
GLIBC = ("manylinux_2_26", "manylinux_2_17", "manylinux2014")  # of Amazon Linux 2, the older of the two
RUNTIME = f"python{sys.version_info.major}.{sys.version_info.minor}"  # compiled code is of one version only

SERVICES = ("dynamodb", "ssm", "sesv2", "sns")  # the clients that chalicelib makes
LANGUAGES = ("en_US", "zh_CN")  # that holidays are asked for in
LOCK = "infra/locks/product.txt"  # what exactly is shipped of requirements.txt, and what that needs
LEFT_OUT = ("boto3", "chalice")  # lines of requirements.txt that no function imports whole
# parts of libraries that nothing of ours reaches; the package is tried without them before it is shipped
DEAD_WEIGHT = (
    "Crypto/IO",
    "Crypto/Math",
    "Crypto/Protocol",
    "Crypto/PublicKey",
    "Crypto/SelfTest",
    "Crypto/Signature",
    "cffi",
    "dns",
    "pycparser",
)
NEEDLESS = re.compile(
    r"(\.pyi|\.c|\.h|\.pxd|\.pyx|\.so\.\d+|py\.typed|\.dist-info/(?!METADATA).*|(^|/)(tests?|bin|__pycache__)/.*)$"
)
NOT_SHIPPED = {"__pycache__", "pages", pages.LOCK, pages.SOURCES}  # of ours; what is built of the pages is shipped
DATED = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Package:
    """A zip on this disk. ``digest`` names what it was made of, not the bytes it came out as."""

    path: Path
    digest: str

    @property
    def size(self) -> int:
        """Bytes."""
        return self.path.stat().st_size

    @property
    def unpacked(self) -> int:
        """Bytes, where a function finds it."""
        return sum(entry.file_size for entry in zipfile.ZipFile(self.path).infolist())


def this_machine() -> str:
    """The processor of this machine, in AWS's words."""
    return MACHINES[platform.machine().lower()]


def build(architecture: str, root: Path = ROOT, folder: Path = BUILD) -> Package:
    """The package of the project in ``root`` for these processors; built again only if what it is made of changed.

    Raises ``Refused`` if the pages cannot be built.
    """
    libraries = _libraries(root / LOCK, architecture, folder)
    pages.build(root)
    digest = _digest([libraries.name], _ours(root), root)
    made = folder / f"package-{digest}.zip"
    if not made.exists():
        with tempfile.TemporaryDirectory(dir=folder) as place:
            copy = Path(place)
            lay_out(copy, root)
            _compile(copy)
            half = shutil.copyfile(libraries, copy / "package")
            _zip(copy, half, leaving=half)
            half.rename(made)
    return Package(made, digest)


def lay_out(copy: Path, root: Path = ROOT) -> None:
    """Ours of the package, as a function finds it, not compiled: what is written, what was built of the pages, and the
    directory, by which a function imports only what is asked of it.
    """
    for source in _ours(root):
        target = copy / source.relative_to(root)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    # in a process of its own: of these sources, not of those that are running here
    subprocess.run([sys.executable, "-B", "-m", "chalicelib.directory"], cwd=copy, check=True)


def _ours(root: Path) -> list[Path]:
    return sorted([root / "app.py", *_sources(root / "chalicelib")])


def _sources(folder: Path) -> list[Path]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return [file for file in files if NOT_SHIPPED.isdisjoint(file.relative_to(folder).parts)]


def shipped(root: Path) -> list[str]:
    """The lines of requirements.txt that functions import whole."""
    lines = [line.partition("#")[0].strip() for line in (root / "requirements.txt").read_text().splitlines()]
    return [line for line in lines if line and re.split(r"[=<>\[ ]", line)[0].lower() not in LEFT_OUT]


def _libraries(lock: Path, architecture: str, folder: Path) -> Path:
    """The libraries, pruned, compiled and zipped once, under a name that says what they are."""
    recipe = [
        lock.read_text(),
        f"chalice=={chalice.__version__}",
        RUNTIME,
        architecture,
        *SERVICES,
        *LANGUAGES,
        *DEAD_WEIGHT,
        NEEDLESS.pattern,
    ]
    named = hashlib.sha256("\n".join(recipe).encode()).hexdigest()[:16]
    ready = folder / f"libraries-{architecture}-{named}.zip"
    if not ready.exists():
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder) as place:
            raw = Path(place) / "raw"
            _install(lock, architecture, raw)
            _take_chalice(raw)
            _prune(raw)
            _compile(raw, sourceless=True)
            half = Path(place) / "libraries"
            _zip(raw, half)
            half.rename(ready)
    return ready


def _install(lock: Path, architecture: str, target: Path) -> None:
    target.mkdir(parents=True)
    platforms = [f"--platform={glibc}_{PLATFORMS[architecture]}" for glibc in GLIBC]
    version = RUNTIME.removeprefix("python")
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile"]
    command += ["--only-binary=:all:", "--implementation=cp", f"--python-version={version}", *platforms]
    # the lock names everything, so nothing else is looked for; what is not what was locked is refused
    subprocess.run(
        [*command, "--no-deps", "--require-hashes", f"--target={target}", f"--requirement={lock}"], check=True
    )


def _take_chalice(target: Path) -> None:
    """The two files of Chalice that a function runs; the rest is its command line."""
    (target / "chalice").mkdir()
    for module in (chalice, chalice.app):
        shutil.copy(inspect.getfile(module), target / "chalice")


def _prune(folder: Path) -> None:
    for dead in DEAD_WEIGHT:
        shutil.rmtree(folder / dead)
    for service in (folder / "botocore/data").iterdir():
        if service.is_dir() and service.name not in SERVICES:
            shutil.rmtree(service)
    for language in (folder / "holidays/locale").iterdir():
        if language.is_dir() and language.name not in LANGUAGES:
            shutil.rmtree(language)
    for file in sorted(folder.rglob("*"), reverse=True):
        if file.is_file() and NEEDLESS.search(str(file.relative_to(folder))):
            file.unlink()
        elif file.is_dir() and not any(file.iterdir()):
            file.rmdir()


def _compile(folder: Path, *, sourceless: bool = False) -> None:
    unchecked = py_compile.PycInvalidationMode.UNCHECKED_HASH
    kept, sys.pycache_prefix = sys.pycache_prefix, None  # beside the sources, wherever this machine keeps its own
    try:
        done = compileall.compile_dir(
            str(folder), stripdir=str(folder), quiet=2, legacy=sourceless, invalidation_mode=unchecked
        )
    finally:
        sys.pycache_prefix = kept
    if not done:
        raise RuntimeError(f"{folder} does not compile")
    for source in folder.rglob("*.py") if sourceless else ():
        source.unlink()


def _zip(folder: Path, into: Path, leaving: Path | None = None) -> None:
    with zipfile.ZipFile(into, "a", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for file in sorted(each for each in folder.rglob("*") if each.is_file() and each != leaving):
            entry = zipfile.ZipInfo(str(file.relative_to(folder)), DATED)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(entry, file.read_bytes(), compresslevel=9)


def _digest(requirements: list[str], files: list[Path], root: Path) -> str:
    digest = hashlib.sha256("\n".join(requirements).encode())
    for file in files:
        digest.update(f"\0{file.relative_to(root)}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:20]


def main() -> int:
    """Build for both kinds of processors; how large each is."""
    for architecture in PLATFORMS:
        package = build(architecture)
        print(f"{architecture}: {package.size / 1e6:.2f} MB, unpacked {package.unpacked / 1e6:.1f} MB  {package.path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
