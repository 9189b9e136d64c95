"""A year that a desk may have had: who came when, who answered, how it ended; and how that is stored."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any

from msgspec.structs import replace

from chalicelib.conversations import store as conversations
from chalicelib.conversations.model.conversation import (
    ASSIGNED,
    AUTO_REPLY,
    CLOSED,
    CLOSING,
    MESSAGE,
    OPEN,
    WAITING,
    WAITS,
    Entry,
    Header,
)
from chalicelib.conversations.model.wrapping import Wrap
from chalicelib.core import tables
from chalicelib.core.authors import SYSTEM, Author
from chalicelib.core.desk import Desk
from chalicelib.core.tables import Row
from chalicelib.core.transactions import Transaction
from chalicelib.core.work import WorkRow
from chalicelib.knowledge import service as knowledge
from chalicelib.people import service as people
from chalicelib.people.model.agents import ONLINE, by_agent
from chalicelib.people.model.attendance import PresenceSpent
from chalicelib.plans import service as plans
from chalicelib.reports.model.contacts import Contact, judged
from chalicelib.reports.model.facts import Fact
from chalicelib.reports.model.records import facts_of_presence
from chalicelib.reports.model.story import Story, Told, tell
from chalicelib.reports.service.ground import Ground, ground
from chalicelib.reports.store import log as reports
from chalicelib.visitors.store.visitors import VisitorRow
from infra.environments.cloud import Refused

AT_ONCE, THREADS = 25, 8
SEED, DAYS, FRIDAY = 7, 365, 5
BUSY = (1, 1, 1, 1, 1, 1, 2, 4, 8, 12, 14, 12, 8, 10, 14, 14, 12, 10, 8, 9, 10, 8, 4, 2)  # each hour of a day (UTC)
BEGIN, END = time(1), time(10)  # of work, in UTC
COMES_BACK, IS_ANSWERED, IS_FILED, WAITS_FOR = 0.1, 0.95, 0.7, 0.3
QUESTIONS = ("您好，请问这款茶叶什么时候发货？", "我的订单还没有收到", "可以开发票吗？", "How do I return it?")
ANSWERS = ("您好，今天下午发出", "我来查一下，请稍等", "可以的，请告诉我抬头", "Within seven days, free of charge")
LEVELS = ("normal", "normal", "normal", "vip")
SOURCES = ("web", "web", "app", "wechat")


class Bulk(Transaction):
    """Writes that are gathered, and stored without a condition; what would follow from them is not."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.rows: list[Row] = []

    def put(self, row: Row, **_: Any) -> None:
        """Gather the whole item."""
        if not isinstance(row, WorkRow):
            self.rows.append(row)

    def store(self) -> None:
        """Store all of them, 25 a request, some requests at once."""
        by_table: defaultdict[str, list[Row]] = defaultdict(list)
        for row in self.rows:
            by_table[row.Meta.table_name].append(row)
        some = [rows[begin : begin + AT_ONCE] for rows in by_table.values() for begin in range(0, len(rows), AT_ONCE)]
        with ThreadPoolExecutor(THREADS) as threads:
            for _ in threads.map(lambda rows: tables.write_all(self.desk.database, rows), some):
                pass


@dataclass(frozen=True)
class Talk:
    """One conversation, as its transcript has it."""

    header: Header
    entries: Sequence[Entry]


class Past:
    """The past of this desk, so many days in which so many conversations were had; ``hours``: those in which anything
    happened."""

    def __init__(self, desk: Desk, number: int, days: int = DAYS) -> None:
        self.hours = set[str]()
        self._desk, self._number, self._days, self._chance = desk, number, days, random.Random(SEED)
        self._there: Ground = ground(desk)
        roster = people.directory(desk)
        self._agents = [by_agent(each) for each in roster.agents.values() if each.active and not each.hidden]
        self._plans = [each.key for each in plans.some_plans(desk, None)[0]]
        self._categories = [each.category_id for each in knowledge.read_tree(desk).categories]
        if not self._agents or not self._plans:
            raise Refused("it takes an agent and a plan to have had conversations")

    def customers(self) -> Iterator[list[Talk]]:
        """What each customer had, until there are enough."""
        made = 0
        while made < self._number:
            visitor_id = self._desk.new_id("vis")
            talks = [self._talk(visitor_id, self._moment())]
            if self._chance.random() < COMES_BACK and made + 1 < self._number:
                later = talks[0].entries[-1].at + timedelta(days=self._chance.uniform(0.1, 14))
                talks.append(self._talk(visitor_id, min(later, self._there.now - timedelta(hours=2))))
            made += len(talks)
            yield talks

    def attend(self) -> None:
        """Store that everybody was there on each working day."""
        for number in range(self._days, 0, -1):
            day = (self._there.now - timedelta(days=number)).date()
            if day.isoweekday() <= FRIDAY:
                begin, end = (datetime.combine(day, each, UTC) for each in (BEGIN, END))
                spent = [PresenceSpent(str(each.id), ONLINE, begin, end) for each in self._agents]
                bulk = Bulk(self._desk)
                self._put(bulk, [fact for each in spent for fact in facts_of_presence(each, self._there.desk.zone_at)])
                bulk.store()

    def _moment(self) -> datetime:
        """Some time of the last year, more likely at busy hours."""
        day = (self._there.now - timedelta(days=self._chance.uniform(1, self._days))).date()
        (hour,) = self._chance.choices(range(24), BUSY)
        return datetime.combine(day, time(hour), UTC) + timedelta(seconds=self._chance.uniform(0, 3600))

    def write(self, customers: Iterable[list[Talk]]) -> None:
        """Store transcripts and their facts."""
        bulk = Bulk(self._desk)
        for talks in customers:
            contacts = list[Contact]()
            for talk in talks:
                header, about = talk.header, talk.header.conversation_id
                conversations.write(bulk, None, header, talk.entries)
                story, facts = tell(Story(), header, talk.entries)
                reports.put_story(bulk, about, Told(), story)
                self._put(bulk, facts)
                if story.ended is not None:
                    contacts.append(Contact(header.visitor_id, story.ended))
            self._count(bulk, contacts)
            bulk.put(self._visitor(talks))
        bulk.store()

    def _count(self, bulk: Bulk, contacts: Sequence[Contact]) -> None:
        settings = self._there.settings
        for each in judged(contacts, timedelta(days=settings.contact_days)):
            reports.put_contact(bulk, each, settings.kept_until(each.end.at))
            self._put(bulk, [each.told] if each.told is not None else [])

    def _put(self, bulk: Bulk, facts: Iterable[Fact]) -> None:
        for fact in facts:
            hour = self._there.hour(fact.at)
            self.hours.add(hour)
            reports.put_fact(bulk, hour, fact, self._there.settings.kept_until(fact.at))

    def _visitor(self, talks: Sequence[Talk]) -> Row:
        first, last = talks[0].header, talks[-1].header
        row = VisitorRow(first.visitor_id, plan_key=first.plan_key, locale="zh-CN", level=first.level)
        row.first_seen_at, row.last_seen_at, row.contacted_at = first.started_at, last.closed_at, last.closed_at
        row.last_conversation_id = last.conversation_id
        return row

    def _talk(self, visitor_id: str, at: datetime) -> Talk:
        chance, conversation_id = self._chance, self._desk.new_id("cnv")
        agent = chance.choice(self._agents) if chance.random() < IS_ANSWERED else None
        lines, visitor = _Lines(visitor_id, at), Author("visitor", visitor_id)
        lines.add(MESSAGE, visitor, chance.choice(QUESTIONS))
        lines.add(AUTO_REPLY, SYSTEM, "您好，欢迎光临", after=1)
        if agent is None or chance.random() < WAITS_FOR:
            lines.add(WAITS, SYSTEM, "", after=1)
        if agent is not None:
            lines.add(ASSIGNED, SYSTEM, "", after=chance.expovariate(1 / 20), state=OPEN, agent=agent)
            for _ in range(chance.randint(1, 4)):
                lines.add(MESSAGE, agent, chance.choice(ANSWERS), after=chance.expovariate(1 / 25))
                lines.add(MESSAGE, visitor, chance.choice(QUESTIONS), after=chance.expovariate(1 / 30))
            lines.add(MESSAGE, agent, chance.choice(ANSWERS), after=chance.expovariate(1 / 25))
        lines.add(CLOSING, agent or SYSTEM, "", after=chance.expovariate(1 / 60), state=CLOSED)
        header = Header(
            conversation_id,
            chance.choice(self._plans),
            visitor_id,
            CLOSED,
            at,
            "zh-CN",
            agent=agent,
            owner=agent,
            level=chance.choice(LEVELS),
            source=chance.choice(SOURCES),
        )
        return Talk(self._ended(header, lines.entries), lines.entries)

    def _ended(self, header: Header, entries: Sequence[Entry]) -> Header:
        first = next((each.at for each in entries if each.kind == MESSAGE and each.author.kind == "agent"), None)
        filed = self._categories and self._chance.random() < IS_FILED
        last = next(each for each in reversed(entries) if each.kind == MESSAGE)
        return replace(
            header,
            last_seq=entries[-1].seq,
            last_text=last.text,
            last_author=last.author.kind,
            last_at=last.at,
            state_at=entries[-1].at,
            closed_at=entries[-1].at,
            closed_by=entries[-1].author.kind,
            first_reply_at=first,
            agent_answered=first is not None,
            why_closed="closed" if first is not None else "idle",
            wrap=Wrap(category_id=self._chance.choice(self._categories)) if filed else header.wrap,
        )


class _Lines:
    """The entries of a transcript, one after another."""

    def __init__(self, visitor_id: str, at: datetime) -> None:
        self.entries: list[Entry] = []
        self._visitor_id, self._at, self._state = visitor_id, at, WAITING

    def add(
        self, kind: str, author: Author, text: str, *, after: float = 0, state: str | None = None, **more: Any
    ) -> None:
        """The next one, so many seconds ``after`` the one before."""
        self._at, self._state = self._at + timedelta(seconds=after), state or self._state
        seq = len(self.entries) + 1
        self.entries.append(Entry(seq, kind, author, text, self._at, self._state, self._visitor_id, **more))
