"""What agents' letters end with: apart from their record, which each of their requests reads."""

from __future__ import annotations

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import RawItem
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.signature import Signature
from chalicelib.people.store.rows import PersonRow, agent_key

KEY = "signature"


class SignatureRow(PersonRow):
    text = UnicodeAttribute()
    version = NumberAttribute()


class SignatureMoved(Moved):
    """It was changed since it was read; ``record`` is how it stands now."""


def signature(desk: Desk, agent_id: str) -> Signature:
    """An agent's; empty until they wrote one. One strongly consistent read."""
    return _signature(SignatureRow.find_item(desk.database, agent_key(agent_id), KEY))


def put_signature(tx: Transaction, agent_id: str, before: Signature, after: Signature) -> None:
    """Store it. Lost: ``SignatureMoved``."""
    unmoved = SignatureRow.version == before.version if before.version else SignatureRow.key.does_not_exist()
    row = SignatureRow(agent_key(agent_id), KEY, text=after.text, version=after.version)
    tx.put(row, condition=unmoved, losing=lambda item: SignatureMoved(_signature(item)))


def _signature(item: RawItem | None) -> Signature:
    return SignatureRow.from_raw_data(item).into(Signature) if item else Signature()
