"""What a customer agreed to, for those who serve them."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.conversations.service import agreeing
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.pages import PageOf, PageQuery, page
from chalicelib.core.text import among
from chalicelib.core.times import stored
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.visitors.model.agreeing import Agreement
from chalicelib.visitors.model.visitor import WHERE

routes = Routes(__name__)


class CustomerConsentView(msgspec.Struct):
    """``edition``: its number among those of the plan; ``texts``: its words, none where they are not ``kept``.
    ``refused``: they did not agree."""

    plan_key: str
    edition: int
    at: datetime
    where: Annotated[str, among(*WHERE)]
    refused: bool
    texts: dict[str, str]
    kept: bool


@routes.get(
    "/v1/desk/visitors/{visitor_id}/consents",
    caller=people.may("conversations.answer"),
    query=PageQuery,
    raises=(NotYours,),
)
def list_agreements(call: Call[people.Caller], visitor_id: str) -> Answer[PageOf[CustomerConsentView]]:
    """What a customer agreed to, or refused, with its words, the newest first."""
    found = agreeing.list_agreements(call.desk, call.caller.agent, visitor_id)
    return Answer(page(call, found, _place, _show, forward=False))


def _place(each: Agreement) -> list[str | int]:
    return [stored(each.agreed.at), each.visitor_id, each.agreed.version, each.agreed.refused]


def _show(each: Agreement) -> CustomerConsentView:
    agreed, edition = each.agreed, each.edition
    said = (each.plan_key, agreed.version, agreed.at, agreed.where, agreed.refused)
    return CustomerConsentView(*said, dict(edition.texts), edition.kept)
