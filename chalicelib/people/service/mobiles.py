"""Agents' mobile numbers, as they or whoever manages their accounts keep them (B8)."""

from __future__ import annotations

from typing import Any

from msgspec.structs import replace

from chalicelib.core import audit, races
from chalicelib.core.audit import By
from chalicelib.core.contacts import checked_mobile, region_of
from chalicelib.core.desk import Desk
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.mobile import Mobile
from chalicelib.people.model.reach import refuse_beyond
from chalicelib.people.service.agents import read_agent
from chalicelib.people.service.desk import read_desk
from chalicelib.people.store import mobiles as store


def read_mobile(desk: Desk, agent_id: str, reader: Agent | None = None) -> Mobile:
    """An agent's number: their own, or (``reader``) of somebody whom one manages. One read, two for others'.

    Raises ``NotFound``, ``BeyondYourRights``.
    """
    if reader is not None:
        read_agent(desk, agent_id, reader)
    return store.mobile(desk, agent_id)


def change_mobile(
    desk: Desk, agent_id: str, mobile: str, by: By, *, version: int | None = None, reader: Agent | None = None
) -> Mobile:
    """They are called there from now on; empty: nowhere. Without a country code it is a number of the desk's country.
    The audit log says that it was changed, and not to what. Nobody sends elsewhere what is for somebody who may more
    than they do. Raises as ``read_mobile`` does, ``Invalid``, ``ChangedMeanwhile``."""
    if reader is not None:
        refuse_beyond(reader, read_agent(desk, agent_id, reader).rights)
    first = store.mobile(desk, agent_id)
    races.refuse_older(version, first)
    region = region_of(read_desk(desk).time_zone)
    fields: dict[str, Any] = {"mobile": checked_mobile("mobile", mobile, region) if mobile.strip() else None}

    def save(before: Mobile, after: Mobile) -> None:
        if before != after:
            tx = Transaction(desk)
            store.put_mobile(tx, agent_id, before, after)
            audit.note(tx, by, "change_mobile", agent_id, after={"mobile": "set" if after.mobile else None})
            tx.commit()

    return races.change(desk, first, fields, lambda held: replace(held, **fields), save)
