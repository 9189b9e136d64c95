"""The map as administrators keep it: its sides and rules, its cells, their flows as drafts and versions (E4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import msgspec
from msgspec.structs import replace

from chalicelib.core import audit, races, versions
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, NotFound, WrongFields
from chalicelib.core.once import Once
from chalicelib.core.text import Id
from chalicelib.core.transactions import Transaction
from chalicelib.core.versions import Publishing
from chalicelib.knowledge import service as knowledge
from chalicelib.people import service as people
from chalicelib.plans import service as plans
from chalicelib.touchpoints.model.flows import (
    Cell,
    FlowVersion,
    NoDraft,
    ServiceFlow,
    Valid,
    checked_draft,
    checked_flow,
    checked_since,
    with_valid,
)
from chalicelib.touchpoints.model.matrix import (
    MOST_BRANDS,
    MOST_BUSINESSES,
    MOST_CHANNELS,
    Known,
    MapPart,
    Matrix,
    PlacingRule,
    checked_parts,
    checked_rules,
    parts_of,
)
from chalicelib.touchpoints.store import matrix as store
from chalicelib.touchpoints.store.matrix import CELLS

VERSIONS_READ = 20


class ChangeTouchpointMap(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is left out stays; each list is the whole of it. ``version``: as it was read."""

    businesses: list[MapPart] | None = None
    channels: list[MapPart] | None = None
    brands: list[MapPart] | None = None
    rules: list[PlacingRule] | None = None
    version: int | None = None


class Shown(msgspec.Struct, frozen=True):
    """A brand's part of the map: the map itself, its cells by their codes."""

    matrix: Matrix
    brand: str
    cells: Mapping[str, Cell]


def read_map(desk: Desk, brand: str = "", known: Matrix | None = None) -> Shown:
    """The map with the cells of one brand, or of the first. One read (none where the map is ``known``), and a query
    for each megabyte of cells (400 cells with usual flows: one). Raises ``Invalid`` for a brand that there is not."""
    matrix = known or store.matrix(desk)
    code = brand or matrix.brands[0].code
    if all(each.code != code for each in matrix.brands):
        raise Invalid.field("brand", "there is no such brand")
    return Shown(matrix, code, store.cells_of(desk, code))


def change_matrix(desk: Desk, by: By, form: ChangeTouchpointMap) -> Matrix:
    """Other businesses, channels, brands or rules; in the audit log. What is left out takes its cells from the map,
    which rest until it comes back. Two requests, and those of the plans and categories that rules name.

    Raises ``Invalid`` with the fields, ``ChangedMeanwhile``.
    """
    first = store.matrix(desk)
    races.refuse_older(form.version, first)
    sides = _sides(form)
    names = [*sides, *(["rules"] if form.rules is not None else [])]
    known = _known(desk) if form.rules is not None or sides else Known((), ())

    def changed(before: Matrix) -> Matrix:
        after = replace(before, **sides)
        rules = form.rules if form.rules is not None else before.rules
        return replace(after, rules=checked_rules(after, _kept(after, rules, form, known), known))

    def save(before: Matrix, after: Matrix) -> None:
        if after == before:
            return
        tx = Transaction(desk)
        store.write_matrix(tx, before, after)
        audit.note(tx, by, "change_touchpoint_map", "touchpoints", before=_told(before), after=_told(after))
        tx.commit()

    return races.change(desk, first, names, changed, save)


def _kept(
    after: Matrix, rules: Sequence[PlacingRule], form: ChangeTouchpointMap, known: Known
) -> Sequence[PlacingRule]:
    """Rules that nobody sent go with the part, plan or category that they name."""
    if form.rules is not None:
        return rules
    sides = {"channel": after.channels, "brand": after.brands, "business": after.businesses}
    there = {name: {each.code for each in side} for name, side in sides.items()}
    named = {**there, "plan_key": known.plan_keys, "category_id": known.category_ids}
    return [
        each
        for each in rules
        if all(not getattr(each, name) or getattr(each, name) in of for name, of in named.items())
    ]


def _sides(form: ChangeTouchpointMap) -> dict[str, tuple[MapPart, ...]]:
    wrong, sides = WrongFields(), dict[str, tuple[MapPart, ...]]()
    most = {"businesses": MOST_BUSINESSES, "channels": MOST_CHANNELS, "brands": MOST_BRANDS}
    for name, number in most.items():
        parts = getattr(form, name)
        if parts is not None:
            with wrong:
                sides[name] = checked_parts(name, parts, number)
    wrong.refuse()
    return sides


def _known(desk: Desk) -> Known:
    tree = knowledge.read_tree(desk)
    return Known(
        frozenset(each.key for each in plans.list_plans(desk)), frozenset(each.category_id for each in tree.categories)
    )


def _told(matrix: Matrix) -> dict[str, Any]:
    sides = {name: [each.code for each in getattr(matrix, name)] for name in ("businesses", "channels", "brands")}
    return {**sides, "rules": len(matrix.rules), "version": matrix.version}


class ChangeTouchpoint(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is left out stays. ``group_id`` null: no group is responsible; ``draft`` null: none any more. ``version``:
    as the cell was read."""

    group_id: Id | msgspec.UnsetType | None = msgspec.UNSET
    offered: bool | None = None
    draft: ServiceFlow | msgspec.UnsetType | None = msgspec.UNSET
    version: int | None = None


def read_cell(desk: Desk, code: str) -> Cell:
    """A cell of the map, also one of which nobody has said anything. Two reads. Raises ``NotFound``."""
    refuse_unknown(store.matrix(desk), code)
    return CELLS.record(desk, code)


def refuse_unknown(matrix: Matrix, code: str) -> None:
    """Raises ``NotFound`` for a code that is no crossing of this map."""
    if parts_of(code) is None or not matrix.has(code):
        raise NotFound("no such cell")


def change_cell(desk: Desk, by: By, code: str, form: ChangeTouchpoint) -> Cell:
    """Another responsible group, another draft of its flow, or whether it is offered at all; in the audit log. Three
    requests, one more for a group. A draft may be unfinished.

    Raises ``NotFound``, ``Invalid``, ``ChangedMeanwhile``.
    """
    first = read_cell(desk, code)
    races.refuse_older(form.version, first)
    fields: dict[str, Any] = {}
    if form.offered is not None:
        fields["offered"] = form.offered
    if form.draft is not msgspec.UNSET:
        fields["draft"] = checked_draft(form.draft) if form.draft is not None else None
    if form.group_id is not msgspec.UNSET:
        fields["group_id"] = _group(desk, form.group_id or None)

    def save(before: Cell, after: Cell) -> None:
        if after == before:
            return
        tx = Transaction(desk)
        CELLS.write_record(tx, code, before, after)
        audit.note(tx, by, "change_touchpoint", code, before=_of_cell(before), after=_of_cell(after))
        tx.commit()

    return races.change(desk, first, fields, lambda held: replace(held, **fields), save)


def _group(desk: Desk, group_id: str | None) -> str | None:
    group = people.find_group(desk, group_id) if group_id is not None else None
    if group_id is not None and (group is None or group.archived):
        raise Invalid.field("group_id", "no such group")
    return group_id


def _of_cell(cell: Cell) -> dict[str, Any]:
    steps = len(cell.draft.steps) if cell.draft is not None else None
    return {"group_id": cell.group_id, "offered": cell.offered, "draft": steps, "version": cell.version}


def publish(
    desk: Desk, by: By, code: str, version: int, since: datetime | None = None, once: Once | None = None
) -> Cell:
    """The draft is the cell's flow from ``since`` on (None: from now on); what is judged by another keeps that. Four
    requests. Raises ``NotFound``, ``NoDraft``, ``Invalid``, ``ChangedMeanwhile``."""
    cell = read_cell(desk, code)
    now = desk.now()

    def made(draft: ServiceFlow | None, number: int) -> FlowVersion:
        if draft is None:
            raise NoDraft("there is nothing to publish")
        return FlowVersion(code, number, checked_flow(draft), valid_from, now, by.name)

    valid_from = checked_since(since, now)
    number = cell.published.version + 1 if cell.published is not None else 1
    coming = replace(cell, valid=with_valid(cell.valid, Valid(number, valid_from)))
    after = versions.publish(CELLS, desk, by, code, coming, Publishing(made, version, once))
    return CELLS.record(desk, code) if once is not None else after


def list_versions(desk: Desk, code: str, before: int | None = None) -> list[FlowVersion]:
    """The versions of a cell's flow below this number, the newest first. Two requests. Raises ``NotFound``."""
    refuse_unknown(store.matrix(desk, consistent=False), code)
    return store.versions_of(desk, code, before, VERSIONS_READ)
