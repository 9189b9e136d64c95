"""How long what is over is kept, by kind and plan: periods, their grace, and what a change of them does (F6). Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.core.authors import Author
from chalicelib.core.errors import Conflict, Invalid, WrongFields, members

CUSTOMERS, LETTERS = "customers", "letters"
CONVERSATIONS, TICKETS, COMPLAINTS = "conversations", "tickets", "complaints"
KINDS = (
    CONVERSATIONS,
    "recordings",
    "messages",
    TICKETS,
    COMPLAINTS,
    "followups",
    "surveys",
    "responses",
    LETTERS,
    CUSTOMERS,
)
HOLDABLE = {"cnv": CONVERSATIONS, "tkt": TICKETS}  # what may be held by itself, by how its id begins

FOR_EVER = 0
SHORTEST_DAYS, LONGEST_DAYS = 7, 36_500
GRACE = timedelta(days=7)  # before a shorter period counts
A_DAY = timedelta(days=1)
MOST_COUNTED = 1_000
DESK = ""  # the scope of what holds where a plan says nothing

# what goes by itself after a fixed time, in days, or never; a test holds each to the code
FIXED: Mapping[str, int] = {
    "visits": 180,
    "invitations": 100,
    "presence": 2,
    "channel_threads": 400,
    "channel_mails": 90,
    "protected_links": 31,
    "webhook_log": 30,
    "imports": 90,
    "import_files": 7,
    "archives": 7,
    "article_uses": 420,
    "handovers": 800,
    "requests_again": 1,
    "audit": FOR_EVER,
}


class Period(msgspec.Struct, frozen=True):
    """For how many days something is kept: ``FOR_EVER``; None: as the desk says. Until ``since`` for as many as
    ``former`` says, which were more."""

    days: int | None = None
    former: int | None = None
    since: datetime | None = None


AS_THE_DESK = Period()


class Rules(msgspec.Struct, frozen=True):
    """What the desk, or a plan (``scope``), says of each kind."""

    scope: str
    periods: Mapping[str, Period] = msgspec.field(default_factory=dict)
    version: int = 0
    changed_at: datetime | None = None
    changed_by: Author | None = None

    def of(self, kind: str) -> Period:
        """What it says of a kind."""
        return self.periods.get(kind, AS_THE_DESK)


class Removed(msgspec.Struct, frozen=True):
    """What a run removed on a day, of a kind and plan; ``held``: what it came to and left, since somebody or something
    holds it."""

    place: str
    day: str
    kind: str
    plan_key: str
    removed: int
    held: int


class ThingHold(msgspec.Struct, frozen=True):
    """Nothing of this conversation or ticket goes, since then. ``visitor_id``: whose it was at that moment."""

    thing_id: str
    kind: str
    by: Author
    at: datetime
    reason: str
    visitor_id: str | None = None


class Shortened(Conflict):
    """More goes than before: whoever wants that says so with the numbers in hand."""

    code = "retention_shortened"
    title = "This removes what was to be kept"
    beside = members(removes=dict[str, int], more=list[str], from_day=str, version=int)


class BeingRemoved(Conflict):
    """It is going at this moment, or gone."""

    code = "being_removed"
    title = "This is being removed, or was"


def days_now(rules: Rules, kind: str, now: datetime) -> int | None:
    """For how many days these rules keep it at this moment; None: as the desk says."""
    period = rules.of(kind)
    return period.former if period.since is not None and now < period.since else period.days


def kept_for(kind: str, own: Rules | None, desk: Rules, now: datetime) -> int:
    """For how many days it is kept at this moment: a plan's ``own`` before the desk's."""
    said = days_now(own, kind, now) if own is not None else None
    if said is None:
        said = days_now(desk, kind, now)
    return FOR_EVER if said is None else said


def meant_for(kind: str, own: Rules | None, desk: Rules) -> int:
    """For how many days it is kept once every grace is over."""
    said = own.of(kind).days if own is not None else None
    if said is None:
        said = desk.of(kind).days
    return FOR_EVER if said is None else said


def shortened_from(kind: str, own: Rules | None, desk: Rules, now: datetime) -> datetime | None:
    """When a shorter period begins to count that does not yet, if there is one."""
    period = own.of(kind) if own is not None else desk.of(kind)
    if own is not None and period.days is None and (period.since is None or period.since <= now):
        period = desk.of(kind)
    return period.since if period.since is not None and period.since > now else None


def is_shorter(after: int, before: int) -> bool:
    """Whether more goes."""
    return after != FOR_EVER and (before == FOR_EVER or after < before)


def checked(days: Mapping[str, int | None]) -> Mapping[str, int | None]:
    """Periods as they may be. Raises ``Invalid`` naming each that may not."""
    wrong = WrongFields()
    for kind, number in days.items():
        with wrong:
            if kind not in KINDS:
                raise Invalid.field(f"days.{kind}", f"one of {', '.join(KINDS)}")
            if number is not None and number != FOR_EVER and not SHORTEST_DAYS <= number <= LONGEST_DAYS:
                raise Invalid.field(
                    f"days.{kind}", f"{SHORTEST_DAYS} to {LONGEST_DAYS} days, or {FOR_EVER}: it is kept for ever"
                )
    wrong.refuse()
    return days


def changed(
    rules: Rules, desk: Rules, days: Mapping[str, int | None], by: Author, now: datetime
) -> tuple[Rules, tuple[str, ...]]:
    """The rules with these periods (None: as the desk says; of the desk itself: for ever), and the kinds of which more
    goes than at this moment: of these not before the grace is over."""
    periods, shorter = dict(rules.periods), []
    own = rules if rules.scope != DESK else None
    for kind, number in days.items():
        wanted = FOR_EVER if number is None and own is None else number
        if wanted == rules.of(kind).days:
            continue
        if own is None:
            before, after = kept_for(kind, None, rules, now), wanted or FOR_EVER
        else:
            before = kept_for(kind, own, desk, now)
            after = wanted if wanted is not None else meant_for(kind, None, desk)
        if is_shorter(after, before):
            periods[kind] = Period(wanted, before, now + GRACE)
            shorter.append(kind)
        else:
            periods[kind] = Period(wanted)
    after_all = replace(rules, periods=periods, version=rules.version + 1, changed_at=now, changed_by=by)
    return after_all, tuple(shorter)


def walks_of(kind: str, desk: Rules, plans: Mapping[str, Rules], now: datetime) -> dict[int, set[str]]:
    """Which numbers of days are in force for a kind, and for which scopes."""
    walks: dict[int, set[str]] = {}
    for scope, own in {DESK: None, **plans}.items():
        walks.setdefault(kept_for(kind, own, desk, now), set()).add(scope)
    walks.pop(FOR_EVER, None)
    return walks


def seen_enough(seen: Mapping[str, int] | None, removes: Mapping[str, int]) -> bool:
    """Whether whoever changes it has seen how much goes."""
    return all((seen or {}).get(kind, -1) >= number for kind, number in removes.items())


def as_said(days: Mapping[str, Any]) -> dict[str, Any]:
    """Periods, for the audit log."""
    return {f"days_{kind}": number for kind, number in sorted(days.items())}
