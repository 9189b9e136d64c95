"""What is kept of people in what other programs are told (F6): that they were told stays."""

from __future__ import annotations

from datetime import timedelta

from chalicelib.core.colleagues import copies
from chalicelib.core.desk import Desk
from chalicelib.core.persons import Nothing, Swept, blanked
from chalicelib.webhooks.model.deliveries import SHARES
from chalicelib.webhooks.store import endpoints
from chalicelib.webhooks.store.deliveries import DeliveryRow, ToldRow, TurnRow
from chalicelib.webhooks.store.endpoints import EndpointRow, HealthRow, SecretsRow

DAYS = 32  # as long as deliveries are kept, and today in any zone
ERASED_BODY = '{"erased":true}'
_erase = blanked(
    DeliveryRow,
    {"delivery.body": ERASED_BODY, "delivery.tries.*.excerpt": "", "delivery.tries.*.why": ""},
    bumps=("version", "delivery.version"),
)


def _sweep(desk: Desk, ids: frozenset[str], step: int) -> tuple[int, bool]:
    """What one endpoint was told on one day; four queries, one more for each megabyte."""
    there = endpoints.endpoints(desk)
    number, ago = divmod(step, DAYS)
    if number >= len(there):
        return 0, False
    day, erased = (desk.now() + timedelta(days=1 - ago)).date(), 0
    for share in range(SHARES):
        key = f"deliveries#{there[number].endpoint_id}#{day}#{share}"
        for item in DeliveryRow.all_pages(desk.database, key):
            if DeliveryRow.delivery.held_in(item).subject in ids:
                _erase(desk, item, "")
                erased += 1
    return erased, step + 1 < DAYS * len(there)


DECLARED = (
    Swept(name="webhooks.deliveries", rows=(DeliveryRow,), sweep=_sweep),
    Nothing(rows=(ToldRow, TurnRow), why="how far things were told, by their ids"),
    Nothing(rows=(EndpointRow, HealthRow, SecretsRow), why="the programs that are told"),
)

AGENTS = (
    copies(
        DeliveryRow,
        beside=(("agent_id", ("name", "agent_name", "agent_number", "number")),),
        inside=("delivery.body",),
    ),
    Nothing(rows=(ToldRow, TurnRow, EndpointRow, HealthRow, SecretsRow), why="the programs that are told, and how far"),
)
