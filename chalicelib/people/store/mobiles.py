"""Agents' mobile numbers: apart from their record, so that nobody sees one who only looks for a name."""

from __future__ import annotations

from collections.abc import Sequence

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import RawItem
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.mobile import Mobile
from chalicelib.people.store.rows import PersonRow, agent_key

KEY = "mobile"


class MobileRow(PersonRow):
    mobile = UnicodeAttribute(null=True)
    version = NumberAttribute()


class MobileMoved(Moved):
    """It was changed since it was read; ``record`` is how it stands now."""


def mobile(desk: Desk, agent_id: str) -> Mobile:
    """An agent's; one strongly consistent read."""
    return _mobile(MobileRow.find_item(desk.database, agent_key(agent_id), KEY))


def mobiles_of(desk: Desk, agent_ids: Sequence[str]) -> dict[str, str]:
    """The numbers of these, where there are any; one request for each hundred."""
    places = {agent_key(each): each for each in agent_ids}
    found = MobileRow.find_items(desk.database, [(place, KEY) for place in places]) if places else ()
    known = {places[item["shelf"]["S"]]: _mobile(item).mobile for item in found}
    return {agent_id: number for agent_id, number in known.items() if number is not None}


def put_mobile(tx: Transaction, agent_id: str, before: Mobile, after: Mobile) -> None:
    """Store it. Lost: ``MobileMoved``."""
    unmoved = MobileRow.version == before.version if before.version else MobileRow.key.does_not_exist()
    row = MobileRow(agent_key(agent_id), KEY, mobile=after.mobile, version=after.version)
    tx.put(row, condition=unmoved, losing=lambda item: MobileMoved(_mobile(item)))


def _mobile(item: RawItem | None) -> Mobile:
    return MobileRow.from_raw_data(item).into(Mobile) if item else Mobile()
