"""The first deployment's people: an administrator with a password that is shown once, and the plan of the checks."""

from __future__ import annotations

import secrets
from contextlib import suppress
from typing import Any

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Conflict, Invalid
from chalicelib.people import service as people
from chalicelib.people.model.forms import CreateAgent
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.plans import service as plans
from infra import founding
from infra.deploy.smoke import PLAN
from infra.environments.cloud import Refused

# "invalid" is a name that nothing can ever have
CHECKS: dict[str, Any] = {"reaches_nobody": True, "allowed_origins": ["https://checks.invalid"]}


def bootstrap(desk: Desk, email: str | None) -> str | None:
    """Set up what a new desk needs, each piece once; the administrator's first password, if one was made now.

    Raises ``Refused`` when nobody is there yet and no e-mail address says who should be.
    """
    founding.found(desk)
    _bootstrap_checks(desk)
    if people.list_agents(desk):
        return None
    if not email:
        raise Refused("the desk has no administrator yet: say who with ADMIN_EMAIL=")
    password = secrets.token_urlsafe(15)
    try:
        people.create_agent(
            desk,
            CreateAgent(
                email=email,
                name="管理员 Administrator",
                number="1000",
                password=password,
                role=ADMINISTRATOR,
                capacity=5,
                temporary=True,
            ),
        )
    except Invalid as error:
        raise Refused(f"ADMIN_EMAIL: {error.detail}") from None
    return password


def _bootstrap_checks(desk: Desk) -> None:
    """The plan of the checks, and nothing but that: it reaches nobody, and no website shows it.

    Of a desk that was founded when it was a plan like any other, it becomes that now.
    """
    with suppress(Conflict):
        plans.create_plan(desk, PLAN, {"name": "Deployment checks", **CHECKS})
        return
    plan = plans.read_plan(desk, PLAN)
    if not plan.reaches_nobody or list(plan.allowed_origins) != CHECKS["allowed_origins"]:
        plans.update_plan(desk, PLAN, CHECKS, None)
