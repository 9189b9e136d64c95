"""Flows as administrators keep them: a draft that is worked on, published as a version that never changes (D6)."""

from __future__ import annotations

from chalicelib.core import versions
from chalicelib.core.audit import By
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound, WrongFields, existing
from chalicelib.core.once import Once
from chalicelib.core.versions import Draft, Publishing
from chalicelib.people import service as people
from chalicelib.people.model.rights import BUILT_IN
from chalicelib.tickets.model.flow_checks import checked_draft, checked_flow, named_in, where_named
from chalicelib.tickets.model.flow_refusals import NothingToPublish
from chalicelib.tickets.model.flows import Definition, Flow, FlowRecord
from chalicelib.tickets.model.ticket import TYPES
from chalicelib.tickets.store.flows import FLOWS


def list_flows(desk: Desk) -> list[FlowRecord]:
    """For each type of tickets, whether it has a flow or not; one request."""
    return FLOWS.records(desk, TYPES)


def read_flow(desk: Desk, kind: str) -> FlowRecord:
    """The flow for a type, with its draft; one read. Raises ``NotFound``."""
    return FLOWS.record(desk, _checked_kind(kind))


def read_version(desk: Desk, kind: str, number: int) -> Flow:
    """A version, as tickets that began with it follow it; one read. Raises ``NotFound``."""
    return existing(FLOWS.version(desk, _checked_kind(kind), number), "no such version")


def version_for(desk: Desk, kind: str, number: int | None) -> Flow:
    """A version, or the one that new tickets follow; one read. Raises ``NotFound``."""
    if number is not None:
        return read_version(desk, kind, number)
    return existing(read_flow(desk, kind).published, "tickets of this type follow no flow")


def save_draft(desk: Desk, by: By, kind: str, draft: Definition | None, version: int | None = None) -> FlowRecord:
    """Keep a draft, or none any more; ``version``: the record's as it was read. Two requests.

    A draft may be unfinished. Raises ``NotFound``, ``Invalid``, ``ChangedMeanwhile``.
    """
    if draft is not None:
        checked_draft(draft)
    record = read_flow(desk, kind)
    return versions.save_draft(FLOWS, desk, by, kind, record, Draft(draft, version, _told))


def publish(desk: Desk, by: By, kind: str, version: int, once: Once | None = None) -> FlowRecord:
    """The draft is what new tickets follow from now on; those under way keep their version. Four requests.

    ``version``: the record's as it was read. Raises ``NotFound``, ``NothingToPublish``, ``ChangedMeanwhile``,
    ``Invalid`` with everything that stands in the way.
    """

    def made(draft: Definition | None, number: int) -> Flow:
        if draft is None:
            raise NothingToPublish("there is nothing to publish")
        definition = checked_flow(draft)
        _refuse_unknown(desk, definition)
        return Flow(kind, number, definition, desk.now(), by.name)

    return versions.publish(FLOWS, desk, by, kind, read_flow(desk, kind), Publishing(made, version, once))


def _told(record: FlowRecord) -> dict[str, object]:
    return {"stages": [each.key for each in record.draft.stages] if record.draft else None}


def _refuse_unknown(desk: Desk, definition: Definition) -> None:
    """Raises ``Invalid`` with the fields in which roles or groups are named that there are not; one query."""
    roles, groups = named_in(definition)
    roster = people.directory(desk) if groups or not roles <= set(BUILT_IN) else None
    known_roles = {*BUILT_IN, *(roster.roles if roster is not None else ())}
    known_groups = set(roster.groups) if roster is not None else set()
    wrong = WrongFields()
    for where in where_named(definition, known_roles, known_groups):
        wrong.add(where, "no such group" if where.endswith(".groups") else "no such role")
    wrong.refuse()


def _checked_kind(kind: str) -> str:
    if kind not in TYPES:
        raise NotFound("no such type of tickets")
    return kind
