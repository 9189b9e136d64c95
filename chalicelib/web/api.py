"""What the browser asks of the pages (A2, A3, A10, D1)."""

from collections.abc import Callable
from urllib.parse import quote, unquote

from chalice.app import Blueprint, Response

from chalicelib.core import desk as desks
from chalicelib.core.desk import Desk, ulid
from chalicelib.core.errors import Conflict, DeskError, Invalid, LimitReached, NotFound, TooLarge
from chalicelib.core.etags import etag_of, matches
from chalicelib.core.http import READ, Headers, current_request, problem
from chalicelib.core.i18n import nearest_locale
from chalicelib.core.passwords import WeakPassword
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.address import Declining
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.plans import service as plans
from chalicelib.shifts import service as shifts
from chalicelib.surveys import service as surveys
from chalicelib.surveys.model.survey import ASKED, AnsweredBefore, Survey, SurveyExpired
from chalicelib.tickets import service as tickets
from chalicelib.tickets.model.forms import GiveVerdict, WriteWords
from chalicelib.tickets.model.signatures import Accept
from chalicelib.tickets.model.ticket import Ticket
from chalicelib.web import declining, password
from chalicelib.web import survey as pages
from chalicelib.web import ticket as ticket_pages
from chalicelib.web.assets import LOADER, Asset, site
from chalicelib.web.headers import (
    CALENDAR,
    CONTENT_POLICY,
    FOR_EVER,
    HEARING_POLICY,
    HTML,
    LOADER_CACHING,
    NOT_KEPT,
    PAGE_HEADERS,
    PICTURE_POLICY,
    PREVIEW_HEADERS,
    SHARED_HEADERS,
    SURVEY_HEADERS,
    SURVEY_POLICY,
)

routes = Blueprint(__name__)

MOST_SHOWN = 200  # entries of a ticket that its page goes through, the last ones


@routes.route("/", methods=READ)
def show_start() -> Response:
    return _page("start.html")


@routes.route("/demo", methods=READ)
def show_demo() -> Response:
    return _page("demo.html", _with_files(PICTURE_POLICY))


@routes.route("/form/{plan_key}", methods=READ)
def show_form(plan_key: str) -> Response:
    """The form that leaves a message, as a page to link to (A10). Whatever is no plan gets one and the same page."""
    try:
        plans.read_plan(desks.current(), unquote(plan_key))
    except NotFound:
        return _send(site().files["form-missing.html"], PAGE_HEADERS, 404)
    return _page("form.html", PICTURE_POLICY)


@routes.route("/s/{token}", methods=READ)
def show_survey(token: str) -> Response:
    """The survey for whoever has its link: to answer, or what was answered (D1)."""
    return _about_survey(token, _shown)


@routes.route("/s/{token}", methods=["POST"], content_types=["application/x-www-form-urlencoded"])
def answer_survey_page(token: str) -> Response:
    """The page's form. A good answer leads back to the page, which then shows it."""
    return _about_survey(token, _answered)


def _about_survey(token: str, show: Callable[[Desk, str], Response]) -> Response:
    """Whatever is no link of ours gets one and the same page, so does whatever is over, and what cannot be read."""
    try:
        return show(desks.current().on_behalf_of(_request_id()), unquote(token))
    except NotFound:
        return _send(site().files["survey-missing.html"], SURVEY_HEADERS, 404)
    except SurveyExpired:
        return _send(site().files["survey-over.html"], SURVEY_HEADERS, 410)
    except DeskError as error:
        return _send(site().files["survey-refused.html"], {**SURVEY_HEADERS, **_later(error)}, error.status)


def _later(error: DeskError) -> dict[str, str]:
    """When to come again, where a refusal says so."""
    return {"Retry-After": str(error.retry_after)} if error.retry_after is not None else {}


def _source_ip() -> str:
    """As the gateway saw it; what a request says of itself counts for nothing."""
    return str(((current_request().context or {}).get("identity") or {}).get("sourceIp", ""))


def _shown(desk: Desk, token: str) -> Response:
    survey, now = surveys.by_token(desk, token, _source_ip()), desk.now()
    wants_change = "change" in (current_request().query_params or {})
    until = survey.changeable_until
    if survey.state == ASKED:
        return _survey_page(pages.page_to_answer(survey, pages.Form(), {}, _dress(desk, survey)))
    if wants_change and survey.answer is not None and until is not None and now < until:
        return _survey_page(pages.page_to_answer(survey, pages.form_with(survey.answer), {}, _dress(desk, survey)))
    return _survey_page(pages.page_of_answer(survey, now, _dress(desk, survey), is_late=wants_change))


def _answered(desk: Desk, token: str) -> Response:
    body = _fitting_body(desk)
    survey = surveys.by_token(desk, token, _source_ip())
    form = pages.form_of(body)
    try:
        said = pages.said_in(form, survey)
        surveys.answer_by_token(desk, token, client_id=pages.name_of(survey, said), **said)
    except Invalid as error:
        wrong = pages.wrong_in(error, survey)
        return _survey_page(pages.page_to_answer(survey, form, wrong, _dress(desk, survey)), 422)
    except AnsweredBefore:
        return _survey_page(pages.page_of_answer(survey, desk.now(), _dress(desk, survey), is_late=True), 409)
    # the same page without a question mark; relative, whatever stage path stands before it
    return Response(body="", status_code=303, headers={**SURVEY_HEADERS, "Location": f"./{quote(token)}"})


def _dress(desk: Desk, survey: Survey) -> pages.Dress:
    """As the survey's plan wants it, if there still is that plan; one read."""
    try:
        plan = plans.read_plan(desk, survey.plan_key)
    except NotFound:
        return pages.Dress(_style())
    card = plan.pictures.card
    return pages.Dress(_style(), plan.look.theme, f"../pictures/{card}" if card is not None else "")


def _survey_page(text: str, status: int = 200, scripts: str = "") -> Response:
    policy = SURVEY_POLICY.replace("style-src", f"{scripts}style-src")
    policy = policy.replace("img-src data:", f"img-src 'self' data: {desks.current().files.origin}".rstrip())
    headers: Headers = {**SURVEY_HEADERS, "Content-Security-Policy": policy, "Content-Type": HTML}
    return Response(body=text, status_code=status, headers=headers)


@routes.route("/t/{token}", methods=READ)
def show_ticket(token: str) -> Response:
    """A ticket for whoever has its link: what is public of it (D4)."""
    return _about_ticket(token, _ticket_shown)


@routes.route("/t/{token}", methods=["POST"], content_types=["application/x-www-form-urlencoded"])
def answer_ticket_page(token: str) -> Response:
    """The page's form: words, or whether it is solved. What was done leads back to the page, which then shows it."""
    return _about_ticket(token, _ticket_answered)


def _about_ticket(token: str, show: Callable[[Desk, str, Ticket], Response]) -> Response:
    """Whatever is no link of ours gets one and the same page."""
    desk = desks.current().on_behalf_of(_request_id())
    try:
        named = unquote(token)
        return show(desk, named, tickets.by_token(desk, named, _source_ip()))
    except NotFound:
        return _survey_page(ticket_pages.notice_of("missing", _language(), _style()), 404)
    except DeskError as error:
        page = ticket_pages.notice_of("refused", _language(), _style())
        return Response(page, {**SURVEY_HEADERS, **_later(error), "Content-Type": HTML}, error.status)


def _ticket_shown(desk: Desk, _: str, ticket: Ticket, wrong: str = "", status: int = 200) -> Response:
    """Without a script, unless something may be signed: that is drawn by one of our own."""
    shown = tickets.read_public(desk, ticket, max(0, ticket.version - MOST_SHOWN), MOST_SHOWN)
    own, script = tickets.shown_to_customer(desk, ticket, ticket.locale), site().manifest.lasting["ticket-signing"]
    beside = ticket_pages.Beside(tickets.read_wishes(desk, ticket), own, _style(), script)
    page = ticket_pages.page_of(ticket, shown.entries, beside, wrong)
    return _survey_page(page, status, "script-src 'self'; " if own.signing is not None else "")


def _ticket_answered(desk: Desk, token: str, ticket: Ticket) -> Response:
    form = ticket_pages.form_of(_fitting_body(desk))
    try:
        if form.act == ticket_pages.SAY:
            tickets.write_words(desk, ticket, WriteWords(form.client_id, form.text))
        elif form.act == ticket_pages.ACCEPT:
            signed = Accept(form.client_id, form.name, form.signature, form.consents, form.text)
            tickets.accept(desk, ticket, signed)
        elif form.act == ticket_pages.CHOOSE:
            tickets.choose_channels(desk, ticket, form.preferred, form.refused)
        else:
            solved = form.act == ticket_pages.SOLVED_IT
            tickets.give_verdict(desk, ticket, GiveVerdict(form.client_id, solved, form.text))
    except Invalid as error:
        wrong = "unsigned" if form.act == ticket_pages.ACCEPT else "wrong"
        return _ticket_shown(desk, token, ticket, wrong, error.status)
    except Conflict as error:
        return _ticket_shown(desk, token, tickets.find(desk, ticket.ticket_id), "late", error.status)
    return Response(body="", status_code=303, headers={**SURVEY_HEADERS, "Location": f"./{quote(token)}"})


@routes.route("/u/{token}", methods=READ)
def show_declining(token: str) -> Response:
    """What the link of a letter that nobody asked for would end; which desk wrote it (C3)."""
    return _about_declining(token, notifications.read_declining)


@routes.route(
    "/u/{token}", methods=["POST"], content_types=["application/x-www-form-urlencoded", "multipart/form-data"]
)
def decline_letters(token: str) -> Response:
    """Ended, or wanted after all. Answered with the page itself: programs that post it follow no redirect."""
    again = declining.wants_again(_body())
    return _about_declining(token, lambda desk, named: notifications.decline(desk, named, again=again))


def _about_declining(token: str, act: Callable[[Desk, str], Declining]) -> Response:
    try:
        shown = act(desks.current(), unquote(token))
    except NotFound:
        return _send(site().files["declining-missing.html"], SURVEY_HEADERS, 404)
    except DeskError as error:
        return _send(site().files["survey-refused.html"], SURVEY_HEADERS, error.status)
    return _survey_page(declining.page_of(shown, _style()))


@routes.route("/password", methods=READ)
def show_forgotten() -> Response:
    """For who forgot the password: where the link goes (F7)."""
    return _password_page(password.ASK, _language())


@routes.route("/password", methods=["POST"], content_types=["application/x-www-form-urlencoded"])
def forget_password() -> Response:
    """Whoever has an account gets a letter; the answer is the same for everybody."""
    form = password.fields_of(_body())
    language, email = nearest_locale(form.get("lang")), form.get("email", "")
    try:
        people.forget_password(desks.current(), email, language, _source_ip(), _request_id())
    except LimitReached:
        return _password_page(password.ASK, language, 429, wrong="later", email=email)
    return _password_page(password.SENT, language)


@routes.route("/password/{token}", methods=READ)
def show_password_link(token: str) -> Response:
    """For who has a link: choosing a password."""
    return _about_password(token, _language(), people.agent_by_link)


@routes.route("/password/{token}", methods=["POST"], content_types=["application/x-www-form-urlencoded"])
def choose_password(token: str) -> Response:
    """The password is set and every session ended, once for a link."""
    form = password.fields_of(_body())
    language, new = nearest_locale(form.get("lang")), form.get("new", "")
    if new != form.get("again", ""):
        return _about_password(token, language, people.agent_by_link, "differs")
    try:
        people.choose_password(desks.current(), unquote(token), new, _source_ip(), _request_id())
    except WeakPassword as weak:
        return _about_password(token, language, people.agent_by_link, str(weak.extra["reason"]))
    except NotFound:
        return _about_password(token, language, people.agent_by_link)
    return _password_page(password.DONE, language, root="../")


def _about_password(token: str, language: str, read: Callable[[Desk, str], Agent], wrong: str = "") -> Response:
    """The form for whoever has this link; what is no link of ours, or counts no more, gets one and the same page."""
    try:
        agent = read(desks.current(), unquote(token))
    except NotFound:
        return _password_page(password.OVER, language, 410, root="../")
    shown = {"wrong": wrong, "email": agent.email, "root": "../"}
    return _password_page(password.CHOOSE, language, 422 if wrong else 200, **shown)


def _password_page(what: str, language: str, status: int = 200, **shown: str) -> Response:
    return _survey_page(password.page_of(what, language, _style(), **shown), status)


def _language() -> str:
    asked = current_request()
    return password.language_of(asked.query_params, asked.headers.get("accept-language"))


def _request_id() -> str:
    return str((current_request().context or {}).get("requestId") or ulid("req"))


def _fitting_body(desk: Desk) -> bytes:
    """Raises ``TooLarge``."""
    body = _body()
    if len(body) > desk.settings.body_limit:
        raise TooLarge.beyond(desk.settings.body_limit)
    return body


def _body() -> bytes:
    raw = current_request().raw_body or b""
    return raw.encode() if isinstance(raw, str) else raw


@routes.route("/console", methods=READ)
def show_console() -> Response:
    return _page("console.html", _with_files(HEARING_POLICY))


@routes.route("/admin", methods=READ)
def show_admin() -> Response:
    return _page("admin.html", _with_files(CONTENT_POLICY + "; frame-src 'self'"))


@routes.route("/preview", methods=READ)
def show_preview() -> Response:
    """The widget while a plan is edited: in a frame of the administration's, which tells it all that it shows."""
    return _send(site().files["preview.html"], {**PAGE_HEADERS, **PREVIEW_HEADERS})


@routes.route("/docs", methods=READ)
def show_docs() -> Response:
    """The contract to read; the page makes itself of ``/openapi.json``."""
    return _page("docs.html")


@routes.route("/calendar/{token}", methods=READ)
def show_calendar(token: str) -> Response:
    """An agent's shifts for whoever subscribes to them, under an address that they can take back (B8)."""
    try:
        text = shifts.read_calendar(desks.current(), unquote(token))
    except NotFound:
        return _not_found()
    return _send(Asset(token, text, CALENDAR, etag_of(text.encode())), {"Cache-Control": NOT_KEPT})


@routes.route("/pictures/{file_id}", methods=READ)
def show_picture(file_id: str) -> Response:
    """Leads to a picture of somebody who works here, or of a plan; browsers remember for some minutes where it is."""
    try:
        address = people.picture_address(desks.current(), unquote(file_id))
    except NotFound:
        return _not_found()
    headers: Headers = {**SHARED_HEADERS, "Location": address, "Cache-Control": "public, max-age=300"}
    return Response("", headers, 302)


@routes.route("/widget.js", methods=READ)
def show_loader() -> Response:
    return _send(site().files[LOADER], {**SHARED_HEADERS, "Cache-Control": LOADER_CACHING})


@routes.route("/assets/{place}", methods=READ)
def show_asset(place: str) -> Response:
    """A page of another release gets what lasts of its files as it is now, but may not keep it under that name."""
    return _asset(place, FOR_EVER)


@routes.route("/assets/{place}/{name}", methods=READ)
def show_former_asset(place: str, name: str) -> Response:
    """What pages ask for that were opened when a file had the name of its source, and all files one common version."""
    return _asset(name, NOT_KEPT)


def _asset(quoted: str, caching: str) -> Response:
    name = unquote(quoted)
    asset = site().asset(name)
    if asset is None:
        return _not_found()
    return _send(asset, {**SHARED_HEADERS, "Cache-Control": caching if asset.name == name else NOT_KEPT})


def _style() -> str:
    return site().style("survey/survey.css")


def _with_files(policy: str) -> str:
    """The policy of a page that uploads files and shows pictures, wherever this desk has them (A2)."""
    origin = desks.current().files.origin
    for each in ("connect-src 'self'", "media-src 'self'", "img-src 'self' data:") if origin else ():
        policy = policy.replace(each, f"{each} {origin}")
    return policy


def _page(name: str, policy: str = CONTENT_POLICY) -> Response:
    return _send(site().files[name], {**PAGE_HEADERS, "Content-Security-Policy": policy})


def _send(asset: Asset, extra: dict[str, str], status: int = 200) -> Response:
    headers: Headers = {"Content-Type": asset.content_type, "ETag": asset.etag, **extra}
    if status == 200 and matches(asset.etag, current_request().headers.get("if-none-match")):
        return Response(body="", status_code=304, headers=headers)
    return Response(body=asset.text, status_code=status, headers=headers)


def _not_found() -> Response:
    answer = problem(NotFound("There is no such file."), ulid("req"))
    answer.headers.update(SHARED_HEADERS)
    return answer
