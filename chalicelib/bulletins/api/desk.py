"""Reports that one was sent, as they were compiled."""

from __future__ import annotations

import msgspec

from chalicelib.bulletins.api.views import BulletinView, KeptView, Language, LanguageQuery, show_bulletin, show_kept
from chalicelib.bulletins.service import reading
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.pages import Cursor, PageOf
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours

routes = Routes(__name__)

BULLETINS = "/v1/desk/bulletins"


class BulletinsQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``mine``: only those that one was sent oneself, where one's role reaches all."""

    language: Language = "zh-CN"
    mine: bool = False
    cursor: Cursor = ""


@routes.get(BULLETINS, caller=people.may("reports.see"), query=BulletinsQuery)
def list_bulletins(call: Call[people.Caller]) -> Answer[PageOf[KeptView]]:
    """The reports that one was sent, or all where one's role reaches all, the latest first; a page may be short."""
    query = call.query
    found, following = reading.list_bulletins(call.desk, call.caller.agent, query.cursor or None, mine=query.mine)
    return Answer(PageOf([show_kept(each, query.language) for each in found], following))


@routes.get(BULLETINS + "/{bulletin_id}", caller=people.may("reports.see"), query=LanguageQuery, raises=(NotYours,))
def read_bulletin(call: Call[people.Caller], bulletin_id: str) -> Answer[BulletinView]:
    """One of them, with the figures as they were when it was compiled."""
    bulletin = reading.read_bulletin(call.desk, call.caller.agent, bulletin_id)
    return Answer(show_bulletin(bulletin, call.query.language))
