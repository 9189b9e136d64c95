"""External ids: which thing has one, and which one a thing has."""

from __future__ import annotations

from collections.abc import Sequence

from pynamodb.attributes import UnicodeAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.tables import Packed
from chalicelib.core.transactions import Transaction
from chalicelib.exchange.model.names import Known
from chalicelib.exchange.store.keys import Keys

THING = "thing"


class KnownRow(Keys):
    known = Packed(Known)


class NamedRow(Keys):
    external_id = UnicodeAttribute()
    lookup = UnicodeAttribute()


class NameTaken(Lost):
    """Another thing has this external id since it was read."""


def lookup(kind: str, scope: str, external_id: str) -> str:
    """Where it stands which thing has this external id."""
    return f"ext#{kind}#{scope}#{external_id}"


def known(desk: Desk, lookups: Sequence[str]) -> dict[str, Known]:
    """Those of these external ids that things have; one strongly consistent request for each hundred."""
    items = KnownRow.find_items(desk.database, [(each, THING) for each in dict.fromkeys(lookups)])
    return {item["key"]["S"]: KnownRow.known.held_in(item) for item in items}


def put_known(tx: Transaction, where: str, external_id: str, before: Known | None, after: Known) -> None:
    """This thing has this external id, and a file said this of it last. Lost: ``NameTaken``."""
    free = KnownRow.known == before if before is not None else KnownRow.key.does_not_exist()
    tx.put(KnownRow(where, THING, known=after), condition=free, losing=lambda _: NameTaken("taken meanwhile"))
    if before is None or before.thing_id != after.thing_id:
        tx.put(NamedRow(f"of#{after.thing_id}", THING, external_id=external_id, lookup=where))


def external_ids(desk: Desk, thing_ids: Sequence[str]) -> dict[str, str]:
    """The external ids of those of these things that have one; one request for each hundred."""
    items = NamedRow.find_items(
        desk.database, [(f"of#{each}", THING) for each in dict.fromkeys(thing_ids)], consistent=False
    )
    return {item["key"]["S"].removeprefix("of#"): item["external_id"]["S"] for item in items}


def forget(tx: Transaction, thing_id: str, where: str) -> None:
    """A thing that is gone has no external id any more."""
    tx.delete(KnownRow(where, THING))
    tx.delete(NamedRow(f"of#{thing_id}", THING))


def where_named(desk: Desk, thing_id: str) -> str | None:
    """Where the external id of this thing stands; one read."""
    row = NamedRow.find(desk.database, f"of#{thing_id}", THING)
    return row.lookup if row is not None else None
