"""Endpoints, their secrets, and how they are."""

from __future__ import annotations

from pynamodb.attributes import NumberAttribute

from chalicelib.core.desk import Desk
from chalicelib.core.races import Moved
from chalicelib.core.tables import Packed, Wanted, read_all
from chalicelib.core.transactions import Transaction
from chalicelib.webhooks.model.endpoints import WELL, Endpoint, Health
from chalicelib.webhooks.model.signing import Secrets
from chalicelib.webhooks.store.keys import Keys

ALL, HEALTH, SECRETS = "endpoints", "health", "secrets"


class EndpointRow(Keys):
    version = NumberAttribute()
    endpoint = Packed(Endpoint)


class HealthRow(Keys):
    health = Packed(Health)


class SecretsRow(Keys):
    version = NumberAttribute()
    secrets = Packed(Secrets)


class EndpointMoved(Moved):
    """The endpoint is not as it was read."""


class SecretsMoved(Moved):
    """The secrets are not as they were read."""


def endpoints(desk: Desk) -> list[Endpoint]:
    """All of them, oldest first; one query."""
    return [EndpointRow.endpoint.held_in(item) for item in EndpointRow.all_pages(desk.database, ALL)]


def endpoint(desk: Desk, endpoint_id: str) -> Endpoint | None:
    """One; one strongly consistent read."""
    row = EndpointRow.find(desk.database, ALL, endpoint_id)
    return row.endpoint if row is not None else None


def whole(desk: Desk, endpoint_id: str) -> tuple[Endpoint | None, Health, Secrets]:
    """One with how it is and what it is signed with; one strongly consistent request."""
    wanted: tuple[Wanted[Endpoint], Wanted[Health], Wanted[Secrets]] = (
        EndpointRow.wanted(lambda row: row.endpoint, ALL, endpoint_id),
        HealthRow.wanted(lambda row: row.health, _key(endpoint_id), HEALTH),
        SecretsRow.wanted(lambda row: row.secrets, _key(endpoint_id), SECRETS),
    )
    known, health, secrets = read_all(desk.database, wanted)
    return known, health or WELL, secrets or Secrets()


def all_health(desk: Desk, endpoint_ids: list[str]) -> list[Health]:
    """How these are, in their order; one request."""
    wanted = [HealthRow.wanted(lambda row: row.health, _key(each), HEALTH) for each in endpoint_ids]
    return [each or WELL for each in read_all(desk.database, wanted)] if wanted else []


def put_endpoint(tx: Transaction, before: Endpoint | None, after: Endpoint) -> None:
    """Store it. Lost: ``EndpointMoved``."""
    unmoved = EndpointRow.key.does_not_exist() if before is None else EndpointRow.version == before.version
    row = EndpointRow(ALL, after.endpoint_id, version=after.version, endpoint=after)
    tx.put(row, condition=unmoved, losing=EndpointRow.endpoint.losing(EndpointMoved))


def delete_endpoint(tx: Transaction, before: Endpoint) -> None:
    """Remove it with its secrets. Lost: ``EndpointMoved``."""
    tx.delete(
        EndpointRow(ALL, before.endpoint_id),
        condition=EndpointRow.version == before.version,
        losing=EndpointRow.endpoint.losing(EndpointMoved),
    )
    tx.delete(SecretsRow(_key(before.endpoint_id), SECRETS))
    tx.delete(HealthRow(_key(before.endpoint_id), HEALTH))


def put_health(tx: Transaction, endpoint_id: str, health: Health) -> None:
    """How it is by now: whoever saw it last says so."""
    tx.put(HealthRow(_key(endpoint_id), HEALTH, health=health))


def secrets(desk: Desk, endpoint_id: str) -> Secrets:
    """Its secrets; one strongly consistent read."""
    row = SecretsRow.find(desk.database, _key(endpoint_id), SECRETS)
    return row.secrets if row is not None else Secrets()


def put_secrets(tx: Transaction, endpoint_id: str, before: Secrets, after: Secrets) -> None:
    """Store them. Lost: ``SecretsMoved``."""
    unmoved = SecretsRow.version == before.version if before.version else SecretsRow.key.does_not_exist()
    row = SecretsRow(_key(endpoint_id), SECRETS, version=after.version, secrets=after)
    tx.put(row, condition=unmoved, losing=SecretsRow.secrets.losing(SecretsMoved))


def _key(endpoint_id: str) -> str:
    return f"endpoint#{endpoint_id}"
