"""The desk's deadline policies: one record, at ``policies``."""

from __future__ import annotations

from pynamodb.attributes import NumberAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem, Wanted
from chalicelib.core.transactions import Transaction
from chalicelib.tickets.model.policies import Policies
from chalicelib.tickets.store.keys import Keys

POLICIES = "policies"


class PoliciesRow(Keys):
    version = NumberAttribute()
    policies = Packed(Policies)


class PoliciesMoved(Moved):
    """The policies are not as they were read; ``record`` is how they stand now."""


def policies(desk: Desk) -> Policies:
    """As they hold; one strongly consistent read. Until somebody has changed them, what is shipped."""
    row = PoliciesRow.find(desk.database, POLICIES, POLICIES)
    return row.policies if row is not None else Policies()


def wanted_policies() -> Wanted[Policies]:
    """The policies, to be asked for together with other things; None where nobody has changed them."""
    return PoliciesRow.wanted(lambda row: row.policies, POLICIES, POLICIES)


def write_policies(tx: Transaction, before: Policies, after: Policies) -> None:
    """Store the policies. Lost: ``PoliciesMoved``."""

    def losing(item: RawItem | None) -> Exception:
        return PoliciesMoved(PoliciesRow.policies.held_in(item) if item else Policies())

    unmoved = PoliciesRow.version == before.version if before.version else PoliciesRow.key.does_not_exist()
    tx.put(PoliciesRow(POLICIES, POLICIES, version=after.version, policies=after), condition=unmoved, losing=losing)
