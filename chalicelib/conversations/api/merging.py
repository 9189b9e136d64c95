"""Two visitors who are one customer, as those say who may; and that they are two again."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.conversations.api.desk import VisitorView, show_visitor
from chalicelib.conversations.service import merging
from chalicelib.conversations.service.merging import Done, Preview, Wish
from chalicelib.core.authors import AgentRef
from chalicelib.core.errors import NotFound
from chalicelib.core.http import Answer, Call, Empty, Routes
from chalicelib.core.once import KeyReused
from chalicelib.core.pages import PageOf, PageQuery, page, start_of
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import shown
from chalicelib.core.text import Id
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.visitors.model.merging import (
    BothProven,
    Merge,
    MergedAlready,
    MergeOver,
    MergeSettled,
    OneIsBlocked,
    TooManyMerged,
)

routes = Routes(__name__)

MAY = people.may("visitors.merge")
ONE = "/v1/desk/visitors/{visitor_id}"
REFUSED = (NotFound, NotYours, MergedAlready, BothProven, OneIsBlocked, TooManyMerged)
Version = Annotated[int, msgspec.Meta(ge=0)]


class MergeVisitors(msgspec.Struct, forbid_unknown_fields=True):
    """``other_id``: who is the same; ``version``, ``other_version``: of both, as they were shown (null: no matter)."""

    other_id: Id
    version: Version | None = None
    other_version: Version | None = None


class MergePreview(msgspec.Struct):
    """``kept``: who stays: whom the website vouches for, else who was asked for; ``becomes``: what is then known of
    them. ``conversations``, ``visits``, ``notes``: what the other brings, of conversations at most 20 and whether there
    are ``more``."""

    kept: VisitorView
    other: VisitorView
    becomes: VisitorView
    conversations: int
    more: bool
    visits: int
    notes: int


class MergeView(msgspec.Struct):
    """``undo_until``: when it can no longer be undone; ``undone_at``: since when they are two again."""

    merge_id: str
    at: datetime
    by: AgentRef
    other_id: str
    other_name: str | None
    undo_until: datetime
    undone_at: datetime | None
    undone_by: AgentRef | None


class MergedView(MergeView):
    """``visitor``: the customer who stays."""

    visitor: VisitorView


@routes.get(ONE + "/merge-preview/{other_id}", caller=MAY, raises=REFUSED)
def preview_merge(call: Call[people.Caller], visitor_id: str, other_id: str) -> Answer[MergePreview]:
    """What comes together if two visitors are one customer; nothing is changed."""
    asked = merging.preview(call.desk, call.caller.agent, visitor_id, other_id)
    return Answer(_show_preview(asked))


@routes.post(
    ONE + "/merges",
    caller=MAY,
    body=MergeVisitors,
    statuses=(200, 201),
    keyed=True,
    raises=(*REFUSED, ChangedMeanwhile, KeyReused),
)
def merge_visitors(call: Call[people.Caller], visitor_id: str) -> Answer[MergedView]:
    """Two visitors are one customer, for the desk alone; it can be undone for a day."""
    wish = Wish(call.body.other_id, call.body.version, call.body.other_version)
    once = call.once(f"merge#{call.caller.agent.agent_id}#{visitor_id}")
    done = merging.merge_visitors(call.desk, call.caller.agent, visitor_id, wish, once, call.request_id)
    return Answer(_show_done(done), status=200 if done.again else 201)


@routes.get(ONE + "/merges", caller=MAY, query=PageQuery, raises=(NotYours, NotFound))
def list_merges(call: Call[people.Caller], visitor_id: str) -> Answer[PageOf[MergeView]]:
    """Who was merged into a customer, when and by whom, the last first; also what was undone."""
    merges, more = merging.list_merges(call.desk, call.caller.agent, visitor_id, start_of(call))
    return Answer(page(call, merges, lambda each: each.merge_id, show_merge, forward=False, more=more))


@routes.post(
    ONE + "/merges/{merge_id}/undo",
    caller=MAY,
    body=Empty,
    raises=(NotFound, NotYours, MergedAlready, MergeSettled, MergeOver),
)
def undo_merge(call: Call[people.Caller], visitor_id: str, merge_id: str) -> Answer[MergedView]:
    """They are two again and known as before, but for what was changed since; twice is once."""
    return Answer(_show_done(merging.undo_merge(call.desk, call.caller.agent, visitor_id, merge_id, call.request_id)))


def show_merge(merge: Merge) -> MergeView:
    return MergeView(
        merge.merge_id,
        merge.at,
        merge.by.ref,
        merge.other_id,
        merge.other_was.name,
        merge.undo_until,
        merge.undone_at,
        merge.undone_by.ref if merge.undone_by is not None else None,
    )


def _show_preview(asked: Preview) -> MergePreview:
    kept, other, becomes = (show_visitor(each) for each in (asked.kept, asked.other, asked.becomes))
    return shown(MergePreview, asked, kept=kept, other=other, becomes=becomes)


def _show_done(done: Done) -> MergedView:
    return MergedView(**msgspec.structs.asdict(show_merge(done.merge)), visitor=show_visitor(done.customer))
