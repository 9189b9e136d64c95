"""The templates of all environments, each rendered once, by the same road as a deployment's."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from infra import environments
from infra.deploy import rendering


class Templates:
    """Templates by environment. ``shared``: a folder of this run of tests, where workers find what one has rendered."""

    def __init__(self, folder: Path, shared: Path) -> None:
        self._folder = folder
        self._shared = shared
        self._made: dict[str, dict[str, Any]] = {}

    def __getitem__(self, name: str) -> dict[str, Any]:
        if name not in self._made:
            self._made[name] = self._rendered(name)
        return self._made[name]

    def _rendered(self, name: str) -> dict[str, Any]:
        kept = self._shared / f"template-{name}.json"
        if not kept.exists():
            made = rendering.render(environments.read(name), "arm64", folder=self._folder)
            half = self._folder / f"{name}.half"
            half.write_text(json.dumps(made))
            half.replace(kept)
        template: dict[str, Any] = json.loads(kept.read_text())
        return template

    def of_kind(self, name: str, kind: str) -> dict[str, dict[str, Any]]:
        """The properties of the resources of this type."""
        found = self[name]["Resources"].items()
        return {each: resource["Properties"] for each, resource in found if resource["Type"] == kind}


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    folder = tmp_path_factory.mktemp("templates")
    of_all_workers = tmp_path_factory.getbasetemp().parent  # theirs are beside each other, in the run's own
    return Templates(folder, of_all_workers if "PYTEST_XDIST_WORKER" in os.environ else folder)
