"""API keys of servers, for administrators."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import msgspec
from msgspec import UNSET, UnsetType

from chalicelib.core.http import Answer, Call, Routes
from chalicelib.core.pages import PageOf, PageQuery, page
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.shapes import showing, shown
from chalicelib.core.text import Id
from chalicelib.people.api.views import by
from chalicelib.people.model.keys import MANAGE, ApiKey, TooManyApiKeys, Used
from chalicelib.people.model.rights import BeyondYourRights
from chalicelib.people.service import access, keys
from chalicelib.people.service.access import Caller

routes = Routes(__name__, of_desk=True)

KEYS = "/v1/admin/api-keys"
ONE = KEYS + "/{key_id}"
MAY = access.may(MANAGE, everywhere=True)
Permissions = Annotated[list[Id], msgspec.Meta(min_length=1, max_length=100)]


class MakeApiKey(msgspec.Struct, forbid_unknown_fields=True):
    """``permissions``: none that you have not; ``expires_at``: null for never."""

    name: str
    permissions: Permissions
    expires_at: datetime | None = None


class ChangeApiKey(msgspec.Struct, forbid_unknown_fields=True):
    """What is left out stays; ``expires_at``: null for never."""

    name: str | None = None
    permissions: Permissions | None = None
    expires_at: datetime | UnsetType | None = UNSET
    version: Annotated[int, msgspec.Meta(ge=1)] | None = None


class RotateApiKey(msgspec.Struct, forbid_unknown_fields=True):
    """``hours``: how long the key of before stays valid beside the new one; 0: no longer at all."""

    hours: Annotated[int, msgspec.Meta(ge=0, le=168)] = 24


@showing(ApiKey, "key_id name maker_id maker_name created_at expires_at ended_at why_ended version")
class ApiKeyView(msgspec.Struct):
    """``used_at``: when it was used last, up to an hour earlier than it was. ``both_until``: until then the key of
    before is valid, too. ``maker_id``: who said what it may do, which is never more than they may."""

    permissions: list[str]
    used_at: datetime | None
    both_until: datetime | None
    is_valid: bool


class ApiKeyAndSecret(ApiKeyView):
    """``key``: what the server brings as its bearer token, shown once; null from then on."""

    key: str | None


def _besides(call: Call[Caller], used: Used) -> dict[str, Any]:
    key, used_at = used
    ends = [each.ends_at for each in key.secrets if each.ends_at is not None and each.ends_at > call.desk.now()]
    more = {"both_until": max(ends, default=None), "is_valid": key.counts(call.desk.now())}
    return {**more, "permissions": sorted(key.permissions), "used_at": used_at}


def _show(call: Call[Caller], used: Used, secret: str | None) -> ApiKeyAndSecret:
    return shown(ApiKeyAndSecret, used[0], **_besides(call, used), key=secret)


@routes.get(KEYS, caller=MAY, query=PageQuery)
def list_api_keys(call: Call[Caller]) -> Answer[PageOf[ApiKeyView]]:
    """Every key, also those that have ended in the last ninety days."""
    found = keys.list_keys(call.desk)
    return Answer(
        page(call, found, lambda each: each[0].key_id, lambda each: shown(ApiKeyView, each[0], **_besides(call, each)))
    )


@routes.post(
    KEYS, caller=MAY, body=MakeApiKey, statuses=(200, 201), keyed=True, raises=(BeyondYourRights, TooManyApiKeys)
)
def make_api_key(call: Call[Caller]) -> Answer[ApiKeyAndSecret]:
    """Let a server ask in its own name. The key is shown here, and never again.

    200: it was made before, and was shown then.
    """
    once = call.once(f"make_api_key#{call.caller.agent.agent_id}")
    values = msgspec.structs.asdict(call.body)
    used, secret = keys.make_key(call.desk, call.caller.agent, values, by(call), once)
    return Answer(_show(call, used, secret), status=201 if secret is not None else 200)


@routes.get(ONE, caller=MAY)
def read_api_key(call: Call[Caller], key_id: str) -> Answer[ApiKeyAndSecret]:
    """One key, without its secret."""
    return Answer(_show(call, keys.read_key(call.desk, key_id), None))


@routes.put(ONE, caller=MAY, body=ChangeApiKey, raises=(BeyondYourRights, ChangedMeanwhile))
def change_api_key(call: Call[Caller], key_id: str) -> Answer[ApiKeyAndSecret]:
    """Another name, other permissions, another end; what is left out stays."""
    form = call.body
    values = {name: each for name, each in (("name", form.name), ("permissions", form.permissions)) if each is not None}
    if form.expires_at is not UNSET:
        values["expires_at"] = form.expires_at
    used = keys.change_key(call.desk, call.caller.agent, key_id, values, form.version, by(call))
    return Answer(_show(call, used, None))


@routes.delete(ONE, caller=MAY, statuses=(204,))
def revoke_api_key(call: Call[Caller], key_id: str) -> Answer[None]:
    """It is valid no more, from the next request on; twice is once."""
    keys.revoke_key(call.desk, key_id, by(call))
    return Answer(status=204)


@routes.post(ONE + "/secrets", caller=MAY, body=RotateApiKey, statuses=(200, 201), keyed=True)
def rotate_api_key(call: Call[Caller], key_id: str) -> Answer[ApiKeyAndSecret]:
    """A new key in place of this one, shown here and never again; for some time both are valid.

    200: this was done before, and was shown then.
    """
    once = call.once(f"rotate_api_key#{key_id}#{call.caller.agent.agent_id}")
    used, secret = keys.rotate_key(call.desk, key_id, call.body.hours, by(call), once)
    return Answer(_show(call, used, secret), status=201 if secret is not None else 200)
