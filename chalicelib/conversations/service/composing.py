"""Notes among agents, and one's own words edited or withdrawn: each exactly once, by an entry of its own (A2, A8)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial

import msgspec
from msgspec.structs import replace

from chalicelib.conversations import store
from chalicelib.conversations.model.composing import (
    checked_mentions,
    edited,
    noted,
    refuse_unchangeable,
    revision_by,
    withdrawn,
    without,
)
from chalicelib.conversations.model.conversation import CLOSED, MESSAGE, Entry, Header, checked_text
from chalicelib.conversations.model.numbers import refuse_numbers
from chalicelib.conversations.model.refusals import TooLateToChange, WasWithdrawn
from chalicelib.conversations.model.transitions import refuse_closed
from chalicelib.conversations.model.words import (
    EDITED,
    NOTE,
    NOTE_EDITED,
    NOTE_WITHDRAWN,
    WITHDRAWN,
    WordsChanged,
)
from chalicelib.conversations.service.access import is_guest, may_answer, may_note, note_manual, same_visitor
from chalicelib.conversations.service.guarding import Looked, counting_what_is_stopped, look_through, read_guarded
from chalicelib.conversations.service.intake import answer_of, done_before
from chalicelib.conversations.store import HeaderMoved
from chalicelib.core import events, races, times
from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, LimitReached, NotFound
from chalicelib.core.once import AlreadyDone, Once, checked_client_id, mark, recall
from chalicelib.core.sensitive import hidden, restored
from chalicelib.core.transactions import Transaction
from chalicelib.files import service as files
from chalicelib.knowledge import service as knowledge
from chalicelib.knowledge.model.unsaid import MustNotBeSaid
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.people.model.mentions import Mention
from chalicelib.people.model.rights import SEE_NUMBERS
from chalicelib.visitors import service as visitors

ACTS = {  # as the audit log has them
    EDITED: "edit_message",
    WITHDRAWN: "withdraw_message",
    NOTE_EDITED: "edit_note",
    NOTE_WITHDRAWN: "withdraw_note",
}
KINDS = {MESSAGE: (EDITED, WITHDRAWN), NOTE: (NOTE_EDITED, NOTE_WITHDRAWN)}

Write = Callable[[Header], tuple[Entry, bool]]


class Wished(msgspec.Struct, frozen=True):
    """What somebody wants of a message of theirs, or another ``of`` these kinds: other words, or (None) none at all.
    ``seq``: which one; ``hides``: they are shown its numbers in part, and leave them as they are with that (F8)."""

    author: Author
    seq: int
    text: str | None
    client_id: str
    of: str = MESSAGE
    hides: bool = False

    @property
    def kind(self) -> str:
        """Of the entry that will say so."""
        edited_kind, withdrawn_kind = KINDS[self.of]
        return withdrawn_kind if self.text is None else edited_kind

    def without(self, kinds: Collection[str]) -> Wished:
        """The same as it is kept where numbers of these kinds are not (F8)."""
        return replace(self, text=hidden(self.text, kinds)) if kinds and self.text is not None else self

    def as_meant(self, message: Entry | None) -> Wished:
        """The same with the numbers that its author was shown in part."""
        if not self.hides or self.text is None or message is None:
            return self
        return replace(self, text=restored(self.text, message.words))

    def once(self, conversation_id: str) -> Once:
        """The marker of its being done."""
        asked = [self.kind, self.seq, self.text]
        return Once.of(f"message#{conversation_id}#{self.author.id}", self.client_id, asked)


def write_note(
    desk: Desk,
    agent: Agent,
    conversation_id: str,
    text: str,
    client_id: str,
    mentions: Sequence[str] = (),
    request_id: str = "",
) -> tuple[Entry, bool]:
    """A note that no visitor is ever shown, stored exactly once, and whether it was there before.

    Whom it mentions may see the conversation from then on, and hears of it with the next question their console asks
    anyway. Two requests; one more where it mentions anybody. Whoever writes it into what is not theirs is in the audit
    log. Raises ``Invalid``, ``NotFound``, ``NotYours``, ``ConversationClosed``, ``KeyReused``.
    """
    named = checked_mentions(mentions)
    author, colleagues, written = by_agent(agent), _colleagues(desk, named), checked_text(text)
    name = f"note#{conversation_id}#{agent.agent_id}", checked_client_id(client_id)

    def write(header: Header) -> tuple[Entry, bool]:
        may_note(desk, agent, header)
        text = hidden(written, header.replaces)
        once = Once.of(*name, [text, sorted(named)])

        def again(before: dict[str, object]) -> Entry:
            return replace(_entry(header, NOTE, author, text, client_id, before), mentions=named)

        if header.state == CLOSED:
            return _done_or_closed(desk, once, header, again)
        now = desk.now()
        after, entry = noted(header, author, text, named, now, client_id=client_id)
        tx = Transaction(desk)
        mark(tx, once, answer_of(entry))
        store.write(tx, header, after, [entry])
        mention = Mention(conversation_id, entry.seq, agent.name, now, header.visitor_name)
        for each in colleagues:
            people.tell_mentioned(tx, each, mention)
        if not is_guest(agent, header):
            note_manual(tx, author, header, "write_note", request_id, after={"seq": entry.seq})
        return _committed(tx, entry, again)

    return _follow(desk, conversation_id, write)


def _colleagues(desk: Desk, agent_ids: Sequence[str]) -> list[Agent]:
    """Whom these ids mean; one request. Raises ``Invalid`` for somebody who is not there, or not any more."""
    known = people.read_agents(desk, agent_ids) if agent_ids else {}
    if any(each not in known or not known[each].active for each in agent_ids):
        raise Invalid.field("mentions", "ids of colleagues who are on the desk")
    return list(known.values())


def change_reply(
    desk: Desk, agent: Agent, conversation_id: str, seq: int, text: str | None, client_id: str, request_id: str = ""
) -> tuple[Entry, bool]:
    """An agent's own message has other words from now on, or (None) none; within two minutes, exactly once.

    Two requests. The former words stay, for who may see them. Raises ``Invalid``, ``NotFound``, ``NotYours``,
    ``NotYourWords``, ``TooLateToChange``, ``WasWithdrawn``, ``ConversationClosed``, ``KeyReused``, ``MustNotBeSaid``.
    """
    wished = _wished(agent, seq, text, client_id, MESSAGE)
    note = _noting(agent, seq, request_id)
    with counting_what_is_stopped(desk, agent.agent_id, conversation_id, wished.client_id):
        return _change(desk, conversation_id, wished, partial(may_answer, desk, agent), note)


def change_note(
    desk: Desk, agent: Agent, conversation_id: str, seq: int, text: str | None, client_id: str, request_id: str = ""
) -> tuple[Entry, bool]:
    """The same for an agent's own note; whom it mentions it mentions still. It is not looked through. Two requests."""
    wished = _wished(agent, seq, text, client_id, NOTE)
    return _change(desk, conversation_id, wished, partial(may_note, desk, agent), _noting(agent, seq, request_id))


def _wished(agent: Agent, seq: int, text: str | None, client_id: str, of: str) -> Wished:
    hides = SEE_NUMBERS not in agent.rights.permissions
    return Wished(by_agent(agent), seq, _checked(text), checked_client_id(client_id), of, hides)


def _noting(agent: Agent, seq: int, request_id: str) -> Callable[[Transaction, Header, Entry], None]:
    """Whoever changes something in what is not theirs is in the audit log."""

    def note(tx: Transaction, header: Header, entry: Entry) -> None:
        if not is_guest(agent, header):
            note_manual(tx, by_agent(agent), header, ACTS[entry.kind], request_id, after={"seq": seq})

    return note


def change_message(
    desk: Desk,
    caller: visitors.Caller,
    plan_key: str,
    conversation_id: str,
    seq: int,
    text: str | None,
    client_id: str,
) -> tuple[Entry, bool]:
    """The same for a visitor's own message; it counts among what they may write in a minute. Two requests.

    Raises ``LimitReached`` besides.
    """
    visitors.same_plan(caller, plan_key)
    wished = Wished(Author("visitor", caller.visitor_id), seq, _checked(text), checked_client_id(client_id))
    return _change(desk, conversation_id, wished, partial(same_visitor, desk, caller))


def _checked(text: str | None) -> str | None:
    return checked_text(text) if text is not None else None


def _change(
    desk: Desk,
    conversation_id: str,
    asked: Wished,
    may: Callable[[Header], None],
    note: Callable[[Transaction, Header, Entry], None] | None = None,
) -> tuple[Entry, bool]:
    """One request reads the header and the message; whoever loses a race reads both again, since another edit may have
    been first."""
    by = asked.author
    looks = asked.of == MESSAGE and asked.text is not None

    def change() -> tuple[Entry, bool]:
        header, message, guard = read_guarded(desk, by, conversation_id, asked.seq, looks=looks)
        if header is None:
            raise NotFound("no such conversation")
        may(header)
        wished = asked.as_meant(message).without(header.replaces)
        once = wished.once(conversation_id)

        def again(before: dict[str, object]) -> Entry:
            entry = _entry(header, wished.kind, by, wished.text or "", wished.client_id, before)
            file = message.file if message is not None and wished.kind == WITHDRAWN else None
            return replace(entry, about=wished.seq, file=without(file))

        if header.state == CLOSED:
            return _done_or_closed(desk, once, header, again)
        now = desk.now()
        if header.via is not None and by.kind == "agent" and recall(desk, once, now.timestamp()) is None:
            refuse_numbers(wished.text or "", header.stops)
        try:
            said = refuse_unchangeable(message, by, now, wished.of)
            looked = look_through(guard, by, wished.text or "") if looks else Looked()
            if wished.text is None:
                after, entry = withdrawn(header, said, by, now, client_id=wished.client_id)
            else:
                client_id, abuse = wished.client_id, looked.abuse
                after, entry = edited(header, said, by, wished.text, now, client_id=client_id, abuse=abuse)
        except (TooLateToChange, WasWithdrawn, LimitReached, MustNotBeSaid) as refusal:
            return again(done_before(desk, once, refusal)), True
        earlier = [said.revision.seq] if said.revision is not None else []
        tx = Transaction(desk)
        mark(tx, once, answer_of(entry))
        store.write(tx, header, after, [entry])
        store.revise(tx, conversation_id, [said.seq, *earlier], entry, revision_by(entry))
        upload = files.find_if_there(desk, entry.file.id) if entry.file is not None else None
        if upload is not None:
            files.take_away(tx, upload)
        if wished.of == MESSAGE:  # notes are found nowhere
            events.publish_later(tx, WordsChanged(conversation_id), now)
        knowledge.count_noticed(tx, by.id, looked.noticed, now)
        if note is not None:
            note(tx, header, entry)
        return _committed(tx, entry, again)

    return races.again(desk, change, HeaderMoved, tries=races.CROWD, longest=races.SHORT_PAUSE)


def _follow(desk: Desk, conversation_id: str, write: Write) -> tuple[Entry, bool]:
    def once(header: Header | None) -> tuple[Entry, bool]:
        if header is None:
            raise NotFound("no such conversation")
        return write(header)

    header = store.header(desk, conversation_id)
    return races.follow(desk, header, once, HeaderMoved, tries=races.CROWD, longest=races.SHORT_PAUSE)


def _done_or_closed(
    desk: Desk, once: Once, header: Header, again: Callable[[dict[str, object]], Entry]
) -> tuple[Entry, bool]:
    before = recall(desk, once, desk.now().timestamp())
    if before is None:
        refuse_closed(header)
    return again(before or {}), True


def _committed(tx: Transaction, entry: Entry, again: Callable[[dict[str, object]], Entry]) -> tuple[Entry, bool]:
    try:
        tx.commit_and_tell()
    except AlreadyDone as done:
        return again(done.answer), True
    return entry, False


def _entry(
    header: Header,
    kind: str,
    author: Author,
    text: str,
    client_id: str,
    before: dict[str, object],
) -> Entry:
    """The entry that it became before, by what the marker remembers."""
    return Entry(
        seq=int(str(before["seq"])),
        kind=kind,
        author=author,
        text=text,
        at=times.read(str(before["at"])),
        state=str(before["state"]),
        visitor_id=header.visitor_id,
        client_id=client_id,
    )
