"""The page for whoever asks for a page while the store does not answer."""

from __future__ import annotations

from chalice.app import Response

from chalicelib.core.errors import DeskError
from chalicelib.core.http import Headers
from chalicelib.web.assets import site
from chalicelib.web.headers import SURVEY_HEADERS


def page_of(refusal: DeskError, path: str) -> Response:
    """In both languages, since nothing can be looked up; ``path`` is what was asked for, for its way to the styles."""
    asset = site().files["silent.html"]
    up = "../" * path.strip("/").count("/")
    headers: Headers = {"Content-Type": asset.content_type, **SURVEY_HEADERS}
    if refusal.retry_after is not None:
        headers["Retry-After"] = str(refusal.retry_after)
    return Response(asset.text.replace('href="../assets', f'href="{up}assets'), headers, refusal.status)
