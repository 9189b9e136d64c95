"""Who is on call, as those who lead keep it; the calls there were (B8)."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from chalicelib.core import audit, races, times
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Conflict, Invalid, NotFound, existing
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.transactions import Transaction
from chalicelib.oncall import store
from chalicelib.oncall.model.call import Call
from chalicelib.oncall.model.rota import MOST_ROTAS, Rota, RotaForm, chain_at, changed
from chalicelib.oncall.service.known import forget_known
from chalicelib.people import service as people
from chalicelib.people.model.agents import Roster

PAGE = 50


class UnknownRota(NotFound):
    """There is no such rota."""


class TooManyRotas(Conflict):
    """A desk has no more."""

    code = "too_many_rotas"
    title = "There are as many rotas as a desk may have"


class Standing(msgspec.Struct, frozen=True):
    """A rota, and whom it calls at this moment."""

    rota: Rota
    now: tuple[str, ...]


def list_rotas(desk: Desk) -> list[Standing]:
    """All of them, and who is on call now; two requests."""
    zone, now = people.read_desk(desk).time_zone, desk.now()
    return [Standing(each, chain_at(each, zone, now)) for each in store.rotas(desk)]


def read_rota(desk: Desk, rota_id: str) -> Standing:
    """One. Raises ``UnknownRota``."""
    rota = existing(store.rota(desk, rota_id), "there is no such rota", UnknownRota)
    return Standing(rota, chain_at(rota, people.read_desk(desk).time_zone, desk.now()))


def create_rota(
    desk: Desk, caller: people.Caller, form: RotaForm, request_id: str = "", *, once: Once | None = None
) -> Standing:
    """A new rota; ``once``: the request's own name, twice is once. Raises ``Invalid``, ``TooManyRotas``."""
    if form.name is None:
        raise Invalid.field("name", "it needs one")
    made = recall(desk, once, desk.now().timestamp())
    if made is not None:
        return read_rota(desk, made["rota_id"])
    if len(store.rotas(desk)) >= MOST_ROTAS:
        raise TooManyRotas(f"at most {MOST_ROTAS}")
    roster = people.directory(desk)
    rota = _changed(desk, Rota(desk.new_id("rot"), ""), form, roster)
    rota = replace(rota, version=1)
    tx = Transaction(desk)
    mark(tx, once, {"rota_id": rota.rota_id})
    store.put_rota(tx, None, rota)
    audit.note(tx, caller.by(request_id), "create_rota", rota.rota_id, after={"name": rota.name})
    try:
        tx.commit()
    except AlreadyDone as done:
        return read_rota(desk, done.answer["rota_id"])
    forget_known(desk)
    return Standing(rota, chain_at(rota, roster.desk.time_zone, desk.now()))


def change_rota(desk: Desk, caller: people.Caller, rota_id: str, form: RotaForm, request_id: str = "") -> Standing:
    """Another week, other overrides … what is left out stays. Raises ``UnknownRota``, ``Invalid``,
    ``ChangedMeanwhile``."""
    roster = people.directory(desk)
    first = existing(store.rota(desk, rota_id), "there is no such rota", UnknownRota)
    races.refuse_older(form.version, first)
    names = [name for name in form.__struct_fields__ if name != "version" and getattr(form, name) is not None]

    def save(before: Rota, after: Rota) -> None:
        if after == before:
            return
        tx = Transaction(desk)
        store.put_rota(tx, before, after)
        told = {name: msgspec.to_builtins(getattr(after, name)) for name in names}
        audit.note(tx, caller.by(request_id), "change_rota", rota_id, after=told)
        tx.commit()

    after = races.change(desk, first, names, lambda held: _changed(desk, held, form, roster), save)
    forget_known(desk)
    return Standing(after, chain_at(after, roster.desk.time_zone, desk.now()))


def delete_rota(desk: Desk, caller: people.Caller, rota_id: str, request_id: str = "") -> None:
    """Nobody is on call by it any more; its calls stay. Twice is once."""
    first = store.rota(desk, rota_id)
    if first is None:
        return

    def delete(held: Rota | None) -> None:
        if held is None:
            return
        tx = Transaction(desk)
        store.delete_rota(tx, held)
        audit.note(tx, caller.by(request_id), "delete_rota", rota_id, before={"name": held.name})
        tx.commit()

    races.follow(desk, first, delete, store.RotaMoved)
    forget_known(desk)


def _changed(desk: Desk, held: Rota, form: RotaForm, roster: Roster) -> Rota:
    groups = frozenset(group_id for group_id, each in roster.groups.items() if not each.archived)
    return changed(held, form, desk.now(), frozenset(roster.agents), groups | frozenset(held.group_ids))


def list_calls(desk: Desk, month: str | None, before: str | None) -> tuple[Sequence[Call], bool]:
    """A page of a month's calls, the newest first; one query. ``month``: such as 2026-11, in UTC; None: this one."""
    named = month or store.month_of(desk.now())
    if not times.is_day(f"{named}-01"):
        raise Invalid.field("month", "a month such as 2026-11")
    return store.listed(desk, named, before, PAGE)
