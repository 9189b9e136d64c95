"""Responses, the lists of them by month, and the counts of days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

import msgspec
from pynamodb.attributes import NumberAttribute

from chalicelib.core import events, work
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed
from chalicelib.core.transactions import Transaction
from chalicelib.questionnaires.model.response import ANSWERED, Response, ResponseWritten
from chalicelib.questionnaires.model.tallies import Cell, Tally
from chalicelib.questionnaires.store.keys import Keys

RESPONSE, OF = "response", "of#"


class Listed(msgspec.Struct, frozen=True):
    """What a list says of a response: enough to tell whose it is."""

    plan_key: str
    number: int
    way: str
    state: str
    agent_id: str | None = None
    group_ids: tuple[str, ...] = ()
    campaign_id: str | None = None


class Line(msgspec.Struct, frozen=True):
    """A response's place in the list of its month."""

    place: str
    listed: Listed

    @property
    def response_id(self) -> str:
        """Which it is."""
        return self.place.rpartition("#")[2]


class Counted(msgspec.Struct, frozen=True):
    """What a cell came to; ``group_ids``: of its plan, when it was asked first."""

    cell: Cell
    tally: Tally
    group_ids: tuple[str, ...] = ()


class ResponseRow(Keys):
    revision = NumberAttribute()
    response = Packed(Response)


class ListedRow(Keys):
    listed = Packed(Listed)


class OfRow(Keys):
    """That a customer was asked this."""


class CountRow(Keys):
    revision = NumberAttribute()
    counted = Packed(Counted)


class ResponseMoved(Moved):
    """The response is not as it was read."""


class AskedBefore(Lost):
    """There is a response of this id."""


class CountMoved(Lost):
    """Something was counted there meanwhile."""


def response(desk: Desk, response_id: str) -> Response | None:
    """One of them; one strongly consistent read."""
    item = ResponseRow.find_item(desk.database, response_id, RESPONSE)
    return ResponseRow.response.held_in(item) if item else None


def responses(desk: Desk, response_ids: Sequence[str]) -> dict[str, Response]:
    """Several, by id; one request for each hundred."""
    items = ResponseRow.find_items(desk.database, [(each, RESPONSE) for each in response_ids])
    held = map(ResponseRow.response.held_in, items)
    return {each.response_id: each for each in held}


def write(tx: Transaction, before: Response | None, after: Response) -> None:
    """Store it, with its place in the list, and have it counted. Lost: ``AskedBefore`` for a new one, else
    ``ResponseMoved``."""
    put(tx, before, after)
    if before is None or before.state != after.state:
        listed = Listed(
            after.plan_key, after.number, after.way, after.state, after.agent_id, after.group_ids, after.campaign_id
        )
        tx.put(ListedRow(list_key(after.questionnaire_id, after.day[:7]), after.place, listed=listed))
        soon = timedelta() if after.state == ANSWERED else work.SOON
        events.publish_later(tx, ResponseWritten(after.response_id), tx.desk.now() + soon)


def put(tx: Transaction, before: Response | None, after: Response) -> None:
    """Store it alone. Lost: the same."""
    row = ResponseRow(after.response_id, RESPONSE, revision=after.revision, response=after)
    if before is None:
        is_new = ResponseRow.key.does_not_exist()
        tx.put(row, condition=is_new, losing=lambda _: AskedBefore("asked before"))
        if after.visitor_id is not None:
            tx.put(OfRow(f"{OF}{after.visitor_id}", after.response_id))
    else:
        unmoved = ResponseRow.revision == before.revision
        tx.put(row, condition=unmoved, losing=ResponseRow.response.losing(ResponseMoved))


def list_key(questionnaire_id: str, month: str) -> str:
    """The partition of what was asked in a month."""
    return f"list#{questionnaire_id}#{month}"


def lines(
    desk: Desk, questionnaire_id: str, month: str, bounds: tuple[str, str], limit: int
) -> tuple[list[Line], bool]:
    """What was asked in a month from the first place on and before the second, the newest first; whether there is more
    before. One query."""
    first, before = bounds
    items, more = ListedRow.read_page(
        desk.database,
        list_key(questionnaire_id, month),
        range_condition=ListedRow.order.between(first, before),
        limit=limit + 1,
        forward=False,
    )
    lines = [Line(item["order"]["S"], ListedRow.listed.held_in(item)) for item in items]
    there = [each for each in lines if each.place != before]
    return there[:limit], more is not None or len(there) > limit


def all_lines(desk: Desk, questionnaire_id: str, month: str) -> Iterator[Line]:
    """All that was asked in a month; a strongly consistent query for each megabyte."""
    for item in ListedRow.all_pages(desk.database, list_key(questionnaire_id, month)):
        yield Line(item["order"]["S"], ListedRow.listed.held_in(item))


def _count_key(questionnaire_id: str, day: str) -> str:
    return f"count#{questionnaire_id}#{day[:7]}"


def count(desk: Desk, questionnaire_id: str, cell: Cell) -> tuple[Counted | None, int]:
    """What a cell came to, and how often it was written; one strongly consistent read."""
    row = CountRow.find(desk.database, _count_key(questionnaire_id, cell.day), cell.order)
    return (row.counted, int(row.revision)) if row is not None else (None, 0)


def counts(desk: Desk, questionnaire_id: str, month: str, first: str, last: str) -> list[tuple[Counted, int]]:
    """The cells of these days of a month, and how often each was written; a query for each megabyte."""
    items = CountRow.all_pages(
        desk.database, _count_key(questionnaire_id, month), range_condition=CountRow.order.between(first, f"{last}#~")
    )
    return [(CountRow.counted.held_in(item), int(item["revision"]["N"])) for item in items]


def write_count(tx: Transaction, questionnaire_id: str, seen: int, counted: Counted) -> None:
    """Store what a cell comes to, which was written so often. Lost: ``CountMoved``."""
    cell = counted.cell
    row = CountRow(_count_key(questionnaire_id, cell.day), cell.order, revision=seen + 1, counted=counted)
    unmoved = CountRow.revision == seen if seen else CountRow.key.does_not_exist()
    tx.put(row, condition=unmoved, losing=lambda _: CountMoved("counted meanwhile"))
