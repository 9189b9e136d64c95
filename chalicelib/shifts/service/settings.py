"""Kinds of shifts, rotations, and the rules of groups, as planners keep them (B8)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Annotated, Any

import msgspec
from msgspec.structs import replace

from chalicelib.core import audit, races, work
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, existing
from chalicelib.core.once import AlreadyDone, Once, mark
from chalicelib.core.text import Id
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.shifts import store
from chalicelib.shifts.model.kinds import MOST_KINDS, Break, Kind, TooManyKinds, checked_kind
from chalicelib.shifts.model.patterns import MOST_PATTERNS, Pattern, checked_pattern
from chalicelib.shifts.model.rules import Cover, Rules, checked_rules
from chalicelib.shifts.service.access import group_of, rules_of
from chalicelib.shifts.service.duty import RenewGroup

Name = Annotated[str, msgspec.Meta(max_length=100)]
Few = Annotated[tuple[Id, ...], msgspec.Meta(max_length=20)]
Breaks = Annotated[tuple[Break, ...], msgspec.Meta(max_length=20)]
Days = Annotated[tuple[Id | None, ...], msgspec.Meta(max_length=100)]
Covers = Annotated[tuple[Cover, ...], msgspec.Meta(max_length=100)]


class NewKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of shift: minutes since 00:00 by the wall clock; an end beyond 1440 lies on the next day."""

    name: Name
    color: Name
    start_minute: int
    end_minute: int
    breaks: Breaks = ()
    skill_ids: Few = ()


class NewPattern(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rotation: the kind of each day of the round, null for a free one; ``step``: days by which each next agent is
    ahead."""

    name: Name
    days: Days
    step: int = 0


class ChangeRules(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is left out stays."""

    binding: bool | None = None
    last_minutes: int | None = None
    rest_minutes: int | None = None
    rest_forbids: bool | None = None
    week_minutes: int | None = None
    week_forbids: bool | None = None
    cover: Covers | None = None
    cover_forbids: bool | None = None
    skill_forbids: bool | None = None
    per_hour: int | None = None
    country: Annotated[str, msgspec.Meta(max_length=2)] | msgspec.UnsetType | None = msgspec.UNSET


def list_settings(desk: Desk) -> tuple[Sequence[Kind], Sequence[Pattern]]:
    """Every kind and rotation, oldest first; one query."""
    return store.settings(desk)


def create_kind(desk: Desk, caller: people.Caller, form: NewKind, once: Once | None, request_id: str = "") -> Kind:
    """One kind more. Raises ``Invalid``, ``TooManyKinds``. Twice is once."""
    kinds, _ = store.settings(desk)
    if len(kinds) >= MOST_KINDS:
        raise TooManyKinds(f"at most {MOST_KINDS} kinds of shifts")
    made = Kind(desk.new_id("shk"), **msgspec.structs.asdict(form), created_at=desk.now())
    kind = checked_kind(made)
    _refuse_unknown_groups(desk, kind.skill_ids)
    tx = Transaction(desk)
    mark(tx, once, {"kind_id": kind.kind_id})
    store.put_kind(tx, None, kind)
    audit.note(tx, caller.by(request_id), "create_shift_kind", kind.kind_id, after=_audited(kind))
    try:
        tx.commit()
    except AlreadyDone as done:
        return existing(store.kind(desk, done.answer["kind_id"]), "no such kind of shift")
    return kind


def update_kind(
    desk: Desk, caller: people.Caller, kind_id: str, form: Mapping[str, Any], version: int | None, request_id: str = ""
) -> Kind:
    """Change what is said; shifts that are planned stay as they are. Raises ``NotFound``, ``Invalid``,
    ``ChangedMeanwhile``."""
    first = existing(store.kind(desk, kind_id), "no such kind of shift")
    races.refuse_older(version, first)
    fields = races.fields_in(form)

    def changed(before: Kind) -> Kind:
        after = checked_kind(replace(before, **fields))
        _refuse_unknown_groups(desk, sorted(set(after.skill_ids) - set(before.skill_ids)))
        return after

    def save(before: Kind, after: Kind) -> None:
        if before == after:
            return
        tx = Transaction(desk)
        store.put_kind(tx, before, after)
        said = (_audited(before), _audited(after))
        audit.note(tx, caller.by(request_id), "update_shift_kind", kind_id, before=said[0], after=said[1])
        tx.commit()

    return races.change(desk, first, fields, changed, save)


def _refuse_unknown_groups(desk: Desk, group_ids: Sequence[str]) -> None:
    for number, each in enumerate(group_ids):
        if people.find_group(desk, each) is None:
            raise Invalid.field(f"skill_ids.{number}", "no such group")


def create_pattern(
    desk: Desk, caller: people.Caller, form: NewPattern, once: Once | None, request_id: str = ""
) -> Pattern:
    """One rotation more. Raises ``Invalid``, ``TooManyKinds``. Twice is once."""
    kinds, patterns = store.settings(desk)
    if len(patterns) >= MOST_PATTERNS:
        raise TooManyKinds(f"at most {MOST_PATTERNS} rotations")
    made = Pattern(desk.new_id("shp"), form.name, form.days, form.step, created_at=desk.now())
    pattern = checked_pattern(made, {each.kind_id: each for each in kinds})
    tx = Transaction(desk)
    mark(tx, once, {"pattern_id": pattern.pattern_id})
    store.put_pattern(tx, None, pattern)
    audit.note(tx, caller.by(request_id), "create_rotation", pattern.pattern_id, after=_audited(pattern))
    try:
        tx.commit()
    except AlreadyDone as done:
        return existing(store.pattern(desk, done.answer["pattern_id"]), "no such rotation")
    return pattern


def update_pattern(
    desk: Desk,
    caller: people.Caller,
    pattern_id: str,
    form: Mapping[str, Any],
    version: int | None,
    request_id: str = "",
) -> Pattern:
    """Change what is said. Raises ``NotFound``, ``Invalid``, ``ChangedMeanwhile``."""
    first = existing(store.pattern(desk, pattern_id), "no such rotation")
    races.refuse_older(version, first)
    fields = races.fields_in(form)
    kinds = {each.kind_id: each for each in store.settings(desk)[0]}

    def changed(before: Pattern) -> Pattern:
        return checked_pattern(replace(before, **fields), kinds)

    def save(before: Pattern, after: Pattern) -> None:
        if before == after:
            return
        tx = Transaction(desk)
        store.put_pattern(tx, before, after)
        said = (_audited(before), _audited(after))
        audit.note(tx, caller.by(request_id), "update_rotation", pattern_id, before=said[0], after=said[1])
        tx.commit()

    return races.change(desk, first, fields, changed, save)


def read_rules(desk: Desk, caller: people.Caller, group_id: str) -> Rules:
    """What holds for the roster of a group in reach. Raises ``NotFound``, ``NotYours``."""
    group_of(desk, caller.agent, group_id)
    return rules_of(desk, group_id)


def update_rules(
    desk: Desk, caller: people.Caller, group_id: str, form: Mapping[str, Any], version: int | None, request_id: str = ""
) -> Rules:
    """Change what is said. Whether shifts bind, and the last minutes, hold for every member at once, by due work.

    Raises ``NotFound``, ``NotYours``, ``Invalid``, ``ChangedMeanwhile``.
    """
    group_of(desk, caller.agent, group_id)
    first = rules_of(desk, group_id)
    races.refuse_older(version, first)
    said = {name: value for name, value in form.items() if value is not msgspec.UNSET}
    fields = races.fields_in(said, without=("country",))
    if "country" in said:
        fields["country"] = said["country"]
    for number, each in enumerate(said.get("cover") or ()):
        if each.skill_id is not None and people.find_group(desk, each.skill_id) is None:
            raise Invalid.field(f"cover.{number}.skill_id", "no such group")

    def save(before: Rules, after: Rules) -> None:
        if before == after:
            return
        tx = Transaction(desk)
        store.put_rules(tx, before, after)
        said = (_audited(before), _audited(after))
        audit.note(tx, caller.by(request_id), "update_shift_rules", group_id, before=said[0], after=said[1])
        if (before.binding, before.last_minutes) != (after.binding, after.last_minutes):
            work.put(tx, RenewGroup(group_id), inline=True)
        tx.commit_and_tell()

    changed = partial(_changed_rules, fields)
    return races.change(desk, first, fields, changed, save)


def _changed_rules(fields: dict[str, object], before: Rules) -> Rules:
    return checked_rules(replace(before, **fields))


def _audited(value: msgspec.Struct) -> object:
    said = msgspec.to_builtins(value)
    return {name: each for name, each in said.items() if name not in ("created_at", "version")}
