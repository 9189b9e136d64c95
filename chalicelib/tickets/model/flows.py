"""Flows as data (D6, D8, D9): named stages, who may move a ticket to which, what is needed there, and until when. Pure.

    passage = move(flow, standing, to, mover, values)      # or a refusal by type

A flow is for one type of tickets and has versions, which never change: a ticket keeps the one it began with. The first
stage is where tickets begin. ``requires`` of a stage is what must be known of a ticket that stands in it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.core.errors import WrongFields
from chalicelib.core.text import among
from chalicelib.tickets.model.deadlines import Allowance
from chalicelib.tickets.model.flow_refusals import BeyondYourLimit, NoSuchWay, NotYourField, NotYourMove
from chalicelib.tickets.model.settings import CHOICE, SIGNATURE, YES_NO, Field, checked_values
from chalicelib.tickets.model.ticket import (
    ASSIGNED,
    CLOSED,
    IN_PROGRESS,
    NEW,
    SOLVED,
    TYPES,
    WAITING,
    Value,
)

STAGE_STATES = (NEW, ASSIGNED, IN_PROGRESS, WAITING, SOLVED, CLOSED)
YES, NO = "yes", "no"
ANSWERS = (YES, NO)
PLANNED_VISITS = ("pre_sale", "after_sale", "complaint", "care")

Names = Mapping[str, str]


class Who(msgspec.Struct, frozen=True):
    """Whoever has one of these ``roles`` or ``permissions``, is in one of these ``groups``, or, with ``its_group``, in
    the one that is responsible; nothing said: whoever may work on the ticket. ``customer``: its customer, too."""

    roles: tuple[str, ...] = ()
    permissions: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    its_group: bool = False
    customer: bool = False

    @property
    def everybody(self) -> bool:
        """Whether nobody who works on tickets is left out."""
        return not (self.roles or self.permissions or self.groups or self.its_group)


ANYBODY = Who()


class FlowField(Field, frozen=True):
    """A field of a flow's tickets. ``choice_names``: choice → language → its words. ``public``: the customer sees it.

    ``set_by``: who may set it. ``limits``: role → the most that role may set (null: no limit; a role that is not named:
    nothing), unless the field that ``approves`` this one has as much; what approves has the limits of what it is for.
    """

    choice_names: Mapping[str, Names] = {}
    public: bool = False
    set_by: Who = ANYBODY
    limits: Mapping[str, float | None] = {}
    approves: str | None = None


class Way(msgspec.Struct, frozen=True):
    """From a stage to another, for these people. ``says``: of a way that is its customer's too, which answer of theirs
    leads there."""

    to: str
    who: Who = ANYBODY
    says: Annotated[str, among(*ANSWERS)] | None = None


class Stage(msgspec.Struct, frozen=True):
    """Where a ticket stands. ``state``: what that is in the words that all tickets share. No ``ways``: an end.

    ``requires``: for each of these, one of the fields named must be there (and be yes, if it is yes or no).
    ``needs_group``: whoever moves a ticket here names the group that is responsible from then on.
    ``allowed``: within which time it goes on; counted from the moment in the field ``counts_from``, if that is named.
    ``plans``: the kind of return visit that is planned for a ticket that comes here; ``asks_survey``: its customer is
    asked how it went. ``escalates``: those who lead are told at once, with what was said.
    """

    key: str
    names: Names
    state: Annotated[str, among(*STAGE_STATES)] = IN_PROGRESS
    ways: tuple[Way, ...] = ()
    requires: tuple[tuple[str, ...], ...] = ()
    needs_group: bool = False
    allowed: Allowance | None = None
    counts_from: str | None = None
    plans: Annotated[str, among(*PLANNED_VISITS)] | None = None
    asks_survey: bool = False
    escalates: bool = False

    @property
    def is_end(self) -> bool:
        """Whether a ticket stays here."""
        return not self.ways

    @property
    def of_customer(self) -> tuple[Way, ...]:
        """The ways that are its customer's, too."""
        return tuple(each for each in self.ways if each.who.customer)

    @property
    def asks(self) -> bool:
        """Whether a ticket waits here for its customer to say yes or no."""
        return self.state == WAITING and None not in (self.answer(YES), self.answer(NO))

    def answer(self, says: str) -> Way | None:
        """Where this answer of its customer's leads; None: it leads nowhere from here.

        Where no answer has a name, a version before published it: the first of several ways was their yes, the last
        their no.
        """
        theirs = self.of_customer
        if len(theirs) < len(ANSWERS) or any(each.says is not None for each in theirs):
            return next((each for each in theirs if each.says == says), None)
        return theirs[0] if says == YES else theirs[-1]


class Definition(msgspec.Struct, frozen=True):
    """What an administrator says of a flow. ``begun_by``: who may begin a ticket of it. ``reopens_at``: the stage in
    which one that was over goes on (none: the first)."""

    names: Names
    stages: tuple[Stage, ...]
    fields: tuple[FlowField, ...] = ()
    begun_by: Who = ANYBODY
    reopens_at: str | None = None

    @property
    def again(self) -> Stage:
        """The stage in which a ticket that was over goes on."""
        return (self.stage(self.reopens_at) if self.reopens_at is not None else None) or self.stages[0]

    def stage(self, key: str) -> Stage | None:
        """The stage of this name."""
        return next((each for each in self.stages if each.key == key), None)

    def field(self, key: str) -> FlowField | None:
        """The field of this name."""
        return next((each for each in self.fields if each.key == key), None)


class Flow(msgspec.Struct, frozen=True):
    """One version of the flow for a type of tickets; it never changes."""

    type: Annotated[str, among(*TYPES)]
    version: int
    definition: Definition
    published_at: datetime | None = None
    published_by: str | None = None


class FlowRecord(msgspec.Struct, frozen=True):
    """The flow for a type as administrators keep it: what new tickets follow (None: none yet), and the ``draft`` that
    somebody works on (None: nobody does). ``version`` counts the changes of either."""

    type: Annotated[str, among(*TYPES)]
    published: Flow | None = None
    draft: Definition | None = None
    version: int = 0


class Mover(msgspec.Struct, frozen=True):
    """Who wants to move a ticket: their role and permissions and groups, or its ``customer``."""

    role: str = ""
    permissions: frozenset[str] = frozenset()
    group_ids: frozenset[str] = frozenset()
    customer: bool = False


class Standing(msgspec.Struct, frozen=True):
    """How a ticket stands in its flow: the stage, the group that is responsible, the values of its fields."""

    stage: str
    group_id: str | None = None
    fields: Mapping[str, Value] = {}


class Passage(msgspec.Struct, frozen=True):
    """What a move makes of it: the stage it comes to, whose it is then, and all values of its fields."""

    stage: Stage
    group_id: str | None
    fields: Mapping[str, Value]


def may(who: Who, mover: Mover, group_id: str | None) -> bool:
    """Whether the mover is one of these, for a ticket that this group is responsible for."""
    if mover.customer:
        return who.customer
    return (
        who.everybody
        or mover.role in who.roles
        or not mover.permissions.isdisjoint(who.permissions)
        or not mover.group_ids.isdisjoint(who.groups)
        or (who.its_group and group_id in mover.group_ids)
    )


def ways_for(flow: Definition, standing: Standing, mover: Mover) -> list[str]:
    """Where this person may move it, in the flow's order."""
    stage = flow.stage(standing.stage)
    return [way.to for way in stage.ways if may(way.who, mover, standing.group_id)] if stage is not None else []


def begin(flow: Definition, mover: Mover, values: Mapping[str, Value | None], group_id: str | None = None) -> Passage:
    """Into the first stage. Raises ``NotYourMove``, and as ``move`` does for fields."""
    first = flow.stages[0]
    if not may(flow.begun_by, mover, group_id):
        raise NotYourMove("others begin tickets of this kind", extra={"stage": first.key, "ways": []})
    return _into(flow, first, Standing(first.key, group_id), mover, (values, group_id))


def move(
    flow: Definition,
    standing: Standing,
    to: str,
    mover: Mover,
    values: Mapping[str, Value | None],
    group_id: str | None = None,
) -> Passage:
    """The ticket in its next stage, with these values over those it has (null takes one away).

    ``group_id``: which group is responsible from then on, where the mover says so.
    Raises ``NoSuchWay``, ``NotYourMove``, ``NotYourField``, ``BeyondYourLimit``, ``Invalid`` with ``fields.<key>`` for
    each value that does not hold or is missing, and ``group_id``.
    """
    stage = flow.stage(standing.stage)
    way = next((each for each in stage.ways if each.to == to), None) if stage is not None else None
    target = flow.stage(to)
    told = {"stage": standing.stage, "ways": ways_for(flow, standing, mover)}
    if way is None or target is None:
        raise NoSuchWay(f"from {standing.stage} it goes to {', '.join(told['ways']) or 'no other stage'}", extra=told)
    if not may(way.who, mover, standing.group_id):
        raise NotYourMove(f"you may not move it to {to}", extra=told)
    return _into(flow, target, standing, mover, (values, group_id))


def _into(
    flow: Definition,
    target: Stage,
    standing: Standing,
    mover: Mover,
    brought: tuple[Mapping[str, Value | None], str | None],
) -> Passage:
    values, group_id = brought
    held, wrong = dict(standing.fields), WrongFields()
    with wrong:
        held = with_values(flow, held, values, mover, standing.group_id)
    if not wrong:
        missing = [keys for keys in target.requires if not any(_is_there(held, key) for key in keys)]
        for keys in missing:
            wrong.add(f"fields.{keys[0]}", "is needed" if len(keys) == 1 else f"or {', '.join(keys[1:])}: is needed")
    if target.needs_group and group_id is None:
        wrong.add("group_id", "say which group is responsible from here on")
    wrong.refuse()
    return Passage(target, group_id or standing.group_id, held)


def _is_there(held: Mapping[str, Value], key: str) -> bool:
    """A field that says yes or no is there if it says yes: a consent that was refused is none."""
    return key in held and held[key] is not False


def with_values(
    flow: Definition,
    held: Mapping[str, Value],
    values: Mapping[str, Value | None],
    mover: Mover,
    group_id: str | None,
) -> dict[str, Value]:
    """What a ticket's fields are with these values over them. What stays as it is, is nobody's to be asked for.

    Raises ``Invalid`` with ``fields.<key>``, ``NotYourField``, ``BeyondYourLimit``.
    """
    checked = checked_values(flow.fields, values, whole=False)
    after = {**{key: value for key, value in held.items() if key not in values}, **checked}
    changed = [each for each in flow.fields if after.get(each.key) != held.get(each.key)]
    for field in changed:
        if not may(field.set_by, mover, group_id) or (field.kind == SIGNATURE and not mover.customer):
            raise NotYourField(f"others set {field.key}", extra={"field": field.key})
    for field in changed:
        _refuse_beyond_limit(flow, field, after, mover)
    return after


def _refuse_beyond_limit(flow: Definition, field: FlowField, after: Mapping[str, Value], mover: Mover) -> None:
    limited = flow.field(field.approves) if field.approves is not None else field
    amount = after.get(field.key)
    if limited is None or not limited.limits or not isinstance(amount, int | float):
        return
    limit = limited.limits.get(mover.role, 0.0)
    if limit is None or amount <= limit:
        return
    approving = next((each.key for each in flow.fields if each.approves == field.key), None)
    approved = after.get(approving) if approving is not None else None
    if isinstance(approved, int | float) and amount <= approved:
        return
    raise BeyondYourLimit(
        f"{field.key}: at most {limit:g} by you",
        extra={"field": field.key, "limit": limit, "approved_in": approving},
    )


def said_by_customer(
    flow: Definition, standing: Standing, to: str, words: tuple[str, str], *, solved: bool
) -> dict[str, Value]:
    """What a plain yes or no of the customer's says of the fields that the stage requires and that are theirs to set:
    of a choice the first or the last, of a text their ``words``, or their name, which signs."""
    stage, text, name = flow.stage(to), *words
    missing = (
        [keys for keys in stage.requires if not any(_is_there(standing.fields, key) for key in keys)] if stage else []
    )
    said: dict[str, Value] = {}
    for keys in missing:
        field = next((each for each in map(flow.field, keys) if each is not None and each.set_by.customer), None)
        if field is not None and field.kind == CHOICE:
            said[field.key] = field.choices[0 if solved else -1]
        elif field is not None:
            said[field.key] = solved if field.kind == YES_NO else name if solved else text or name
    return said


def words_of(field: FlowField, value: Value, language: str) -> str:
    """A value for people: of a choice its words in this language."""
    if field.kind == CHOICE:
        return field.choice_names.get(str(value), {}).get(language, str(value))
    return str(value)
