"""Somebody who is on a plan's website, and what they are invited to (A7). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core.authors import SYSTEM, Author
from chalicelib.core.errors import Conflict, LimitReached, NotFound, members
from chalicelib.core.text import Line, among
from chalicelib.people.model.channels import plain_page
from chalicelib.plans.model.monitoring import InvitationRule, Monitoring, fits

PACE = timedelta(seconds=60)  # between two beats of a page that stays
GONE = timedelta(seconds=130)  # after the last beat: one may be late
VISIT = timedelta(minutes=30)  # whoever was away for longer comes anew
STANDS = timedelta(minutes=5)  # an invitation
MOST_BEATS = 8  # a minute: one, and one for each change of page
LONGEST_TITLE = 120

OFFERED, SHOWN, ACCEPTED, DISMISSED = "offered", "shown", "accepted", "dismissed"
INVITATIONS = (OFFERED, SHOWN, ACCEPTED, DISMISSED)
BY_HAND = "by_hand"  # in place of a rule, none of which has such an id
DESKTOP, PHONE, TABLET = "desktop", "phone", "tablet"
DEVICES = (DESKTOP, PHONE, TABLET)


class Beat(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A page says that somebody looks at it. ``language``: the browser's, such as zh-CN. ``shown``: the id of an
    invitation that stands on it now."""

    page: Annotated[Line, msgspec.Meta(max_length=2000)]
    title: Annotated[Line, msgspec.Meta(max_length=500)] = ""
    language: Annotated[Line, msgspec.Meta(max_length=35)] = ""
    referrer: Annotated[Line, msgspec.Meta(max_length=2000)] | None = None
    shown: Annotated[str, msgspec.Meta(max_length=100)] | None = None


class Invitation(msgspec.Struct, frozen=True):
    """What somebody is invited to, by an agent's hand (``by``) or by a rule, on a page after so many ``seconds`` there.

    ``until``: when it is over, unless it was answered before.
    """

    invitation_id: str
    made_at: datetime
    until: datetime
    text: str
    by: Author = SYSTEM
    rule_id: str = BY_HAND
    seconds: int = 0
    state: Annotated[str, among(*INVITATIONS)] = OFFERED
    conversation_id: str | None = None

    def is_pending(self, now: datetime) -> bool:
        """Whether it may still be answered."""
        return self.state in (OFFERED, SHOWN) and now < self.until


class Live(msgspec.Struct, frozen=True):
    """Somebody on the website, as their last beat told. ``since``: of this visit; ``page_since``: on this page.

    ``minute``, ``beats``: how many beats came in this minute since 1970. ``invited``: the rules by which they were
    invited in this visit. ``quiet_until``: they declined, and are not invited before. ``version`` counts the changes.
    """

    visitor_id: str
    plan_key: str
    since: datetime
    seen_at: datetime
    page_since: datetime
    page: str = ""
    title: str = ""
    visits: int = 1
    name: str | None = None
    language: str = ""
    device: Annotated[str, among(*DEVICES)] = DESKTOP
    referrer: str | None = None
    minute: int = 0
    beats: int = 0
    invited: tuple[str, ...] = ()
    invitation: Invitation | None = None
    quiet_until: datetime | None = None
    version: int = 0

    def is_here(self, now: datetime) -> bool:
        """Whether they are on the website now."""
        return now < self.seen_at + GONE

    def is_quiet(self, now: datetime) -> bool:
        """Whether they declined to be invited lately."""
        return self.quiet_until is not None and now < self.quiet_until

    def pending(self, now: datetime) -> Invitation | None:
        """What they are invited to and have not answered."""
        return self.invitation if self.invitation is not None and self.invitation.is_pending(now) else None


class AlreadyInvited(Conflict):
    """Somebody invited this visitor a moment ago, and they have not answered yet."""

    code = "already_invited"
    title = "The visitor has been invited already"
    beside = members(agent=dict[str, str | None])


class InvitationDeclined(Conflict):
    """The visitor declined an invitation lately, and is left in peace for the days that the plan says."""

    code = "invitation_declined"
    title = "The visitor does not want to be invited"


class AlreadyTalking(Conflict):
    """The visitor has an open conversation."""

    code = "already_talking"
    title = "The visitor is in a conversation"


class InvitationOver(Conflict):
    """It was answered otherwise, another came in its place, or its time is over."""

    code = "invitation_over"
    title = "The invitation is over"


class VisitorGone(NotFound):
    """The visitor is not on the website any more."""

    code = "visitor_gone"
    title = "The visitor has left the website"


def arrived(
    before: Live | None, visitor_id: str, plan_key: str, now: datetime, *, visits: int = 1, name: str | None = None
) -> Live:
    """Somebody who comes anew; of an earlier visit only what must not be forgotten stays."""
    fresh = Live(visitor_id, plan_key, since=now, seen_at=now, page_since=now, visits=visits, name=name)
    if before is None:
        return fresh
    return replace(
        fresh, quiet_until=before.quiet_until, version=before.version, minute=before.minute, beats=before.beats
    )


def comes_anew(live: Live | None, now: datetime) -> bool:
    """Whether a beat now begins a visit."""
    return live is None or now >= live.seen_at + VISIT


def beaten(live: Live, beat: Beat, device: str, now: datetime, kept: Sequence[str] = ()) -> Live:
    """The visitor after a beat. What a rule has offered and nobody has seen goes with the page it was meant for.

    Raises ``LimitReached`` for more beats in a minute than changes of page can bring.
    """
    minute = int(now.timestamp()) // 60
    beats = live.beats + 1 if minute == live.minute else 1
    if beats > MOST_BEATS:
        raise LimitReached("beats", "visitor", 60 - int(now.timestamp()) % 60 or 1)
    page = plain_page(beat.page, kept) or ""
    moved = page != live.page
    after = replace(
        live,
        seen_at=now,
        page=page,
        title=beat.title.strip()[:LONGEST_TITLE],
        page_since=now if moved else live.page_since,
        language=beat.language,
        device=device,
        referrer=live.referrer if live.referrer is not None else plain_page(beat.referrer, kept),
        minute=minute,
        beats=beats,
        version=live.version + 1,
    )
    offer = after.invitation
    if moved and offer is not None and offer.state == OFFERED and offer.rule_id != BY_HAND:
        return replace(after, invitation=None)
    return after


def noted_as_shown(live: Live, invitation_id: str | None, now: datetime) -> tuple[Live, Invitation] | None:
    """The visitor who has been shown this, and the invitation then; None: it is over, another, or was noted before."""
    offer = live.pending(now)
    if offer is None or offer.invitation_id != invitation_id or offer.state != OFFERED:
        return None
    shown = replace(offer, state=SHOWN)
    return replace(live, invitation=shown, invited=(*live.invited, offer.rule_id)), shown


def rules_to_ask(live: Live, monitoring: Monitoring, now: datetime) -> list[InvitationRule]:
    """The rules that may mean this visitor now: none while they are invited or quiet, and each once a visit."""
    if live.pending(now) is not None or live.is_quiet(now):
        return []
    return [
        each for each in monitoring.rules if each.rule_id not in live.invited and fits(each, live.page, live.visits)
    ]


def offered(live: Live, invitation: Invitation) -> Live:
    """The visitor with something they are invited to."""
    return replace(live, invitation=invitation)


def by_rule(live: Live, rule: InvitationRule, invitation_id: str, text: str, now: datetime) -> Invitation:
    """What a rule offers to somebody on their page."""
    left = max(0, rule.seconds - int((now - live.page_since).total_seconds()))
    until = now + timedelta(seconds=left) + STANDS
    return Invitation(invitation_id, now, until, text, rule_id=rule.rule_id, seconds=left)


def by_agent(by: Author, invitation_id: str, text: str, now: datetime) -> Invitation:
    """What an agent says to somebody they see."""
    return Invitation(invitation_id, now, now + STANDS, text, by=by)


def refuse_uninvitable(live: Live | None, now: datetime) -> Live:
    """Raises ``VisitorGone``, ``AlreadyInvited``, ``InvitationDeclined`` for whom nobody may invite now."""
    if live is None or not live.is_here(now):
        raise VisitorGone("they have left the website")
    if live.is_quiet(now):
        raise InvitationDeclined("they declined an invitation lately")
    offer = live.pending(now)
    if offer is not None and (offer.rule_id == BY_HAND or offer.state == SHOWN):
        who = offer.by
        raise AlreadyInvited(
            f"{who.name or 'the plan'} has invited them", extra={"agent": {"name": who.name, "number": who.number}}
        )
    return live


def answered(
    live: Live, invitation_id: str, state: str, now: datetime, conversation_id: str | None = None
) -> tuple[Live, Invitation]:
    """The visitor who has accepted or dismissed this, and the invitation then. Raises ``InvitationOver``."""
    offer = live.pending(now)
    if offer is None or offer.invitation_id != invitation_id:
        raise InvitationOver("it was answered, or its time is over")
    invited = live.invited if offer.state == SHOWN else (*live.invited, offer.rule_id)
    after = replace(offer, state=state, conversation_id=conversation_id)
    return replace(live, invitation=after, invited=invited, version=live.version + 1), after


def device_of(user_agent: str) -> str:
    """What a browser says that it runs on."""
    said = user_agent.lower()
    if "ipad" in said or "tablet" in said or ("android" in said and "mobile" not in said):
        return TABLET
    return PHONE if "mobi" in said or "iphone" in said else DESKTOP


class Crowd(msgspec.Struct, frozen=True):
    """How many are on a plan's website, as far as was read, and when the last beat came; ``more``: others follow."""

    plan_key: str
    name: str
    count: int = 0
    more: bool = False
    seen_at: datetime | None = None


def country_of(language: str) -> str | None:
    """The country that a browser's language names: zh-CN, zh-Hans-CN → CN; None: it names none."""
    regions = [each for each in language.split("-")[1:] if len(each) == 2 and each.isalpha()]
    return regions[0].upper() if regions else None


class Figures(msgspec.Struct, frozen=True):
    """What became of the invitations of a rule in a month."""

    rule_id: str
    shown: int = 0
    accepted: int = 0
    dismissed: int = 0
