"""For how long things are kept, as those say who see to it; what goes next, and what a change would remove (F6)."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, time
from itertools import islice
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.core import audit, races, times
from chalicelib.core.aging import Span, Thing
from chalicelib.core.audit import By
from chalicelib.core.authors import Author
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, Lost, NotFound, Unavailable, existing
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.plans import service as plans
from chalicelib.privacy import store_retention as store
from chalicelib.privacy.model.retention import (
    A_DAY,
    CUSTOMERS,
    DESK,
    FOR_EVER,
    GRACE,
    HOLDABLE,
    KINDS,
    MOST_COUNTED,
    BeingRemoved,
    Removed,
    Rules,
    Shortened,
    ThingHold,
    as_said,
    changed,
    checked,
    days_now,
    kept_for,
    meant_for,
    seen_enough,
    shortened_from,
)
from chalicelib.privacy.service.aged import AGED, HOLDS, NOT_YET, PARENTS, look
from chalicelib.privacy.store_retention import RulesMoved, Track

NIGHT = time(3)  # when a run begins, where the desk is
PAGE, MOST_PAGES = 100, 40  # of what one preview looks through
EXAMPLES = 3


class Foreseen(msgspec.Struct, frozen=True):
    """What goes of a kind and scope. ``day``: of the next run that removes any (None: none within sight);
    ``number``: so many then, ``more``: or more. ``oldest``: since when the oldest is over. ``held``: so many stay
    though they are old enough."""

    kind: str
    scope: str
    days: int
    day: str | None = None
    number: int = 0
    more: bool = False
    oldest: datetime | None = None
    examples: tuple[Thing, ...] = ()
    held: int = 0


def read_rules(desk: Desk, scope: str) -> Rules:
    """What the desk says, or a plan; a read or two. Raises ``UnknownPlan``."""
    if scope != DESK:
        plans.read_plan(desk, scope)
    return store.rules(desk, scope)


def list_plans(desk: Desk, after: str | None, limit: int) -> tuple[list[Rules], bool]:
    """A page of the plans that said anything of their own; one query."""
    return store.plans(desk, after, limit)


def next_run(desk: Desk, at: datetime) -> datetime:
    """When the first run begins from then on."""
    zone = ZoneInfo(people.read_desk(desk).time_zone)
    there = at.astimezone(zone)
    night = datetime.combine(there.date(), NIGHT, zone)
    return night if night >= there else datetime.combine(there.date() + A_DAY, NIGHT, zone)


# --- changing -------------------------------------------------------------------------------------------------------


def change(
    desk: Desk,
    by: Author,
    scope: str,
    days: Mapping[str, int | None],
    version: int,
    seen: Mapping[str, int] | None,
    http_id: str = "",
) -> Rules:
    """Keep these kinds for so long from now on; what is shorter counts after a grace, and only for who has ``seen`` how
    much goes, in this ``version``.

    Two reads and a write, and what ``foresee`` reads for each kind that is shorter. Raises ``UnknownPlan``,
    ``Invalid``, ``ChangedMeanwhile``, ``Shortened``.
    """
    checked(days)
    before = read_rules(desk, scope)
    desk_rules = before if scope == DESK else store.rules(desk, DESK)
    after, shorter = changed(before, desk_rules, days, by, desk.now())
    if after.periods == before.periods:
        return before  # it is so already
    races.refuse_older(version, before)
    from_day = times.stored(next_run(desk, desk.now() + GRACE).date())
    would = {kind: _would_remove(desk, scope, kind, after, desk_rules) for kind in shorter}
    removes = {kind: each.number for kind, each in would.items()}
    if not seen_enough(seen, removes):
        raise Shortened(
            "say that you have seen how much goes",
            extra={
                "removes": removes,
                "more": [kind for kind, each in would.items() if each.more],
                "from_day": from_day,
                "version": before.version,
            },
        )
    tx = Transaction(desk)
    store.write_rules(tx, before, after)
    if scope != DESK:
        store.check_rules(tx, desk_rules)
    said = {**as_said(days), "from": from_day if shorter else None}
    audit.note(
        tx, By(str(by.id), by.name or "", http_id), "change_retention", f"plan#{scope}" if scope else "desk", after=said
    )
    try:
        tx.commit()
    except RulesMoved as moved:
        raise races.changed_meanwhile(version=moved.record.version if moved.record else 0) from None
    return after


def _would_remove(desk: Desk, scope: str, kind: str, after: Rules, desk_rules: Rules) -> Foreseen:
    """How much more goes at the first run behind the grace than would without the change; counted up to a bound."""
    period = after.of(kind)
    days = meant_for(kind, after if scope != DESK else None, after if scope == DESK else desk_rules)
    return would_remove(desk, scope, kind, days, period.former or FOR_EVER)


# --- foreseeing -----------------------------------------------------------------------------------------------------


class _Ahead:
    """The things of a kind that belong to a scope, in the order of their lists, as far as one look goes."""

    def __init__(self, desk: Desk, kind: str, scope: str, at: datetime) -> None:
        self.desk, self.kind, self.scope, self.at = desk, kind, scope, at
        self.pages, self.is_cut, self._own = 0, False, dict[str, bool]()
        self.page, self.most = (20, 5) if kind == CUSTOMERS else (PAGE, MOST_PAGES)  # each of these is looked at itself

    def _shelves(self) -> Sequence[str]:
        by_plan = AGED[self.kind].by_plan and self.scope != DESK
        return (self.scope,) if by_plan else AGED[self.kind].shelves(self.desk)

    def things(self, span: Span, limit: int) -> list[Thing]:
        """Some of what is over in this span and did not go yet."""
        source, found = AGED[self.kind], list[Thing]()
        for shelf in self._shelves():
            start = None
            while True:
                if self.pages == self.most or len(found) > limit:
                    self.is_cut = True
                    return found[:limit]
                self.pages += 1
                page, start = source.find(self.desk, shelf, span, start, self.page)
                found += self._theirs([each for each in page if each.at <= span.until])
                if start is None:
                    break
        self.is_cut = self.is_cut or len(found) > limit
        return found[:limit]

    def firsts(self, span: Span) -> list[Thing]:
        """The first of each list."""
        found = list[Thing]()
        for shelf in self._shelves():
            start, first = None, list[Thing]()
            while not first and self.pages < self.most:
                self.pages += 1
                page, start = AGED[self.kind].find(self.desk, shelf, span, start, self.page)
                first = self._theirs(page)[:1]
                if start is None:
                    break
            found += first
        return found

    def left(self, track: Track) -> dict[str, str]:
        """What stayed the last time, with why, up to the bound; one query."""
        page, _ = store.left(self.desk, track, None, MOST_COUNTED)
        keys = {plan_key for _, _, plan_key in page}
        return {thing_id: why for thing_id, why, plan_key in page if self._belongs(plan_key or DESK, keys)}

    def _theirs(self, page: Sequence[Thing]) -> list[Thing]:
        gone = store.gone(self.desk, [each.id for each in page])
        there = [each for each in page if gone.get(each.id) != each.place]
        keys = {each.plan_key for each in page}
        theirs = [each for each in there if self._belongs(each.plan_key or DESK, keys)]
        if self.kind != CUSTOMERS:
            return theirs
        return [each for each in theirs if look(self.desk, self.kind, each).why is None]

    def _belongs(self, plan_key: str, keys: Collection[str | None]) -> bool:
        """Whether this plan's are meant: of the desk those of plans that say nothing of their own."""
        if self.scope != DESK:
            return plan_key == self.scope
        if plan_key not in self._own:
            others = {each for each in keys if each and each not in self._own}
            rules = store.rules_of(self.desk, others)
            for each in others | {DESK}:
                own = rules.get(each) if each != DESK else None
                self._own[each] = own is None or days_now(own, self.kind, self.at) is None
        return self._own[plan_key]


def foresee(desk: Desk, kind: str, scope: str) -> Foreseen:
    """What goes next of a kind, of a plan or of those that follow the desk, as things are now; forty pages of
    lists at most, however much is stored. Raises ``UnknownPlan``, ``Invalid``."""
    own = _asked(desk, kind, scope)
    now, desk_rules = desk.now(), store.rules(desk, DESK)
    days = kept_for(kind, own, desk_rules, now)
    present = _foresee(desk, kind, scope, days) if days != FOR_EVER else Foreseen(kind, scope, days)
    since = shortened_from(kind, own, desk_rules, now)
    if since is None or (present.day is not None and present.day <= times.stored(next_run(desk, since).date())):
        return present
    later = _at_grace(desk, scope, kind, meant_for(kind, own, desk_rules), days, since)
    return msgspec.structs.replace(later if later.number else present, days=days, held=present.held)


def _foresee(desk: Desk, kind: str, scope: str, days: int) -> Foreseen:
    """The same by this number of days, as it is now."""
    now = desk.now()
    track, run = store.track(desk, kind, days), next_run(desk, now)
    from_start = track.since is None or kind == CUSTOMERS  # of whom many are not due when their time is
    since = None if from_start else times.read(track.since)
    ahead = _Ahead(desk, kind, scope, now)
    stays = ahead.left(track)
    foreseen = Foreseen(kind, scope, days, held=sum(why in HOLDS for why in stays.values()))
    late = [each for each in AGED[kind].things(desk, [*stays][:PAGE]) if stays[each.id] == NOT_YET]
    things = ahead.things(Span(since, run - days * A_DAY), MOST_COUNTED)
    there = [each for each in things if stays.get(each.id) not in HOLDS]
    there += [each for each in late if each.at <= run - days * A_DAY and each not in there]
    if there:
        return _told(desk, foreseen, run, there, cut=ahead.is_cut)
    first = min([*ahead.firsts(Span(run - days * A_DAY, now)), *late], key=lambda each: each.at, default=None)
    if first is None:
        return foreseen
    run = next_run(desk, first.at + days * A_DAY)
    ahead = _Ahead(desk, kind, scope, now)
    there = ahead.things(Span(run - (days + 1) * A_DAY, min(run - days * A_DAY, now)), MOST_COUNTED)
    return _told(desk, foreseen, run, there or [first], cut=ahead.is_cut)


def would_remove(desk: Desk, scope: str, kind: str, days: int, before: int) -> Foreseen:
    """What goes at the first run behind the grace if it is kept for so many days, and would not go with as many as
    ``before``; forty pages of lists at most."""
    return _at_grace(desk, scope, kind, days, before, desk.now() + GRACE)


def _at_grace(desk: Desk, scope: str, kind: str, days: int, before: int, ends: datetime) -> Foreseen:
    run = next_run(desk, ends)
    if days == FOR_EVER:
        return Foreseen(kind, scope, days)
    ahead = _Ahead(desk, kind, scope, run)
    since = run - before * A_DAY if before != FOR_EVER else None
    until = min(run - days * A_DAY, desk.now())
    things = ahead.things(Span(since, until), MOST_COUNTED) if since is None or since < until else []
    return _told(desk, Foreseen(kind, scope, days), run, things, cut=ahead.is_cut)


def suppose(desk: Desk, kind: str, scope: str, days: int) -> Foreseen:
    """What would go by another number of days that is not saved yet. Raises ``UnknownPlan``, ``Invalid``."""
    own = _asked(desk, kind, scope)
    checked({kind: days})
    return would_remove(desk, scope, kind, days, kept_for(kind, own, store.rules(desk, DESK), desk.now()))


def _asked(desk: Desk, kind: str, scope: str) -> Rules | None:
    if kind not in KINDS:
        raise Invalid.field("kind", f"one of {', '.join(KINDS)}")
    return read_rules(desk, scope) if scope != DESK else None


def _told(desk: Desk, foreseen: Foreseen, run: datetime, things: Sequence[Thing], *, cut: bool) -> Foreseen:
    if not things:
        return msgspec.structs.replace(foreseen, more=cut)
    first = sorted(things, key=lambda each: each.at)
    zone = ZoneInfo(people.read_desk(desk).time_zone)
    return msgspec.structs.replace(
        foreseen,
        day=times.stored(run.astimezone(zone).date()),
        number=len(things),
        more=cut,
        oldest=first[0].at,
        examples=tuple(islice(first, EXAMPLES)),
    )


# --- what was removed, and what is held -----------------------------------------------------------------------------


def list_removed(desk: Desk, before: str | None) -> tuple[list[Removed], bool]:
    """A page of what runs have removed, the latest first; one query."""
    return store.removed(desk, before)


def hold(desk: Desk, by: Author, thing_id: str, reason: str, http_id: str = "") -> ThingHold:
    """This conversation or ticket does not go until somebody says so. Twice is once. Raises ``NotFound``,
    ``BeingRemoved``."""
    kind, visitor_id = _holdable(desk, thing_id)
    person = AGED[CUSTOMERS].item(desk, visitor_id) if visitor_id is not None else None
    if person is not None and "erased_at" in person:
        raise BeingRemoved("its customer was erased")
    place = store.gone(desk, [thing_id]).get(thing_id)
    over = next((each for name in PARENTS[thing_id[:3]] if (each := AGED[name].thing(desk, thing_id))), None)
    if place is not None and over is not None and over.place == place:
        raise BeingRemoved("it goes at this moment, or is gone")
    made = ThingHold(thing_id, kind, by, desk.now(), reason, visitor_id)
    tx = Transaction(desk)
    store.put_thing_hold(tx, made)
    audit.note(tx, By(str(by.id), by.name or "", http_id), "hold_thing", thing_id, after={"reason": reason})
    try:
        tx.commit()
    except Lost:
        held = store.thing_holds(desk, [thing_id]).get(thing_id)
        if held is None:
            raise Unavailable("its hold ended, or its customer was erased, at this moment") from None
        return held
    return made


def end_hold(desk: Desk, by: Author, thing_id: str, http_id: str = "") -> None:
    """It may go again; with the next run, if its time is over. Raises ``NotFound``."""
    before, visitor_id = store.thing_holds(desk, [thing_id]).get(thing_id), None
    with suppress(NotFound):  # whose it is may be another by now, or nobody
        visitor_id = _holdable(desk, thing_id)[1]
    tx = Transaction(desk)
    store.end_thing_hold(tx, existing(before, "it is not held"), visitor_id)
    audit.note(tx, By(str(by.id), by.name or "", http_id), "end_hold_of_thing", thing_id)
    try:
        tx.commit()
    except Lost:
        raise NotFound("it is not held") from None


def list_held(desk: Desk, after: str | None) -> tuple[list[ThingHold], bool]:
    """A page of what is held by itself; two requests."""
    return store.held_things(desk, after)


def _holdable(desk: Desk, thing_id: str) -> tuple[str, str | None]:
    """Of which kind it is, and whose. Raises ``NotFound``."""
    prefix = thing_id.partition("_")[0]
    kind = existing(HOLDABLE.get(prefix), "no such conversation or ticket")
    item = existing(AGED[PARENTS[prefix][0]].item(desk, thing_id), "no such conversation or ticket")
    return kind, item["visitor_id"]["S"] if "visitor_id" in item else None
