"""Where providers post what customers write to an account (A9): XML or JSON in, one word out."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

from chalice.app import Blueprint, Response

from chalicelib.channels.service import fetching, providing
from chalicelib.core import desk as desks
from chalicelib.core.desk import ulid
from chalicelib.core.errors import DeskError
from chalicelib.core.http import READ, Headers, current_request, problem

routes = Blueprint(__name__)

PATH = "/channels/{channel_id}/provider"
SPOKEN = ["text/xml", "application/xml", "application/json"]
TAKEN = "success"


@routes.route(PATH, methods=READ)
def prove_address(channel_id: str) -> Response:
    """The provider asks whether the address is the account's: what it sent is given back, if it proved who asks."""
    try:
        return _said(providing.echo(desks.current(), unquote(channel_id), _query()))
    except DeskError as refusal:
        return problem(refusal, ulid("req"))


@routes.route(PATH, methods=["POST"], content_types=SPOKEN)
def receive_from_provider(channel_id: str) -> Response:
    """A customer's message; the provider posts it again until it hears that it was taken."""
    request = current_request()
    raw = request.raw_body or b""
    body = raw.encode() if isinstance(raw, str) else raw
    try:
        fetching.hear(desks.current(), unquote(channel_id), _query(), body)
    except DeskError as refusal:
        return problem(refusal, ulid("req"))
    return _said(TAKEN)


def _query() -> Mapping[str, str]:
    asked: Mapping[str, str] | None = current_request().query_params
    return asked or {}


def _said(text: str) -> Response:
    headers: Headers = {"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"}
    return Response(text, headers, 200)
