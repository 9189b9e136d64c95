"""The confidentiality agreement: as administrators keep it, and as everybody accepts it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from chalicelib.core.errors import NotFound
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.pages import Cursor, PageOf, PageQuery, page, start_of
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import showing, shown
from chalicelib.people.api.views import by
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.agreements import (
    Acceptance,
    Agreement,
    AgreementComing,
    AgreementDraft,
    AgreementRecord,
    NoAgreementDraft,
    NotAsked,
)
from chalicelib.people.model.sessions import SessionEnded
from chalicelib.people.service import access, agreements
from chalicelib.people.service.access import Caller

routes = Routes(__name__, of_desk=True)

OWN = "/v1/desk/agreement"
ADMIN = "/v1/admin/agreement"
DRAFT = ADMIN + "/draft"
KEEP = access.may("desk.manage", everywhere=True)
MOST_BYTES = 512 * 1024  # of a draft: two languages, up to four bytes a character, written as JSON

Version = Annotated[int, msgspec.Meta(ge=0, le=10**9)]
Number = Annotated[int, msgspec.Meta(ge=1, le=10**9)]


class SaveAgreementDraft(msgspec.Struct, forbid_unknown_fields=True):
    """``version``: the record's, as it was read."""

    draft: AgreementDraft
    version: Version | None = None


class PublishAgreement(msgspec.Struct, forbid_unknown_fields=True):
    """``version``: the record's, as it was read: what is published is what was seen. ``effective_at``: from when on it
    must be accepted; unsaid: at once."""

    version: Version
    effective_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None


class EndAgreement(msgspec.Struct, forbid_unknown_fields=True):
    """``version``: the record's, as it was read."""

    version: Version


class AcceptAgreement(msgspec.Struct, forbid_unknown_fields=True):
    """``version`` and ``digest`` of what was read, and the ``language`` it was read in."""

    version: Number
    digest: Annotated[str, msgspec.Meta(max_length=100)]
    language: Annotated[str, msgspec.Meta(max_length=20)] = "zh-CN"


class AcceptancesQuery(msgspec.Struct, forbid_unknown_fields=True):
    """``version``: of which version; unsaid: the last one that was published."""

    version: Number | None = None
    cursor: Cursor = ""


@showing(Agreement, "version digest effective_at published_at published_by is_asked")
class AgreementView(msgspec.Struct):
    """A version. ``is_asked``: false where it says that nobody is asked to accept anything any more."""

    titles: dict[str, str]
    texts: dict[str, str]


class AgreementRecordView(msgspec.Struct):
    """What is published, and the draft. ``version`` counts the changes."""

    published: AgreementView | None
    draft: AgreementDraft | None
    version: int


@showing(Acceptance)
class AcceptanceView(msgspec.Struct):
    """Who accepted a version when, as they were called then; ``digest``: of the words (SHA-256)."""


class OwnAgreementView(msgspec.Struct):
    """``asked``: what one must accept now or next, null: nothing; ``needed``: it is needed already. ``accepted``: what
    one has accepted last."""

    asked: AgreementView | None
    needed: bool
    accepted: AcceptanceView | None


@showing(Agent, "agent_id name number email agreed")
class NotAcceptedView(msgspec.Struct):
    """Somebody who has not accepted a version; ``agreed``: the last one that they have, 0: none."""


def show_agreement(agreement: Agreement) -> AgreementView:
    return shown(AgreementView, agreement, titles=dict(agreement.titles), texts=dict(agreement.texts))


def show_record(record: AgreementRecord) -> AgreementRecordView:
    published = show_agreement(record.published) if record.published is not None else None
    return AgreementRecordView(published, record.draft, record.version)


# --- as everybody accepts it ----------------------------------------------------------------------------------------


@routes.get(OWN, caller=access.newcomer, raises=(NotFound,))
def read_own_agreement(call: Call[Caller]) -> Answer[OwnAgreementView]:
    """The confidentiality agreement that one must accept, and what one has accepted."""
    standing = agreements.standing(call.desk, call.caller.agent)
    asked = show_agreement(standing.asked) if standing.asked is not None else None
    accepted = shown(AcceptanceView, standing.accepted) if standing.accepted is not None else None
    return Answer(OwnAgreementView(asked, standing.needed, accepted))


@routes.post(
    OWN + "/acceptance", caller=access.newcomer, body=AcceptAgreement, raises=(NotFound, NotAsked, SessionEnded)
)
def accept_agreement(call: Call[Caller]) -> Answer[AcceptanceView]:
    """Accept the agreement as one has read it; twice is once."""
    form = call.body
    asked = (form.version, form.digest, form.language, call.request_id)
    return Answer(shown(AcceptanceView, agreements.accept(call.desk, call.caller, *asked)))


# --- as administrators keep it --------------------------------------------------------------------------------------


@routes.get(ADMIN, caller=KEEP)
def read_agreement(call: Call[Caller]) -> Answer[AgreementRecordView]:
    """The confidentiality agreement: what is published, and the draft."""
    return Answer(show_record(agreements.read(call.desk)))


@routes.post(DRAFT, caller=KEEP, body=SaveAgreementDraft, most_bytes=MOST_BYTES, raises=(ChangedMeanwhile,))
def save_agreement_draft(call: Call[Caller]) -> Answer[AgreementRecordView]:
    """Keep a draft, finished or not; nobody is asked to accept it until it is published."""
    return Answer(show_record(agreements.save_draft(call.desk, by(call), call.body.draft, call.body.version)))


@routes.delete(DRAFT, caller=KEEP, statuses=(204,), raises=(ChangedMeanwhile,))
def discard_agreement_draft(call: Call[Caller]) -> Answer[None]:
    """Throw the draft away; twice is once."""
    agreements.save_draft(call.desk, by(call), None)
    return Answer(status=204)


@routes.post(
    ADMIN + "/publish",
    caller=KEEP,
    body=PublishAgreement,
    keyed=True,
    raises=(NoAgreementDraft, AgreementComing, ChangedMeanwhile),
)
def publish_agreement(call: Call[Caller]) -> Answer[AgreementRecordView]:
    """Make the draft what everybody must accept, at once or from a moment on; a published version never changes."""
    form, once = call.body, call.once(f"publish-agreement#{call.caller.agent.agent_id}")
    return Answer(show_record(agreements.publish(call.desk, by(call), form.version, form.effective_at, once)))


@routes.post(ADMIN + "/end", caller=KEEP, body=EndAgreement, raises=(NotAsked, ChangedMeanwhile))
def end_agreement(call: Call[Caller]) -> Answer[AgreementRecordView]:
    """Ask nobody any more, until something is published again; what was accepted stays known."""
    return Answer(show_record(agreements.end(call.desk, by(call), call.body.version)))


@routes.get(ADMIN + "/versions", caller=KEEP, query=PageQuery)
def list_agreement_versions(call: Call[Caller]) -> Answer[PageOf[AgreementView]]:
    """Every version that was published, the newest first."""
    found, more = agreements.list_versions(call.desk, start_of(call))
    return Answer(page(call, found, lambda each: each.version, show_agreement, forward=False, more=more))


@routes.get(ADMIN + "/acceptances", caller=KEEP, query=AcceptancesQuery)
def list_acceptances(call: Call[Caller]) -> Answer[PageOf[AcceptanceView]]:
    """Who accepted a version, and when."""
    found, more = agreements.list_accepted(call.desk, call.query.version, start_of(call))
    return Answer(page(call, found, lambda each: each.agent_id, lambda each: shown(AcceptanceView, each), more=more))


@routes.get(ADMIN + "/missing", caller=KEEP, query=AcceptancesQuery)
def list_not_accepted(call: Call[Caller]) -> Answer[PageOf[NotAcceptedView]]:
    """Who has not accepted a version yet; a page may be short, or empty, while others follow."""
    found, following = agreements.list_missing(call.desk, call.query.version, call.query.cursor or None)
    return Answer(PageOf([shown(NotAcceptedView, each) for each in found], following))
