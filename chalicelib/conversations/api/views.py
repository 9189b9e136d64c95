"""What the API shows of conversations and entries."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.conversations.model.conversation import (
    AGENT_AWAY,
    ASSIGNED,
    AUTO_REPLY,
    CLOSING,
    FILE_CLEARED,
    FILE_REMOVED,
    HELD,
    INVITATION,
    INVITED,
    LEFT,
    MESSAGE,
    OPEN,
    REASSIGNED,
    REMINDER,
    RESUMED,
    STATES,
    SURVEY,
    TRANSFERRED,
    WAITS,
    Entry,
    Header,
    Page,
)
from chalicelib.conversations.model.marks import AGENT, VISITOR, Told
from chalicelib.conversations.model.prechat import FormSaid
from chalicelib.conversations.model.verifying import Verified
from chalicelib.conversations.model.via import Via
from chalicelib.conversations.model.waits import Expected, in_words
from chalicelib.conversations.model.watching import late_at, warned_at
from chalicelib.conversations.model.words import (
    BACK,
    CALL,
    EDITED,
    FILED,
    FORM,
    NOTE,
    NOTE_EDITED,
    NOTE_WITHDRAWN,
    REOPENED,
    SNOOZED,
    TICKET,
    TICKET_NOTED,
    VERIFIED,
    WITHDRAWN,
)
from chalicelib.core.authors import AgentRef
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import Id, Line, among
from chalicelib.files.model.upload import File
from chalicelib.people.model.agents import LEVELS
from chalicelib.plans.model.plan import HOLIDAY, OFF_HOURS

State = Annotated[str, among(*STATES)]
Level = Annotated[str, among(*LEVELS)]
Side = Annotated[str, among("visitor", "agent", "system")]
KINDS = [MESSAGE, WAITS, ASSIGNED, CLOSING, TRANSFERRED, REASSIGNED, HELD, RESUMED]
KINDS += [INVITED, LEFT, REMINDER, AUTO_REPLY, SURVEY, AGENT_AWAY, OFF_HOURS, HOLIDAY, FILED, INVITATION]
KINDS += [FILE_CLEARED, FILE_REMOVED, NOTE, EDITED, WITHDRAWN, SNOOZED, BACK, REOPENED, FORM]
KINDS += [NOTE_EDITED, NOTE_WITHDRAWN, VERIFIED, TICKET, TICKET_NOTED, CALL]
After = Annotated[int, msgspec.Meta(ge=0, le=10**12)]
Limit = Annotated[int, msgspec.Meta(ge=1, le=100)]


Seq = Annotated[int, msgspec.Meta(ge=1, le=10**12)]


class Message(msgspec.Struct, forbid_unknown_fields=True):
    """``file_id``: a file that goes with it, then the text may be empty; ``quote``: the number of the message that this
    one answers."""

    text: str
    client_id: Id
    file_id: Id | None = None
    quote: Seq | None = None


class ChangeMessage(msgspec.Struct, forbid_unknown_fields=True):
    """``seq``: which message; ``text``: other words for it; null: it is withdrawn."""

    seq: Seq
    text: str | None
    client_id: Id


class VisitorMessage(Message, forbid_unknown_fields=True):
    """``page``: where it was written. ``file_id``: a file that goes with it, then the text may be empty."""

    page: Annotated[Line, msgspec.Meta(max_length=2000)] | None = None


class EntriesQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``typing``: somebody types here at this moment; ``read``: the last entry that they have read (A2)."""

    after: After = 0
    limit: Limit = 100
    typing: bool = False
    read: After | None = None

    @property
    def told(self) -> Told:
        """What the page says of its own side."""
        return Told(self.typing, self.read)


class AuthorView(msgspec.Struct):
    kind: Side
    id: str | None
    name: str | None
    number: str | None
    picture: str | None = None


@showing(File)
class FileView(msgspec.Struct):
    """``size``: bytes; ``width``, ``height``: of a picture, in pixels. ``preview``: there is a small picture of it.

    ``state``: ready; quarantined, while the virus scanner has not said that it is clean; infected or removed: it is
    there no more.
    """


@showing(FormSaid)
class FilledView(msgspec.Struct):
    """What a visitor filled in before their first message: what they chose, and which version of which text they agreed
    to, as they read it. ``question``: what they looked for in the help before; ``articles``: the titles of what they
    read there."""


class EntryView(msgspec.Struct, omit_defaults=True):
    """``quote``: the message that this one answers; ``about``: the one that it edits or withdraws. ``revised``: the
    entry that changed these words last, ``text`` is what they are by now; ``withdrawn``: there are none any more.
    ``former``: what they were, for agents who may see it. ``masked``: agents see a mask in place of abusive words;
    ``as_written``: the same as it was written, for those who may see that. ``mentions``: whom a note names.
    ``until``: of a snooze. ``form``: what was filled in before the first message, for agents. ``via``: the kind of
    channel by which its visitor wrote it.
    """

    seq: int
    kind: Annotated[str, among(*KINDS)]
    author: AuthorView
    text: str
    at: datetime
    client_id: str | None = None
    agent: AgentRef | None = None
    place: int | None = None
    note: str | None = None
    offer: str | None = None
    ref: str | None = None
    place_more: bool = False
    group: str | None = None
    file: FileView | None = None
    quote: int | None = None
    about: int | None = None
    revised: int | None = None
    withdrawn: bool = False
    former: str | None = None
    mentions: tuple[str, ...] = ()
    until: datetime | None = None
    form: FilledView | None = None
    masked: bool = False
    as_written: str | None = None
    via: str | None = None


class Seen(msgspec.Struct, frozen=True):
    """What a reader is shown: ``to_agents``: what is for them only; ``former``: what words were before they were
    changed; ``as_written``: abusive words too."""

    to_agents: bool
    former: bool = False
    as_written: bool = False


BY_VISITORS, BY_AGENTS = Seen(to_agents=False), Seen(to_agents=True)


class EntriesPage(msgspec.Struct):
    """``agent_away``: the agent who has the conversation is not there at the moment.

    ``typing``: somebody types at the other side; ``read``: the last entry that was read there.
    """

    entries: list[EntryView]
    last_seq: int
    more: bool
    state: State
    poll_after_ms: int
    agent_away: bool
    typing: bool
    read: int


class ExpectedView(msgspec.Struct):
    """How long somebody who waits has to expect to, by how long those lately served have; ``most_minutes`` null: nobody
    can say how many more. ``words``: the same in the visitor's language."""

    least_minutes: int
    most_minutes: int | None
    words: str


@showing(Via)
class ViaView(msgspec.Struct):
    """A channel; ``kind``: app, mini_program, email, sms, phone, social."""


class VerifiedView(msgspec.Struct):
    """Who found out that the visitor is who they say, when, and by what they were asked for."""

    at: datetime
    by: AgentRef
    how: str


@showing(
    Header,
    "conversation_id state plan_key visitor_id visitor_name last_seq last_text last_author last_at "
    "started_at waiting_since first_reply_at closed_at closed_by locale page level held_at category needs_category",
)
class ConversationView(msgspec.Struct):
    """``asked_at``: the first word of the visitor that nobody has answered; it is warned about from ``warn_at`` on, and
    late from ``late_at`` on. ``left_at``: since when the visitor is gone; ``takes_slot``: whether it counts against its
    agent's capacity. ``agent_away``: its agent is not there. ``snoozed``: it is put aside, ``snoozed_until`` then (or,
    null, until its visitor writes); ``back_at``: when it came back from that, until somebody says something.
    ``needs_category``: its plan wants it filed when it is closed; ``category_id``: where it was filed. ``verified``:
    that its visitor is who they say; null: nobody has found out. ``via``: by which channel its visitor wrote last;
    null: on a page.
    """

    agent: AgentRef | None
    place: int | None
    owner: AgentRef | None
    guests: list[AgentRef]
    expected: ExpectedView | None
    asked_at: datetime | None
    warn_at: datetime | None
    late_at: datetime | None
    left_at: datetime | None
    takes_slot: bool
    agent_away: bool
    category_id: str | None
    snoozed: bool
    snoozed_until: datetime | None
    back_at: datetime | None
    verified: VerifiedView | None
    via: ViaView | None


def show_entry(entry: Entry, seen: Seen) -> EntryView:
    """An entry as this reader sees it."""
    revision, to_agents = entry.revision, seen.to_agents
    is_masked = to_agents and entry.is_masked
    former = None
    if seen.former and revision:
        former = entry.text if seen.as_written else entry.masked_text
    is_withdrawn = entry.is_withdrawn
    return EntryView(
        entry.seq,
        entry.kind,
        shown(AuthorView, entry.author),
        entry.masked_words if to_agents else entry.words,
        entry.at,
        entry.client_id,
        entry.agent.ref if entry.agent else None,
        entry.place,
        entry.note if to_agents else None,
        entry.offer,
        entry.ref,
        entry.more,
        entry.group if to_agents else None,
        shown(FileView, entry.file) if entry.file and not is_withdrawn else None,
        entry.quote,
        entry.about,
        revision.seq if revision else None,
        is_withdrawn,
        former,
        entry.mentions,
        entry.until,
        shown(FilledView, entry.form) if to_agents and entry.form is not None else None,
        is_masked,
        entry.words if is_masked and seen.as_written else None,
        entry.via,
    )


def show_page(page: Page, now: datetime, poll_after_ms: int, seen: Seen, *, forward: bool = True) -> EntriesPage:
    """``forward``: whoever reads on from the beginning asks for more at once. What is among agents is shown to nobody
    else: their numbers stay free."""
    other = VISITOR if seen.to_agents else AGENT
    entries = [show_entry(each, seen) for each in page.entries if seen.to_agents or not each.among_agents]
    pace = 0 if page.more and forward else poll_after_ms
    return EntriesPage(
        entries,
        page.last_seq,
        page.more,
        page.state,
        pace,
        agent_away=_is_away(page.header),
        typing=page.marks.typing(other, now),
        read=page.marks.read(other),
    )


def _is_away(header: Header | None) -> bool:
    return header is not None and header.state == OPEN and header.absent_since is not None


def show_conversation(
    header: Header, place: int | None = None, range_of: Expected | None = None, left_at: datetime | None = None
) -> ConversationView:
    snooze = header.snooze
    return shown(
        ConversationView,
        header,
        agent=header.agent.ref if header.agent else None,
        place=place,
        owner=header.owner.ref if header.owner else None,
        guests=[guest.ref for guest in header.guests],
        expected=show_expected(range_of, header.locale),
        asked_at=header.asked_at if header.state == OPEN else None,
        warn_at=warned_at(header),
        late_at=late_at(header),
        left_at=left_at,
        takes_slot=header.state == OPEN and header.released_at is None,
        agent_away=_is_away(header),
        category_id=header.wrap.category_id,
        snoozed=snooze is not None and snooze.back_at is None,
        snoozed_until=snooze.until if snooze else None,
        back_at=snooze.back_at if snooze else None,
        verified=show_verified(header.verified),
        via=shown(ViaView, header.via) if header.via is not None else None,
    )


def show_verified(stamp: Verified | None) -> VerifiedView | None:
    return VerifiedView(stamp.at, stamp.by.ref, stamp.how) if stamp is not None else None


def show_expected(range_of: Expected | None, language: str) -> ExpectedView | None:
    if range_of is None:
        return None
    return ExpectedView(range_of.least, range_of.most, in_words(range_of, language))
