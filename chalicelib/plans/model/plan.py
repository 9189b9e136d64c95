"""A service plan (A6): how the desk appears on one website, who answers there, and what happens when nobody does."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from ipaddress import IPv4Address
from typing import Annotated, Any

import msgspec
from msgspec.structs import replace

from chalicelib.core.contacts import Recipient, checked_recipient, region_of
from chalicelib.core.errors import Conflict, Invalid, NotFound, OriginNotAllowed, WrongFields, members
from chalicelib.core.i18n import LANGUAGES
from chalicelib.core.text import among, filled
from chalicelib.core.times import moment_there
from chalicelib.people.model.agents import Membership
from chalicelib.people.model.reach import NOBODY, Receivers
from chalicelib.plans.model.holding import Holding
from chalicelib.plans.model.hours.clock import closed_because, holiday_on, next_opening
from chalicelib.plans.model.hours.week import Hours
from chalicelib.plans.model.limits import Limits
from chalicelib.plans.model.look import NO_PICTURES, Look, Pictures
from chalicelib.plans.model.monitoring import Monitoring
from chalicelib.plans.model.prechat import Prechat
from chalicelib.plans.model.replies import AutoReply
from chalicelib.plans.model.shop import Shop
from chalicelib.plans.model.suggesting import NOTHING, Suggests
from chalicelib.plans.model.survey import SurveyRules
from chalicelib.plans.model.texts import DEFAULTS, Texts, spoken, without_return
from chalicelib.plans.model.watch import Watch

ROTATION, BALANCED = "rotation", "balanced"
ALLOCATIONS = (ROTATION, BALANCED)
SWITCHED_OFF, HOLIDAY, OFF_HOURS = "switched_off", "holiday", "off_hours"
MOST_RECIPIENTS = 10

_KEY = r"[a-z0-9][a-z0-9-]{0,39}"
# compiled when they are first asked: a cold start has no use for them
_ORIGIN = r"(https?)://([^\s/:@?#\[\]\\]{1,253})(?::([0-9]{1,5}))?"
_HOST = r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*"
_LONGEST_ORIGIN = 255
_PORTS = {"http": 80, "https": 443}


Scopes = tuple[Membership, ...]


class OfflineRules(msgspec.Struct, frozen=True):
    """What happens to messages left while nobody is there (C2): who is told, and after how many minutes without an
    answer the leaders are reminded."""

    recipients: tuple[Recipient, ...] = ()
    remind_after_minutes: int = 60


class Plan(msgspec.Struct, frozen=True):
    """One website's plan. ``group_ids`` and ``agent_ids``: who receives (none: everybody; ``reaches_nobody``: really
    nobody, so nothing can be asked there).

    ``allowed_origins``: where it may appear (none: anywhere). ``accept_seconds``: how long an agent may take to answer
    before the conversation goes to the next. ``wait_for_last_agent_seconds``: how long a visitor waits at most for whom
    the plan prefers, if these are there but full or away (0: not at all, the next one serves them). ``open`` is the
    switch by hand, ``hours`` the clock's (none: always).
    ``scopes``: whom each of its groups receives, a copy (None: not known here); ``scoped`` counts
    the changes of that. ``seen_at``, ``seen_origin``: when and on which website its widget was first seen.
    ``needs_category``: agents say what a conversation was about when they close it. ``prechat``: what is asked before a
    visitor's first message. ``archived``: nothing begins there any more, and it is out of lists; what goes on, goes on.
    ``shop``: who knows its customers' orders. ``holding``: what its visitors are told while something goes wrong.
    ``suggests``: when visitors are shown articles.
    """

    plan_id: str
    key: str
    name: str
    created_at: datetime
    group_ids: tuple[str, ...] = ()
    agent_ids: tuple[str, ...] = ()
    allocation: Annotated[str, among(*ALLOCATIONS)] = ROTATION
    prefer_last_agent: bool = False
    accept_seconds: int = 90
    time_zone: str = "Asia/Shanghai"
    allowed_origins: tuple[str, ...] = ()
    languages: tuple[str, ...] = LANGUAGES
    look: Look = msgspec.field(default_factory=Look)
    texts: Texts = msgspec.field(default_factory=lambda: DEFAULTS)
    open: bool = True
    version: int = 1
    hours: Hours | None = None
    offline: OfflineRules = msgspec.field(default_factory=OfflineRules)
    auto_replies: tuple[AutoReply, ...] = ()
    survey: SurveyRules = msgspec.field(default_factory=SurveyRules)
    limits: Limits = msgspec.field(default_factory=Limits)
    watch: Watch = msgspec.field(default_factory=Watch)
    reaches_nobody: bool = False
    scopes: Scopes | None = None
    scoped: int = 0
    wait_for_last_agent_seconds: int = 0
    seen_at: datetime | None = None
    seen_origin: str | None = None
    needs_category: bool = False
    monitoring: Monitoring = msgspec.field(default_factory=Monitoring)
    prechat: Prechat = msgspec.field(default_factory=Prechat)
    archived: bool = False
    shop: Shop = msgspec.field(default_factory=Shop)
    pictures: Pictures = NO_PICTURES
    holding: Holding | None = None
    suggests: Suggests = NOTHING

    @property
    def receiving_ids(self) -> tuple[str, ...]:
        """Those of its groups that receive: archived ones do not, unless it would have nobody."""
        if self.scopes is None or (not self.scopes and not self.agent_ids):
            return self.group_ids
        return tuple(each.group_id for each in self.scopes)

    @property
    def receivers(self) -> Receivers:
        """For whom whatever comes by the plan is."""
        if self.reaches_nobody:
            return NOBODY
        return Receivers(self.group_ids, self.agent_ids)


class KeywordsAdded(msgspec.Struct, frozen=True):
    """The plan answers keywords now, and answered none before."""

    plan_key: str


class NobodyReceives(Conflict):
    """The plan is there to be looked at only: nobody would ever read what is written."""

    code = "nobody_receives"
    title = "Nobody receives what is written here"


class UnknownPlan(NotFound):
    """No plan has this key."""

    code = "unknown_plan"
    title = "There is no such plan"


class KeyTaken(Conflict):
    """A key names one plan for good."""

    code = "key_taken"
    title = "Another plan has this key"
    beside = members(plan_id=str)


def refuse_unreceived(plan: Plan) -> None:
    """Raises ``NobodyReceives`` for a plan that reaches nobody, or is archived."""
    if plan.archived:
        raise NobodyReceives("this plan is archived: nothing begins here any more")
    if plan.reaches_nobody:
        raise NobodyReceives("this plan is for checks only")


def check_origin(plan: Plan, origin: str | None) -> None:
    """Raises ``OriginNotAllowed``. Without an Origin header it is no browser on a foreign page: nothing to refuse."""
    if origin and plan.allowed_origins and origin.lower() not in plan.allowed_origins:
        raise OriginNotAllowed(f"the plan does not list {origin[:200]}")


def is_website(origin: str) -> bool:
    """Whether a browser says this of a page of some website; a sandboxed frame, or a program, says something else."""
    return len(origin) <= _LONGEST_ORIGIN and re.fullmatch(_ORIGIN, origin.lower()) is not None


def checked_allocation(value: str) -> str:
    """How those who receive share."""
    if value not in ALLOCATIONS:
        raise Invalid.field("allocation", f"one of {', '.join(ALLOCATIONS)}")
    return value


def checked_ids(field: str, ids: Sequence[str], known: Iterable[str]) -> tuple[str, ...]:
    """Ids of those who are to receive, each once. Raises ``Invalid`` naming those whom nobody knows."""
    there = set(known)
    wrong = WrongFields()
    for each in ids:
        if each not in there:
            wrong.add(field, f"there is no such one: {each[:60]}")
    wrong.refuse()
    return tuple(dict.fromkeys(ids))


def checked_key(key: str) -> str:
    """The key that stands in URLs and embed codes."""
    if not re.fullmatch(_KEY, key):
        raise Invalid.field("key", "1 to 40 of a-z, 0-9 and -, beginning with a letter or digit")
    return key


def checked_origins(origins: Sequence[str]) -> tuple[str, ...]:
    """Origins as browsers send them: scheme, host (in ASCII), and the port where it is not the scheme's own."""
    return tuple(dict.fromkeys(map(_checked_origin, origins)))


def _checked_origin(origin: str) -> str:
    import idna

    wrong = Invalid.field("allowed_origins", f"not an origin like https://www.example.com: {origin[:100]}")
    parts = re.fullmatch(_ORIGIN, origin.strip().lower())
    if parts is None:
        raise wrong
    scheme, host, port = parts[1], parts[2], int(parts[3] or _PORTS[parts[1]])
    try:
        host = host if host.isascii() else idna.encode(host, uts46=True).decode()
        if host.rpartition(".")[2].isdigit():
            host = str(IPv4Address(host))
    except ValueError:  # idna's errors are such too
        raise wrong from None
    if not re.fullmatch(_HOST, host) or not 1 <= port <= 65_535:
        raise wrong
    return f"{scheme}://{host}" if port == _PORTS[scheme] else f"{scheme}://{host}:{port}"


def spoken_language(plan: Plan, language: str) -> str:
    """The language in which a visitor who asks for this one is spoken to: it, or the plan's first."""
    return language if language in plan.languages else plan.languages[0]


def checked_languages(languages: Sequence[str]) -> tuple[str, ...]:
    """Languages that the pages speak."""
    if not languages or any(language not in LANGUAGES for language in languages):
        raise Invalid.field("languages", f"one or more of {', '.join(LANGUAGES)}")
    return tuple(dict.fromkeys(languages))


USUAL = OfflineRules()


def checked_offline(
    values: Mapping[str, Any], zone: str, before: OfflineRules = USUAL, own: Sequence[str] = ()
) -> OfflineRules:
    """Who is told of messages left, and when they are reminded; what is left out is as before.

    ``zone``: the plan's, so whose mobile numbers they are. ``own``: what the desk itself writes from.
    Raises ``Invalid`` with every wrong field.
    """
    minutes = values.get("remind_after_minutes", before.remind_after_minutes)
    if "recipients" not in values:
        return OfflineRules(before.recipients, minutes)
    wrong, recipients = WrongFields(), list[Recipient]()
    for number, each in enumerate(values["recipients"]):
        with wrong:
            recipients.append(checked_recipient(f"offline.recipients.{number}", each, region_of(zone), own))
    if len(values["recipients"]) > MOST_RECIPIENTS:
        wrong.add("offline.recipients", f"at most {MOST_RECIPIENTS}")
    wrong.refuse()
    return OfflineRules(tuple(recipients), minutes)


class Opening(msgspec.Struct, frozen=True):
    """Whether the plan takes conversations at a moment. ``reason``: hours, holiday or switched_off where it does not.

    ``holiday``: its name by language. ``opens_at``: when it will, as far as the clock decides.
    """

    open: bool
    reason: str | None = None
    holiday: Mapping[str, str] | None = None
    opens_at: datetime | None = None


def opening(plan: Plan, at: datetime) -> Opening:
    """How the plan stands at this moment (C1)."""
    if not plan.open or plan.reaches_nobody:
        return Opening(False, SWITCHED_OFF)
    reason = closed_because(plan.hours, plan.time_zone, at)
    if reason is None:
        return Opening(True)
    holiday = holiday_on(plan.hours, plan.time_zone, at) if reason == HOLIDAY else None
    return Opening(False, reason, holiday, next_opening(plan.hours, plan.time_zone, at))


def closed_words(plan: Plan, now: Opening, language: str) -> tuple[str, str]:
    """What somebody who writes to the closed plan is told: which text (``off_hours`` or ``holiday``), and the text."""
    word = HOLIDAY if now.reason == HOLIDAY and now.holiday else OFF_HOURS
    return word, said_now(plan, word, now, language) or said_now(replace(plan, texts=DEFAULTS), word, now, language)


def said_now(plan: Plan, word: str, now: Opening, language: str) -> str:
    """The plan's text as it reads at this moment; who may never be back says nothing of it."""
    text = (spoken if now.opens_at else without_return)(plan.texts, word, language)
    names = now.holiday or {}
    return filled(
        text,
        opens_at=moment_there(now.opens_at, plan.time_zone, language),
        holiday=names.get(language) or names.get("en", ""),
        plan=plan.name,
    )
