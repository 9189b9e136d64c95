"""The templates of all environments, each rendered once, by the same road as a deployment's."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from infra import environments
from infra.deploy import rendering


class Templates:
    """Templates by environment."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: dict[str, dict[str, Any]] = {}

    def __getitem__(self, name: str) -> dict[str, Any]:
        if name not in self._made:
            environment = environments.read(name)
            self._made[name] = rendering.render(environment, "arm64", folder=self._folder)
        return self._made[name]

    def of_kind(self, name: str, kind: str) -> dict[str, dict[str, Any]]:
        """The properties of the resources of this type."""
        found = self[name]["Resources"].items()
        return {each: resource["Properties"] for each, resource in found if resource["Type"] == kind}


@pytest.fixture(scope="session")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Templates:
    return Templates(tmp_path_factory.mktemp("templates"))
