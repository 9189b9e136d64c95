"""The pages behind the link of a questionnaire: without scripts, kept page by page, once for each recipient (D3)."""

from collections.abc import Callable, Mapping
from urllib.parse import quote, unquote

from chalice.app import Blueprint, Response

from chalicelib.core import desk as desks
from chalicelib.core.desk import Desk, ulid
from chalicelib.core.errors import DeskError, Invalid, NotFound, TooLarge
from chalicelib.core.http import READ, Headers, current_request
from chalicelib.plans import service as plans
from chalicelib.questionnaires import service as questionnaires
from chalicelib.questionnaires.model.questions import Version
from chalicelib.questionnaires.model.response import ANSWERED, ResponseOver, is_over
from chalicelib.questionnaires.model.response import Response as Given
from chalicelib.web import questionnaire as pages
from chalicelib.web.assets import site
from chalicelib.web.headers import HTML, SURVEY_HEADERS, SURVEY_POLICY
from chalicelib.web.survey import Dress, Form, form_of

routes = Blueprint(__name__)

FORM = "application/x-www-form-urlencoded"


@routes.route("/q/{token}", methods=READ)
def show_questionnaire(token: str) -> Response:
    """The questions for whoever has the link, from where they stopped; the thanks once all is answered."""
    return _about(token, _shown)


@routes.route("/q/{token}", methods=["POST"], content_types=[FORM])
def answer_questionnaire(token: str) -> Response:
    """A page's form. Good answers are kept, and lead to the next page."""
    return _about(token, _answered)


def _about(token: str, show: Callable[[Desk, str], Response]) -> Response:
    """Whatever is no link of ours gets one and the same page, and so does what cannot be read."""
    desk = desks.current().on_behalf_of(str((current_request().context or {}).get("requestId") or ulid("req")))
    try:
        return show(desk, unquote(token))
    except NotFound:
        return _file("survey-missing.html", 404)
    except DeskError as error:
        later: Headers = {"Retry-After": str(error.retry_after)} if error.retry_after is not None else {}
        return _file("survey-refused.html", error.status, later)


def _shown(desk: Desk, token: str) -> Response:
    response, version = questionnaires.by_token(desk, token, _source_ip())
    query: Mapping[str, str] = current_request().query_params or {}
    language = pages.language_of(query.get("lang"), response)
    dress = _dress(desk, response)
    if is_over(response, desk.now()):
        if response.state == ANSWERED:
            return _html(pages.page_of(response, version, dress, language, page=None))
        return _html(pages.over_page(dress, language), 410)
    wanted, goes_on = pages.number_of(query.get("page")), pages.page_to_go_on(response, version)
    page = wanted if wanted in version.definition.pages and wanted <= goes_on else goes_on
    return _html(pages.page_of(response, version, dress, language, page=page))


def _answered(desk: Desk, token: str) -> Response:
    body = current_request().raw_body or b""
    if len(body) > desk.settings.body_limit:
        raise TooLarge.beyond(desk.settings.body_limit)
    response, version = questionnaires.by_token(desk, token, _source_ip())
    form = form_of(body.encode() if isinstance(body, str) else body)
    language = pages.language_of(form.one("lang"), response)
    page = pages.number_of(form.one("page")) or version.definition.pages[0]
    try:
        answers, seen = pages.said_in(form, version), pages.seen_in(form, version)
        following = questionnaires.answer_page(desk, token, page, answers, seen)
    except Invalid as error:
        return _again(desk, response, version, page, language, form, error)
    except ResponseOver:
        return _shown(desk, token)
    where = f"?page={following}&lang={language}" if following is not None else f"?lang={language}"
    return Response("", {**SURVEY_HEADERS, "Location": f"./{quote(token)}{where}"}, 303)


def _again(
    desk: Desk, response: Given, version: Version, page: int, language: str, form: Form, error: Invalid
) -> Response:
    """The page with what was typed, and what is wrong beside it; or the first one on which something is."""
    wrong = pages.wrong_in(error, language)
    places = [each.page for each in version.definition.questions if each.key in wrong]
    page = page if page in places else min(places, default=page)
    text = pages.page_of(response, version, _dress(desk, response), language, page=page, form=form, wrong=wrong)
    return _html(text, 422)


def _dress(desk: Desk, response: Given) -> Dress:
    """As the plan wants it, if there still is that plan; one read."""
    style = site().style("survey/survey.css")
    try:
        plan = plans.read_plan(desk, response.plan_key)
    except NotFound:
        return Dress(style)
    card = plan.pictures.card
    return Dress(style, plan.look.theme, f"../pictures/{card}" if card is not None else "")


def _html(text: str, status: int = 200) -> Response:
    policy = SURVEY_POLICY.replace("img-src data:", f"img-src 'self' data: {desks.current().files.origin}".rstrip())
    headers: Headers = {**SURVEY_HEADERS, "Content-Security-Policy": policy, "Content-Type": HTML}
    return Response(text, headers, status)


def _file(name: str, status: int, more: Headers | None = None) -> Response:
    asset = site().files[name]
    return Response(asset.text, {**SURVEY_HEADERS, "Content-Type": asset.content_type, **(more or {})}, status)


def _source_ip() -> str:
    return str(((current_request().context or {}).get("identity") or {}).get("sourceIp", ""))
