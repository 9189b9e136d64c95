"""The table ``offline``: messages, those that wait, agents' loads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.core import times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, RawItem, Row, Wanted, index, table_name
from chalicelib.core.transactions import Transaction
from chalicelib.offline.model.message import Message
from chalicelib.offline.model.turns import Load

MESSAGE, LOAD = "message", "load"
MOST_COUNTED = 1_000


class _Keys(Row):
    class Meta:
        table_name = table_name("offline")

    key = UnicodeAttribute(hash_key=True)
    order = UnicodeAttribute(range_key=True)


class MessageRow(_Keys):
    """``left`` is the time and the id, ``listed`` the state before both: newest last, in each state.
    ``holder`` is an agent's id, or ``nobody#<plan_key>``."""

    plan_key = UnicodeAttribute()
    visitor_id = UnicodeAttribute()
    state = UnicodeAttribute()
    holder = UnicodeAttribute()
    left = UnicodeAttribute()
    listed = UnicodeAttribute()
    version = NumberAttribute()
    message = Packed(Message)
    by_holder = index(holder=UnicodeAttribute, listed=UnicodeAttribute)
    by_plan = index(plan_key=UnicodeAttribute, listed=UnicodeAttribute)
    by_state = index(state=UnicodeAttribute, listed=UnicodeAttribute)
    by_visitor = index(visitor_id=UnicodeAttribute, left=UnicodeAttribute)


class WaitingRow(_Keys):
    created_at = UTCDateTimeAttribute()


class LoadRow(_Keys):
    turn = NumberAttribute(default=0)
    unanswered = NumberAttribute(default=0)


class MessageMoved(Moved):
    """The message is not as it was read."""


class LoadMoved(Lost):
    """Somebody else gave this agent, or relieved them of, a message; ``load`` is how theirs stands now."""

    def __init__(self, load: Load | None) -> None:
        super().__init__("the agent's load has changed")
        self.load = load


def nobody(plan_key: str) -> str:
    """The holder of a plan's messages that nobody was given."""
    return f"nobody#{plan_key}"


def left(message: Message) -> str:
    """Where it stands among others: by when it was left, then by id."""
    return f"{times.sortable(message.created_at)}#{message.message_id}"


def row_of(message: Message) -> MessageRow:
    """The item of a message."""
    place = left(message)
    return MessageRow.of(
        message,
        key=message.message_id,
        order=MESSAGE,
        holder=message.agent_id or nobody(message.plan_key),
        left=place,
        listed=f"{message.state}#{place}",
        message=message,
    )


def write(tx: Transaction, before: Message | None, after: Message, *, given: Load | None = None, turn: int = 0) -> None:
    """Store the message, and keep what waits and who has how much true. Lost: ``MessageMoved``.

    ``given``: its new agent's load as it was read when they were chosen; they get this ``turn``. Lost: ``LoadMoved``.
    """
    unmoved = MessageRow.key.does_not_exist() if before is None else MessageRow.version == before.version
    row = row_of(after)
    tx.put(row, condition=unmoved, losing=MessageRow.message.losing(MessageMoved))
    waiting = WaitingRow(_waiting(after.plan_key), row.left, created_at=after.created_at)
    if after.waits and (before is None or not before.waits):
        tx.put(waiting)
    elif before is not None and before.waits and not after.waits:
        tx.delete(waiting)
    _keep_loads(tx, before, after, given, turn)


def _keep_loads(tx: Transaction, before: Message | None, after: Message, given: Load | None, turn: int) -> None:
    had = before.agent_id if before is not None and before.waits else None
    has = after.agent_id if after.waits else None
    if had == has:
        return
    if had is not None:
        tx.update(LoadRow(LOAD, had), [LoadRow.unanswered.add(-1), _same_turn()])
    if has is not None and given is not None:
        actions = [LoadRow.unanswered.set(given.unanswered + 1), LoadRow.turn.set(turn)]
        tx.update(LoadRow(LOAD, has), actions, condition=_as_read(given), losing=_load_moved)
    elif has is not None:
        tx.update(LoadRow(LOAD, has), [LoadRow.unanswered.add(1), _same_turn()])


def _same_turn() -> Action:
    return LoadRow.turn.set(LoadRow.turn | 0)


def _as_read(load: Load) -> Condition:
    if not load.stored:
        return LoadRow.key.does_not_exist()
    same: Condition = (LoadRow.turn == load.turn) & (LoadRow.unanswered == load.unanswered)
    return same


def _load(item: RawItem) -> Load:
    row = LoadRow.from_raw_data(item)
    return Load(row.order, int(row.turn), int(row.unanswered), stored=True)


def _load_moved(item: RawItem | None) -> Exception:
    return LoadMoved(_load(item) if item else None)


def loads(desk: Desk) -> dict[str, Load]:
    """Everybody's load; one strongly consistent query."""
    found = (_load(item) for item in LoadRow.all_pages(desk.database, LOAD))
    return {each.agent_id: each for each in found}


def put_load(tx: Transaction, before: Load, unanswered: int) -> None:
    """Mend a load. Lost: ``LoadMoved``."""
    actions = [LoadRow.unanswered.set(unanswered), LoadRow.turn.set(before.turn)]
    tx.update(LoadRow(LOAD, before.agent_id), actions, condition=_as_read(before), losing=_load_moved)


def message(desk: Desk, message_id: str) -> Message | None:
    """One message; one strongly consistent read."""
    item = MessageRow.find_item(desk.database, message_id, MESSAGE)
    return MessageRow.message.held_in(item) if item else None


def wanted(message_id: str) -> Wanted[Message]:
    """One message, to be read together with something else."""
    return MessageRow.wanted(lambda row: row.message, message_id, MESSAGE)


def messages(desk: Desk, message_ids: Sequence[str]) -> list[Message]:
    """Several, in the order asked for, without those that are not there; one request for each hundred."""
    items = MessageRow.find_items(desk.database, [(each, MESSAGE) for each in message_ids])
    found = {message.message_id: message for message in map(MessageRow.message.held_in, items)}
    return [found[each] for each in message_ids if each in found]


def list_before(desk: Desk, by: str, whose: str, state: str, before: str | None, limit: int) -> list[str]:
    """Where messages in this state stand (``left``) that were left before ``before``, newest first; one query.

    ``by`` names the index (``holder``, ``plan`` or ``state``), ``whose`` its key.
    """
    lowest = f"{state}#"
    condition = MessageRow.listed.between(lowest, lowest + before) if before else MessageRow.listed.startswith(lowest)
    items, _ = MessageRow.read_page(
        desk.database, whose, index=f"by_{by}", range_condition=condition, limit=limit + 1, forward=False
    )
    places = [item["listed"]["S"].removeprefix(lowest) for item in items]
    return [each for each in places if each != before][:limit]


def held_by(desk: Desk, agent_id: str, state: str) -> list[str]:
    """Ids of all messages in this state that an agent has, as far as the index knows; oldest first."""
    here = MessageRow.listed.startswith(f"{state}#")
    return [
        item["key"]["S"]
        for item in MessageRow.all_pages(desk.database, agent_id, index="by_holder", range_condition=here)
    ]


def list_of_visitor(desk: Desk, visitor_id: str, limit: int) -> list[str]:
    """Ids of a visitor's messages, newest first; one query."""
    items, _ = MessageRow.read_page(desk.database, visitor_id, index="by_visitor", limit=limit, forward=False)
    return [item["key"]["S"] for item in items]


def ids_in_state(
    desk: Desk, state: str, limit: int, start: Mapping[str, Any] | None
) -> tuple[list[str], dict[str, Any] | None]:
    """A page of the ids of messages in this state, oldest first, and where the next one begins; one query."""
    items, following = MessageRow.read_page(desk.database, state, index="by_state", limit=limit, start=start)
    return [item["key"]["S"] for item in items], following


def newest_of_visitor(desk: Desk, visitor_id: str, limit: int, before: str | None) -> list[tuple[str, str]]:
    """A visitor's messages behind this place, newest first, as pairs of their place and their id; one query."""
    condition = MessageRow.left < before if before else None
    items, _ = MessageRow.read_page(
        desk.database, visitor_id, index="by_visitor", range_condition=condition, limit=limit, forward=False
    )
    return [(item["left"]["S"], item["key"]["S"]) for item in items]


def all_in_state(desk: Desk, state: str) -> list[str]:
    """Ids of every message in this state; for rebuilding counts."""
    return [item["key"]["S"] for item in MessageRow.all_pages(desk.database, state, index="by_state")]


def waiting(desk: Desk, plan_key: str, until: datetime) -> tuple[int, datetime | None]:
    """How many of the plan's messages left until then wait for an answer (at most 1,000), and since when the oldest."""
    upper = f"{times.sortable(until)}$"  # "$" sorts after "#"
    items, _ = WaitingRow.read_page(
        desk.database, _waiting(plan_key), range_condition=WaitingRow.order < upper, limit=MOST_COUNTED
    )
    oldest = WaitingRow.from_raw_data(items[0]).created_at if items else None
    return len(items), oldest


def oldest_waiting(desk: Desk, plan_key: str) -> str | None:
    """The id of the plan's message that waits longest; one query."""
    items, _ = WaitingRow.read_page(desk.database, _waiting(plan_key), limit=1)
    return str(items[0]["order"]["S"]).partition("#")[2] if items else None


def page_of_waiting(desk: Desk, plan_key: str, limit: int, after: str | None) -> tuple[list[str], str | None]:
    """Ids of the plan's messages that wait, behind this place, those that wait longest first, and the place of the
    last one if others follow; one query."""
    behind = WaitingRow.order > after if after is not None else None
    items, more = WaitingRow.read_page(desk.database, _waiting(plan_key), range_condition=behind, limit=limit)
    places = [str(item["order"]["S"]) for item in items]
    return [each.partition("#")[2] for each in places], places[-1] if places and more else None


def _waiting(plan_key: str) -> str:
    return f"waiting#{plan_key}"
