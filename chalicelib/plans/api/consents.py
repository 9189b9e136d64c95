"""What a plan's visitors agreed to, edition by edition, for those who keep the plan."""

from __future__ import annotations

import msgspec

from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.pages import PageOf, PageQuery, page, start_of
from chalicelib.core.shapes import showing, shown
from chalicelib.people import service as people
from chalicelib.people.model.reach import NotYours
from chalicelib.plans.model.consents import ConsentEdition
from chalicelib.plans.model.plan import UnknownPlan
from chalicelib.plans.service import consents
from chalicelib.plans.service.consents import CountedEdition

routes = Routes(__name__, of_desk=True)


@showing(ConsentEdition, "number at kept")
class ConsentEditionView(msgspec.Struct):
    """``texts``: its words by language; none: nothing was asked from then on, or (not ``kept``) they are from before
    editions were kept. ``by``: who published it, ``at``: when; null: nobody knows any more. ``agreed``, ``refused``:
    how many did since they are counted."""

    texts: dict[str, str]
    by: str | None
    agreed: int
    refused: int


@routes.get(
    "/v1/admin/plans/{plan_id}/consents",
    caller=people.may("plans.manage"),
    query=PageQuery,
    raises=(NotYours, UnknownPlan),
)
def list_consents(call: Call[people.Caller], plan_id: str) -> Answer[PageOf[ConsentEditionView]]:
    """What the plan's visitors are asked to agree to, and what they were before: every edition, the newest first."""
    start = start_of(call)
    found, more = consents.list_editions(call.desk, plan_id, start, call.caller.agent)
    agents = people.directory(call.desk).agents

    def show(each: CountedEdition) -> ConsentEditionView:
        edition, count = each.edition, each.count
        author = agents.get(edition.by_id) if edition.by_id is not None else None
        by = author.name if author is not None else None
        return shown(
            ConsentEditionView, edition, texts=dict(edition.texts), by=by, agreed=count.agreed, refused=count.refused
        )

    return Answer(page(call, found, lambda each: each.edition.number, show, forward=False, more=more))
