"""Two visitors whom colleagues know to be one (F6): what comes together, and what goes apart again. Pure.

It is for the desk alone: nobody has proved it, so neither is shown anything of the other's, and each comes and writes
as before. Whoever is merged into a customer is known by the customer's name and level as long as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import asdict, replace

from chalicelib.core import times
from chalicelib.core.authors import Author
from chalicelib.core.errors import Conflict, Invalid, members
from chalicelib.visitors.model.identity import joined_with
from chalicelib.visitors.model.visitor import MOST_JOINED, Visitor
from chalicelib.visitors.model.wishes import WishedHours

UNDONE_WITHIN = timedelta(days=1)
_REACHED = ("email", "mobile")
_APART = ("visits", "first_seen_at", "locale", "open_conversation_id", "joined")  # what each keeps for themselves


class Known(msgspec.Struct, frozen=True):
    """What of a customer may come from another."""

    name: str | None = None
    level: str = "normal"
    email: str | None = None
    mobile: str | None = None
    tags: tuple[str, ...] = ()
    last_agent_id: str | None = None
    contacted_at: datetime | None = None
    surveyed_at: datetime | None = None
    followed_up_at: datetime | None = None
    preferred_channel: str | None = None
    refused_channels: tuple[str, ...] = ()
    refused_kinds: tuple[str, ...] = ()
    hours: WishedHours | None = None
    refused_topics: tuple[str, ...] = ()


class Merge(msgspec.Struct, frozen=True):
    """That ``other_id`` is the customer ``into_id``, with those who were merged into them before (``brought``): since
    when, and by whom. ``was``, ``became``: what was known of the customer before and after; ``other_was``: of the
    other. ``undone_at``: they are two again, by ``undone_by``."""

    merge_id: str
    at: datetime
    by: Author
    into_id: str
    other_id: str
    was: Known
    became: Known
    other_was: Known
    brought: tuple[str, ...] = ()
    undone_at: datetime | None = None
    undone_by: Author | None = None

    @property
    def undo_until(self) -> datetime:
        """Until when it may be undone."""
        return self.at + UNDONE_WITHIN

    @property
    def ids(self) -> tuple[str, ...]:
        """Who came to the customer by it."""
        return (self.other_id, *self.brought)


class Hand(msgspec.Struct, frozen=True):
    """Whose hand it is, and when."""

    by: Author
    at: datetime


class MergedAlready(Conflict):
    """The visitor is part of a customer (``visitor_id``) by now: what is asked of them is asked of that one."""

    code = "merged_already"
    title = "This visitor is part of another customer"
    beside = members(visitor_id=str)


class BothProven(Conflict):
    """The website vouches for both, as two of its users: it knows better."""

    code = "both_proven"
    title = "The website says that these are two customers"


class OneIsBlocked(Conflict):
    """One of them is let in and the other is not: somebody says first what is to hold for both."""

    code = "one_is_blocked"
    title = "One of these visitors is blocked"


class TooManyMerged(Conflict):
    """Each is asked for whenever the customer is shown."""

    code = "too_many_merged"
    title = "This customer is made of too many visitors"
    beside = members(most=int)


class MergeSettled(Conflict):
    """It was too long ago to undo it."""

    code = "merge_settled"
    title = "This can no longer be undone"


class MergeOver(Conflict):
    """One of them has proved since who they are, which counts more than what colleagues said."""

    code = "merge_over"
    title = "These visitors are known otherwise by now"


def pair(asked: Visitor, other: Visitor, now: datetime) -> tuple[Visitor, Visitor]:
    """Who stays, and who becomes part of them: whom the website vouches for stays, else who was asked for.

    Raises ``Invalid`` for one visitor, or two plans, ``MergedAlready``, ``BothProven``, ``OneIsBlocked``,
    ``TooManyMerged``.
    """
    if asked.visitor_id == other.visitor_id:
        raise Invalid.field("other_id", "another visitor")
    if asked.plan_key != other.plan_key:
        raise Invalid.field("other_id", "a visitor of the same plan")
    for each in (asked, other):
        refuse_part(each)
    if asked.vouched is not None and other.vouched is not None:
        raise BothProven("both are users of the website")
    if asked.is_blocked(now) != other.is_blocked(now):
        raise OneIsBlocked("one of them is blocked")
    if len(asked.all_ids) + len(other.all_ids) - 1 > MOST_JOINED:
        raise TooManyMerged(f"at most {MOST_JOINED}", extra={"most": MOST_JOINED})
    return (other, asked) if other.vouched is not None else (asked, other)


def refuse_part(visitor: Visitor) -> None:
    """Raises ``MergedAlready`` for who is part of a customer."""
    whole = visitor.merged_into or visitor.joined_to
    if whole is not None:
        raise MergedAlready("they are part of another customer by now", extra={"visitor_id": whole})


def merged_with(customer: Visitor, other: Visitor) -> Visitor:
    """The customer with what is known of the other; what was known of the customer comes first."""
    apart = {name: getattr(customer, name) for name in _APART}
    merged = (*customer.merged, other.visitor_id, *other.merged)
    return replace(joined_with(customer, other), **apart, merged=merged)


def known_of(visitor: Visitor) -> Known:
    """What of a visitor may come from another, or go to them."""
    return Known(**{name: getattr(visitor, name) for name in Known.__struct_fields__})


def parted(customer: Visitor, merge: Merge) -> Visitor:
    """The customer as they were before; what was changed since stays as it was changed."""
    was, became = asdict(merge.was), asdict(merge.became)
    back = {name: was[name] for name in was if getattr(customer, name) == became[name]}
    came = set(merge.became.tags) - set(merge.was.tags)
    tags = tuple(each for each in customer.tags if each not in came)
    left = tuple(each for each in customer.merged if each not in merge.ids)
    return replace(customer, **{"tags": tags, **back}, merged=left)


def known_as_before(other: Visitor, customer: Visitor, merge: Merge) -> Visitor:
    """The other by their own name and level again; who was called otherwise meanwhile than the customer stays so."""
    names = ("name", "level")
    own = {each: getattr(merge.other_was, each) for each in names if getattr(other, each) == getattr(customer, each)}
    return replace(other, **own, merged_into=None)


def part_of(visitor: Visitor, customer: Visitor) -> Visitor:
    """The visitor as part of the customer, known by the same name and level."""
    return replace(visitor, name=customer.name, level=customer.level, merged=(), merged_into=customer.visitor_id)


def corrected(part: Visitor, before: Visitor, after: Visitor) -> Visitor:
    """Who is part of a customer whose addresses were written over or taken away: where theirs was the same, so is it
    now. Who had none has none, also once they are two again."""
    same = [each for each in _REACHED if getattr(part, each) == getattr(before, each) is not None]
    return replace(part, **{each: getattr(after, each) for each in same})


def as_shown(customer: Visitor, parts: list[Visitor]) -> Visitor:
    """The customer with the addresses that are shown of them first, which may be a part's."""
    seen = seen_together(customer, parts)
    return replace(customer, **{each: getattr(seen, each) for each in _REACHED})


def seen_together(customer: Visitor, others: list[Visitor]) -> Visitor:
    """The customer as the desk sees them with all whom they are: what each said of themselves, the customer first, then
    whoever was here last."""
    every = [customer, *others]
    last = max(every, key=lambda each: each.last_seen_at)
    in_order = [customer, *sorted(others, key=lambda each: each.last_seen_at, reverse=True)]
    emails, mobiles = ([*dict.fromkeys(filter(None, (getattr(each, name) for each in in_order)))] for name in _REACHED)
    return replace(
        customer,
        name=next((each.name for each in in_order if each.name), None),
        email=next(iter(emails), None),
        mobile=next(iter(mobiles), None),
        also_emails=tuple(emails[1:]),
        also_mobiles=tuple(mobiles[1:]),
        visits=sum(each.visits for each in every),
        first_seen_at=min(each.first_seen_at for each in every),
        last_seen_at=last.last_seen_at,
        page=last.page or customer.page,
        referrer=last.referrer or customer.referrer,
        also_open=tuple(each.open_conversation_id for each in others if each.open_conversation_id),
    )


class Together(msgspec.Struct, frozen=True):
    """What becomes of everybody concerned: each as they were read, and as they are to be."""

    merge: Merge
    changes: tuple[tuple[Visitor, Visitor], ...]

    @property
    def customer(self) -> Visitor:
        """Who stays, as they are to be."""
        return self.changes[0][1]


def together(customer: Visitor, other: Visitor, parts: Sequence[Visitor], merge_id: str, hand: Hand) -> Together:
    """The other becomes part of the customer; ``parts``: who are part of either."""
    after = merged_with(customer, other)
    merge = Merge(
        merge_id=merge_id,
        at=hand.at,
        by=hand.by,
        into_id=customer.visitor_id,
        other_id=other.visitor_id,
        was=known_of(customer),
        became=known_of(after),
        other_was=known_of(other),
        brought=other.merged,
    )
    changes = ((each, part_of(each, after)) for each in (other, *parts))
    return Together(merge, ((customer, after), *changes))


def apart(customer: Visitor, parts: Sequence[Visitor], merge: Merge, hand: Hand) -> Together:
    """Who came by this merge goes again, with those whom they brought. Raises ``MergeOver``, ``MergeSettled``."""
    known = {each.visitor_id: each for each in parts if each.merged_into == customer.visitor_id}
    other = known.pop(merge.other_id, None)
    if hand.at >= merge.undo_until:
        raise MergeSettled(f"it could be undone until {times.public(merge.undo_until)}")
    if other is None:
        raise MergeOver("they are known otherwise by now")
    after, brought = parted(customer, merge), tuple(each for each in merge.brought if each in known)
    former = replace(known_as_before(other, customer, merge), merged=brought)
    rest = ((each, part_of(each, former if key in brought else after)) for key, each in known.items())
    undone = replace(merge, undone_at=hand.at, undone_by=hand.by)
    return Together(undone, ((customer, after), (other, former), *rest))
