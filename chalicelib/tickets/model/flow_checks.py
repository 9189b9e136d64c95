"""What a flow may be: every stage is reached, from every stage an end is, and people can read all of it (D6). Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from chalicelib.core.errors import WrongFields
from chalicelib.core.i18n import LANGUAGES
from chalicelib.core.text import checked
from chalicelib.people.model.rights import PERMISSIONS
from chalicelib.tickets.model.deadlines import COUNTED, LEAST, MOST
from chalicelib.tickets.model.flows import (
    ANSWERS,
    NO,
    PLANNED_VISITS,
    STAGE_STATES,
    YES,
    Definition,
    FlowField,
    Stage,
    Who,
)
from chalicelib.tickets.model.settings import CHOICE, MOMENT, NUMBER, SIGNATURE, check_definition
from chalicelib.tickets.model.ticket import CLOSED, NEW, WAITING

MOST_STAGES, MOST_FIELDS, MOST_WAYS, MOST_REQUIRED, MOST_NAMED = 30, 40, 15, 30, 50
LONGEST_NAME = 60
_KEY = r"[a-z][a-z0-9_]{0,39}"


def checked_draft(flow: Definition) -> Definition:
    """A flow that may be kept while it is worked on: it is not too long, and its names are names.

    Raises ``Invalid`` naming every field that does not hold.
    """
    wrong = WrongFields()
    if len(flow.stages) > MOST_STAGES:
        wrong.add("stages", f"at most {MOST_STAGES}")
    if len(flow.fields) > MOST_FIELDS:
        wrong.add("fields", f"at most {MOST_FIELDS}")
    for number, stage in enumerate(flow.stages[:MOST_STAGES]):
        _key(wrong, f"stages.{number}.key", stage.key)
        if len(stage.ways) > MOST_WAYS:
            wrong.add(f"stages.{number}.ways", f"at most {MOST_WAYS}")
        if len(stage.requires) > MOST_REQUIRED:
            wrong.add(f"stages.{number}.requires", f"at most {MOST_REQUIRED}")
    for number, field in enumerate(flow.fields[:MOST_FIELDS]):
        _key(wrong, f"fields.{number}.key", field.key)
    wrong.refuse()
    return flow


def checked_flow(flow: Definition) -> Definition:
    """A flow that tickets may follow. Raises ``Invalid`` naming everything that stands in the way.

    Which roles and groups there are, the desk must be asked (``named_in``).
    """
    checked_draft(flow)
    wrong = WrongFields()
    _names(wrong, "names", flow.names)
    _who(wrong, "begun_by", flow.begun_by)
    if not flow.stages:
        wrong.add("stages", "at least one")
    again = flow.stage(flow.reopens_at) if flow.reopens_at is not None else None
    if flow.reopens_at is not None and (again is None or again.is_end):
        wrong.add("reopens_at", "a stage of this flow that is no end")
    _fields(wrong, flow.fields)
    keys = [each.key for each in flow.stages]
    for number, stage in enumerate(flow.stages):
        if stage.key in keys[:number]:
            wrong.add(f"stages.{number}.key", "each once")
        _stage(wrong, f"stages.{number}", stage, flow)
    if not wrong:
        _paths(wrong, flow)
    wrong.refuse()
    return flow


def named_in(flow: Definition) -> tuple[frozenset[str], frozenset[str]]:
    """The roles and the groups that a flow names."""
    everybody = [flow.begun_by, *(each.set_by for each in flow.fields)]
    everybody += [way.who for stage in flow.stages for way in stage.ways]
    roles = {role for who in everybody for role in who.roles} | {role for each in flow.fields for role in each.limits}
    return frozenset(roles), frozenset(group for who in everybody for group in who.groups)


def where_named(flow: Definition, roles: Collection[str], groups: Collection[str]) -> list[str]:
    """The fields of the flow in which something else than these roles and groups is named."""
    places: list[tuple[str, Who]] = [("begun_by", flow.begun_by)]
    places += [(f"fields.{number}.set_by", each.set_by) for number, each in enumerate(flow.fields)]
    places += [
        (f"stages.{number}.ways.{place}.who", way.who)
        for number, stage in enumerate(flow.stages)
        for place, way in enumerate(stage.ways)
    ]
    wrong = [f"{where}.roles" for where, who in places if not set(who.roles) <= set(roles)]
    wrong += [f"{where}.groups" for where, who in places if not set(who.groups) <= set(groups)]
    return wrong + [f"fields.{n}.limits" for n, each in enumerate(flow.fields) if not set(each.limits) <= set(roles)]


def _key(wrong: WrongFields, where: str, key: str) -> None:
    if not re.fullmatch(_KEY, key):
        wrong.add(where, "small letters, digits and _, at most 40, a letter first")


def _names(wrong: WrongFields, where: str, names: Mapping[str, str]) -> None:
    if set(names) != set(LANGUAGES):
        wrong.add(where, f"a name in {' and '.join(LANGUAGES)}")
        return
    for language, name in names.items():
        with wrong:
            checked(f"{where}.{language}", name, longest=LONGEST_NAME)


def _who(wrong: WrongFields, where: str, who: Who) -> None:
    unknown = [each for each in who.permissions if each not in PERMISSIONS]
    if unknown:
        wrong.add(f"{where}.permissions", f"of {', '.join(PERMISSIONS)}")
    for name in ("roles", "permissions", "groups"):
        if len(getattr(who, name)) > MOST_NAMED:
            wrong.add(f"{where}.{name}", f"at most {MOST_NAMED}")


def _fields(wrong: WrongFields, fields: Sequence[FlowField]) -> None:
    by_key = {each.key: each for each in fields}
    for number, field in enumerate(fields):
        where = f"fields.{number}"
        if any(each.key == field.key for each in fields[:number]):
            wrong.add(f"{where}.key", "each once")
        with wrong:
            check_definition(where, field)
        if field.required:
            wrong.add(f"{where}.required", "a stage says what it requires")
        if field.kind == SIGNATURE and not field.set_by.customer:
            wrong.add(f"{where}.set_by", "a signature is its customer's to draw")
        if field.kind == SIGNATURE and field.public:
            wrong.add(f"{where}.public", "a signature is shown to nobody outside")
        if field.kind == CHOICE:
            _choices(wrong, where, field)
        _who(wrong, f"{where}.set_by", field.set_by)
        _limits(wrong, where, field, by_key)


def _choices(wrong: WrongFields, where: str, field: FlowField) -> None:
    if field.choice_names and set(field.choice_names) != set(field.choices):
        wrong.add(f"{where}.choice_names", "each choice, or none")
    for choice, names in field.choice_names.items():
        _names(wrong, f"{where}.choice_names.{choice[:40]}", names)


def _limits(wrong: WrongFields, where: str, field: FlowField, by_key: Mapping[str, FlowField]) -> None:
    if field.limits and field.kind != NUMBER:
        wrong.add(f"{where}.limits", "only of a number")
    if any(most is not None and not 0 <= most < 1e12 for most in field.limits.values()):
        wrong.add(f"{where}.limits", "0 or more")
    if field.approves is not None:
        approved = by_key.get(field.approves)
        if field.kind != NUMBER or approved is None or not approved.limits or approved is field:
            wrong.add(f"{where}.approves", "a number approves another one that has limits")
        elif field.limits:
            wrong.add(f"{where}.limits", "what approves has the limits of what it is for")


def _stage(wrong: WrongFields, where: str, stage: Stage, flow: Definition) -> None:
    _names(wrong, f"{where}.names", stage.names)
    if stage.state not in STAGE_STATES:
        wrong.add(f"{where}.state", f"one of {', '.join(STAGE_STATES)}")
    elif stage.is_end != (stage.state == CLOSED):
        wrong.add(f"{where}.state", f"{CLOSED} where no way leads on, and nowhere else")
    elif stage.state == NEW and stage is not flow.stages[0]:
        wrong.add(f"{where}.state", f"{NEW} is where tickets begin, and nowhere else")
    for number, way in enumerate(stage.ways):
        if flow.stage(way.to) is None or way.to == stage.key:
            wrong.add(f"{where}.ways.{number}.to", "another stage of this flow")
        if any(each.to == way.to for each in stage.ways[:number]):
            wrong.add(f"{where}.ways.{number}.to", "each once")
        _who(wrong, f"{where}.ways.{number}.who", way.who)
    _answers(wrong, where, stage)
    for number, keys in enumerate(stage.requires):
        if not keys or any(flow.field(key) is None for key in keys):
            wrong.add(f"{where}.requires.{number}", "fields of this flow")
    _allowance(wrong, where, stage, flow)
    if stage.plans is not None and stage.plans not in PLANNED_VISITS:
        wrong.add(f"{where}.plans", f"one of {', '.join(PLANNED_VISITS)}")


def _answers(wrong: WrongFields, where: str, stage: Stage) -> None:
    """A customer is asked for a yes or a no, each of which leads somewhere, or for nothing: nobody guesses later."""
    for number, way in enumerate(stage.ways):
        if way.says not in (None, *ANSWERS):
            wrong.add(f"{where}.ways.{number}.says", f"one of {', '.join(ANSWERS)}")
        elif way.says is not None and not way.who.customer:
            wrong.add(f"{where}.ways.{number}.says", "only of a way that is the customer's")
        elif way.says is not None and any(each.says == way.says for each in stage.ways[:number]):
            wrong.add(f"{where}.ways.{number}.says", "each once")
    if not stage.of_customer:
        return
    said = [each.says for each in stage.of_customer]
    if YES not in said or NO not in said:
        wrong.add(f"{where}.ways", "none of the customer's, or one that is their yes and one that is their no")
    elif stage.state != WAITING:
        wrong.add(f"{where}.state", f"{WAITING} where the customer is asked")


def _allowance(wrong: WrongFields, where: str, stage: Stage, flow: Definition) -> None:
    if stage.allowed is not None:
        if stage.is_end:
            wrong.add(f"{where}.allowed", "an end has no deadline")
        if not LEAST <= stage.allowed.seconds <= MOST:
            wrong.add(f"{where}.allowed.seconds", f"{LEAST} to {MOST}")
        if stage.allowed.time not in COUNTED:
            wrong.add(f"{where}.allowed.time", f"one of {', '.join(COUNTED)}")
    if stage.counts_from is not None:
        field = flow.field(stage.counts_from)
        if field is None or field.kind != MOMENT or stage.allowed is None:
            wrong.add(f"{where}.counts_from", "a field of this flow that is a moment, with what is allowed after it")


def _paths(wrong: WrongFields, flow: Definition) -> None:
    ways = {stage.key: [way.to for way in stage.ways] for stage in flow.stages}
    back: dict[str, list[str]] = {key: [] for key in ways}
    for key, targets in ways.items():
        for target in targets:
            back[target].append(key)
    reached = _reachable([flow.stages[0].key], ways)
    ending = _reachable([stage.key for stage in flow.stages if stage.is_end], back)
    if not ending:
        wrong.add("stages", "at least one is an end: no way leads on from it")
        return
    for number, stage in enumerate(flow.stages):
        if stage.key not in reached:
            wrong.add(f"stages.{number}", "no way leads here from the first stage")
        elif stage.key not in ending:
            wrong.add(f"stages.{number}.ways", "no way leads from here to an end")


def _reachable(starts: Iterable[str], ways: Mapping[str, Sequence[str]]) -> set[str]:
    known, left = set(starts), [*starts]
    while left:
        for target in ways[left.pop()]:
            if target not in known:
                known.add(target)
                left.append(target)
    return known
