"""The page behind the link of a notice that ends such notices: on any phone, without scripts, without signing in (A11).

Only a POST changes anything, since programs that look for dangerous links open every one of them. The button of a mail
program posts by itself (RFC 8058) and reads no answer: it ends the topic of its letter.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import parse_qs, unquote

from chalice.app import Blueprint, Response

from chalicelib.core import desk as desks
from chalicelib.core.desk import Desk
from chalicelib.core.errors import DeskError, NotFound
from chalicelib.core.http import READ, Headers, current_request
from chalicelib.notices import service as notices
from chalicelib.notices.model.leaving import AGAIN, ALL, TOPIC, Leaving
from chalicelib.web import rendering
from chalicelib.web.assets import site
from chalicelib.web.headers import HTML, SURVEY_HEADERS

routes = Blueprint(__name__)

FORMS = ["application/x-www-form-urlencoded", "multipart/form-data"]
LONGEST_BODY = 4_000
WORDS: Mapping[str, Mapping[str, str]] = {
    "zh-CN": {
        "title": "订阅与通知",
        "none": "您目前会收到“{plan}”关于“{topic}”的通知。",
        "topic": "您已退订“{topic}”，不会再收到“{plan}”的这类通知。",
        "all": "您已退订“{plan}”的全部通知、群发和评价邀请。",
        "owed": "您主动咨询的答复、工单进展不受影响。",
        "stop_topic": "退订“{topic}”",
        "stop_all": "退订全部通知",
        "again": "恢复接收",
    },
    "en": {
        "title": "Subscriptions and notices",
        "none": "You get notices from {plan} about {topic}.",
        "topic": "You have unsubscribed from {topic}: no more of these notices come from {plan}.",
        "all": "You have unsubscribed from all notices, mailings and surveys of {plan}.",
        "owed": "Answers to your own questions, and news of your tickets, still come.",
        "stop_topic": "Unsubscribe from {topic}",
        "stop_all": "Unsubscribe from everything",
        "again": "Send them again",
    },
}


@routes.route("/n/{token}", methods=READ)
def show_leaving(token: str) -> Response:
    """What the link of a notice would end."""
    return _about(token, notices.read_leaving)


@routes.route("/n/{token}", methods=["POST"], content_types=FORMS)
def leave_notices(token: str) -> Response:
    """Ended, or wanted after all. Answered with the page itself: programs that post it follow no redirect."""
    raw = current_request().raw_body or b""
    scope = scope_of((raw.encode() if isinstance(raw, str) else raw)[:LONGEST_BODY])
    return _about(token, lambda desk, named: notices.leave(desk, named, scope))


def scope_of(body: bytes) -> str:
    """What the form asks for; anything else that is posted ends the topic of its letter."""
    said = parse_qs(body.decode("utf-8", "replace")).get("scope", [""])[0]
    return said if said in (ALL, AGAIN) else TOPIC


def _about(token: str, act: Callable[[Desk, str], Leaving]) -> Response:
    try:
        shown = act(desks.current(), unquote(token))
    except NotFound:
        return Response(body=site().files["declining-missing.html"].text, status_code=404, headers=_headers())
    except DeskError as error:
        return Response(body=site().files["survey-refused.html"].text, status_code=error.status, headers=_headers())
    return Response(body=page_of(shown, site().style("survey/survey.css")), status_code=200, headers=_headers())


def _headers() -> Headers:
    return {**SURVEY_HEADERS, "Content-Type": HTML}


def page_of(leaving: Leaving, style: str) -> str:
    """What there is to end, or that it has ended, in the language of the customer."""
    locale = leaving.locale if leaving.locale in WORDS else "en"
    state = "all" if leaving.is_all_ended else "topic" if leaving.is_topic_ended else "none"
    words = {
        name: text.format(plan=leaving.plan, topic=leaving.topic or leaving.plan)
        for name, text in WORDS[locale].items()
    }
    shown = {"locale": locale, "words": words, "state": state, "desk": leaving.desk}
    return rendering.page_of("leaving.html", style=style, **shown)
