"""What was written to a channel and will never be taken, in the table ``channels``: by who wrote it, for a month."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from chalicelib.channels.model.inbound import Incoming, Refused, digest
from chalicelib.channels.store.channels import KEPT_FAILURES, Keys
from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.tables import Packed, read_all
from chalicelib.core.transactions import Transaction

LONGEST = 1_000


class RefusedRow(Keys):
    refused = Packed(Refused)


def put_refused(tx: Transaction, channel_id: str, incoming: Incoming, at: datetime) -> str:
    """These words were not taken; where they are kept, for ``refused_at``."""
    place = f"{channel_id}#{digest(incoming.sender.id)}"
    order = f"{times.sortable(at)}#{digest(incoming.message_id)}"
    files = " ".join(f"📎 {each.name}" for each in incoming.files)
    text = " ".join(each for each in (incoming.text, files) if each)[:LONGEST]
    row = RefusedRow(f"refused#{place}", order, refused=Refused(incoming.sender.id, incoming.sender.name, text))
    row.expires_at = int((at + KEPT_FAILURES).timestamp())
    tx.put(row)
    return f"{place}|{order}"


def refused_at(desk: Desk, places: Sequence[str]) -> dict[str, Refused]:
    """What is kept at these places, by place; one request, none for none."""
    if not places:
        return {}
    keys = [each.partition("|") for each in places]
    wanted = [RefusedRow.wanted(lambda row: row.refused, f"refused#{place}", order) for place, _, order in keys]
    there = zip(places, read_all(desk.database, wanted), strict=True)
    return {place: each for place, each in there if each is not None}
