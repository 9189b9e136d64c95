"""Letting somebody in who cannot get in: ``make unlock EMAIL=…``, ``make password EMAIL=…``.

    python -m infra.operate.accounts unlock      failed sign-ins are forgotten, so that EMAIL may sign in at once
    python -m infra.operate.accounts password    EMAIL gets a new password, shown once, to be changed at the next
                                                 sign-in

``ENV`` says where: an environment, or ``local`` (if not said) for the desk of ``make run`` (``STATE``). A new password
ends every session of the account. Both are written to the desk's audit log under the name of whoever is signed in to
this machine.
"""

from __future__ import annotations

import os
import secrets
import sys
from typing import TYPE_CHECKING

from infra import environments
from infra.environments.cloud import Refused
from infra.operate import connect
from infra.operate.sentences import in_words

if TYPE_CHECKING:
    from chalicelib.core.desk import Desk
    from chalicelib.people.model.agents import Agent

LENGTH = 15  # bytes of chance


def main(arguments: list[str]) -> int:
    """0, 1 when it cannot be done, 2 when the question cannot be understood."""
    email = os.environ.get("EMAIL", "").strip()
    if arguments not in (["unlock"], ["password"]) or not email:
        print(__doc__, file=sys.stderr)
        return 2
    try:
        with in_words():
            desk = connect.desk(os.environ.get("ENV") or "local")
            print(unlock(desk, email) if arguments == ["unlock"] else password(desk, email))
    except (environments.UnknownEnvironment, Refused) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def unlock(desk: Desk, email: str) -> str:
    """Forget the account's failed sign-ins; what to say of it. Raises ``Refused`` when nobody has this address."""
    from chalicelib.core.audit import By
    from chalicelib.people import service as people

    agent = _holder(desk, email)
    people.unlock_agent(desk, agent.agent_id, by=By("operator", connect.operator()))
    return f"{agent.email} may sign in now."


def password(desk: Desk, email: str) -> str:
    """Give the account a new password, and end its sessions; what to say of it, the only time it can be read.

    Raises ``Refused`` when nobody has this address, or the account is disabled.
    """
    from chalicelib.core.audit import By
    from chalicelib.core.errors import Conflict
    from chalicelib.people import service as people
    from chalicelib.people.model.forms import UpdateAgent

    agent = _holder(desk, email)
    if not agent.active:
        raise Refused(f"the account of {agent.email} is disabled: an administrator can enable it")
    made, by = secrets.token_urlsafe(LENGTH), By("operator", connect.operator())
    try:
        people.update_agent(desk, agent.agent_id, UpdateAgent(password=made), by=by)
    except Conflict:
        raise Refused("somebody else changed this account at the same moment; nothing was done, try again") from None
    people.unlock_agent(desk, agent.agent_id, by=by)
    return f"{agent.email}\nPassword  {made}   (shown once; to be changed at the next sign-in)"


def _holder(desk: Desk, email: str) -> Agent:
    from chalicelib.people import service as people

    agent = people.find_agent(desk, email)
    if agent is None:
        raise Refused(f"nobody signs in with {email}")
    return agent


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
