"""How far the last recount has come."""

from __future__ import annotations

from pynamodb.attributes import UnicodeAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.tables import Packed
from chalicelib.core.transactions import Transaction
from chalicelib.quality.model.recount import Recount
from chalicelib.quality.store.keys import Keys

RECOUNT = "recount"


class RecountRow(Keys):
    recount = Packed(Recount)
    step = UnicodeAttribute()


class RecountMoved(Lost):
    """Somebody else has gone on, or has begun another."""


def last(desk: Desk) -> Recount:
    """The last one; one strongly consistent read."""
    row = RecountRow.find(desk.database, RECOUNT, RECOUNT)
    return row.recount if row is not None else Recount()


def write(tx: Transaction, before: Recount, after: Recount) -> None:
    """Store how far it is. Lost: ``RecountMoved``."""
    same = RecountRow.step == _step(before) if before.run_id else RecountRow.key.does_not_exist()
    row = RecountRow(RECOUNT, RECOUNT, recount=after, step=_step(after))
    tx.put(row, condition=same, losing=lambda _: RecountMoved("it went on meanwhile"))


def _step(recount: Recount) -> str:
    return f"{recount.run_id}#{recount.done}"
