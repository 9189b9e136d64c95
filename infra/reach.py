"""An environment's desk, or that of ``make run``, for the tools that work on its facts and not over its API."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from infra import environments, store
from infra.cloud import Cloud, Refused

if TYPE_CHECKING:
    from chalicelib.core.desk import Desk

ROOT = Path(__file__).resolve().parent.parent


def desk(name: str) -> Desk:
    """The desk of this environment, or of ``local`` (``STATE``). It has no keys: it signs nothing and sends nothing.

    Raises ``Refused`` or ``environments.UnknownEnvironment``, saying what is wrong. To be called before anything of
    ``chalicelib`` is imported: what it says decides which tables that means.
    """
    region, stage = _region_and_stage(name)
    os.environ |= {"DESKBELL_STAGE": stage, "AWS_REGION": region, "AWS_DEFAULT_REGION": region}
    from chalicelib.core.desk import Desk, Settings
    from chalicelib.subscriptions import HANDLERS, SUBSCRIPTIONS

    return Desk(Settings(stage=stage), subscriptions=SUBSCRIPTIONS, handlers=HANDLERS)


def _region_and_stage(name: str) -> tuple[str, str]:
    if name != "local":
        environment = environments.read(name)
        print(f"{environment.stack} in account {Cloud(environment).account}")
        return environment.region, environment.name
    state = Path(os.environ.get("STATE", ROOT / ".state"))
    try:
        noted = json.loads((state / "store.json").read_text())
    except (OSError, ValueError):
        raise Refused(f"no desk was started on {state}") from None
    running = store.Store(int(noted["port"]), int(noted["pid"] or 0))
    if not running.answers():
        raise Refused(f"the desk on {state} is not running: make run starts it")
    found = store.environment_for(running)
    os.environ |= found
    return found["AWS_REGION"], "local"
