"""What the browser asks of the pages (A2, A3)."""

from urllib.parse import unquote

from chalice.app import Blueprint, Response

from chalicelib.core.desk import ulid
from chalicelib.core.errors import NotFound
from chalicelib.core.http import Headers, problem
from chalicelib.web.assets import LOADER, Asset, matches, site

routes = Blueprint(__name__)

# Pages run only their own files: no inline script or style, no eval, nobody may frame them.
CONTENT_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "connect-src 'self'",
        "img-src 'self' data:",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    ]
)
PAGE_HEADERS = {
    "Cache-Control": "no-cache",
    "Content-Security-Policy": CONTENT_POLICY,
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Frame-Options": "DENY",
}
# Shops on other origins load the loader and its modules, also shops that isolate themselves (COEP).
SHARED_HEADERS = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
LOADER_CACHING = "public, max-age=300"
FOR_EVER = "public, max-age=31536000, immutable"


@routes.route("/", methods=["GET"])
def show_start() -> Response:
    return _page("start.html")


@routes.route("/demo", methods=["GET"])
def show_demo() -> Response:
    return _page("demo.html")


@routes.route("/console", methods=["GET"])
def show_console() -> Response:
    return _page("console.html")


@routes.route("/admin", methods=["GET"])
def show_admin() -> Response:
    return _page("admin.html")


@routes.route("/widget.js", methods=["GET"])
def show_loader() -> Response:
    return _send(site().files[LOADER], {**SHARED_HEADERS, "Cache-Control": LOADER_CACHING})


@routes.route("/assets/{version}/{name}", methods=["GET"])
def show_asset(version: str, name: str) -> Response:
    """Another version still gets the file, so that an open page of the release before keeps working, but
    nobody may keep it."""
    asset = site().asset(unquote(name))
    if asset is None:
        return _not_found()
    caching = FOR_EVER if version == site().version else "no-store"
    return _send(asset, {**SHARED_HEADERS, "Cache-Control": caching})


def _page(name: str) -> Response:
    return _send(site().files[name], PAGE_HEADERS)


def _send(asset: Asset, extra: dict[str, str]) -> Response:
    headers: Headers = {
        "Content-Type": asset.content_type,
        "ETag": asset.etag,
        "X-Content-Type-Options": "nosniff",
        **extra,
    }
    if matches(asset.etag, routes.current_request.headers.get("if-none-match")):
        return Response(body="", status_code=304, headers=headers)
    return Response(body=asset.text, status_code=200, headers=headers)


def _not_found() -> Response:
    answer = problem(NotFound("There is no such file."), ulid("req"))
    answer.headers.update(SHARED_HEADERS)
    return answer
