"""Fields of the desk's own: what agents see of them, and how those who keep them change them."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, UnsetType
from msgspec.structs import asdict

from chalicelib.core.errors import NotFound
from chalicelib.core.etags import PRIVATE, unless_known
from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.pages import PageOf, PageQuery, page
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import Id
from chalicelib.people import service as people
from chalicelib.people.model.rights import ANSWER
from chalicelib.visitors.model.fields import (
    MOST_CHOICES,
    CustomField,
    FieldChoice,
    FieldNameTaken,
    TooManyFields,
)
from chalicelib.visitors.service import fields

routes = Routes(__name__, of_desk=True)

FIELDS = "/v1/admin/customer-fields"
MANAGE = "fields.manage"
PLANS = "followups.manage"  # campaigns by a date of the customer choose among them
MAY = people.may(MANAGE, everywhere=True)
Order = Annotated[int, msgspec.Meta(ge=0, le=10_000)]
Version = Annotated[int, msgspec.Meta(ge=1)]


class FieldChoiceBody(FieldChoice, frozen=True, forbid_unknown_fields=True):
    """As an administrator says it."""

    choice_id: Id


Choices = Annotated[list[FieldChoiceBody], msgspec.Meta(max_length=MOST_CHOICES)]


class NewField(msgspec.Struct, forbid_unknown_fields=True):
    """``kind``: what stands in it, for ever. ``order``: unsaid, behind all others. ``choices``: of the kind choice."""

    zh: str
    en: str
    kind: Literal["text", "number", "date", "choice", "yes_no"] = "text"
    order: Order | None = None
    required: bool = False
    choices: Choices = []


class ChangeField(msgspec.Struct, forbid_unknown_fields=True):
    """What is left out stays. ``choices``: all of them; one that is not wanted any more is archived."""

    zh: str | UnsetType = UNSET
    en: str | UnsetType = UNSET
    order: Order | UnsetType = UNSET
    required: bool | UnsetType = UNSET
    archived: bool | UnsetType = UNSET
    choices: Choices | UnsetType = UNSET
    version: Version | None = None


@showing(CustomField)
class CustomFieldView(msgspec.Struct):
    """``required``: agents are reminded of it, and never kept from anything. An archived one is shown where something
    stands in it, and not filled in any more."""


def show_field(field: CustomField) -> CustomFieldView:
    return shown(CustomFieldView, field)


@routes.get("/v1/desk/customer-fields", caller=people.may(ANSWER, MANAGE, PLANS), query=PageQuery, statuses=(200, 304))
def list_customer_fields(call: Call[people.Caller]) -> Answer[PageOf[CustomFieldView]]:
    """The desk's own fields of customers, in their order, archived ones too.

    ``If-None-Match`` is answered with 304 while nothing of it has changed.
    """
    known = fields.read_fields(call.desk)

    def found() -> PageOf[CustomFieldView]:
        return page(call, enumerate(known.in_order), lambda each: each[0], lambda each: show_field(each[1]))

    return unless_known(call, f"{known.revision}#{call.query.cursor}".encode(), PRIVATE, found)


@routes.post(
    FIELDS, caller=MAY, body=NewField, statuses=(200, 201), keyed=True, raises=(FieldNameTaken, TooManyFields, NotFound)
)
def add_customer_field(call: Call[people.Caller]) -> Answer[CustomFieldView]:
    """Add a field that agents fill in of customers."""
    by, once = call.caller.by(call.request_id), call.once(f"field#{call.caller.agent.agent_id}")
    field, again = fields.add_field(call.desk, by, _values(call.body), once)
    return Answer(show_field(field), status=200 if again else 201)


@routes.put(FIELDS + "/{field_id}", caller=MAY, body=ChangeField, raises=(NotFound, FieldNameTaken, ChangedMeanwhile))
def update_customer_field(call: Call[people.Caller], field_id: str) -> Answer[CustomFieldView]:
    """Rename, order or archive a field, or change what may be chosen."""
    values = _values(call.body)
    version, by = values.pop("version"), call.caller.by(call.request_id)
    return Answer(show_field(fields.update_field(call.desk, by, field_id, values, version)))


def _values(body: msgspec.Struct) -> dict[str, Any]:
    values = asdict(body)
    return values | ({"choices": tuple(values["choices"])} if values["choices"] is not UNSET else {})
