"""What is installed is what was locked: every version, every digest."""

from __future__ import annotations

import re
import subprocess
from importlib.metadata import version
from pathlib import Path

import pytest

from infra.deploy import package
from infra.locks import FOLDER, INSTALLER, PRODUCT, RUN, TEST, pinned
from infra.locks.install import by_uv, settings_of

ROOT = package.ROOT
READABLE = {RUN: ("requirements.txt", "infra/requirements.txt")}
READABLE[TEST] = (*READABLE[RUN], "tests/requirements.txt")


def _locked(name: str) -> dict[str, str]:
    return pinned((FOLDER / name).read_text())


@pytest.mark.parametrize("name", [RUN, TEST])
def test_a_lock_has_every_version_that_the_readable_requirements_name(name: str) -> None:
    wanted: dict[str, str] = {}
    for file in READABLE[name]:
        wanted |= pinned((ROOT / file).read_text())

    locked = _locked(name)

    assert wanted
    assert {each: locked.get(each) for each in wanted} == wanted


@pytest.mark.parametrize("name", [PRODUCT, RUN, TEST])
def test_nothing_is_locked_without_a_digest(name: str) -> None:
    text = (FOLDER / name).read_text()

    blocks = re.split(r"\n(?=\S)", text.strip())

    assert len(blocks) > 10
    assert [each for each in blocks if not pinned(each)] == []
    assert [each for each in blocks if not re.search(r"--hash=sha256:[0-9a-f]{64}", each)] == []


def test_what_installs_is_locked_too() -> None:
    wanted = pinned((FOLDER / "installer.in").read_text())

    locked = _locked(INSTALLER)

    assert list(locked) == ["uv"]
    assert locked == wanted


def test_whoever_installs_looks_where_pip_of_this_machine_is_told_to() -> None:
    told = "\n".join(
        [
            ":env:.index-url='https://mirror.example/simple'",
            "global.extra-index-url='https://one.example/simple file:///two/simple'",
            "global.find-links='/wheels'",
            "global.index-url='https://other.example/simple'",
        ]
    )

    asked = by_uv(settings_of(told))

    assert [each for each in asked if "index=" in each] == [
        "--default-index=https://mirror.example/simple",
        "--index=https://one.example/simple",
        "--index=file:///two/simple",
    ]
    assert "--require-hashes" in asked
    assert [each for each in by_uv({}) if "index=" in each] == []


def test_the_functions_run_the_versions_that_are_run_and_tested_here() -> None:
    product, run, test = (_locked(name) for name in (PRODUCT, RUN, TEST))

    installed = {name: version(name) for name in product}

    assert {name: run[name] for name in product} == product == installed
    assert {name: test[name] for name in run} == run


def test_everything_that_is_shipped_is_locked() -> None:
    shipped = pinned("\n".join(package.shipped(ROOT)))

    locked = _locked(PRODUCT)

    assert shipped.items() <= locked.items()
    assert not {"boto3", "chalice"} & set(locked)


def test_what_is_not_what_was_locked_is_not_packed(tmp_path: Path) -> None:
    lock = tmp_path / package.LOCK
    lock.parent.mkdir(parents=True)
    lock.write_text(f"six==1.17.0 \\\n    --hash=sha256:{'0' * 64}\n")

    with pytest.raises(subprocess.CalledProcessError, match="require-hashes"):
        package.build(package.this_machine(), tmp_path, tmp_path / "build")
