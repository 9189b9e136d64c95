"""What the desk costs, for those who may see it; prices, budget and switches, for those who may change them (F1)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.core.pages import PageOf, PageQuery, page, start_of
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import showing, shown
from chalicelib.costs.model.budget import STEPS_AT, WARNED_AT, State
from chalicelib.costs.model.settings import (
    CURRENCIES,
    REGIONS,
    SLOWER,
    SWITCHES,
    ChangeCostSettings,
    CostSettings,
    Prices,
    Switch,
    money,
)
from chalicelib.costs.model.spending import ByKind, Used, whole
from chalicelib.costs.service import reading, settings, summing
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours

routes = Routes(__name__)

SETTINGS = "/v1/admin/cost-settings"
By = Literal["on", "off"]


class CostsQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``month``: such as 2026-11, on the desk's clock; empty: the present one. ``plan_key``: of one plan; empty: all
    together, with what is done for none alone."""

    month: Annotated[str, msgspec.Meta(max_length=7)] = ""
    plan_key: Annotated[str, msgspec.Meta(max_length=100)] = ""


class PlanCostsQuery(PageQuery, forbid_unknown_fields=True):
    """``month`` as there."""

    month: Annotated[str, msgspec.Meta(max_length=7)] = ""


@showing(Used)
class UsedView(msgspec.Struct):
    """``requests`` from outside; ``invocations`` of functions and the ``milliseconds`` they took; ``calls`` to the
    database with the units these consumed; ``letters`` and ``segments`` of SMS; ``conversations`` that began. ``cost``
    is an estimate, by the prices of the settings; ``each``: of a conversation, null where none began."""

    cost: float
    each: float | None


class KindCostView(msgspec.Struct):
    """``kind``: widget_polls, visitors (whatever else widgets ask), console_polls, agents, administration, reports,
    search, notices or background."""

    kind: str
    used: UsedView


class DayCostView(msgspec.Struct):
    day: date
    used: UsedView
    kinds: list[KindCostView]


class ByPaid(msgspec.Struct):
    """What it is paid for."""

    api: float
    functions: float
    database: float
    letters: float
    sms: float


class SwitchView(msgspec.Struct):
    """``on``: it is done less often now, ``slower`` times as seldom; ``by_hand``: somebody said so, or that it is not;
    ``allowed``: the budget may decide it."""

    name: Switch
    on: bool
    by_hand: By | None
    allowed: bool
    slower: float


class CostsView(msgspec.Struct):
    """``days``: those on which something was used. ``forecast``: what the month will have cost, null while nobody can
    say. ``spent_percent`` of the ``budget``: of the desk's present month, whichever is asked for. ``counted_until``:
    everything before that hour is counted, null: nothing was yet."""

    month: str
    currency: str
    days: list[DayCostView]
    kinds: list[KindCostView]
    total: UsedView
    paid_for: ByPaid
    forecast: float | None
    budget: float | None
    spent_percent: float | None
    warned: list[int]
    switches: list[SwitchView]
    counted_until: datetime | None


class PlanCostView(msgspec.Struct):
    plan_key: str
    used: UsedView
    kinds: list[KindCostView]


class ConversationCostView(msgspec.Struct):
    """What was asked about it, by its widget and by agents, and the work that followed; not its share of what is asked
    about all, such as inboxes."""

    conversation_id: str
    plan_key: str
    currency: str
    used: UsedView
    paid_for: ByPaid
    counted_until: datetime | None


@showing(CostSettings)
class CostSettingsView(msgspec.Struct):
    """``regions``: list prices in US dollars to begin with; ``warned_at`` and ``steps_at``: percents of the budget at
    which people are warned, and one thing more is done less often."""

    currencies: list[str]
    regions: dict[str, Prices]
    warned_at: list[int]
    steps_at: list[int]


class SwitchCosts(msgspec.Struct, forbid_unknown_fields=True):
    """``by_hand``: on (less often) or off until the month is over; null: the budget decides."""

    by_hand: By | None


class SwitchesView(msgspec.Struct):
    switches: list[SwitchView]


def show_used(used: Used, prices: Prices) -> UsedView:
    cost = money(used, prices).total
    each = cost / used.conversations if used.conversations else None
    return shown(UsedView, used, cost=round(cost, 6), each=round(each, 6) if each is not None else None)


def show_kinds(by_kind: ByKind, prices: Prices) -> list[KindCostView]:
    """The dearest first."""
    some = [KindCostView(kind, show_used(used, prices)) for kind, used in by_kind.items()]
    return sorted(some, key=lambda each: (-each.used.cost, each.kind))


def _paid_for(used: Used, prices: Prices) -> ByPaid:
    values = msgspec.structs.asdict(money(used, prices))
    return ByPaid(**{name: round(value, 6) for name, value in values.items()})


def _switches(state: State, held: CostSettings) -> list[SwitchView]:
    saving = state.saving
    return [
        SwitchView(each, each in saving, state.by_hand.get(each), each in held.saves, SLOWER[each]) for each in SWITCHES
    ]


def _show_settings(held: CostSettings) -> CostSettingsView:
    more = {"currencies": [*CURRENCIES], "regions": REGIONS, "warned_at": [*WARNED_AT], "steps_at": [*STEPS_AT]}
    return shown(CostSettingsView, held, **more)


@routes.get("/v1/admin/costs", caller=people.may("costs.see", everywhere=True), query=CostsQuery)
def read_costs(call: Call[people.Caller]) -> Answer[CostsView]:
    """A month of the desk or of a plan, by days and kinds of operation; budget, forecast and what is saved by."""
    query = call.query
    month = reading.read_month(call.desk, query.month or None, query.plan_key or None)
    held, state = month.settings, month.state
    days = [
        DayCostView(day, show_used(whole(each), held.prices), show_kinds(each, held.prices))
        for day, each in month.days.items()
    ]
    total, percent = whole(month.by_kind), state.spent / held.budget * 100 if held.budget else None
    view = CostsView(
        month=month.month,
        currency=held.currency,
        days=days,
        kinds=show_kinds(month.by_kind, held.prices),
        total=show_used(total, held.prices),
        paid_for=_paid_for(total, held.prices),
        forecast=round(month.forecast, 6) if month.forecast is not None else None,
        budget=held.budget,
        spent_percent=round(percent, 1) if percent is not None else None,
        warned=[*state.warned],
        switches=_switches(state, held),
        counted_until=month.counted_until,
    )
    return Answer(view)


@routes.get("/v1/admin/costs/plans", caller=people.may("costs.see", everywhere=True), query=PlanCostsQuery)
def list_plan_costs(call: Call[people.Caller]) -> Answer[PageOf[PlanCostView]]:
    """What each plan cost in a month, by their keys."""
    some, more, held = reading.read_plans(call.desk, call.query.month or None, start_of(call))

    def show(each: tuple[str, ByKind]) -> PlanCostView:
        key, by_kind = each
        return PlanCostView(key, show_used(whole(by_kind), held.prices), show_kinds(by_kind, held.prices))

    return Answer(page(call, some, lambda each: each[0], show, more=more))


@routes.post("/v1/admin/costs/count", caller=people.may("costs.manage", everywhere=True), body=Empty, statuses=(204,))
def count_costs(call: Call[people.Caller]) -> Answer[None]:
    """Have added up now what containers have handed over by now; by itself that happens every hour."""
    summing.add_up(call.desk)
    return Answer(status=204)


@routes.get(
    "/v1/desk/conversations/{conversation_id}/cost",
    caller=people.may("costs.see"),
    raises=(NotYours,),
)
def read_conversation_cost(call: Call[people.Caller], conversation_id: str) -> Answer[ConversationCostView]:
    """What one conversation cost by now."""
    one = reading.read_conversation(call.desk, call.caller.agent, conversation_id)
    prices = one.settings.prices
    used, paid = show_used(one.used, prices), _paid_for(one.used, prices)
    key, currency = one.header.plan_key, one.settings.currency
    return Answer(ConversationCostView(conversation_id, key, currency, used, paid, one.counted_until))


@routes.get(SETTINGS, caller=people.may("costs.see", everywhere=True), of_desk=True)
def read_cost_settings(call: Call[people.Caller]) -> Answer[CostSettingsView]:
    """Prices, the month's budget, and what may be done less often to keep it."""
    return Answer(_show_settings(settings.read_settings(call.desk)))


@routes.put(
    SETTINGS,
    caller=people.may("costs.manage", everywhere=True),
    body=ChangeCostSettings,
    raises=(ChangedMeanwhile,),
    of_desk=True,
)
def change_cost_settings(call: Call[people.Caller]) -> Answer[CostSettingsView]:
    """Change them; what is left out stays."""
    return Answer(_show_settings(settings.change_settings(call.desk, call.caller, call.body, call.request_id)))


@routes.put("/v1/admin/cost-switches/{switch}", caller=people.may("costs.manage", everywhere=True), body=SwitchCosts)
def switch_costs(call: Call[people.Caller], switch: str) -> Answer[SwitchesView]:
    """Do something less often, or as often as ever, until the month is over."""
    state = settings.switch(call.desk, call.caller, settings.named(switch), call.body.by_hand, call.request_id)
    return Answer(SwitchesView(_switches(state, settings.read_settings(call.desk))))
