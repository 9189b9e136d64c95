"""The page behind a link to a file: its name, its size, until when; and where it is fetched (A9).

The file's own address is made when somebody fetches it, and counts for minutes; the page and its address say nothing
else of anybody.
"""

from collections.abc import Mapping
from urllib.parse import unquote

from chalice.app import Blueprint, Response

from chalicelib.channels import service as channels
from chalicelib.core import desk as desks
from chalicelib.core.errors import NotFound
from chalicelib.core.http import READ, Headers, current_request
from chalicelib.core.times import moment
from chalicelib.web import password, rendering
from chalicelib.web.assets import site
from chalicelib.web.headers import HTML, SURVEY_HEADERS

routes = Blueprint(__name__)
FETCH = "fetch"

WORDS: Mapping[str, Mapping[str, str]] = {
    "zh-CN": {
        "ready": "客服给您的文件",
        "ready_text": "{size} MB，有效期至 {until}（UTC）。",
        "fetch": "下载",
        "waiting": "文件正在检查",
        "waiting_text": "文件正在进行安全检查，请几分钟后再打开此页。",
        "over": "链接已失效",
        "over_text": "文件已过期或已被删除。如仍需要，请联系客服重新发送。",
    },
    "en": {
        "ready": "A file for you",
        "ready_text": "{size} MB, until {until} (UTC).",
        "fetch": "Download",
        "waiting": "The file is being checked",
        "waiting_text": "It is looked at for viruses. Please open this page again in a few minutes.",
        "over": "This link counts no longer",
        "over_text": "The file has expired or was deleted. Please ask us for it again.",
    },
}


@routes.route("/f/{token}", methods=READ)
def hand_over(token: str) -> Response:
    """The page; asked to ``fetch``, the file itself."""
    asked = current_request()
    try:
        offered = channels.offered(desks.current(), unquote(token))
    except NotFound:
        locale = password.language_of(asked.query_params, asked.headers.get("accept-language"))
        return _page(locale, "over", 404)
    if offered.url and FETCH in (asked.query_params or {}):
        headers: Headers = {**SURVEY_HEADERS, "Location": offered.url}
        return Response(body="", status_code=302, headers=headers)
    locale, size = offered.handed.locale, f"{max(offered.size, 10_000) / 1_000_000:.2f}"
    until = moment(offered.handed.until, "UTC", locale)
    return _page(locale, offered.state, 410 if offered.state == "over" else 200, offered.name, size=size, until=until)


def _page(locale: str, state: str, status: int, name: str = "", **facts: str) -> Response:
    words = WORDS[locale if locale in WORDS else "en"]
    values = {"locale": locale, "words": words, "state": state, "heading": words[state], "name": name}
    values["sentence"] = words[f"{state}_text"].format(**facts)
    text = rendering.page_of("handing.html", style=site().style("survey/survey.css"), **values)
    headers: Headers = {**SURVEY_HEADERS, "Content-Type": HTML}
    return Response(body=text, status_code=status, headers=headers)
