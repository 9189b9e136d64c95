"""What a customer reads beside a protected link. Pure."""

from __future__ import annotations

from chalicelib.sensitive.model.link import ONCE, ProtectedLink

_SAID = {
    "zh-CN": {
        "code": "完整号码请打开下面的链接，凭验证码查看，{hours} 小时内有效：\n{url}",
        "once": "完整号码请打开下面的链接查看，只能查看一次，{hours} 小时内有效：\n{url}",
    },
    "en": {
        "code": "For the numbers in full, open this link within {hours} hours and enter the code you are sent:\n{url}",
        "once": "For the numbers in full, open this link within {hours} hours; it can be seen once:\n{url}",
    },
}


def message_with(text: str, url: str, link: ProtectedLink, locale: str) -> str:
    """The message in place of the one that was stopped: its numbers in part, and where they are in full."""
    hours = round((link.expires_at - link.made_at).total_seconds() / 3600)
    said = _SAID.get(locale, _SAID["en"])["once" if link.way == ONCE else "code"]
    return f"{text}\n\n{said.format(hours=hours, url=url)}"
