"""The page behind the link of whoever is on call: on any phone, without scripts, without signing in (B8).

Only a POST accepts, since programs that look for dangerous links open every one of them.
"""

from collections.abc import Callable, Mapping
from urllib.parse import unquote

from chalice.app import Blueprint, Response

from chalicelib.core import desk as desks
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.core.http import READ, Headers, current_request
from chalicelib.core.times import moment
from chalicelib.oncall import service as oncall
from chalicelib.oncall.model.call import ACCEPTED, CALLING, Shown
from chalicelib.oncall.model.words import kind_in
from chalicelib.web import password, rendering
from chalicelib.web.assets import site
from chalicelib.web.headers import HTML, SURVEY_HEADERS

routes = Blueprint(__name__)

WORDS: Mapping[str, Mapping[str, str]] = {
    "zh-CN": {
        "title": "值班",
        "calling": "{kind}，目前无人在岗（{since}）。",
        "accept": "接受",
        "mine": "已由您接受",
        "mine_text": "其他值班人员不再被通知。请登录客服台处理。",
        "console": "打开客服台",
        "taken": "已有人接受",
        "taken_text": "{name} 已接受，您无需处理。",
        "over": "无需处理",
        "over_text": "已经不需要人处理了：访客已离开、已有人接待，或时间已过。",
        "none": "链接已失效",
        "none_text": "这次呼叫已结束，或链接不是发给您的。",
    },
    "en": {
        "title": "On call",
        "calling": "{kind}, and nobody is there ({since}).",
        "accept": "Accept",
        "mine": "You have accepted",
        "mine_text": "Nobody else is called. Please sign in to the console and see to it.",
        "console": "Open the console",
        "taken": "Somebody has accepted",
        "taken_text": "{name} sees to it; there is nothing for you to do.",
        "over": "Nobody is needed",
        "over_text": "The visitor has left or is served by now, or it is too long ago.",
        "none": "This link counts no longer",
        "none_text": "The call is over, or the link is somebody else's.",
    },
}


@routes.route("/o/{token}", methods=READ)
def show_call(token: str) -> Response:
    """What somebody is called for, and the button by which they accept."""
    return _about(token, oncall.read_by_link)


@routes.route("/o/{token}", methods=["POST"], content_types=["application/x-www-form-urlencoded"])
def accept_by_link(token: str) -> Response:
    """They see to it, or somebody else does already. Twice is once."""
    return _about(token, oncall.accept_by_link)


def _about(token: str, act: Callable[[Desk, str], Shown]) -> Response:
    try:
        shown = act(desks.current(), unquote(token))
    except NotFound:
        asked = current_request()
        locale = password.language_of(asked.query_params, asked.headers.get("accept-language"))
        return _sent(_page(locale, "none", WORDS[locale]["none_text"]), 404)
    return _sent(page_of(shown))


def page_of(shown: Shown) -> str:
    """What it is about and the button, or what became of it, in the language of the letter."""
    call, locale = shown.call, shown.call.language
    words = WORDS[locale]
    if call.state == CALLING:
        kind, since = kind_in(call.first.kind, locale), moment(call.since, shown.zone, locale)
        return _page(locale, "calling", words["calling"].format(kind=kind[:1].upper() + kind[1:], since=since))
    if shown.mine:
        return _page(locale, "mine", words["mine_text"])
    if call.state == ACCEPTED:
        return _page(locale, "taken", words["taken_text"].format(name=call.accepted_name))
    return _page(locale, "over", words["over_text"])


def _page(locale: str, state: str, sentence: str) -> str:
    heading = WORDS[locale]["title" if state == "calling" else state]
    shown = {"locale": locale, "words": WORDS[locale], "state": state, "heading": heading, "sentence": sentence}
    return rendering.page_of("call.html", style=site().style("survey/survey.css"), **shown)


def _sent(text: str, status: int = 200) -> Response:
    headers: Headers = {**SURVEY_HEADERS, "Content-Type": HTML}
    return Response(body=text, status_code=status, headers=headers)
