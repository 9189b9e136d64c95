"""The one documented flow of a cell: its steps in order, in versions that never change (E4). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import Conflict, Invalid, WrongFields
from chalicelib.core.text import among, has_half_a_character
from chalicelib.touchpoints.model.checks import CHECKS, HOURS, KEPT, NOT_KEPT, PENDING, STATES, Facts

ACCEPTANCE, ENQUIRY, CHECKING, ADVICE, COMPLAINT = "acceptance", "enquiry", "check", "advice", "complaint"
KINDS = (ACCEPTANCE, ENQUIRY, CHECKING, ADVICE, COMPLAINT)
MOST_STEPS, LONGEST_STEP, LARGEST_LIMIT = 20, 300, 86_400
LARGEST_HOURS = 24 * 31
MOST_VALID = 60  # versions whose beginnings are known with the cell
FURTHEST = timedelta(days=366)
UNJUDGED = "unjudged"
VERDICTS = (KEPT, NOT_KEPT, PENDING, UNJUDGED)

Text = Annotated[str, msgspec.Meta(max_length=2 * LONGEST_STEP)]


class FlowStep(msgspec.Struct, frozen=True):
    """What is done, in words; ``check``: how the desk sees whether it was (empty: it does not); ``limit``: in the
    check's unit (None: the usual one)."""

    zh: Text = ""
    en: Text = ""
    check: Annotated[str, msgspec.Meta(max_length=40)] = ""
    limit: Annotated[int, msgspec.Meta(ge=0, le=LARGEST_LIMIT)] | None = None

    def called(self, language: str) -> str:
        """Its words in this language, or in the other one where it has none."""
        own, other = (self.zh, self.en) if language.startswith("zh") else (self.en, self.zh)
        return own or other


class ServiceFlow(msgspec.Struct, frozen=True):
    """``kind``: acceptance 受理, enquiry 查询, check 核对, advice 咨询, complaint 投诉."""

    kind: Annotated[str, among(*KINDS)] = ENQUIRY
    steps: tuple[FlowStep, ...] = ()


class FlowVersion(msgspec.Struct, frozen=True):
    """A flow as it was published, and from when it is valid."""

    code: str
    version: int
    flow: ServiceFlow
    valid_from: datetime
    published_at: datetime | None = None
    published_by: str | None = None


class Valid(msgspec.Struct, frozen=True):
    """From when a version is valid."""

    version: int
    since: datetime


class Cell(msgspec.Struct, frozen=True):
    """A cell of the map. ``offered``: whether this business is done by this channel at all; what is not is no gap.

    ``published``: the newest version of its flow, which may begin to hold later; ``valid``: from when which does.
    """

    code: str
    group_id: str | None = None
    offered: bool = True
    published: FlowVersion | None = None
    draft: ServiceFlow | None = None
    valid: tuple[Valid, ...] = ()
    version: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether nobody has said anything of it."""
        return self.version == 0

    def version_at(self, at: datetime) -> int | None:
        """The number of the version of its flow that holds at this moment: the newest that is valid by then."""
        return max((each.version for each in self.valid if each.since <= at), default=None)

    def gaps(self, now: datetime) -> list[str]:
        """What it lacks: ``empty``, ``no_flow``, ``no_group``; nothing where it is not offered."""
        if self.is_empty:
            return [EMPTY]
        if not self.offered:
            return []
        lacks = [NO_FLOW] if self.version_at(now) is None else []
        return [*lacks, *([NO_GROUP] if self.group_id is None else [])]


EMPTY, NO_FLOW, NO_GROUP = "empty", "no_flow", "no_group"
GAPS = (EMPTY, NO_FLOW, NO_GROUP)


class NoDraft(Conflict):
    """There is nothing to publish."""

    code = "no_draft"
    title = "There is no draft of this flow"


def checked_draft(flow: ServiceFlow) -> ServiceFlow:
    """A flow as it is kept: trimmed. Raises ``Invalid`` naming each field that cannot be stored."""
    wrong, steps = WrongFields(), list[FlowStep]()
    if flow.kind not in KINDS:
        wrong.add("draft.kind", f"one of {', '.join(KINDS)}")
    if len(flow.steps) > MOST_STEPS:
        wrong.add("draft.steps", f"at most {MOST_STEPS}")
    for number, each in enumerate(flow.steps[:MOST_STEPS]):
        where = f"draft.steps.{number}"
        step = replace(each, zh=each.zh.strip(), en=each.en.strip())
        for name in ("zh", "en"):
            text = getattr(step, name)
            if len(text) > LONGEST_STEP or "\x00" in text or has_half_a_character(text):
                wrong.add(f"{where}.{name}", f"at most {LONGEST_STEP} characters, each of them whole")
        check = CHECKS.get(step.check)
        if step.check and check is None:
            wrong.add(f"{where}.check", f"one of {', '.join(CHECKS)}")
        if step.limit is not None and (check is None or not check.unit):
            wrong.add(f"{where}.limit", "nothing is measured here")
        elif step.limit is not None and check is not None:
            largest = LARGEST_HOURS if check.unit == HOURS else LARGEST_LIMIT
            if not 0 <= step.limit <= largest:
                wrong.add(f"{where}.limit", f"at most {largest} {check.unit}")
        steps.append(step)
    wrong.refuse()
    return ServiceFlow(flow.kind, tuple(steps))


def checked_flow(flow: ServiceFlow) -> ServiceFlow:
    """A flow that may be published: it has steps, and each says what is done. Raises ``Invalid``."""
    wrong = WrongFields()
    if not flow.steps:
        wrong.add("draft.steps", "one step at least")
    for number, each in enumerate(flow.steps):
        if not each.zh and not each.en:
            wrong.add(f"draft.steps.{number}.zh", "what is done, in one language at least")
    wrong.refuse()
    return checked_draft(flow)


def checked_since(since: datetime | None, now: datetime) -> datetime:
    """From when a version is valid: now, or later, at most a year. What was is not judged anew. Raises ``Invalid``."""
    if since is None or since <= now:
        if since is not None and since < now - timedelta(minutes=5):
            raise Invalid.field("valid_from", "not in the past")
        return now
    if since > now + FURTHEST:
        raise Invalid.field("valid_from", "at most a year from now")
    return since


def with_valid(valid: Sequence[Valid], news: Valid) -> tuple[Valid, ...]:
    """The beginnings with one more."""
    return (*(each for each in valid if each.version != news.version), news)[-MOST_VALID:]


class Seen(msgspec.Struct, frozen=True):
    """How a step was kept: its number in the flow from 0, the check, and the state."""

    step: int
    check: str
    state: Annotated[str, among(*STATES)]


def judged(flow: ServiceFlow, facts: Facts, now: datetime, before: Sequence[Seen] = ()) -> tuple[Seen, ...]:
    """How each step was kept that can be seen; what was found out before stays, whatever comes later."""
    known = {each.step: each for each in before if each.state != PENDING}
    seen = []
    for number, step in enumerate(flow.steps):
        check = CHECKS.get(step.check)
        if check is None:
            continue
        state = check.judge(facts, check.limit(step.limit), now)
        seen.append(known.get(number) or Seen(number, step.check, state))
    return tuple(seen)


def verdict_of(seen: Iterable[Seen]) -> str:
    """Whether all was kept: ``not_kept`` as soon as one step was not, else ``pending`` while one is; ``unjudged`` where
    nothing could be seen."""
    states = {each.state for each in seen}
    if NOT_KEPT in states:
        return NOT_KEPT
    if PENDING in states:
        return PENDING
    return KEPT if KEPT in states else UNJUDGED


def next_look(flow: ServiceFlow, facts: Facts, seen: Iterable[Seen]) -> datetime | None:
    """When the next of its steps that are pending falls due; None: none is."""
    pending = [each for each in seen if each.state == PENDING]
    if facts.ended_at is None or not pending:
        return None
    limits = (CHECKS[each.check].limit(flow.steps[each.step].limit) for each in pending)
    return facts.ended_at + min(limits)


def readings_of(flow: ServiceFlow, seen: Sequence[Seen] = ()) -> frozenset[str]:
    """What must be asked for to judge it, without what is known already."""
    known = {each.step for each in seen if each.state not in (PENDING,)}
    steps = (each for number, each in enumerate(flow.steps) if number not in known)
    return frozenset(CHECKS[each.check].reads for each in steps if each.check in CHECKS) - {""}
