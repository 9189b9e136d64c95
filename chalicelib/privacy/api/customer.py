"""What customers ask of their own data, and the archive that they are given."""

from __future__ import annotations

from typing import Annotated, Literal

import msgspec

from chalicelib.core.errors import LimitReached, NotFound, OriginNotAllowed
from chalicelib.core.files import FilesOff
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.pages import PageOf, PageQuery, page
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import Id
from chalicelib.core.times import stored
from chalicelib.plans.model.plan import UnknownPlan
from chalicelib.privacy.model.requests import Request, RequestInTheWay
from chalicelib.privacy.service import asking, proving
from chalicelib.privacy.service.proving import NoAddress, WrongCode
from chalicelib.visitors import service as visitors

routes = Routes(__name__)

WIDGET = "/v1/widget/{plan_key}/privacy"


class AskForData(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``kind``: have one's data, or have it erased. ``code``: from the letter; without it one is sent, unless the
    website has vouched for who this is."""

    kind: Literal["export", "erase"]
    client_id: Id
    code: Annotated[str, msgspec.Meta(max_length=20)] | None = None


class OpenOwnData(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``code``: from the letter; without it one is sent, unless the website has vouched for who this is."""

    request_id: Id
    code: Annotated[str, msgspec.Meta(max_length=20)] | None = None


@showing(Request, "request_id kind state asked_at due_at until")
class OwnPrivacyRequest(msgspec.Struct):
    """``until``: how long the archive is there."""


class OwnArchiveView(msgspec.Struct):
    """``urls``: where its files are, for ten minutes; none: a code went to ``sent_to``, of which only so much is
    shown."""

    urls: list[str]
    sent_to: str | None


class AskedView(msgspec.Struct):
    """``request``: it is taken; null: a code went to ``sent_to``, of which only so much is shown."""

    request: OwnPrivacyRequest | None
    sent_to: str | None


class ArchiveAddress(msgspec.Struct):
    """``url``: where it is, for ten minutes; ``Location`` says the same."""

    url: str


class VolumeQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``volume``: which of its files, from 1 on."""

    volume: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 1


@routes.post(
    WIDGET,
    caller=visitors.recognised,
    body=AskForData,
    statuses=(200, 201),
    raises=(NotFound, NoAddress, WrongCode, RequestInTheWay, LimitReached),
)
def ask_for_own_data(call: Call[visitors.Caller], plan_key: str) -> Answer[AskedView]:
    """Have one's own data, or have it erased; proved by a code that goes to one's address, or by the website.

    Within thirty days somebody of the desk sees to it. 200: a code was sent."""
    visitors.same_plan(call.caller, plan_key)
    form = call.body
    made, sent_to = proving.ask(call.desk, call.caller, form.kind, form.client_id, form.code)
    if made is None:
        return Answer(AskedView(None, sent_to), status=200)
    return Answer(AskedView(shown(OwnPrivacyRequest, made), None), status=201)


@routes.get(WIDGET, caller=visitors.recognised, query=PageQuery)
def list_own_requests(call: Call[visitors.Caller], plan_key: str) -> Answer[PageOf[OwnPrivacyRequest]]:
    """What one asked of one's own data, and how that stands, the newest first."""
    visitors.same_plan(call.caller, plan_key)
    found = proving.list_own(call.desk, call.caller)
    return Answer(page(call, found, _place, lambda each: shown(OwnPrivacyRequest, each), forward=False))


def _place(each: Request) -> list[str]:
    return [stored(each.asked_at), each.request_id]


@routes.post(
    WIDGET + "/archive",
    caller=visitors.recognised,
    body=OpenOwnData,
    raises=(NotFound, NoAddress, WrongCode, LimitReached, FilesOff),
)
def open_own_data(call: Call[visitors.Caller], plan_key: str) -> Answer[OwnArchiveView]:
    """One's own archive, as long as it is there; proved by a code that goes to one's address, or by the website."""
    visitors.same_plan(call.caller, plan_key)
    form = call.body
    urls, sent_to = proving.open_archive(call.desk, call.caller, form.request_id, form.code, call.request_id)
    return Answer(OwnArchiveView(urls, sent_to))


@routes.get(
    "/v1/widget/{plan_key}/archives/{token}",
    query=VolumeQuery,
    statuses=(303,),
    raises=(NotFound, UnknownPlan, OriginNotAllowed, FilesOff),
)
def open_own_archive(call: Call[None], plan_key: str, token: str) -> Answer[ArchiveAddress]:
    """The archive behind a link, as long as it is there: leads to where it is for ten minutes; audited."""
    url = asking.open_by_link(call.desk, plan_key, token, call.query.volume, call.foreign_origin, call.request_id)
    return Answer(
        ArchiveAddress(url), 303, {"Location": url, "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    )
