"""The map of touch points, as answers show it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.core.authors import AgentRef
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import among
from chalicelib.people.model.agents import Group
from chalicelib.touchpoints.model.checks import CHECKS, HOURS, SECONDS, STATES
from chalicelib.touchpoints.model.flows import GAPS, KINDS, VERDICTS, Cell, FlowVersion, Seen, ServiceFlow
from chalicelib.touchpoints.model.matrix import MapPart, Matrix, PlacingRule
from chalicelib.touchpoints.model.placement import KINDS as THINGS
from chalicelib.touchpoints.model.placement import NOTHING, Numbers
from chalicelib.touchpoints.model.sheet import Imported
from chalicelib.touchpoints.model.sheet import Line as ImportedLine
from chalicelib.touchpoints.service.results import Contact, Detail, Line, MapOfMonth
from chalicelib.touchpoints.service.showing import Beside


class FlowCheckView(msgspec.Struct):
    """Something of a flow that the desk sees by itself; ``usual``: its limit in ``unit``, empty: it has none. ``late``:
    it may still come after the end."""

    name: str
    zh: str
    en: str
    unit: Annotated[str, among("", SECONDS, HOURS)]
    usual: int
    late: bool


class MapNumbersView(msgspec.Struct):
    """``rate``: the flow conformance rate 规范率, of what was ``judged`` to its end, 0 to 1; null of nothing."""

    conversations: int
    tickets: int
    judged: int
    kept: int
    pending: int
    rate: float | None


@showing(FlowVersion)
class FlowVersionView(msgspec.Struct):
    pass


class MapCellView(msgspec.Struct):
    """A cell of the map. ``flow_version``: which version holds now, null: none; ``steps`` of the newest. ``numbers``:
    null for whose role does not reach the whole desk."""

    code: str
    business: str
    channel: str
    offered: bool
    group_id: str | None
    group: str | None
    kind: Annotated[str, among(*KINDS)] | None
    steps: int
    flow_version: int | None
    newest_version: int | None
    valid_from: datetime | None
    has_draft: bool
    gaps: list[Annotated[str, among(*GAPS)]]
    numbers: MapNumbersView | None


class TouchpointMapView(msgspec.Struct):
    """The map of one brand with a month's numbers; ``none``: what fell into no cell."""

    version: int
    brand: str
    month: str
    businesses: list[MapPart]
    channels: list[MapPart]
    brands: list[MapPart]
    rules: list[PlacingRule]
    cells: list[MapCellView]
    none: MapNumbersView | None
    checks: list[FlowCheckView]


class TouchpointCellView(msgspec.Struct):
    """A cell with its flow: the newest version, the draft, and which version holds now."""

    code: str
    group_id: str | None
    offered: bool
    published: FlowVersionView | None
    draft: ServiceFlow | None
    flow_version: int | None
    gaps: list[Annotated[str, among(*GAPS)]]
    version: int


class StepBesideView(msgspec.Struct):
    """A step in both languages; ``state``: how it stands, null: the desk does not see it."""

    zh: str
    en: str
    check: str
    limit: int | None
    state: Annotated[str, among(*STATES)] | None


class TouchpointBesideView(msgspec.Struct):
    """Where a conversation or ticket belongs, and what is to be done there. ``code``: ``none`` for no cell; ``by``: who
    corrected it. ``businesses`` and the like: of which one may choose."""

    about_id: str
    code: str
    by: AgentRef | None
    version: int
    kind: Annotated[str, among(*KINDS)] | None
    flow_version: int | None
    steps: list[StepBesideView]
    may_correct: bool
    businesses: list[MapPart]
    channels: list[MapPart]
    brands: list[MapPart]


class TouchpointAgentView(msgspec.Struct):
    agent_id: str
    name: str
    number: str
    numbers: MapNumbersView


class TouchpointAgentsView(msgspec.Struct):
    """``month``: the one that was asked."""

    month: str
    items: list[TouchpointAgentView]
    next: str | None


class FailedStepView(msgspec.Struct):
    """How often a step was not kept."""

    check: str
    zh: str
    en: str
    failed: int


class TouchpointResultsView(msgspec.Struct):
    """A month of one cell or agent, as far as it is in reach."""

    month: str
    numbers: MapNumbersView
    failed: list[FailedStepView]
    agents: list[TouchpointAgentView]


class TouchpointContactView(msgspec.Struct):
    """A conversation or ticket that is counted; ``failed``: the checks that were not kept. ``source``, ``plan_key``,
    ``category_id``: by what the rules found its cell; ``by``: who corrected it."""

    about_id: str
    kind: Annotated[str, among(*THINGS)]
    code: str
    at: datetime
    agent_id: str
    agent: str | None
    verdict: Annotated[str, among(*VERDICTS)]
    failed: list[str]
    flow_version: int | None
    plan_key: str
    source: str
    category_id: str | None
    by: AgentRef | None


class ImportedCellView(ImportedLine, frozen=True):
    pass


class ImportedMapView(msgspec.Struct):
    """``written``: how many cells were changed; in a dry run, how many would be."""

    lines: list[ImportedCellView]
    written: int


class TouchpointCsvPart(msgspec.Struct):
    """Some lines of a file; ``next``: the cursor of the part after, null: this is the last."""

    text: str
    done: int
    next: str | None


def show_numbers(numbers: Numbers) -> MapNumbersView:
    return shown(MapNumbersView, numbers)


def show_checks() -> list[FlowCheckView]:
    return [FlowCheckView(each.name, each.zh, each.en, each.unit, each.usual, each.late) for each in CHECKS.values()]


def show_cell_line(cell: Cell, groups: Mapping[str, Group], numbers: Numbers | None, now: datetime) -> MapCellView:
    channel, _, business = cell.code.split("-")
    group = groups.get(cell.group_id or "")
    newest = cell.published
    return MapCellView(
        code=cell.code,
        business=business,
        channel=channel,
        offered=cell.offered,
        group_id=cell.group_id,
        group=group.name if group is not None else None,
        kind=newest.flow.kind if newest is not None else None,
        steps=len(newest.flow.steps) if newest is not None else 0,
        flow_version=cell.version_at(now),
        newest_version=newest.version if newest is not None else None,
        valid_from=newest.valid_from if newest is not None else None,
        has_draft=cell.draft is not None,
        gaps=cell.gaps(now),
        numbers=show_numbers(numbers) if numbers is not None else None,
    )


def show_map(held: MapOfMonth, groups: Mapping[str, Group], now: datetime) -> TouchpointMapView:
    matrix, numbers = held.shown.matrix, held.numbers
    cells = [
        show_cell_line(
            held.shown.cells.get(code) or Cell(code),
            groups,
            numbers.get(code, NOTHING) if numbers is not None else None,
            now,
        )
        for code in matrix.codes(held.shown.brand)
    ]
    none = show_numbers(held.none) if held.none is not None else None
    sides = (list(matrix.businesses), list(matrix.channels), list(matrix.brands), list(matrix.rules))
    return TouchpointMapView(matrix.version, held.shown.brand, held.month, *sides, cells, none, show_checks())


def show_version(version: FlowVersion) -> FlowVersionView:
    return shown(FlowVersionView, version)


def show_cell(cell: Cell, now: datetime) -> TouchpointCellView:
    return TouchpointCellView(
        code=cell.code,
        group_id=cell.group_id,
        offered=cell.offered,
        published=show_version(cell.published) if cell.published is not None else None,
        draft=cell.draft,
        flow_version=cell.version_at(now),
        gaps=cell.gaps(now),
        version=cell.version,
    )


def show_steps(flow: ServiceFlow, seen: tuple[Seen, ...]) -> list[StepBesideView]:
    states = {each.step: each.state for each in seen}
    return [
        StepBesideView(each.zh, each.en, each.check, each.limit, states.get(number))
        for number, each in enumerate(flow.steps)
    ]


def show_beside(beside: Beside) -> TouchpointBesideView:
    placement, matrix, flow = beside.placement, beside.matrix, beside.flow
    return TouchpointBesideView(
        about_id=placement.about_id,
        code=placement.code,
        by=placement.by.ref if placement.by is not None else None,
        version=placement.version,
        kind=flow.flow.kind if flow is not None else None,
        flow_version=flow.version if flow is not None else None,
        steps=show_steps(flow.flow, beside.seen) if flow is not None else [],
        may_correct=beside.may_correct,
        **_sides(matrix),
    )


def _sides(matrix: Matrix) -> dict[str, list[MapPart]]:
    return {"businesses": [*matrix.businesses], "channels": [*matrix.channels], "brands": [*matrix.brands]}


def show_agent(line: Line) -> TouchpointAgentView:
    return TouchpointAgentView(line.agent_id, line.name, line.number, show_numbers(line.numbers))


def show_detail(detail: Detail) -> TouchpointResultsView:
    failed = [
        FailedStepView(each.name, each.zh, each.en, detail.failed[each.name])
        for each in CHECKS.values()
        if detail.failed.get(each.name)
    ]
    return TouchpointResultsView(
        detail.month, show_numbers(detail.total), failed, [show_agent(each) for each in detail.agents]
    )


def show_contact(contact: Contact) -> TouchpointContactView:
    counted, held = contact.counted, contact.placement
    author = held.agent if held is not None else None
    return TouchpointContactView(
        about_id=contact.about_id,
        kind=counted.kind,
        code=counted.code,
        at=counted.at,
        agent_id=counted.agent_id,
        agent=author.name if author is not None else None,
        verdict=counted.verdict,
        failed=list(counted.failed),
        flow_version=held.flow_version if held is not None else None,
        plan_key=held.plan_key if held is not None else "",
        source=held.source if held is not None else "",
        category_id=held.category_id if held is not None else None,
        by=held.by.ref if held is not None and held.by is not None else None,
    )


def show_import(result: Imported) -> ImportedMapView:
    return ImportedMapView([shown(ImportedCellView, each) for each in result.lines], len(result.wishes))
