"""Customers with dates of their own, and levels."""

from __future__ import annotations

from typing import Any

from chalicelib.campaigns.model.standings import Standing
from chalicelib.campaigns.store.standings import PlaceRow, StandingRow
from chalicelib.core import audit
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.fields import FieldValues
from chalicelib.visitors.service import fields
from chalicelib.visitors.store.records import RecordRow
from chalicelib.visitors.store.visitors import VisitorRow
from tests.stored import put_rows
from tests.worlds import World


def date_field(world: World, name: str = "Renewal") -> str:
    """A field of the kind date; its id."""
    return fields.add_field(world.desk, audit.SYSTEM, {"zh": f"日期{name}", "en": name, "kind": "date"})[0].field_id


def people(world: World, number: int, *, prefix: str = "new", **more: Any) -> list[str]:
    """So many customers who came today and were never spoken to; their ids."""
    ids, now = [f"vis_{prefix}{each:05d}" for each in range(number)], world.clock()
    rows = []
    for visitor_id in ids:
        row = VisitorRow(visitor_id, plan_key="demo", visits=1, first_seen_at=now, last_seen_at=now, locale="en")
        for name, value in more.items():
            setattr(row, name, value)
        rows.append(row)
    put_rows(rows)
    return ids


def fill_in(world: World, visitor_id: str, field_id: str, day: str | None) -> None:
    """Somebody writes their date down, or takes it away."""
    customer = visitors.whole(world.desk, visitor_id)
    visitors.fill_in(world.desk, audit.SYSTEM, customer, {field_id: day})


def known_by_date(world: World, ids: list[str], field_id: str, day: str) -> list[str]:
    """As they are once their date was written down and the desk has looked at each; many at once."""
    stood = [Standing(each, "demo", "normal", None, {field_id: day}, 1) for each in ids]
    put_rows([StandingRow(f"customer#{each.visitor_id}", "standing", revision=1, standing=each) for each in stood])
    put_rows([PlaceRow(*place, made=1) for each in stood for place in each.date_places.values()])
    values = FieldValues({field_id: day}, 1)
    put_rows([RecordRow(each, "fields", at=world.clock(), version=1, filled=values) for each in ids])
    return ids
