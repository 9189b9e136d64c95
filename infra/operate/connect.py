"""An environment's desk, or that of ``make run``, for the tools that work on its facts and not over its API."""

from __future__ import annotations

import getpass
import os
from pathlib import Path
from typing import TYPE_CHECKING

from infra import environments
from infra.deploy.stack import Stack
from infra.environments.cloud import Cloud, Refused
from infra.local import folder
from infra.local.store import dynamodb
from infra.local.store.engine import Store
from infra.local.store.errors import Unavailable

if TYPE_CHECKING:
    from chalicelib.core.desk import Desk


def desk(name: str) -> Desk:
    """The desk of this environment, or of ``local`` (``STATE``), whether it runs or not. It has no keys: it signs
    nothing and sends nothing.

    Raises ``Refused`` or ``environments.UnknownEnvironment``, saying what is wrong. To be called before anything of
    ``chalicelib`` is imported: what it says decides which tables that means.
    """
    if name == "local":
        store = _file_in_use(folder.of_environment())
    else:
        store = None
        _use_account_of(environments.read(name))
    from chalicelib import directory
    from chalicelib.core import dynamo, s3
    from chalicelib.core.desk import Desk, Settings, clock
    from infra.local import filing

    settings = Settings(stage=os.environ["DESKBELL_STAGE"])
    database = dynamodb.client(store) if store is not None else dynamo.of_environment()
    own = filing.Folder(folder.of_environment() / folder.FILES, "", "", clock)
    files = own if store is not None else s3.of_environment(os.environ)
    return Desk(
        settings,
        database,
        subscriptions=directory.known().subscriptions,
        handlers=directory.handlers(),
        answerers=directory.answerers(),
        files=files,
    )


def operator() -> str:
    """Who is signed in to this machine, for the audit log: their number where they have no name (in containers)."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return str(os.getuid())


def file_of(state: Path) -> Store:
    """Everything of the desk in this folder. Raises ``Refused`` where there is none, or none that can be read."""
    file = state / folder.FILE
    if not file.is_file():
        raise Refused(f"no desk was started on {state}: make run does")
    try:
        return Store(file)
    except Unavailable as error:
        raise Refused(error.message) from error


def _file_in_use(state: Path) -> Store:
    store = file_of(state)
    folder.leave_aws_alone(os.environ)
    os.environ["DESKBELL_STAGE"] = "local"
    return store


def _use_account_of(environment: environments.Environment) -> None:
    cloud = Cloud(environment)
    print(f"{environment.stack} in account {cloud.account}")
    region = environment.region
    os.environ |= {"DESKBELL_STAGE": environment.name, "AWS_REGION": region, "AWS_DEFAULT_REGION": region}
    os.environ["DESKBELL_FILES_BUCKET"] = Stack(cloud, environment.stack).bucket() or ""
