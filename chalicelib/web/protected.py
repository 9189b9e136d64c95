"""The page behind a protected link: on any phone, without scripts, for whoever proves to be the customer (F8).

Only a POST shows anything, since programs that look for dangerous links open every one of them. What was shown is kept
nowhere by the browser (``no-store``), and by nobody once it is erased.
"""

from collections.abc import Mapping
from urllib.parse import parse_qs, unquote

from chalice.app import Blueprint, Response

from chalicelib.core import desk as desks
from chalicelib.core.errors import LimitReached, NotFound
from chalicelib.core.http import READ, Headers, current_request
from chalicelib.core.times import moment
from chalicelib.sensitive import service as sensitive
from chalicelib.sensitive.model.link import CODE, OPEN, CodeRefused, ProtectedLink
from chalicelib.web import password, rendering
from chalicelib.web.assets import site
from chalicelib.web.headers import HTML, SURVEY_HEADERS

routes = Blueprint(__name__)
LARGEST = 1_000  # bytes of what is posted

WORDS: Mapping[str, Mapping[str, str]] = {
    "zh-CN": {
        "code": "受保护的号码",
        "code_text": "为了保护您的信息，请先验证身份。验证码将发送到 {address}。",
        "send": "发送验证码",
        "sent_text": "验证码已发送到 {address}，{minutes} 分钟内有效。",
        "label": "验证码",
        "show": "查看",
        "again": "重新发送",
        "wrong": "验证码不正确或已过期，请重试。",
        "no_more": "验证码发送次数已用完，请使用最近一次收到的验证码。",
        "once": "受保护的号码",
        "once_text": "内容只能查看一次，请在方便记录时打开。",
        "shown": "号码内容",
        "shown_text": "请勿截图转发。关闭页面后需要重新验证。",
        "once_shown_text": "内容已从我们的系统中删除，关闭页面后无法再次查看。",
        "over": "链接已失效",
        "over_text": "内容已过期、已查看过，或尝试次数过多，已被删除。如仍需要，请联系客服重新发送。",
        "ends": "有效期至 {until}",
    },
    "en": {
        "code": "Protected numbers",
        "code_text": "To protect what is yours, please prove who you are. The code goes to {address}.",
        "send": "Send the code",
        "sent_text": "The code was sent to {address} and counts for {minutes} minutes.",
        "label": "Code",
        "show": "Show",
        "again": "Send another one",
        "wrong": "This is not the code, or it counts no longer. Please try again.",
        "no_more": "No more codes can be sent; please use the last one you were sent.",
        "once": "Protected numbers",
        "once_text": "This can be seen once only. Open it when you can write it down.",
        "shown": "What was sent to you",
        "shown_text": "Please pass no picture of it on. Once you close the page, it needs another code.",
        "once_shown_text": "It is deleted on our side: once you close the page, nobody can see it again.",
        "over": "This link counts no longer",
        "over_text": "It has expired, was seen, or was tried too often, and is deleted. Please ask us for another.",
        "ends": "Until {until}",
    },
}


@routes.route("/v/{token}", methods=READ)
def show_protected(token: str) -> Response:
    """What the link asks for before it shows anything."""
    try:
        link = sensitive.read_by_token(desks.current(), unquote(token))
    except NotFound:
        return _gone()
    return _page(link, link.way if link.state == OPEN else "over")


@routes.route("/v/{token}", methods=["POST"], content_types=["application/x-www-form-urlencoded"])
def open_protected(token: str) -> Response:
    """Have a code sent, or see what the link leads to."""
    desk, name = desks.current(), unquote(token)
    raw = current_request().raw_body or b""
    form = parse_qs((raw if isinstance(raw, bytes) else raw.encode())[:LARGEST].decode(errors="replace"))
    try:
        link = sensitive.read_by_token(desk, name)
        if link.state != OPEN:
            return _page(link, "over")
        if link.way == CODE and "code" not in form:
            return _page(sensitive.send_code(desk, name), "sent")
        after, text = sensitive.open_with(desk, name, form.get("code", [""])[0][:20])
        return _page(after, "shown", text=text) if text else _page(after, "over")
    except NotFound:
        return _gone()
    except LimitReached:
        return _page(link, "sent", problem="no_more", status=429)
    except CodeRefused:
        return _page(link, "sent", problem="wrong", status=409)


def _gone() -> Response:
    asked = current_request()
    locale = password.language_of(asked.query_params, asked.headers.get("accept-language"))
    return _sent(locale, "over", {"sentence": WORDS[locale]["over_text"], "text": "", "problem": "", "ends": ""}, 404)


def _page(link: ProtectedLink, state: str, *, text: str = "", problem: str = "", status: int = 200) -> Response:
    locale = link.locale if link.locale in WORDS else "en"
    words = WORDS[locale]
    sentence = words["once_shown_text"] if state == "shown" and link.way != CODE else words[f"{state}_text"]
    shown = {
        "sentence": sentence.format(address=link.address, minutes=10),
        "text": text,
        "problem": words.get(problem, ""),
        "ends": words["ends"].format(until=moment(link.expires_at, "UTC", locale)) if link.state == OPEN else "",
    }
    return _sent(locale, state, shown, status)


def _sent(locale: str, state: str, shown: Mapping[str, str], status: int = 200) -> Response:
    words = WORDS[locale]
    heading = words["code" if state == "sent" else state]
    values = {"locale": locale, "words": words, "state": state, "heading": heading, **shown}
    text = rendering.page_of("protected.html", style=site().style("survey/survey.css"), **values)
    headers: Headers = {**SURVEY_HEADERS, "Content-Type": HTML}
    return Response(body=text, status_code=status, headers=headers)
