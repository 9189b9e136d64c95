"""What a ticket goes by: the version of its flow, the plan it came by, the desk's policies (D5, D6)."""

from __future__ import annotations

from typing import Any

from chalicelib.core.desk import Desk
from chalicelib.core.tables import Wanted, read_all
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import Plan
from chalicelib.tickets.model.deadlines import Calendar
from chalicelib.tickets.model.flows import Definition, Flow, Stage
from chalicelib.tickets.model.policies import Policies
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.tickets.store import policies as store
from chalicelib.tickets.store.flows import FLOWS


class Rules:
    """What one request reads of them, each once, however many ask and however often a race is lost.

    A version of a flow never changes; a plan and the policies are as they were when the request first asked.
    """

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self._flows: dict[tuple[str, int], Flow | None] = {}
        self._published: dict[str, Flow | None] = {}
        self._plans: dict[str, Plan | None] = {}
        self._policies: Policies | None = None

    def published(self, kind: str) -> Flow | None:
        """The flow that new tickets of this type follow, if any; one read."""
        if kind not in self._published:
            flow = self._published[kind] = FLOWS.record(self.desk, kind).published
            if flow is not None:
                self._flows[kind, flow.version] = flow
        return self._published[kind]

    def flow_of(self, ticket: Ticket) -> Definition | None:
        """The flow that a ticket follows, in the version that it began with; a read where that was not shipped."""
        if ticket.flow_id is None or ticket.flow_version is None:
            return None
        name = (ticket.flow_id, ticket.flow_version)
        if name not in self._flows:
            self._flows[name] = FLOWS.version(self.desk, *name)
        flow = self._flows[name]
        return flow.definition if flow is not None else None

    def stage_of(self, ticket: Ticket) -> Stage | None:
        """The stage of its flow in which it stands."""
        flow = self.flow_of(ticket) if ticket.stage is not None else None
        return flow.stage(ticket.stage or "") if flow is not None else None

    def plan(self, key: str | None) -> Plan | None:
        """The plan with this key; None: there is none. It brings the policies along; one request for both."""
        if not key:
            return None
        self._read(key)
        return self._plans[key]

    def timing_of(self, ticket: Ticket) -> tuple[Policies, Calendar]:
        """The policies, and when the ticket's plan is open. A plan that is gone, or none, is always open."""
        policies = self._read(ticket.plan_key)
        plan = self.plan(ticket.plan_key)
        calendar = Calendar(plan.hours, plan.time_zone) if plan is not None else Calendar(None, ticket.time_zone)
        return policies, calendar

    def _read(self, key: str | None) -> Policies:
        asked: list[Wanted[Any]] = [store.wanted_policies()] if self._policies is None else []
        asked += [plans.wanted(key)] if key and key not in self._plans else []
        if asked:
            answers = read_all(self.desk.database, asked)
            if self._policies is None:
                self._policies = answers.pop(0) or Policies()
            if answers and key:
                self._plans[key] = answers[0]
        return self._policies or Policies()
