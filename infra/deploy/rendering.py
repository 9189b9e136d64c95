"""The template of an environment as a file: ``chalice package`` with our part merged into it.

Chalice is given a copy of the project without its requirements: the package is built by ``infra.deploy.package``,
smaller.
"""

from __future__ import annotations

import importlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

from infra.deploy.package import BUILD, ROOT
from infra.environments import Environment
from infra.environments.cloud import Refused

CHALICE = "import sys; from chalice.cli import main; sys.exit(main())"


def render(environment: Environment, architecture: str, root: Path = ROOT, folder: Path = BUILD) -> dict[str, Any]:
    """The whole template; where the functions' code is stands in it later (``whole.with_code``).

    Raises ``Refused`` with Chalice's words if the application cannot be read.
    """
    from infra.template import document, gateway

    app = importlib.import_module("app").app
    place = folder / environment.name
    project = _project(root, place / "project")
    _write(project / ".chalice/config.json", document.chalice_config(app, environment))
    for name, policy in document.policy_files(app, environment).items():
        _write(project / ".chalice" / name, policy)
    merged, out = place / "merged.json", place / "chalice"
    _write(merged, document.ours(app, environment, architecture))
    _chalice(project, environment.region, "--stage", environment.name, "--merge-template", str(merged), str(out))
    template: dict[str, Any] = json.loads((out / "sam.json").read_text())
    gateway.gather(template)
    return template


def _project(root: Path, project: Path) -> Path:
    shutil.rmtree(project, ignore_errors=True)
    project.mkdir(parents=True)
    shutil.copy(root / "app.py", project)
    # with what is compiled of it: Chalice imports the application, and to compile it takes longer
    shutil.copytree(root / "chalicelib", project / "chalicelib", ignore=shutil.ignore_patterns("pages"))
    (project / "requirements.txt").touch()
    return project


def _write(path: Path, document: Any) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, indent=1, ensure_ascii=False))


def _chalice(project: Path, region: str, *arguments: str) -> None:
    environment = {**os.environ, "AWS_DEFAULT_REGION": region, "PYTHONPATH": str(project)}
    environment["PYTHONDONTWRITEBYTECODE"] = "1"
    command = [sys.executable, "-c", CHALICE, "--project-dir", str(project), "package", *arguments]
    done = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Refused(f"chalice package failed:\n{done.stdout}{done.stderr}")
