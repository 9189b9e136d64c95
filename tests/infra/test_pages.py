"""Pages are built when a source changed, the same everywhere, and whoever cannot is told why."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest

from chalicelib.web.assets import Site, read_site
from infra import pages
from infra.environments.cloud import Refused

pytestmark = pytest.mark.long
PATIENCE = 60.0  # seconds until a change is built on a busy machine


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that has nothing but the sources of the pages."""
    shutil.copytree(pages.ROOT / pages.PAGES, tmp_path / pages.PAGES)
    return tmp_path


@pytest.fixture(scope="module")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, and what was built of them; for tests to have copies of."""
    root = tmp_path_factory.mktemp("built")
    shutil.copytree(pages.ROOT / pages.PAGES, root / pages.PAGES)
    pages.build(root)
    return root


@pytest.fixture
def built_project(built_once: Path, tmp_path: Path) -> Path:
    """A project whose pages are built already."""
    return Path(shutil.copytree(built_once, tmp_path / "project"))


def built(project: Path) -> Site:
    return read_site(project / pages.BUILT)


def change(project: Path, old: str, new: str) -> None:
    source = project / pages.PAGES / "demo/main.ts"
    text = source.read_text()
    assert old in text
    source.write_text(text.replace(old, new))


def test_pages_are_built_when_a_source_changed_and_only_then(project: Path) -> None:
    first, again = pages.build(project), pages.build(project)
    before = built(project)
    change(project, "location.search", "location.hash")

    third = pages.build(project)

    after = built(project)
    gone, new = before.files.keys() - after.files.keys(), after.files.keys() - before.files.keys()
    assert (first, again, third) == (True, False, True)
    assert [name.rpartition("-")[0] for name in (*gone, *new)] == ["demo-main", "demo-main"]
    assert f"assets/{next(iter(new))}" in after.files["demo.html"].text


def test_a_source_that_changes_while_the_desk_runs_is_built(built_project: Path) -> None:
    project, first = built_project, built(built_project)
    renewed: list[Site] = []
    watch = pages.Watch(project, renewed=lambda: renewed.append(built(project)))

    change(project, "location.search", "location.hash")
    deadline = time.monotonic() + PATIENCE
    while not renewed and time.monotonic() < deadline:
        time.sleep(0.05)
    watch.stop()

    assert renewed[-1].manifest.opening["demo.html"] != first.manifest.opening["demo.html"]


def test_the_same_sources_become_the_same_files_on_every_machine(built_once: Path) -> None:
    pages.build()

    here, there = (built(root).files for root in (pages.ROOT, built_once))

    assert here == there


def test_a_source_that_is_wrong_is_named_and_the_last_good_pages_stay(built_project: Path) -> None:
    project, before = built_project, built(built_project)
    change(project, "location.search", "location.(")

    with pytest.raises(Refused, match=r"main\.ts"):
        pages.build(project)

    assert built(project) == before


def test_a_machine_that_never_reached_the_registry_is_told_so_in_a_sentence(project: Path, tmp_path: Path) -> None:
    nowhere = "http://127.0.0.1:9"
    alone = {**os.environ, "DENO_DIR": str(tmp_path / "empty"), "HTTPS_PROXY": nowhere, "HTTP_PROXY": nowhere}

    with pytest.raises(Refused) as refusal:
        pages.build(project, alone)

    (sentence,) = str(refusal.value).splitlines()
    assert "https://registry.npmjs.org, which cannot be reached from here" in sentence
