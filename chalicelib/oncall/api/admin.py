"""Who is on call, and the calls there were, for those who lead (B8)."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.pages import PageOf, PageQuery, page, start_of
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import showing, shown
from chalicelib.oncall.api.views import CallView, show_call
from chalicelib.oncall.model.rota import Override, Rota, RotaForm, Turn
from chalicelib.oncall.service import rotas
from chalicelib.oncall.service.rotas import Standing, TooManyRotas, UnknownRota
from chalicelib.people import service as people

routes = Routes(__name__, of_desk=True)

ROTAS = "/v1/admin/on-call/rotas"
OF_DESK = people.may("oncall.manage", everywhere=True)


@showing(Rota, "rota_id name group_ids country step_minutes gather_minutes visitors messages tickets active version")
class RotaView(msgspec.Struct):
    """``now``: whom it calls at this moment, one after the other."""

    language: Literal["zh-CN", "en"]
    turns: list[Turn]
    overrides: list[Override]
    now: list[str]


class CallsQuery(PageQuery, forbid_unknown_fields=True):
    """``month``: such as 2026-11, in UTC; empty: the present one."""

    month: Annotated[str, msgspec.Meta(max_length=7)] = ""


def show_rota(standing: Standing) -> RotaView:
    rota = standing.rota
    lists = {"turns": [*rota.turns], "overrides": [*rota.overrides], "now": [*standing.now]}
    return shown(RotaView, rota, **lists)


@routes.get(ROTAS, caller=people.may("oncall.see", everywhere=True), query=PageQuery)
def list_rotas(call: Call[people.Caller]) -> Answer[PageOf[RotaView]]:
    """Who is on call when, and now; twenty rotas at most."""
    found = rotas.list_rotas(call.desk)
    return Answer(page(call, found, lambda each: each.rota.rota_id, show_rota))


@routes.post(ROTAS, caller=OF_DESK, body=RotaForm, statuses=(201,), keyed=True, raises=(TooManyRotas,))
def create_rota(call: Call[people.Caller]) -> Answer[RotaView]:
    """Say who is on call when, for some groups or the whole desk."""
    once = call.once(f"create_rota#{call.caller.agent.agent_id}")
    made = rotas.create_rota(call.desk, call.caller, call.body, call.request_id, once=once)
    return Answer(show_rota(made), status=201)


@routes.get(ROTAS + "/{rota_id}", caller=people.may("oncall.see", everywhere=True), raises=(UnknownRota,))
def read_rota(call: Call[people.Caller], rota_id: str) -> Answer[RotaView]:
    """One rota."""
    return Answer(show_rota(rotas.read_rota(call.desk, rota_id)))


@routes.put(ROTAS + "/{rota_id}", caller=OF_DESK, body=RotaForm, raises=(UnknownRota, ChangedMeanwhile))
def change_rota(call: Call[people.Caller], rota_id: str) -> Answer[RotaView]:
    """Change it; what is left out stays, each list is the whole of it."""
    return Answer(show_rota(rotas.change_rota(call.desk, call.caller, rota_id, call.body, call.request_id)))


@routes.delete(ROTAS + "/{rota_id}", caller=OF_DESK, statuses=(204,))
def delete_rota(call: Call[people.Caller], rota_id: str) -> Answer[None]:
    """Nobody is on call by it any more; its calls stay. Twice is once."""
    rotas.delete_rota(call.desk, call.caller, rota_id, call.request_id)
    return Answer(status=204)


@routes.get("/v1/admin/on-call/calls", caller=people.may("oncall.see", everywhere=True), query=CallsQuery)
def list_calls(call: Call[people.Caller]) -> Answer[PageOf[CallView]]:
    """The calls of a month, the newest first: whom they told, who accepted, how they ended."""
    found, more = rotas.list_calls(call.desk, call.query.month or None, start_of(call))
    return Answer(page(call, found, lambda each: each.call_id, show_call, forward=False, more=more))
