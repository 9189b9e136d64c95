"""The table ``visitors``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from msgspec.structs import replace
from pynamodb.attributes import NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.expressions.condition import Condition

from chalicelib.core import events
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Lost
from chalicelib.core.races import Moved, at_version
from chalicelib.core.tables import Json, Packed, RawItem, Row, Wanted, index, table_name
from chalicelib.core.transactions import Losing, Transaction
from chalicelib.visitors.model.visitor import (
    NO_CONTACTS,
    Agreed,
    Block,
    CustomerChanged,
    Learned,
    Revoked,
    Spoken,
    Visit,
    Visitor,
    VisitorRefused,
    Vouched,
)
from chalicelib.visitors.model.wishes import WishedHours
from chalicelib.visitors.store.caring import care_changed
from chalicelib.visitors.store.records import put_visit


class VisitorRow(Row):
    class Meta:
        table_name = table_name("visitors")

    visitor_id = UnicodeAttribute(hash_key=True)
    plan_key = UnicodeAttribute()
    visits = NumberAttribute(default=1)
    first_seen_at = UTCDateTimeAttribute()
    last_seen_at = UTCDateTimeAttribute()
    locale = UnicodeAttribute()
    name = UnicodeAttribute(null=True)
    page = UnicodeAttribute(null=True)
    referrer = UnicodeAttribute(null=True)
    open_conversation_id = UnicodeAttribute(null=True)
    level = UnicodeAttribute(default="normal")
    last_agent_id = UnicodeAttribute(null=True)
    email = UnicodeAttribute(null=True)
    mobile = UnicodeAttribute(null=True)
    contacted_at = UTCDateTimeAttribute(null=True)
    surveyed_at = UTCDateTimeAttribute(null=True)
    followed_up_at = UTCDateTimeAttribute(null=True)
    version = NumberAttribute(default=0)
    last_conversation_id = UnicodeAttribute(null=True)
    block = Packed(Block, null=True)
    agreed = Json(Agreed, null=True)
    blocked = UnicodeAttribute(null=True)
    blocked_until = UTCDateTimeAttribute(null=True)  # with every block, so that a condition can ask
    vouched = Packed(Vouched, null=True)
    vouched_at = UTCDateTimeAttribute(null=True)
    joined = Json(tuple[str, ...], null=True)
    joined_to = UnicodeAttribute(null=True)
    tags = Json(tuple[str, ...], null=True)
    merged = Json(tuple[str, ...], null=True)
    merged_into = UnicodeAttribute(null=True)
    preferred_channel = UnicodeAttribute(null=True)
    refused_channels = Json(tuple[str, ...], null=True)
    revoked = Packed(Revoked, null=True)
    erased_at = UTCDateTimeAttribute(null=True)
    refused_kinds = Json(tuple[str, ...], null=True)
    hours = Json(WishedHours, null=True)
    refused_topics = Json(tuple[str, ...], null=True)
    # those who had a conversation, longest without one first
    by_contact = index(plan_key=UnicodeAttribute, contacted_at=UTCDateTimeAttribute)
    # those who are not let in; nobody else is in it
    by_block = index(blocked=UnicodeAttribute, blocked_until=UTCDateTimeAttribute)


NOTHING_LEARNED = Learned()
WISHED = ("preferred_channel", "refused_channels", "refused_kinds", "hours", "refused_topics")
LISTS = ("joined", "tags", "merged", "refused_channels", "refused_kinds", "refused_topics")
BLOCKED = "blocked"
FOR_EVER = datetime(9999, 1, 1, tzinfo=UTC)


class VisitorMoved(Moved):
    """Who the visitor is was changed since they were read, or they began or ended a conversation."""


class VisitorBusy(Lost):
    """The visitor has an open conversation already (``conversation_id``), or is gone (None)."""

    def __init__(self, conversation_id: str | None) -> None:
        super().__init__("the visitor has an open conversation")
        self.conversation_id = conversation_id


class AskedLately(Lost):
    """The visitor was asked (or followed up) since then already, or is gone."""


class JoinedSince(Lost):
    """The visitor has proved to be a customer, and has another token."""


class NotOpen(Lost):
    """This is not the visitor's open conversation, or the visitor is gone."""


def visitor(desk: Desk, visitor_id: str) -> Visitor | None:
    """One visitor; one read."""
    row = VisitorRow.find(desk.database, visitor_id)
    return row.into(Visitor) if row else None


def visitors(desk: Desk, visitor_ids: Sequence[str], *, consistent: bool = True) -> dict[str, Visitor]:
    """Those of these visitors who are there, by id; one request, none for nobody."""
    keys = [(each,) for each in dict.fromkeys(visitor_ids)]
    rows = VisitorRow.find_items(desk.database, keys, consistent=consistent)
    there = [VisitorRow.from_raw_data(row).into(Visitor) for row in rows]
    return {each.visitor_id: each for each in there}


def wanted(visitor_id: str) -> Wanted[Visitor]:
    """One visitor, to be read together with something else."""
    return VisitorRow.wanted(lambda row: row.into(Visitor), visitor_id)


def put_new(tx: Transaction, visitor: Visitor, *, losing: Losing | None = None) -> None:
    """Store somebody new. Lost: what ``losing`` says of whom there is."""
    some = {name: getattr(visitor, name) or None for name in LISTS}
    row = VisitorRow.of(visitor, revoked=None, **some)
    new = VisitorRow.visitor_id.does_not_exist()
    tx.put(row, condition=new, **({} if losing is None else {"losing": losing}))
    if visitor.contacts != NO_CONTACTS:
        told(tx, visitor.visitor_id)
        care_changed(tx, visitor.visitor_id)


def _put_met(tx: Transaction, visitor: Visitor, learned: Learned, losing: Losing, open_id: str | None = None) -> None:
    """Store somebody who has said something for the first time, with what they said of themselves, and their visit."""
    said = {name: getattr(learned, name) for name in ("email", "mobile", "agreed")}
    met = replace(visitor, name=visitor.name or learned.name, open_conversation_id=open_id, **said)
    put_new(tx, met, losing=losing)
    put_visit(tx, met, Visit(met.last_seen_at, met.page, met.referrer, met.device))


def count_visit(tx: Transaction, seen: Visitor) -> None:
    """Count one more visit, with where it came from. Lost: ``Lost`` (the visitor is gone)."""
    actions = [
        VisitorRow.visits.add(1),
        VisitorRow.last_seen_at.set(seen.last_seen_at),
        VisitorRow.locale.set(seen.locale),
    ]
    if seen.page is not None:
        actions.append(VisitorRow.page.set(seen.page))
    if seen.referrer is not None:
        actions.append(VisitorRow.referrer.set(seen.referrer))
    tx.update(VisitorRow(seen.visitor_id), actions, condition=VisitorRow.visitor_id.exists())


def claim_open(tx: Transaction, visitor: Visitor, conversation_id: str, learned: Learned = NOTHING_LEARNED) -> None:
    """Make this their one open conversation, while they are known as read, with what they said of themselves. Lost:
    ``VisitorBusy``, ``NotOpen``, ``VisitorRefused``."""
    now = tx.desk.now()

    def losing(item: RawItem | None) -> Exception:
        if _is_refused(item, now):
            return VisitorRefused("blocked")
        held = item.get("open_conversation_id", {}).get("S") if item else None
        return VisitorBusy(held) if held or item is None else NotOpen("they are known as somebody else now")

    if visitor.unwritten:
        _put_met(tx, visitor, learned, losing, conversation_id)
        care_changed(tx, visitor.visitor_id)
        return
    named = VisitorRow.name == visitor.name if visitor.name is not None else VisitorRow.name.does_not_exist()
    known = VisitorRow.visitor_id.exists() & named & (VisitorRow.level == visitor.level)
    known &= VisitorRow.joined_to.does_not_exist() & _unerased()
    if visitor.contacted_at is None:
        care_changed(tx, visitor.visitor_id)  # from now on they count as somebody whom one may call
    tx.update(
        VisitorRow(visitor.visitor_id),
        [VisitorRow.open_conversation_id.set(conversation_id), *_said_of_themselves(tx, visitor, learned)],
        condition=known & VisitorRow.open_conversation_id.does_not_exist() & _let_in(now),
        losing=losing,
    )


def learn(tx: Transaction, visitor: Visitor, learned: Learned) -> None:
    """What they said of themselves, where no conversation of theirs begins. Lost: ``NotOpen``, ``VisitorRefused``."""
    now = tx.desk.now()

    def losing(item: RawItem | None) -> Exception:
        return VisitorRefused("blocked") if _is_refused(item, now) else NotOpen("the visitor is gone")

    if visitor.unwritten:
        _put_met(tx, visitor, learned, losing)
        return
    actions = _said_of_themselves(tx, visitor, learned)
    if actions:
        there = VisitorRow.visitor_id.exists() & _let_in(now) & _unerased()
        tx.update(VisitorRow(visitor.visitor_id), actions, condition=there, losing=losing)


def _said_of_themselves(tx: Transaction, visitor: Visitor, learned: Learned) -> list[Any]:
    """Addresses are their own word, newer than what anybody found out; a name is theirs where none is known yet."""
    name = learned.name if visitor.name is None else None
    said = [(VisitorRow.name, name), (VisitorRow.email, learned.email), (VisitorRow.mobile, learned.mobile)]
    actions: list[Any] = [attribute.set(value) for attribute, value in said if value is not None]
    if actions:
        actions.append(VisitorRow.version.add(1))
        told(tx, visitor.visitor_id)
    if learned.agreed is not None:
        actions.append(VisitorRow.agreed.set(learned.agreed))
    return actions


def edit(tx: Transaction, before: Visitor, after: Visitor) -> None:
    """What an agent found out about the visitor (A5), while their open conversation is the one as read.

    Lost: ``VisitorMoved``.
    """
    actions: list[Any] = [VisitorRow.version.set(after.version)]
    if after.name is not None and after.name != before.name:
        actions.append(VisitorRow.name.set(after.name))
    if after.level != before.level:
        actions.append(VisitorRow.level.set(after.level))
    names = ("email", "mobile", *WISHED)
    said = [(getattr(VisitorRow, name), getattr(before, name), getattr(after, name)) for name in names]
    actions += [attribute.set(new) if new else attribute.remove() for attribute, old, new in said if new != old]
    if after.tags != before.tags:
        actions.append(VisitorRow.tags.set(after.tags) if after.tags else VisitorRow.tags.remove())
    tx.update(
        VisitorRow(before.visitor_id),
        actions,
        condition=at_version(VisitorRow.visitor_id, VisitorRow.version, before.version) & holding(before),
        losing=moved,
    )
    told(tx, before.visitor_id)
    if after.level != before.level or (before.contacts == NO_CONTACTS and after.contacts != NO_CONTACTS):
        care_changed(tx, before.visitor_id)


def check_as_read(tx: Transaction, visitor_id: str, version: int, losing: Exception) -> None:
    """What is known of them, and how they wish to be written to, is as it was read. Lost: ``losing``."""
    same = at_version(VisitorRow.visitor_id, VisitorRow.version, version)
    tx.check(VisitorRow(visitor_id), same, losing=lambda _: losing)


def release_open(tx: Transaction, visitor_id: str, conversation_id: str, last_agent_id: str | None) -> None:
    """The conversation is over; the visitor may start another. Lost: ``NotOpen`` (it was not theirs to hold)."""
    tx.update(
        VisitorRow(visitor_id),
        [
            VisitorRow.open_conversation_id.remove(),
            VisitorRow.contacted_at.set(tx.desk.now()),
            VisitorRow.last_conversation_id.set(conversation_id),
            *([VisitorRow.last_agent_id.set(last_agent_id)] if last_agent_id else []),
        ],
        condition=VisitorRow.open_conversation_id == conversation_id,
        losing=lambda _: NotOpen("not the visitor's open conversation"),
    )


def note_spoken(tx: Transaction, visitor_id: str, spoken: Spoken) -> None:
    """The desk has spoken with them, and whatever they have open goes on. Lost: ``NotOpen`` (they are gone)."""
    tx.update(
        VisitorRow(visitor_id),
        [
            VisitorRow.contacted_at.set(tx.desk.now()),
            VisitorRow.last_conversation_id.set(spoken.conversation_id),
            *([VisitorRow.last_agent_id.set(spoken.agent_id)] if spoken.agent_id else []),
        ],
        condition=VisitorRow.visitor_id.exists(),
        losing=lambda _: NotOpen("the visitor is gone"),
    )


def reachable_at(
    tx: Transaction, visitor_id: str, *, email: str | None, mobile: str | None, agreed: Agreed | None = None
) -> None:
    """How the visitor said they can be reached, and what they agreed to; what is not said stays.

    Their own word now is newer than whatever an agent found out before, so it asks for no version; but it counts as a
    change, so that an agent who changes the same at this moment hears of it. Lost: ``NotOpen`` (they are gone),
    ``JoinedSince``, ``VisitorRefused``.
    """
    now = tx.desk.now()

    def losing(item: RawItem | None) -> Exception:
        if _is_refused(item, now):
            return VisitorRefused("blocked")
        return JoinedSince("they proved who they are, or are erased") if item else NotOpen("the visitor is gone")

    said = [(VisitorRow.email, email), (VisitorRow.mobile, mobile), (VisitorRow.agreed, agreed)]
    actions: list[Any] = [attribute.set(value) for attribute, value in said if value is not None]
    if actions:
        actions.append(VisitorRow.version.add(1))
        there = VisitorRow.visitor_id.exists() & _let_in(now) & VisitorRow.joined_to.does_not_exist() & _unerased()
        tx.update(VisitorRow(visitor_id), actions, condition=there, losing=losing)
        told(tx, visitor_id)
    else:
        tx.check(VisitorRow(visitor_id), _let_in(now) & _unerased(), losing=losing)


def _unerased() -> Condition:
    unerased: Condition = VisitorRow.erased_at.does_not_exist()
    return unerased


def _let_in(now: datetime) -> Condition:
    let_in: Condition = VisitorRow.blocked_until.does_not_exist() | (VisitorRow.blocked_until <= now)
    return let_in


def _is_refused(item: RawItem | None, now: datetime) -> bool:
    return item is not None and VisitorRow.from_raw_data(dict(item)).into(Visitor).is_blocked(now)


def listed_in(desk: Desk, items: Sequence[RawItem], *, consistent: bool = True) -> list[Visitor]:
    """Those whom a page of an index names, in its order, as far as they are there; one request."""
    ids = [item["visitor_id"]["S"] for item in items]
    known = visitors(desk, ids, consistent=consistent)
    return [known[each] for each in ids if each in known]


def claim_survey(tx: Transaction, visitor_id: str, not_since: datetime | None) -> None:
    """The visitor is asked now, if they were not since then (None: whenever). Lost: ``AskedLately``."""
    _claim_time(tx, visitor_id, VisitorRow.surveyed_at, not_since)


def claim_follow_up(tx: Transaction, visitor_id: str, not_since: datetime | None) -> datetime:
    """The visitor is followed up now, if they were not since then (None: whenever); that moment. Lost:
    ``AskedLately``."""
    return _claim_time(tx, visitor_id, VisitorRow.followed_up_at, not_since)


def _claim_time(tx: Transaction, visitor_id: str, when: UTCDateTimeAttribute, not_since: datetime | None) -> datetime:
    condition, now = VisitorRow.visitor_id.exists() & _unerased(), tx.desk.now()
    if not_since is not None:
        condition &= when.does_not_exist() | (when < not_since)
    tx.update(
        VisitorRow(visitor_id),
        [when.set(now)],
        condition=condition,
        losing=lambda _: AskedLately("asked since then, or gone"),
    )
    return now


def told(tx: Transaction, visitor_id: str, *, moved: bool = False) -> None:
    """Whoever lists customers hears soon that one of them is known otherwise, or part of another than before."""
    events.publish_later(tx, CustomerChanged(visitor_id, moved), tx.desk.now())
    if moved:
        care_changed(tx, visitor_id)


def without_contact(
    desk: Desk, plan_key: str, before: datetime, limit: int, start: Mapping[str, Any] | None
) -> tuple[list[Visitor], Mapping[str, Any] | None]:
    """A page of the plan's visitors whose last conversation ended before then, longest ago first; two requests.

    Whoever is part of a customer is left out; one request more where one of these is made of several: none of them had
    a conversation since. No read is strongly consistent: neither is the order of these, and whoever asks them claims
    them first.
    """
    condition = VisitorRow.contacted_at < before
    items, following = VisitorRow.read_page(
        desk.database, plan_key, index="by_contact", range_condition=condition, limit=limit, start=start
    )
    alone = [each for each in listed_in(desk, items, consistent=False) if each.merged_into is None]
    others = visitors(desk, [each for customer in alone for each in customer.merged], consistent=False)
    since = {key for key, each in others.items() if each.contacted_at is not None and each.contacted_at >= before}
    return [each for each in alone if since.isdisjoint(each.merged)], following


def holding(visitor: Visitor) -> Condition:
    """Their open conversation is the one they were read with."""
    held, known = VisitorRow.open_conversation_id, visitor.open_conversation_id
    same: Condition = held == known if known else held.does_not_exist()
    return same


moved = VisitorRow.losing(Visitor, VisitorMoved)
