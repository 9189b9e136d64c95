"""What was used, by kinds of operation, as it is added up. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import msgspec

from chalicelib.core import times
from chalicelib.core.tallies import CONSOLE_POLLS, REPORTS, WIDGET_POLLS, Cell, OfConversation, Tally

VISITORS, AGENTS, ADMINISTRATION = "visitors", "agents", "administration"
SEARCH, NOTICES, BACKGROUND = "search", "notices", "background"
KINDS = (WIDGET_POLLS, VISITORS, CONSOLE_POLLS, AGENTS, ADMINISTRATION, REPORTS, SEARCH, NOTICES, BACKGROUND)

DESK = "*"  # in the place of a plan: all plans, and what was done for none alone

_OPERATIONS = {
    "widget/read_entries": WIDGET_POLLS,
    "widget/still_here": WIDGET_POLLS,
    "widget/report_page": WIDGET_POLLS,
    "desk/read_inbox": CONSOLE_POLLS,
    "desk/read_transcript": CONSOLE_POLLS,
    "desk/set_presence": CONSOLE_POLLS,
    "desk/list_wall_groups": CONSOLE_POLLS,
    "desk/watch_group": CONSOLE_POLLS,
    "desk/watch_plan": CONSOLE_POLLS,
    "desk/list_live_visitors": CONSOLE_POLLS,
    "desk/list_live_plans": CONSOLE_POLLS,
    "desk/search": SEARCH,
}
_PLANES = {"widget": VISITORS, "desk": AGENTS, "admin": ADMINISTRATION}
_ROOMS = {
    "reports": REPORTS,
    "bulletins": REPORTS,
    "search": SEARCH,
    "notices": NOTICES,
}
_NAMED = {"report": REPORTS, "bulletin": REPORTS, "search": SEARCH}  # routes whose operations have these words


def kind_of(name: str) -> str:
    """The kind that an operation of a plane (``widget/read_entries``) or a piece of work (``reports.sum_hour``) is."""
    known = _OPERATIONS.get(name)
    if known is not None:
        return known
    plane, slash, operation = name.partition("/")
    if slash:
        named = [kind for word, kind in _NAMED.items() if word in operation]
        return named[0] if named else _PLANES.get(plane, VISITORS)
    return _ROOMS.get(name.partition(".")[0], BACKGROUND)


class Used(msgspec.Struct, frozen=True, omit_defaults=True):
    """As ``core.tallies.Tally``, of what is over."""

    requests: int = 0
    invocations: int = 0
    milliseconds: float = 0.0
    calls: int = 0
    read_units: float = 0.0
    write_units: float = 0.0
    letters: int = 0
    segments: int = 0
    conversations: int = 0

    def __add__(self, other: Used) -> Used:
        pairs = zip(msgspec.structs.astuple(self), msgspec.structs.astuple(other), strict=True)
        return Used(*(one + two for one, two in pairs))


ByKind = dict[str, Used]  # kind → what it used
NONE = Used()


class Day(msgspec.Struct, frozen=True):
    """A day of one plan: what was handed over in each hour, UTC, by kinds."""

    hours: dict[str, ByKind] = {}

    @property
    def by_kind(self) -> ByKind:
        return merged(self.hours.values())


class Packet(msgspec.Struct, frozen=True):
    """What a container handed over: cells of each day's plan and kind, and what was done for conversations."""

    cells: tuple[PacketCell, ...] = ()
    conversations: tuple[PacketConversation, ...] = ()


class PacketCell(msgspec.Struct, frozen=True):
    since: datetime
    plan_key: str
    kind: str
    used: Used


class PacketConversation(msgspec.Struct, frozen=True):
    conversation_id: str
    plan_key: str
    used: Used


def used(tally: Tally) -> Used:
    """The same, for good; milliseconds to a tenth."""
    values = {name: getattr(tally, name) for name in Used.__struct_fields__}
    return Used(**{**values, "milliseconds": round(tally.milliseconds, 1)})


def packet(cells: Iterable[Cell], conversations: Iterable[OfConversation]) -> Packet:
    """What is kept of what a container counted: operations by their kinds."""
    sums: dict[tuple[datetime, str, str], Used] = {}
    for each in cells:
        place = (each.since, each.plan_key, kind_of(each.kind))
        sums[place] = sums.get(place, NONE) + used(each.tally)
    some = (PacketConversation(each.conversation_id, each.plan_key, used(each.tally)) for each in conversations)
    return Packet(tuple(PacketCell(*place, held) for place, held in sums.items()), tuple(some))


def merged(some: Iterable[Mapping[str, Used]]) -> ByKind:
    """All of these together, by kinds."""
    together: ByKind = {}
    for by_kind in some:
        for kind, each in by_kind.items():
            together[kind] = together.get(kind, NONE) + each
    return together


def whole(by_kind: Mapping[str, Used]) -> Used:
    """All kinds together."""
    return sum(by_kind.values(), NONE)


def by_day(packets: Iterable[Packet], zone: str) -> dict[tuple[str, date], ByKind]:
    """What these come to for each plan and day on the clock there; the desk's own sum among them."""
    local, sums = ZoneInfo(zone), dict[tuple[str, date], ByKind]()
    for each in packets:
        for cell in each.cells:
            day = cell.since.astimezone(local).date()
            for plan_key in {cell.plan_key, DESK} - {""}:
                held = sums.setdefault((plan_key, day), {})
                held[cell.kind] = held.get(cell.kind, NONE) + cell.used
    return sums


def by_conversation(packets: Iterable[Packet]) -> dict[str, tuple[str, Used]]:
    """What these come to for each conversation, and of which plan it is, where anybody knew."""
    sums: dict[str, tuple[str, Used]] = {}
    for each in packets:
        for one in each.conversations:
            plan_key, held = sums.get(one.conversation_id, ("", NONE))
            sums[one.conversation_id] = (plan_key or one.plan_key, held + one.used)
    return sums


def begin_of(hour: str) -> datetime:
    """When an hour of UTC, such as 2026-11-29T05, begins."""
    return datetime.combine(times.read_day(hour[:10]), time(int(hour[11:])), UTC)


def month_bounds(month: str) -> tuple[date, date]:
    """The first day of a month (2026-11), and the first one behind it. Raises ``ValueError`` for what is none."""
    first = times.read_day(f"{month}-01")
    if first.year == MAXYEAR:
        raise ValueError("no month that ends in a year there is")
    return first, (first + timedelta(days=31)).replace(day=1)
