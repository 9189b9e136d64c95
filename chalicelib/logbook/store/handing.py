"""What is handed over with a shift, thing by thing, beside the hand-over itself."""

from __future__ import annotations

from collections.abc import Sequence

from pynamodb.attributes import NumberAttribute, UnicodeAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem
from chalicelib.core.transactions import Transaction
from chalicelib.logbook.model.handing import Handed, ShiftHandover
from chalicelib.logbook.store.keys import Keys

_FIRST, _LAST = "thing#", "thing#~"
OPEN_TO = "open-to"


class HandedRow(Keys):
    version = NumberAttribute()
    handed = Packed(Handed)


class OpenToRow(Keys):
    """Which hand-over of somebody's is open to a group: at most one."""

    about = UnicodeAttribute()


class HandedOver(Lost):
    """Another one of theirs was begun, or the one that was open was settled or taken back meanwhile."""


class HandedMoved(Moved):
    """The thing does not stand as it was read."""


def place_of(kind: str, thing_id: str) -> str:
    """Where it stands among what is handed over."""
    return f"{_FIRST}{kind}#{thing_id}"


def things(desk: Desk, handover_id: str) -> Sequence[Handed]:
    """All of a hand-over's, in no order; one strongly consistent query, for each megabyte."""
    in_it = HandedRow.order.between(_FIRST, _LAST)
    items = HandedRow.all_pages(desk.database, handover_id, range_condition=in_it)
    return [HandedRow.handed.held_in(item) for item in items]


def thing(desk: Desk, handover_id: str, kind: str, thing_id: str) -> Handed | None:
    """One of them; one strongly consistent read."""
    row = HandedRow.find(desk.database, handover_id, place_of(kind, thing_id))
    return row.handed if row is not None else None


def put_thing(tx: Transaction, handover_id: str, before: Handed | None, after: Handed) -> None:
    """Store how it stands. Lost: ``HandedMoved``, also for a new one that is there."""
    same = HandedRow.key.does_not_exist() if before is None else HandedRow.version == before.version
    row = HandedRow(handover_id, place_of(after.thing.kind, after.thing.thing_id), version=after.version, handed=after)

    def losing(item: RawItem | None) -> Exception:
        return HandedMoved(HandedRow.handed.held_in(item) if item else None)

    tx.put(row, condition=same, losing=losing)


def open_to_group(tx: Transaction, handover: ShiftHandover) -> None:
    """It is the one that is open to its group. Lost: ``HandedOver``."""
    row = OpenToRow(_open_to(handover), OPEN_TO, about=handover.handover_id)
    alone = OpenToRow.key.does_not_exist()
    tx.put(row, condition=alone, losing=lambda _: HandedOver("another one is open to this group"))


def over_for_group(tx: Transaction, handover: ShiftHandover) -> None:
    """Another one may be begun."""
    tx.delete(OpenToRow(_open_to(handover), OPEN_TO))


def _open_to(handover: ShiftHandover) -> str:
    return f"open-to#{handover.leaver.id}#{handover.group_id}"
