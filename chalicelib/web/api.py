"""What the browser asks of the pages (A2, A3, A10)."""

from urllib.parse import unquote

from chalice.app import Blueprint, Response

from chalicelib.core import desk as desks
from chalicelib.core.desk import ulid
from chalicelib.core.errors import NotFound
from chalicelib.core.http import Headers, problem
from chalicelib.plans import service as plans
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
# A plan's card may show a picture from anywhere.
PICTURE_POLICY = CONTENT_POLICY.replace("img-src 'self' data:", "img-src 'self' data: https:")
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
    return _page("demo.html", PICTURE_POLICY)


@routes.route("/form/{plan_key}", methods=["GET"])
def show_form(plan_key: str) -> Response:
    """The form that leaves a message, as a page to link to (A10). Whatever is no plan gets one and the same page."""
    try:
        plans.read_plan(desks.current(), unquote(plan_key))
    except NotFound:
        return _send(site().files["form-missing.html"], PAGE_HEADERS, 404)
    return _page("form.html", PICTURE_POLICY)


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


def _page(name: str, policy: str = CONTENT_POLICY) -> Response:
    return _send(site().files[name], {**PAGE_HEADERS, "Content-Security-Policy": policy})


def _send(asset: Asset, extra: dict[str, str], status: int = 200) -> Response:
    headers: Headers = {
        "Content-Type": asset.content_type,
        "ETag": asset.etag,
        "X-Content-Type-Options": "nosniff",
        **extra,
    }
    if status == 200 and matches(asset.etag, routes.current_request.headers.get("if-none-match")):
        return Response(body="", status_code=304, headers=headers)
    return Response(body=asset.text, status_code=status, headers=headers)


def _not_found() -> Response:
    answer = problem(NotFound("There is no such file."), ulid("req"))
    answer.headers.update(SHARED_HEADERS)
    return answer
