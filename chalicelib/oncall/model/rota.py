"""Who is on call at a moment: a week on the desk's clock, holidays, and what is otherwise some days. Pure.

A turn is all real moments at which the clock of the desk shows a time within it, as hours of plans are: what an autumn
night has twice is on call twice, what a spring night leaves out is not there. It belongs to the day on which it begins,
and may go on after midnight, also into a holiday.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

from chalicelib.core.errors import Invalid, WrongFields
from chalicelib.core.text import Id, checked
from chalicelib.plans.model.holidays import known_country, public_days

A_DAY = timedelta(days=1)
DAY_MINUTES = 24 * 60
MOST_ROTAS, MOST_TURNS, MOST_OVERRIDES, MOST_CHAIN = 20, 40, 60, 10

Chain = Annotated[tuple[Id, ...], msgspec.Meta(min_length=1, max_length=MOST_CHAIN)]
Weekdays = Annotated[tuple[Annotated[int, msgspec.Meta(ge=0, le=6)], ...], msgspec.Meta(max_length=7)]


class Turn(msgspec.Struct, frozen=True):
    """On these weekdays (0: Monday) or, ``on_holidays``, on public holidays in place of the weekday's turns; from one
    minute of the day's clock until another, beyond 1440 on the next day. ``agent_ids``: whom one calls, one after the
    other."""

    agent_ids: Chain
    weekdays: Weekdays = ()
    on_holidays: bool = False
    start_minute: Annotated[int, msgspec.Meta(ge=0, lt=DAY_MINUTES)] = 0
    end_minute: Annotated[int, msgspec.Meta(gt=0, le=2 * DAY_MINUTES)] = DAY_MINUTES


class Override(msgspec.Struct, frozen=True):
    """From this moment until that one others are on call than the week says."""

    since: datetime
    until: datetime
    agent_ids: Chain


class Rota(msgspec.Struct, frozen=True):
    """``group_ids``: whose visitors and tickets it is for; none: for the whole desk, where no other rota is.

    ``country``: whose public holidays count (ISO 3166; empty: none). The next in the chain is called after
    ``step_minutes``; what comes within ``gather_minutes`` belongs to the same call. Called for: ``visitors`` who wait,
    ``messages`` that are left, ``tickets`` that are urgent.
    """

    rota_id: str
    name: str
    group_ids: tuple[str, ...] = ()
    turns: tuple[Turn, ...] = ()
    overrides: tuple[Override, ...] = ()
    country: str = ""
    step_minutes: int = 10
    gather_minutes: int = 15
    visitors: bool = True
    messages: bool = False
    tickets: bool = True
    active: bool = True
    language: Literal["zh-CN", "en"] = "zh-CN"
    version: int = 0

    @property
    def agent_ids(self) -> frozenset[str]:
        """Everybody whom it may call at some time."""
        chains = [each.agent_ids for each in self.turns] + [each.agent_ids for each in self.overrides]
        return frozenset(agent_id for chain in chains for agent_id in chain)

    def calls_for(self, kind: str) -> bool:
        """Whether anybody is called for this: a visitor, message or ticket."""
        return self.active and {"visitor": self.visitors, "message": self.messages, "ticket": self.tickets}[kind]


def chain_at(rota: Rota, zone: str, at: datetime) -> tuple[str, ...]:
    """Whom one calls at this moment, in order: by the last override that holds, else by all turns that do, each
    colleague once; nobody is on call: empty."""
    for each in reversed(rota.overrides):
        if each.since <= at < each.until:
            return each.agent_ids
    local = at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    chains = (turn.agent_ids for turn in _turns_at(rota, local))
    return tuple(dict.fromkeys(agent_id for chain in chains for agent_id in chain))


def _turns_at(rota: Rota, local: datetime) -> Iterator[Turn]:
    """Those that begin today, and those of yesterday that go on; in their order."""
    minute = local.hour * 60 + local.minute
    today = turns_of(rota, local.date())
    yesterday = turns_of(rota, local.date() - A_DAY)
    for turn in rota.turns:
        begun = turn in today and turn.start_minute <= minute < turn.end_minute
        if begun or (turn in yesterday and minute + DAY_MINUTES < turn.end_minute):
            yield turn


def turns_of(rota: Rota, day: date) -> list[Turn]:
    """The turns that begin on a day: on a holiday those for holidays, if there are any; on a weekend that is worked
    those of the weekday it stands for."""
    public = public_days(rota.country, day.year) if rota.country else None
    if public is not None and day in public.names and any(each.on_holidays for each in rota.turns):
        return [each for each in rota.turns if each.on_holidays]
    stands_for = public.made_up.get(day) if public is not None else None
    weekday = day.weekday() if stands_for is None else stands_for
    return [each for each in rota.turns if weekday in each.weekdays]


def rotas_for(rotas: Iterable[Rota], kind: str, group_ids: Sequence[str]) -> list[Rota]:
    """Which rotas may call for something of these groups: first those that are for one of them, then those of the whole
    desk."""
    able = [each for each in rotas if each.calls_for(kind)]
    own = [each for each in able if set(each.group_ids) & set(group_ids)]
    return own + [each for each in able if not each.group_ids]


class RotaForm(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What is left out stays. ``version``: the one that was read."""

    name: str | None = None
    group_ids: Annotated[tuple[Id, ...], msgspec.Meta(max_length=50)] | None = None
    turns: Annotated[tuple[Turn, ...], msgspec.Meta(max_length=MOST_TURNS)] | None = None
    overrides: Annotated[tuple[Override, ...], msgspec.Meta(max_length=MOST_OVERRIDES)] | None = None
    country: Annotated[str, msgspec.Meta(max_length=2)] | None = None
    step_minutes: Annotated[int, msgspec.Meta(ge=1, le=240)] | None = None
    gather_minutes: Annotated[int, msgspec.Meta(ge=0, le=240)] | None = None
    visitors: bool | None = None
    messages: bool | None = None
    tickets: bool | None = None
    active: bool | None = None
    language: Literal["zh-CN", "en"] | None = None
    version: Annotated[int, msgspec.Meta(ge=0)] | None = None


def named_in(form: RotaForm) -> set[str]:
    """Every colleague whom a form names."""
    parts: tuple[Turn | Override, ...] = (*(form.turns or ()), *(form.overrides or ()))
    return {agent_id for each in parts for agent_id in each.agent_ids}


def changed(rota: Rota, form: RotaForm, now: datetime, agents: frozenset[str], groups: frozenset[str]) -> Rota:
    """The rota with what the form says; overrides that are long over are left out. Raises ``Invalid`` naming each wrong
    field."""
    wrong = WrongFields()
    said = {name: getattr(form, name) for name in form.__struct_fields__ if name != "version"}
    fields = {name: value for name, value in said.items() if value is not None}
    with wrong:
        if form.name is not None:
            fields["name"] = checked("name", form.name, longest=80)
    with wrong:
        if form.country:
            fields["country"] = form.country.upper()
            if not known_country(fields["country"]):
                raise Invalid.field("country", "a country whose holidays are known, such as CN")
    for number, each in enumerate(form.turns or ()):
        with wrong:
            _check_turn(f"turns.{number}", each, agents)
    for number, other in enumerate(form.overrides or ()):
        with wrong:
            _check_override(f"overrides.{number}", other, agents)
    with wrong:
        if not set(form.group_ids or ()) <= groups:
            raise Invalid.field("group_ids", "there is no such group")
    wrong.refuse()
    if form.overrides is not None:
        kept = [each for each in form.overrides if each.until > now - 7 * A_DAY]
        fields["overrides"] = tuple(
            replace(each, since=each.since.astimezone(UTC), until=each.until.astimezone(UTC)) for each in kept
        )
    return replace(rota, **fields)


def _check_turn(field: str, turn: Turn, agents: frozenset[str]) -> None:
    _check_chain(field, turn.agent_ids, agents)
    if not turn.weekdays and not turn.on_holidays:
        raise Invalid.field(f"{field}.weekdays", "a weekday, or holidays")
    if not turn.start_minute < turn.end_minute <= turn.start_minute + DAY_MINUTES:
        raise Invalid.field(f"{field}.end_minute", "after the start, and a day later at most")


def _check_override(field: str, override: Override, agents: frozenset[str]) -> None:
    _check_chain(field, override.agent_ids, agents)
    for name in ("since", "until"):
        if getattr(override, name).tzinfo is None:
            raise Invalid.field(f"{field}.{name}", "a moment with its time zone")
        _in_utc(f"{field}.{name}", getattr(override, name))
    if not override.since < override.until:
        raise Invalid.field(f"{field}.until", "after its beginning")


def _in_utc(field: str, at: datetime) -> datetime:
    """The same moment; there is none before the first year there, and none behind the last."""
    try:
        return at.astimezone(UTC)
    except OverflowError:
        raise Invalid.field(field, "a moment of the years 1 to 9999, UTC") from None


def _check_chain(field: str, chain: Sequence[str], agents: frozenset[str]) -> None:
    if len(set(chain)) != len(chain):
        raise Invalid.field(f"{field}.agent_ids", "each colleague once")
    if not set(chain) <= agents:
        raise Invalid.field(f"{field}.agent_ids", "there is no such colleague")
