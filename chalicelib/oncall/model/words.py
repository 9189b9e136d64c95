"""Words of calls in the languages of the desk. Pure."""

from __future__ import annotations

from chalicelib.core.i18n import nearest_locale
from chalicelib.oncall.model.call import MESSAGE, TICKET, VISITOR

_KINDS = {
    "zh-CN": {VISITOR: "有访客在等待", MESSAGE: "有新的离线留言", TICKET: "有紧急工单"},
    "en": {VISITOR: "a visitor waits", MESSAGE: "a message was left", TICKET: "an urgent ticket came"},
}


def kind_in(kind: str, language: str) -> str:
    """What somebody is needed for, in this language."""
    return _KINDS[nearest_locale(language)][kind]
