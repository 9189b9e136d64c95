"""Files in conversations: who may send them, see them, and take them away (A2; law 8)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import msgspec
from msgspec.structs import replace

from chalicelib.conversations import store
from chalicelib.conversations.model.conversation import Header
from chalicelib.conversations.model.transitions import judged, refuse_closed
from chalicelib.conversations.service.access import may_answer, may_reach, may_see, note_reading, same_visitor
from chalicelib.conversations.store import HeaderMoved
from chalicelib.core import audit, limits, races
from chalicelib.core.authors import SYSTEM, Author
from chalicelib.core.desk import Desk
from chalicelib.core.errors import existing
from chalicelib.core.limits import Limit
from chalicelib.core.once import Once
from chalicelib.core.tables import read_both
from chalicelib.core.transactions import Transaction
from chalicelib.files import service as files
from chalicelib.files.model.upload import REMOVED, Allowed, File, FileJudged, UnknownFile, Upload, Wish
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.plans import service as plans
from chalicelib.plans.model.limits import Limits
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import VisitorRefused

BY_ADDRESS = Limit("uploads", most=600, within=timedelta(hours=1))


class Linked(msgspec.Struct, frozen=True):
    """A file, and where it is for a few minutes: itself, and the small picture of it."""

    file: File
    url: str
    preview_url: str | None


def owner_of(side: str, who: str) -> str:
    """Whose a file is: a ``visitor``'s, or an ``agent``'s."""
    return f"{side}#{who}"


def allowed_by(limits_of_plan: Limits) -> Allowed:
    """What visitors and agents of a plan may send."""
    kinds, each = limits_of_plan.file_kinds, limits_of_plan.files_by_sender
    return Allowed(kinds, limits_of_plan.file_megabytes, each)


def ask_as_visitor(
    desk: Desk,
    caller: visitors.Caller,
    plan_key: str,
    wish: Wish,
    *,
    address: str | None = None,
    once: Once | None = None,
) -> files.Ticket:
    """A place for a file that a visitor wants to send; a read, a write to count their address, a transaction.

    Raises ``Invalid``, ``FileRefused``, ``FilesOff``, ``LimitReached``, ``Unauthorized``, ``VisitorRefused``.
    """
    visitors.same_plan(caller, plan_key)
    there, visitor = read_both(desk.database, plans.wanted(plan_key), visitors.wanted(caller.visitor_id))
    plan = plans.as_read(desk, there, None)
    if visitor is not None and visitor.is_blocked(desk.now()):
        raise VisitorRefused("nothing more can be said here")
    network = plans.came_from(desk, address)
    if network is not None:
        limits.spend_now(desk, BY_ADDRESS, "address", f"{plan.key}#{network}", most=plan.limits.files_by_address)
    return files.ask_for(desk, owner_of("visitor", caller.visitor_id), wish, allowed_by(plan.limits), once)


def ask_as_agent(desk: Desk, agent: Agent, conversation_id: str, wish: Wish, once: Once | None = None) -> files.Ticket:
    """A place for a file that an agent wants to send into this conversation; two reads and one transaction.

    Raises what ``reply`` does of who may not, and what ``ask_as_visitor`` does of files.
    """
    header = _header(desk, conversation_id)
    may_answer(desk, agent, header)
    refuse_closed(header)
    plan = plans.read_plan(desk, header.plan_key)
    return files.ask_for(desk, owner_of("agent", agent.agent_id), wish, allowed_by(plan.limits), once)


def link_for_visitor(desk: Desk, caller: visitors.Caller, plan_key: str, conversation_id: str, file_id: str) -> Linked:
    """Where a file of the visitor's own conversation is; two reads. Raises ``NotFound``, ``FileInQuarantine``."""
    visitors.same_plan(caller, plan_key)
    return _linked(desk, _file_shown(desk, conversation_id, file_id, partial(same_visitor, desk, caller)))


def link_for_agent(desk: Desk, agent: Agent, conversation_id: str, file_id: str, request_id: str = "") -> Linked:
    """Where a file is, for who may read the conversation; two reads. What is another agent's is in the audit log.

    Raises ``NotYours``, ``NotFound``, ``FileInQuarantine``.
    """

    def may(header: Header) -> None:
        tie = may_see(desk, agent, header)
        note_reading(desk, agent, header, tie, "read_transcript", request_id)

    return _linked(desk, _file_shown(desk, conversation_id, file_id, may))


def remove(desk: Desk, agent: Agent, conversation_id: str, file_id: str, request_id: str = "") -> None:
    """Somebody takes a file out of a conversation, open or over: its bytes go, an entry says so, and so does the audit
    log. Twice is once.

    Raises ``NotYours``, ``NotFound``.
    """
    may_reach(desk, agent, _header(desk, conversation_id))
    upload = _file_of(desk, conversation_id, file_id)

    def note(tx: Transaction) -> None:
        by = audit.By(agent.agent_id, agent.name, request_id)
        audit.note(tx, by, "remove_file", conversation_id, after={"file_id": file_id, "seq": upload.seq})
        files.take_away(tx, upload)

    _say(desk, FileJudged(file_id, conversation_id, upload.seq or 0, REMOVED), by_agent(agent), note)


def say_judged(desk: Desk, event: FileJudged) -> None:
    """The scanner has spoken: the entry of the file says so from now on, and one more entry tells who reads along.

    One read and one transaction. Twice is once.
    """
    _say(desk, event, SYSTEM, lambda _: None)


def _say(desk: Desk, event: FileJudged, by: Author, also: Callable[[Transaction], None]) -> None:
    def once() -> None:
        header, entry = store.header_and_entry(desk, event.conversation_id, event.seq)
        if header is None or entry is None or entry.file is None or entry.file.state == event.state:
            return
        after, telling = judged(header, entry.file, event.state, by, desk.now())
        tx = Transaction(desk)
        store.write(tx, header, after, [telling])
        store.put_file(tx, event.conversation_id, replace(entry, file=replace(entry.file, state=event.state)))
        also(tx)
        tx.commit_and_tell()

    races.again(desk, once, HeaderMoved, tries=races.CROWD)


def _header(desk: Desk, conversation_id: str) -> Header:
    return existing(store.header(desk, conversation_id), "no such conversation")


def _file_of(desk: Desk, conversation_id: str, file_id: str) -> Upload:
    """A file of this conversation. Raises ``UnknownFile``, also for another conversation's."""
    upload = files.find(desk, file_id)
    if upload.conversation_id != conversation_id:
        raise UnknownFile("no such file in this conversation")
    return upload


def _file_shown(desk: Desk, conversation_id: str, file_id: str, may: Callable[[Header], None]) -> Upload:
    """A file that a message of this conversation still has: what was withdrawn is gone with its words. Two reads."""
    upload = files.find_if_there(desk, file_id)
    number = upload.seq if upload is not None and upload.conversation_id == conversation_id else None
    header, entry = store.header_and_entry(desk, conversation_id, number or 0)
    may(existing(header, "no such conversation"))
    if upload is None or number is None or (entry is not None and entry.is_withdrawn):
        raise UnknownFile("no such file in this conversation")
    return upload


def _linked(desk: Desk, upload: Upload) -> Linked:
    small = files.link(desk, upload, preview=True) if upload.preview_key else None
    return Linked(upload.file, files.link(desk, upload), small)
