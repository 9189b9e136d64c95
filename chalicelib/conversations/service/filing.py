"""What conversations were about and what was done in them, said at their end or later (E3)."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from msgspec.structs import asdict, replace

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import CLOSED, ConversationEnded, Header
from chalicelib.conversations.model.filing import (
    Filing,
    carried_over,
    checked_record,
    filing_under,
    recorded,
    refiled,
    refuse_going_on,
)
from chalicelib.conversations.model.telling import Refiled
from chalicelib.conversations.model.wrapping import Record
from chalicelib.conversations.service import transitions
from chalicelib.conversations.service.access import may_reach
from chalicelib.conversations.store import HeaderMoved
from chalicelib.core import audit, events, races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Lost
from chalicelib.core.races import Moved
from chalicelib.core.sensitive import restored
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge import service as knowledge
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.people.model.rights import SEE_NUMBERS

TOGETHER = 25


class RecordMoved(Moved):
    """The conversation was written to since it was read; ``record`` is its record as it stands now."""


class FileEarlier(Due, frozen=True):
    """Conversations of before, which were filed in words: the next of those that are over, behind this key."""

    kind = "conversations.file_earlier"

    key: Mapping[str, Any] | None = None


def said_at_end(desk: Desk, category_id: str | None, words: str | None, record: Record | None) -> Filing:
    """What is said of a conversation at its end. One read where its category is said, else none.

    Raises ``Invalid`` with the field.
    """
    wrapped = checked_record(record) if record is not None else None
    if category_id is None and not words:
        return Filing(record=wrapped)
    filing = filing_under(knowledge.read_tree(desk), category_id, words)
    return replace(filing, record=wrapped)


def refile(desk: Desk, agent: Agent, conversation_id: str, category_id: str) -> Header:
    """Say of a conversation that is over that it was about something else; an entry says so. Twice is once.

    What depends on the category hears of its end once more. Raises ``NotFound``, ``NotYours``, ``NotOver``,
    ``Invalid``.
    """
    found = transitions.find(desk, conversation_id)
    may_reach(desk, agent, found)
    filing = filing_under(knowledge.read_tree(desk), category_id)

    def file(header: Header) -> Header:
        may_reach(desk, agent, header)
        refuse_going_on(header)
        if header.wrap.category_id == category_id:
            return header
        after, entry = refiled(header, filing, by_agent(agent), desk.now())
        tx = Transaction(desk)
        store.write(tx, header, after, [entry])
        events.publish(tx, ConversationEnded(conversation_id, None))
        events.publish_later(tx, Refiled(conversation_id), desk.now() + work.SOON)
        tx.commit_and_tell()
        return after

    return races.follow(desk, found, file, HeaderMoved)


def edit_record(
    desk: Desk, agent: Agent, conversation_id: str, parts: Mapping[str, str], version: int | None, request_id: str = ""
) -> Header:
    """Write the record of a conversation that is over, or change what of it is said; with ``version`` only if it still
    has it. The audit log has what was changed.

    Raises ``NotFound``, ``NotYours``, ``NotOver``, ``Invalid``, ``ChangedMeanwhile``.
    """
    header = transitions.find(desk, conversation_id)
    may_reach(desk, agent, header)
    refuse_going_on(header)
    reads = SEE_NUMBERS in agent.rights.permissions

    def changed(before: Record) -> Record:
        if version is not None and version != before.version:
            raise races.changed_meanwhile(version=before.version)
        meant = parts if reads else {name: restored(each, getattr(before, name)) for name, each in parts.items()}
        return checked_record(replace(before, **meant)) or Record(version=before.version)

    def save(before: Record, after: Record) -> None:
        nonlocal header
        by, becomes = audit.By(agent.agent_id, agent.name, request_id), recorded(header, after)
        tx = Transaction(desk)
        audit.note(tx, by, "edit_record", conversation_id, before=_noted(before), after=_noted(after))
        store.write(tx, header, becomes, [])
        try:
            tx.commit()
        except HeaderMoved as moved:
            header = moved.record
            raise RecordMoved(_record(header) if header is not None else None) from None
        header = becomes

    races.change(desk, _record(header), parts, changed, save)
    return header


def _record(header: Header) -> Record:
    return header.wrap.record or Record(version=0)


def file_earlier_later(tx: Transaction, at: datetime) -> None:
    """Add to the transaction: conversations that were filed in words are filed in the tree from then on."""
    work.put(tx, FileEarlier(), at=at)


def file_earlier(desk: Desk, due: FileEarlier) -> None:
    """File up to 25 conversations of before where the tree has their words, which it is given first, and have the next
    ones follow. Twice is once."""
    ids, following = store.list_in_state(desk, CLOSED, TOGETHER, due.key)
    headers = [each for each in store.headers(desk, ids) if each.category and each.wrap.category_id is None]
    if headers:
        tree = knowledge.carry_over(desk, [str(each.category) for each in headers])
        for header in headers:
            after = carried_over(header, tree)
            tx = Transaction(desk)
            store.write(tx, header, after, [])
            with suppress(Lost):  # somebody writes to it now; the next look finds it
                tx.commit()
    if following is not None:
        tx = Transaction(desk)
        work.put(tx, FileEarlier(following))
        tx.commit()


def _noted(record: Record) -> dict[str, Any]:
    """Which parts of a sheet say anything, without what they say."""
    return audit.veiled(asdict(record), ("version",))
