"""What a deployment, and the start of a local desk, do with data of the version before. It stands above all rooms."""

from __future__ import annotations

from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.plans import service as plans


def carry_over(desk: Desk) -> int:
    """Bring everything into the places where this version looks for it, while the desk runs; how many agents it was.

    Twice is once, and it may stop anywhere; where nothing is left to do it costs a query and a read for each agent.
    """
    tx = Transaction(desk)
    people.use_pools(tx, frozenset().union(*map(plans.uses, plans.list_plans(desk))))
    tx.commit()
    return people.carry_over(desk)
