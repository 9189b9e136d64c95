"""Where a recording is heard: an address that counts for minutes leads to where it is (A9)."""

from __future__ import annotations

from urllib.parse import unquote

from chalice.app import Blueprint, Response

from chalicelib.core import desk as desks
from chalicelib.core.desk import ulid
from chalicelib.core.errors import DeskError
from chalicelib.core.http import READ, Headers, problem
from chalicelib.phone.service import hearing

routes = Blueprint(__name__)


@routes.route("/recordings/{token}", methods=READ)
def hear_recording(token: str) -> Response:
    """The player is led to the recording, which hears from no page who asked."""
    try:
        location = hearing.whereabouts(desks.current(), unquote(token))
    except DeskError as refusal:
        return problem(refusal, ulid("req"))
    headers: Headers = {"Location": location, "Cache-Control": "no-store", "Referrer-Policy": "no-referrer"}
    return Response("", headers, 302)
