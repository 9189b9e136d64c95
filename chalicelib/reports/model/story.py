"""A transcript as facts (F1): each entry is told once, and what the next one needs is carried along. Pure.

Waiting is counted from when it began to wait, again after each time its agent went; an answer from the first word that
was not answered yet; handling is the time in somebody's hands, without holds.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import msgspec
from msgspec.structs import replace

from chalicelib.conversations.model.conversation import (
    AGENT_AWAY,
    ASSIGNED,
    AUTO_REPLY,
    CLOSED,
    HELD,
    MESSAGE,
    OPEN,
    REASSIGNED,
    RESUMED,
    SURVEY,
    TRANSFERRED,
    WAITING,
    WAITS,
    Entry,
    Header,
)
from chalicelib.conversations.model.words import BACK, REOPENED, SNOOZED
from chalicelib.reports.model import facts as kinds
from chalicelib.reports.model.facts import Fact

MOST_ENDS = 10


class Story(msgspec.Struct, frozen=True):
    """How far a transcript was told: up to entry ``upto``.

    ``since``: in this state, and in these hands. ``opened_at``: when it began, or was reopened last; ``hands``: in how
    many it was since. ``asked_at``: the first word that nobody has answered. ``answered``, ``written``: what its agent
    did since it is theirs. ``held_at``, ``held``: since when it is on hold, or put aside (``snoozed``), and seconds of
    that which are over. ``queued``: that it waits was told. ``ended``: its last end, as it was told. ``ends``:
    the last of those before. ``welcomed``: whether the desk has said a word to its visitor (None: a version before told
    its beginning).
    """

    upto: int = 0
    state: str = ""
    since: datetime | None = None
    opened_at: datetime | None = None
    openings: int = 0
    hands: int = 0
    agent_id: str | None = None
    answered: bool = False
    written: int = 0
    asked_at: datetime | None = None
    ever_answered: bool = False
    held_at: datetime | None = None
    held: float = 0.0
    queued: bool = False
    snoozed: bool = False
    visitor_messages: int = 0
    agent_messages: int = 0
    ended: Fact | None = None
    ends: tuple[Fact, ...] = ()
    welcomed: bool | None = None


class Told(msgspec.Struct, frozen=True):
    """A story as it is kept, and how often it was told further (0: it was not told yet)."""

    story: Story = Story()
    number: int = 0


def tell(story: Story, header: Header, entries: Iterable[Entry]) -> tuple[Story, list[Fact]]:
    """The facts of the entries that follow, and the story as it stands then; also of an end that was filed since."""
    teller = _Teller(story, header)
    for entry in entries:
        teller.hear(entry)
    teller.file()
    return teller.story, teller.facts


class _Teller:
    def __init__(self, story: Story, header: Header) -> None:
        self.story = story
        self.facts: list[Fact] = []
        self._header = header

    def hear(self, entry: Entry) -> None:
        if self.story.upto == 0:
            self._begin(entry)
        if entry.kind == REOPENED:
            self._go_on(entry)
        self._change_hands(entry)
        if self.story.welcomed is False and (entry.kind == AUTO_REPLY or _is_word_of_agent(entry)):
            self._tell(kinds.WELCOMED, entry, agent_id=entry.author.id, seconds=self._asked_for(entry.at))
            self._set(welcomed=True)
        if entry.kind == MESSAGE:
            self._count(entry)
        elif entry.kind == HELD:
            self._tell(kinds.HELD, entry, agent_id=self.story.agent_id)
            self._set(held_at=entry.at)
        elif entry.kind == RESUMED:
            self._set(held=self._held_until(entry.at), held_at=None)
        elif entry.kind == SNOOZED:
            self._set(held=self._held_until(entry.at), held_at=entry.at, snoozed=True)
        elif entry.kind == BACK:
            self._wake(entry)
        elif entry.kind == SURVEY:
            self._tell(kinds.ASKED, entry, agent_id=self.story.agent_id)
        self._set(upto=entry.seq)

    def file(self) -> None:
        """Its last end is filed otherwise than it was told."""
        ended, category_id = self.story.ended, self._header.wrap.category_id
        if ended is None or ended.at != self._header.closed_at or ended.category_id == category_id:
            return
        self._tell_anew(replace(ended, category_id=category_id))

    def _tell_anew(self, ended: Fact) -> None:
        self.facts = [each for each in self.facts if each.name != ended.name] + [ended]
        self._set(ended=ended)

    def _begin(self, entry: Entry) -> None:
        self._tell(kinds.STARTED, entry)
        self._set(state=WAITING, since=entry.at, opened_at=entry.at, openings=1, welcomed=False)

    def _go_on(self, entry: Entry) -> None:
        self._tell(kinds.REOPENED, entry, agent_id=entry.agent.id if entry.agent else None)
        if self.story.ended is not None and self.story.ended.alone:
            self._tell_anew(replace(self.story.ended, alone=False))  # it did not end for good
        openings = self.story.openings + 1
        self._set(state=WAITING, since=entry.at, opened_at=entry.at, openings=openings, hands=0, asked_at=None)
        self._set(agent_id=None, queued=False, visitor_messages=0, agent_messages=0)

    def _change_hands(self, entry: Entry) -> None:
        was, former = self.story.state, self.story.agent_id
        given = entry.agent.id if entry.agent is not None and entry.kind in _GIVING else None
        changes = entry.state != was or (given is not None and given != former)
        if was == OPEN and changes:
            self._put_down(entry)
        if entry.state == OPEN and changes:
            waited = self._since(entry.at) if was == WAITING else None
            self._tell(kinds.ASSIGNED, entry, agent_id=given, seconds=waited)
            hands = self.story.hands + 1
            self._set(agent_id=given, since=entry.at, hands=hands, answered=False, written=0, held=0.0, held_at=None)
            self._set(queued=False, snoozed=False)
        if entry.state == WAITING and was == OPEN:
            self._set(since=entry.at, agent_id=None)
        if not self.story.queued and (entry.kind == WAITS or (entry.state == WAITING and was == OPEN)):
            self._tell(kinds.QUEUED, entry)
            self._set(queued=True)
        self._set(state=entry.state)
        if entry.state == CLOSED and was != CLOSED:
            self._end(entry)

    def _put_down(self, entry: Entry) -> None:
        """Whoever had it has it no longer."""
        former, seconds = self.story.agent_id, self._since(entry.at) - self._held_until(entry.at)
        served = {"agent_id": former, "seconds": max(0.0, seconds), "agent_messages": self.story.written}
        self._tell(kinds.SERVED, entry, **served)
        by_itself = entry.author.kind == "system"
        if entry.kind in (TRANSFERRED, REASSIGNED) and not by_itself:
            self._tell(kinds.TRANSFERRED, entry, agent_id=former)
        elif entry.kind in (TRANSFERRED, REASSIGNED, AGENT_AWAY) and not self.story.answered:
            self._tell(kinds.MISSED, entry, agent_id=former)

    def _end(self, entry: Entry) -> None:
        story, header = self.story, self._header
        is_last = header.closed_at == entry.at
        alone = story.hands == 1 and story.openings == 1 and story.ever_answered
        counted = {"visitor_messages": story.visitor_messages, "agent_messages": story.agent_messages}
        counted |= {"alone": alone, "answered": story.ever_answered or story.agent_messages > 0}
        why = header.why_closed if is_last and header.why_closed else entry.kind
        seconds = (entry.at - (story.opened_at or entry.at)).total_seconds()
        self._tell(kinds.ENDED, entry, agent_id=story.agent_id, seconds=seconds, why=why, **counted)
        ends = (*story.ends, story.ended)[-MOST_ENDS:] if story.ended is not None else story.ends
        self._set(ended=self.facts[-1], ends=ends, asked_at=None, since=entry.at)

    def _count(self, entry: Entry) -> None:
        if entry.author.kind == "visitor" and self.story.snoozed:
            self._wake(entry)
        story = self.story
        if entry.author.kind == "visitor":
            self._set(visitor_messages=story.visitor_messages + 1, asked_at=story.asked_at or entry.at)
        if entry.author.kind != "agent":
            return
        own = entry.author.id == story.agent_id
        if own and story.written == 0:
            self._tell(kinds.GREETED, entry, agent_id=entry.author.id, seconds=self._since(entry.at))
        self._set(agent_messages=story.agent_messages + 1, written=story.written + own, answered=True)
        if story.asked_at is not None:
            kind = kinds.ANSWER if story.ever_answered else kinds.FIRST_ANSWER
            seconds = (entry.at - story.asked_at).total_seconds()
            self._tell(kind, entry, agent_id=entry.author.id, seconds=max(0.0, seconds))
            self._set(asked_at=None, ever_answered=True)

    def _wake(self, entry: Entry) -> None:
        """It is looked at again: until now no answer was owed."""
        asked = entry.at if self.story.asked_at is not None else None
        self._set(held=self._held_until(entry.at), held_at=None, snoozed=False, asked_at=asked)

    def _asked_for(self, at: datetime) -> float:
        since = self.story.asked_at or self.story.opened_at or at
        return max(0.0, (at - since).total_seconds())

    def _since(self, at: datetime) -> float:
        return max(0.0, (at - (self.story.since or at)).total_seconds())

    def _held_until(self, at: datetime) -> float:
        since = self.story.held_at
        return self.story.held + (max(0.0, (at - since).total_seconds()) if since is not None else 0.0)

    def _set(self, **changed: object) -> None:
        self.story = replace(self.story, **changed)

    def _tell(self, kind: str, entry: Entry, **more: object) -> None:
        header = self._header
        fact = Fact(kind, header.conversation_id, entry.seq, entry.at, header.plan_key, header.source, header.level)
        self.facts.append(replace(fact, **more))


def _is_word_of_agent(entry: Entry) -> bool:
    return entry.kind == MESSAGE and entry.author.kind == "agent"


_GIVING = frozenset({ASSIGNED, TRANSFERRED, REASSIGNED, REOPENED})
