"""The table ``conversations``: entries, headers, the queue."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

import msgspec
from msgspec.structs import replace
from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.expressions.condition import Condition

from chalicelib.conversations.model.conversation import CLOSED, WAITING, Entry, Header, Page, Told, queue_number
from chalicelib.conversations.model.marks import VISITOR, Change, Marks
from chalicelib.conversations.model.pages import closed_places, page_of, page_up_to
from chalicelib.conversations.model.prechat import FormSaid
from chalicelib.conversations.model.queue import WINDOW, Queue, Waiting, waiting_as
from chalicelib.conversations.model.telling import SaidElsewhere, Written, is_said_elsewhere, told_at, told_soon
from chalicelib.conversations.model.waits import Wait
from chalicelib.conversations.model.watching import AnswerAwaited, is_owed_otherwise
from chalicelib.conversations.model.words import Revision
from chalicelib.core import events, metering, times, work
from chalicelib.core.authors import Author
from chalicelib.core.conditions import prepared
from chalicelib.core.desk import Desk
from chalicelib.core.masks import Spans
from chalicelib.core.races import Moved
from chalicelib.core.tables import Json, Packed, RawItem, Row, Wanted, index, read_both, table_name
from chalicelib.core.transactions import Transaction

HEADER, SIGN, MARKS = 10**15, 10**15 + 1, 10**15 + 2
Listed = tuple[list[str], Mapping[str, Any] | None]  # ids, and where the next page begins
WAITS, LINE = 0, "line"  # the line: where a version before kept everybody who waits


class _Keys(Row):
    class Meta:
        table_name = table_name("conversations")

    conversation_id = UnicodeAttribute(hash_key=True)
    seq = NumberAttribute(range_key=True)


class HeaderRow(_Keys):
    """``listed`` orders the lists: state and the time it began, so that a message does not touch an index."""

    plan_key = UnicodeAttribute()
    visitor_id = UnicodeAttribute()
    state = UnicodeAttribute()
    agent_id = UnicodeAttribute(null=True)
    listed = UnicodeAttribute()
    last_seq = NumberAttribute()
    edits = NumberAttribute(default=0)
    header = Packed(Header)
    by_agent = index(agent_id=UnicodeAttribute, listed=UnicodeAttribute)
    by_state = index(state=UnicodeAttribute, listed=UnicodeAttribute)
    by_visitor = index(visitor_id=UnicodeAttribute, listed=UnicodeAttribute)


class EntryRow(_Keys):
    kind = UnicodeAttribute()
    author = Packed(Author)
    text = UnicodeAttribute()
    at = UTCDateTimeAttribute()
    state_then = UnicodeAttribute()
    visitor_id = UnicodeAttribute()
    client_id = UnicodeAttribute(null=True)
    agent = Packed(Author, null=True)
    place = NumberAttribute(null=True)
    note = UnicodeAttribute(null=True)
    offer = UnicodeAttribute(null=True)
    ref = UnicodeAttribute(null=True)
    more = BooleanAttribute(null=True)
    group = UnicodeAttribute(null=True)
    file = Json(null=True)
    quote = NumberAttribute(null=True)
    about = NumberAttribute(null=True)
    revision = Packed(Revision, null=True)
    mentions = Json(tuple[str, ...], null=True)
    until = UTCDateTimeAttribute(null=True)
    form = Packed(FormSaid, null=True)
    abuse = Json(Spans, null=True)
    via = UnicodeAttribute(null=True)


class SignRow(_Keys):
    """When the visitor's page last gave a sign, and the place it was told then; behind the header, as ``MarksRow``."""

    seen_at = UTCDateTimeAttribute()
    told = Packed(Told, null=True)


class MarksRow(_Keys):
    """That a side types, and how far it has read; behind the header, so that every reading of the end brings it."""

    visitor_typing = UTCDateTimeAttribute(null=True)
    agent_typing = UTCDateTimeAttribute(null=True)
    visitor_read = NumberAttribute(null=True)
    agent_read = NumberAttribute(null=True)


class QueueRow(_Keys):
    """Who waits in a pool: ``queue#<pool>``, in the order of ``queue_number``."""

    waiting = Packed(Waiting)


class WaitsRow(_Keys):
    """How long those lately served from a pool's queue have waited: in front of it, so that who reads it has them."""

    waits = Json(tuple[Wait, ...])
    at = UTCDateTimeAttribute()


class LineRow(_Keys):
    header = Packed(Header)


_after = prepared(lambda seq: EntryRow.seq > seq)
_before = prepared(lambda seq: EntryRow.seq < seq)
_unmoved = prepared(lambda last_seq, edits: (HeaderRow.last_seq == last_seq) & (HeaderRow.edits == edits))
_header = HeaderRow.header.held_in
_queue = "queue#{}".format  # where who waits in a pool stands


class HeaderMoved(Moved):
    """The conversation was written to since it was read; ``header`` is how it stands now (None: it is not there)."""

    @property
    def header(self) -> Header | None:
        """The record."""
        header: Header | None = self.record
        return header


def _queue_rows(header: Header | None) -> dict[tuple[str, int], Row]:
    """Its rows in the queues of its pools by their keys, if it waits; where a version before wrote it, in the line."""
    if header is None or header.state != WAITING:
        return {}
    number = queue_number(header)
    if header.pools is None:
        return {(LINE, number): LineRow(LINE, number, header=header)}
    waiting = replace(waiting_as(header), number=0)  # the key says it
    hashes = [_queue(pool) for pool in header.pools]
    return {(each, number): QueueRow(each, number, waiting=waiting) for each in hashes}


def listed(header: Header) -> str:
    """The order of lists: by state, then by when that began, then by id."""
    since = header.state_at or header.started_at
    return f"{header.state}#{times.sortable(since)}#{header.conversation_id}"


def write(tx: Transaction, before: Header | None, after: Header, entries: Sequence[Entry]) -> None:
    """Store new entries, or none for an edit, and the header; keep the queue true. Lost: ``HeaderMoved``."""
    after = told_soon(before, after, entries, tx.desk.now(), work.SOON)
    if (at := told_at(before, after)) is not None:
        events.publish_later(tx, Written(after.conversation_id), at)
    if is_said_elsewhere(after, entries):
        events.publish_later(tx, SaidElsewhere(after.conversation_id), tx.desk.now())
    row = HeaderRow.of(after, seq=HEADER, listed=listed(after), header=after)
    tx.put(row, condition=_as_read(before), losing=HeaderRow.header.losing(HeaderMoved))
    put_entries(tx, after.conversation_id, entries)
    old, new = _queue_rows(before), _queue_rows(after)
    for queued in new.values():
        tx.put(queued)
    for key in old.keys() - new.keys():
        tx.delete(old[key])
    if before is not None and is_owed_otherwise(before, after):
        events.publish_later(tx, AnswerAwaited(after.conversation_id), tx.desk.now())


def put_entries(tx: Transaction, conversation_id: str, entries: Sequence[Entry]) -> None:
    """Store these entries, and nothing that follows from them."""
    for entry in entries:
        sparse = {"more": entry.more or None, "mentions": entry.mentions or None, "abuse": entry.abuse or None}
        tx.put(EntryRow.of(entry, conversation_id=conversation_id, state_then=entry.state, **sparse))


def _as_read(header: Header | None) -> Condition:
    """The conversation is still as this header says, or not there."""
    return HeaderRow.seq.does_not_exist() if header is None else _unmoved(header.last_seq, header.edits)


def header(desk: Desk, conversation_id: str) -> Header | None:
    """The header; one strongly consistent read."""
    item = HeaderRow.find_item(desk.database, conversation_id, HEADER)
    return metering.about(_header(item)) if item else None


def wanted(conversation_id: str) -> Wanted[Header]:
    """The header, to be read together with something else."""
    return HeaderRow.wanted(lambda row: metering.about(row.header), conversation_id, HEADER)


def wanted_entry(conversation_id: str, seq: int) -> Wanted[Entry]:
    """One entry, to be read the same way."""
    return EntryRow.wanted(lambda row: row.into(Entry, state=row.state_then), conversation_id, seq)


def headers(desk: Desk, conversation_ids: Sequence[str], *, consistent: bool = True) -> list[Header]:
    """Several headers, in the order asked for, without those that are not there; one request for each hundred."""
    keys = [(each, HEADER) for each in conversation_ids]
    items = HeaderRow.find_items(desk.database, keys, consistent=consistent)
    found = {header.conversation_id: header for header in map(_header, items)}
    return [found[each] for each in conversation_ids if each in found]


def headers_and_signs(desk: Desk, conversation_ids: Sequence[str]) -> tuple[list[Header], dict[str, datetime]]:
    """Several headers as ``headers`` gives them, and when their visitors' pages last gave a sign; a request a fifty."""
    keys = [(each, seq) for each in conversation_ids for seq in (HEADER, SIGN)]
    items = list(HeaderRow.find_items(desk.database, keys))
    known = {each["conversation_id"]["S"]: _header(each) for each in items if "header" in each}
    rows = (SignRow.from_raw_data(each) for each in items if "header" not in each)
    signs = {each.conversation_id: each.seen_at for each in rows}
    return [known[each] for each in conversation_ids if each in known], signs


def page(desk: Desk, conversation_id: str, after: int, limit: int) -> Page | None:
    """The entries after ``after`` and, if the read reaches it, the header; one strongly consistent query."""
    items, _ = EntryRow.read_page(desk.database, conversation_id, range_condition=_after(after), limit=limit + 3)
    entries, found, beside = _told_apart(items)
    shown = page_of(entries, found, after, limit)
    return replace(shown, **beside) if shown is not None and beside else shown


def page_before(desk: Desk, conversation_id: str, before: int | None, limit: int) -> Page | None:
    """The last entries before ``before``, or (None) the newest, with the header; one strongly consistent query."""
    upto = _before(before) if before is not None else None
    items, _ = EntryRow.read_page(desk.database, conversation_id, range_condition=upto, forward=False, limit=limit + 3)
    entries, found, beside = _told_apart(items[::-1])
    shown = page_up_to(entries, found, limit)
    return replace(shown, **beside) if shown is not None and beside else shown


def _told_apart(items: Sequence[RawItem]) -> tuple[list[Entry], Header | None, dict[str, Any]]:
    """The entries among these, the header, and what else a page shows of what lies behind it."""
    entries, beside = list[Entry](), dict[str, Any]()
    found: Header | None = None
    for item in items:
        if item["seq"]["N"] == str(HEADER):
            found = metering.about(_header(item))
        elif item["seq"]["N"] == str(SIGN):
            beside["seen_at"] = SignRow.from_raw_data(item).seen_at
        elif item["seq"]["N"] == str(MARKS):
            row = MarksRow.from_raw_data(item)
            read = int(row.visitor_read or 0), int(row.agent_read or 0)
            beside["marks"] = Marks(row.visitor_typing, row.agent_typing, *read)
        else:
            row = EntryRow.from_raw_data(item)
            entries.append(row.into(Entry, state=row.state_then))
    return entries, found, beside


def put_marks(tx: Transaction, conversation_id: str, side: str, change: Change) -> None:
    """Write down what a page says of its side. Lost: ``Lost`` (another page of that side has read further)."""
    typing = MarksRow.visitor_typing if side == VISITOR else MarksRow.agent_typing
    read = MarksRow.visitor_read if side == VISITOR else MarksRow.agent_read
    actions, further = list[Any](), None
    if change.typing is not None:
        actions.append(typing.set(change.typing))
    if change.read is not None:
        actions.append(read.set(change.read))
        further = read.does_not_exist() | (read < change.read)
    tx.update(MarksRow(conversation_id, MARKS), actions, condition=further)


def header_and_sign(desk: Desk, conversation_id: str) -> tuple[Header | None, datetime | None, Told | None]:
    """The header, when the visitor's page last gave a sign, and the place it was told then; one query."""
    items, _ = SignRow.read_page(desk.database, conversation_id, range_condition=SignRow.seq >= HEADER, limit=2)
    there = {item["seq"]["N"]: item for item in items}
    sign = SignRow.from_raw_data(there[str(SIGN)]) if str(SIGN) in there else None
    header = _header(there[str(HEADER)]) if str(HEADER) in there else None
    return header, sign.seen_at if sign else None, sign.told if sign else None


def put_sign(tx: Transaction, conversation_id: str, now: datetime, told: Told | None = None) -> None:
    """The visitor's page is there, and was ``told`` this place; nothing said, what it was told stays."""
    actions = [SignRow.seen_at.set(now), *([SignRow.told.set(told)] if told is not None else [])]
    tx.update(SignRow(conversation_id, SIGN), actions)


def check_unseen(tx: Transaction, conversation_id: str, since: datetime | None) -> None:
    """Only while the page has given no sign since this one. Lost: ``Lost``."""
    unseen = SignRow.seen_at == since if since is not None else SignRow.seen_at.does_not_exist()
    tx.check(SignRow(conversation_id, SIGN), unseen)


def header_and_entry(desk: Desk, conversation_id: str, seq: int) -> tuple[Header | None, Entry | None]:
    """The header and one entry; one strongly consistent request."""
    return read_both(desk.database, wanted(conversation_id), wanted_entry(conversation_id, seq))


def revise(tx: Transaction, conversation_id: str, seqs: Sequence[int], by: Entry, revision: Revision) -> None:
    """Write beside these entries what their words are by now; what they were stays where it is. A file is gone."""
    gone = [EntryRow.file.set(by.file)] if by.file is not None else []
    for seq in seqs:
        tx.update(EntryRow(conversation_id, seq), [EntryRow.revision.set(revision), *gone])


def put_file(tx: Transaction, conversation_id: str, entry: Entry) -> None:
    """What is said of the file of this entry from now on."""
    tx.update(EntryRow(conversation_id, entry.seq), [EntryRow.file.set(entry.file)], condition=EntryRow.seq.exists())


def queue(
    desk: Desk, pool: str, limit: int = WINDOW + 1, *, after: int | None = None, upto: int | None = None
) -> Queue:
    """The first of a pool's queue, behind and up to these numbers, as of now; one strongly consistent query.

    From its beginning it brings the last waits, too.
    """
    behind = QueueRow.seq > after if after is not None else None
    condition = QueueRow.seq <= upto if upto is not None else behind
    items, _ = QueueRow.read_page(desk.database, _queue(pool), range_condition=condition, limit=limit + 1)
    rows = [_waiting(item) for item in items if item["seq"]["N"] != str(WAITS)]
    waits = [WaitsRow.from_raw_data(item).waits for item in items[:1] if item["seq"]["N"] == str(WAITS)]
    return Queue(tuple(rows[:limit]), *waits)


def numbers_in_queue(desk: Desk, pool: str, limit: int) -> set[int]:
    """Where the first of a pool's queue stand, a number each; one query a megabyte, which brings these alone."""
    asked: Any = {"range_condition": QueueRow.seq > WAITS, "limit": limit, "only": "seq"}
    return {int(item["seq"]["N"]) for item in islice(QueueRow.all_pages(desk.database, _queue(pool), **asked), limit)}


def put_waits(tx: Transaction, pool: str, before: Sequence[Wait], after: tuple[Wait, ...]) -> None:
    """Keep a pool's last waits. Lost: ``Lost`` (somebody kept another one since)."""
    seen = WaitsRow.at == before[-1].at if before else WaitsRow.seq.does_not_exist()
    tx.put(WaitsRow(_queue(pool), WAITS, waits=after, at=after[-1].at), condition=seen)


def _waiting(item: RawItem) -> Waiting:
    return replace(msgspec.json.decode(item["waiting"]["S"], type=Waiting), number=int(item["seq"]["N"]))


def forget(tx: Transaction, row: Waiting, header: Header | None) -> None:
    """Add to the transaction: this is no row of the conversation, whose header was read as this. Lost: ``Lost``."""
    tx.check(HeaderRow(row.conversation_id, HEADER), _as_read(header))
    for hashed, number in {(_queue(pool), row.number) for pool in row.pools} - _queue_rows(header).keys():
        tx.delete(QueueRow(hashed, number))


def line(desk: Desk, limit: int, after: int | None = None) -> list[tuple[int, str]]:
    """Who waits where a version before kept them: their numbers and ids; one strongly consistent query."""
    behind = LineRow.seq > after if after is not None else None
    items, _ = LineRow.read_page(desk.database, LINE, range_condition=behind, limit=limit)
    return [(int(item["seq"]["N"]), _header(item).conversation_id) for item in items]


def leave_line(tx: Transaction, number: int, conversation_id: str, header: Header | None) -> None:
    """Add to the transaction: it waits there no more, as this header says. Lost: ``Lost``."""
    tx.check(HeaderRow(conversation_id, HEADER), _as_read(header))
    tx.delete(LineRow(LINE, number))


def list_of_agent(desk: Desk, agent_id: str, state: str | None, limit: int, start: Mapping[str, Any] | None) -> Listed:
    """Ids of an agent's conversations, the newest of each state first."""
    condition = HeaderRow.listed.startswith(f"{state}#") if state else None
    return _ids(desk, agent_id, index="by_agent", range_condition=condition, limit=limit, start=start, forward=False)


def newest(
    desk: Desk, order: str, whose: str, limit: int, before: str | None, state: str | None = None
) -> list[tuple[str, str]]:
    """Whose conversations (``by_agent``, ``by_visitor``) stand behind ``before``: pairs of their place and their id."""
    prefix = f"{state}#" if state else ""
    condition = HeaderRow.listed < before if before else HeaderRow.listed.startswith(prefix) if prefix else None
    wanted: Any = {"index": order, "range_condition": condition, "limit": limit, "forward": False}
    items, _ = HeaderRow.read_page(desk.database, whose, **wanted)
    found = [(item["listed"]["S"], item["conversation_id"]["S"]) for item in items]
    return [each for each in found if each[0].startswith(prefix)]


def closed_between(
    desk: Desk,
    begin: datetime,
    end: datetime,
    limit: int,
    start: Mapping[str, Any] | None,
    *,
    agent_id: str | None = None,
    forward: bool = True,
) -> Listed:
    """Ids of the conversations that were over from then until then, in order; of an agent or all (None); one query."""
    condition = HeaderRow.listed.between(*closed_places(begin, end))
    hashed, index_name = (agent_id, "by_agent") if agent_id is not None else (CLOSED, "by_state")
    return _ids(desk, hashed, index=index_name, range_condition=condition, limit=limit, start=start, forward=forward)


def list_in_state(desk: Desk, state: str, limit: int, start: Mapping[str, Any] | None) -> Listed:
    """Ids of the conversations in this state, newest first (those waiting: the first in the queue first)."""
    return _ids(desk, state, index="by_state", limit=limit, start=start, forward=state == WAITING)


def _ids(desk: Desk, hashed: str, **wanted: Any) -> Listed:
    items, following = HeaderRow.read_page(desk.database, hashed, **wanted)
    return [item["conversation_id"]["S"] for item in items], following
