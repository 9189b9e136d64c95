"""The next shift accepts what is handed over, each thing or all; what nobody accepts in time reaches the leader (B8).

To accept is two steps. The thing is claimed by one conditional write: the first wins, the others are told who did. Then
the room whose thing it is gives it from who left to who accepts, by the same transfer as everywhere. Between the two
stands a piece of due work, which makes good what a request that died did not do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress

from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import OPEN as SERVED
from chalicelib.core import races, times, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import DeskError, NotFound, Unavailable
from chalicelib.core.transactions import Transaction
from chalicelib.followups import service as followups
from chalicelib.handover import service as unfinished
from chalicelib.handover.model.things import CONVERSATION, MESSAGE, TICKET, Thing
from chalicelib.handover.model.wording import listed
from chalicelib.logbook.model.handing import (
    ACCEPTED,
    GONE,
    NOTE,
    OFFERED,
    OPEN,
    SETTLED,
    TAKING,
    AcceptThing,
    AlreadyAccepted,
    Handed,
    NothingToAccept,
    NotNextShift,
    ShiftHandover,
    is_handed,
    open_by,
    refuse_over,
    settled,
    taken,
)
from chalicelib.logbook.model.records import DutyOver
from chalicelib.logbook.service.behalf import OnBehalf
from chalicelib.logbook.service.reach import leads, sees
from chalicelib.logbook.service.saving import change, pieces, read
from chalicelib.logbook.service.telling import LANGUAGE, leaders_of, write
from chalicelib.logbook.service.turns import is_next
from chalicelib.logbook.store import handing as store
from chalicelib.logbook.store import records
from chalicelib.offline import service as offline
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, by_agent
from chalicelib.people.model.rights import refuse_without
from chalicelib.routing import service as routing
from chalicelib.routing.model import Transfer
from chalicelib.tickets import service as tickets
from chalicelib.tickets.model.forms import AssignTicket

TOGETHER = 40  # claims in one transaction, each with a piece of due work
MOST_IN_LETTER = 50


class ListThings(Due, frozen=True):
    """What is open with who hands over is to be written down."""

    kind = "logbook.list_things"

    handover_id: str


class CarryOver(Due, frozen=True):
    """Somebody claimed a thing: it is to be theirs."""

    kind = "logbook.carry_over"

    handover_id: str
    thing_kind: str
    thing_id: str
    agent_id: str


class SettleHandover(Due, frozen=True):
    """Something of a hand-over was settled: perhaps that was the last."""

    kind = "logbook.settle_handover"

    handover_id: str


class CloseHandover(Due, frozen=True):
    """The time to accept is over."""

    kind = "logbook.close_handover"

    handover_id: str


def may_accept(desk: Desk, agent: Agent, handover: ShiftHandover) -> bool:
    """Whether somebody is of those who accept: never who hands over; who leads there, or, of the group, who is on duty
    next where it has shifts."""
    if agent.agent_id == handover.leaver.id:
        return False
    if leads(desk, agent, handover.group_id):
        return True
    return handover.group_id in agent.groups and is_next(desk, agent, handover.group_id)


def _for_whom(desk: Desk, agent: Agent, handover: ShiftHandover, agent_id: str | None) -> Agent:
    """Who accepts: oneself, or a colleague of the group, where one leads. Raises ``NotNextShift``."""
    if not may_accept(desk, agent, handover):
        raise NotNextShift("it is for the next shift of the group")
    if agent_id in (None, agent.agent_id):
        return agent
    colleague = people.read_agents(desk, [agent_id or ""]).get(agent_id or "")
    is_of_group = colleague is not None and sees(colleague, handover.group_id)
    if colleague is None or not leads(desk, agent, handover.group_id) or not is_of_group or not colleague.active:
        raise NotNextShift("only who leads has a colleague of the group accept it")
    if colleague.agent_id == handover.leaver.id:
        raise NotNextShift("it is theirs to hand over")
    refuse_without("duty.work", colleague.rights.permissions)
    return colleague


def accept(desk: Desk, agent: Agent, handover_id: str, form: AcceptThing) -> ShiftHandover:
    """Accept one thing, or the note. Twice is once. Some five requests, and those of the transfer.

    Raises ``NotFound``, ``DutyOver``, ``NotNextShift``, ``AlreadyAccepted`` for who was slower, ``NothingToAccept`` for
    what is finished by now, and what the room refuses whose thing it is: then it is offered again.
    """
    handover = read(desk, ShiftHandover, handover_id)
    whom = _for_whom(desk, agent, handover, form.agent_id)
    if form.kind == NOTE:
        return _accept_note(desk, whom, handover_id)
    first = store.thing(desk, handover_id, form.kind, form.thing_id)
    if first is None:
        raise NotFound("no such thing is handed over")

    def claim(held: Handed) -> Handed:
        after = taken(held, by_agent(whom), desk.now())
        if after is None:
            return held
        refuse_over(handover)
        tx = Transaction(desk)
        _check_open(tx, handover)
        store.put_thing(tx, handover_id, held, after)
        carry = desk.now() + work.INLINE_LEASE  # by then this request has done it, or died
        work.put(tx, CarryOver(handover_id, form.kind, form.thing_id, whom.agent_id), at=carry)
        tx.commit()
        return after

    mine = races.follow(desk, first, claim, store.HandedMoved)
    if mine.state == TAKING:
        _carry(desk, handover, mine)
    return read(desk, ShiftHandover, handover_id)


def accept_all(desk: Desk, agent: Agent, handover_id: str, agent_id: str | None) -> ShiftHandover:
    """Accept the note and all that nobody has accepted yet, forty in a transaction; what each takes is done by due
    work, within seconds. Twice is once. Raises ``NotFound``, ``DutyOver``, ``NotNextShift``."""
    handover = read(desk, ShiftHandover, handover_id)
    whom = _for_whom(desk, agent, handover, agent_id)
    if handover.state == SETTLED:
        return handover
    refuse_over(handover)
    if handover.note_waits:
        with suppress(AlreadyAccepted):
            _accept_note(desk, whom, handover_id)

    def claim() -> None:
        offered = [each for each in store.things(desk, handover_id) if each.state == OFFERED]
        for some in pieces(offered, TOGETHER):
            tx = Transaction(desk)
            _check_open(tx, handover)
            for each in some:
                after = taken(each, by_agent(whom), desk.now())
                if after is not None:
                    store.put_thing(tx, handover_id, each, after)
                    thing = each.thing
                    work.put(tx, CarryOver(handover_id, thing.kind, thing.thing_id, whom.agent_id))
            tx.commit()

    races.again(desk, claim, store.HandedMoved)
    return read(desk, ShiftHandover, handover_id)


def _check_open(tx: Transaction, handover: ShiftHandover) -> None:
    """Only commit while the hand-over is open. Lost: ``DutyOver``."""
    records.check_listed(tx, open_by(handover.leaver.id or ""), handover, DutyOver("it is not handed over any more"))


def _accept_note(desk: Desk, whom: Agent, handover_id: str) -> ShiftHandover:
    def note(held: ShiftHandover) -> ShiftHandover | None:
        if held.noted_by is not None:
            if held.noted_by.id != whom.agent_id:
                raise AlreadyAccepted(f"{held.noted_by.name} did", extra={"by": held.noted_by.name or ""})
            return None
        refuse_over(held)
        if not held.sections:
            raise NothingToAccept("there is no note")
        return replace(held, noted_by=by_agent(whom), noted_at=desk.now(), version=held.version + 1)

    def also(tx: Transaction, before: ShiftHandover, after: ShiftHandover) -> None:
        work.put(tx, SettleHandover(after.handover_id), inline=True)

    change(desk, ShiftHandover, handover_id, note, also)
    return read(desk, ShiftHandover, handover_id)


def carry_over(desk: Desk, due: CarryOver) -> None:
    """What somebody claimed becomes theirs, if it is not by now; what its room refuses is offered again. Twice is
    once."""
    handover = records.find(desk, ShiftHandover, due.handover_id)
    handed = store.thing(desk, due.handover_id, due.thing_kind, due.thing_id)
    if handover is None or handed is None or handed.state != TAKING or handed.by is None:
        return
    if handed.by.id != due.agent_id:
        return
    try:
        _carry(desk, handover, handed)
    except Unavailable:
        raise
    except DeskError:
        return  # it is offered again, with the reason, or gone


def _carry(desk: Desk, handover: ShiftHandover, handed: Handed) -> None:
    """Have its room give it to who claimed it. Raises what the room refuses, once it is offered again, and
    ``NothingToAccept``."""
    with _offering_again(desk, handover, handed):
        state = _give(desk, handover, handed)
    _settle(desk, handover, handed, state)
    if state == GONE:
        raise NothingToAccept("it was finished, or went elsewhere")


@contextmanager
def _offering_again(desk: Desk, handover: ShiftHandover, handed: Handed) -> Iterator[None]:
    """What is refused here is offered again, with the reason."""
    try:
        yield
    except Unavailable:
        raise  # some of it may be done: due work does the rest
    except DeskError as refusal:
        _settle(desk, handover, handed, OFFERED, refusal.code)
        raise


def _settle(desk: Desk, handover: ShiftHandover, handed: Handed, state: str, why: str = "") -> None:
    def write_it(held: Handed | None) -> None:
        if held is None or held.state != TAKING or held.version != handed.version:
            return
        tx = Transaction(desk)
        store.put_thing(tx, handover.handover_id, held, settled(held, state, desk.now(), why))
        if state != OFFERED:
            work.put(tx, SettleHandover(handover.handover_id), inline=True)
        tx.commit_and_tell()

    races.follow(desk, handed, write_it, store.HandedMoved)


def _give(desk: Desk, handover: ShiftHandover, handed: Handed) -> str:
    """From who left to who accepts; how it stands then. What is that already stays so."""
    thing, to = handed.thing, handed.by.id if handed.by is not None else ""
    agents = people.read_agents(desk, [handover.leaver.id or "", to or ""])
    leaver, whom = agents.get(handover.leaver.id or ""), agents.get(to or "")
    if leaver is None or whom is None:
        return GONE
    if _holder(desk, thing) == whom.agent_id:
        return ACCEPTED
    if still_theirs(desk, leaver, thing) is None:
        return GONE
    caller = OnBehalf(leaver, "", whom)
    if thing.kind == CONVERSATION:
        routing.transfer(desk, leaver, thing.thing_id, Transfer(whom.agent_id, None, None))
    elif thing.kind == TICKET:
        tickets.give(desk, caller, thing.thing_id, AssignTicket(0, whom.agent_id), lambda _: None)
    elif thing.kind == MESSAGE:
        offline.assign_message(desk, caller, thing.thing_id, whom.agent_id)
    else:
        followups.hand_on(desk, caller, thing.thing_id, whom.agent_id)
    return ACCEPTED


def _holder(desk: Desk, thing: Thing) -> str | None:
    """Whose it is now; one request."""
    try:
        if thing.kind == CONVERSATION:
            headers = conversations.headers(desk, [thing.thing_id])
            return next((each.agent_id for each in headers if each.state == SERVED), None)
        if thing.kind == TICKET:
            return tickets.find(desk, thing.thing_id).handler_id
        if thing.kind == MESSAGE:
            return offline.find(desk, thing.thing_id).agent_id
        return followups.find(desk, thing.thing_id).owner_id
    except NotFound:
        return None


def settle_handover(desk: Desk, due: SettleHandover) -> None:
    """Once nothing waits any more it is settled; where more was open than was listed, that is listed now. Three
    requests. Twice is once."""
    handover = records.find(desk, ShiftHandover, due.handover_id)
    if handover is None or not handover.listed or handover.note_waits:
        return
    if any(each.waits for each in store.things(desk, due.handover_id)):
        return

    def settle(held: ShiftHandover) -> ShiftHandover | None:
        if held.state != OPEN or not held.listed or held.note_waits:
            return None
        if held.more:
            return replace(held, listed=False, more=False, version=held.version + 1)
        return replace(held, state=SETTLED, version=held.version + 1)

    def also(tx: Transaction, before: ShiftHandover, after: ShiftHandover) -> None:
        if after.listed:
            store.over_for_group(tx, after)
        else:
            work.put(tx, ListThings(after.handover_id))

    change(desk, ShiftHandover, due.handover_id, settle, also)


def close_handover(desk: Desk, due: CloseHandover) -> None:
    """What nobody accepted in time reaches those who lead the group, in one letter, once; it can still be accepted.
    What is finished by now is not told of. Some sixteen requests. Twice is once."""
    handover = records.find(desk, ShiftHandover, due.handover_id)
    if handover is None or handover.state != OPEN or handover.late:
        return
    waiting = _still_open(desk, handover)
    if not waiting and not handover.note_waits and handover.listed:
        settle_handover(desk, SettleHandover(due.handover_id))
        return

    def late(held: ShiftHandover) -> ShiftHandover | None:
        return None if held.state != OPEN or held.late else replace(held, late=True, version=held.version + 1)

    def also(tx: Transaction, before: ShiftHandover, after: ShiftHandover) -> None:
        leaders, _, roster = leaders_of(desk, after.group_id, after.leaver.id)
        zone = roster.desk.time_zone
        words: Mapping[str, object] = {
            "name": after.leaver.name or "",
            "group": after.group,
            "at": times.moment(after.begun_at, zone, LANGUAGE),
            "count": len(waiting) + after.note_waits,
            "things": listed(waiting[:MOST_IN_LETTER], zone, LANGUAGE, more=len(waiting) > MOST_IN_LETTER),
        }
        write(tx, leaders, "shift_not_accepted", after.handover_id, words)

    change(desk, ShiftHandover, due.handover_id, late, also)


def _still_open(desk: Desk, handover: ShiftHandover) -> list[Thing]:
    """What waits and is open with who left; the rest is known to be gone from here on."""
    offered = [each for each in store.things(desk, handover.handover_id) if each.state == OFFERED]
    leaver = people.read_agents(desk, [handover.leaver.id or ""]).get(handover.leaver.id or "")
    zone = people.read_desk(desk).time_zone
    held = unfinished.open_with(desk, leaver, unfinished.end_of_day(zone, desk.now()))[0] if leaver is not None else []
    there, waiting = {each.thing_id for each in held if is_handed(each)}, list[Thing]()
    for each in offered:
        if each.thing.thing_id in there or _is_open(desk, leaver, each.thing):
            waiting.append(each.thing)
        else:
            _forget(desk, handover, each)
    return waiting


def still_theirs(desk: Desk, leaver: Agent, thing: Thing) -> Thing | None:
    """A thing as it is now, while it is one that goes with the leaver's shift: not a ticket that they are responsible
    for and that somebody else works on by now. One request."""
    now = unfinished.find_open(desk, leaver, thing.kind, thing.thing_id)
    return now if now is not None and is_handed(now) else None


def _is_open(desk: Desk, leaver: Agent | None, thing: Thing) -> bool:
    return leaver is not None and still_theirs(desk, leaver, thing) is not None


def _forget(desk: Desk, handover: ShiftHandover, handed: Handed) -> None:
    def write_it(held: Handed | None) -> None:
        if held is None or held.state != OFFERED:
            return
        tx = Transaction(desk)
        store.put_thing(tx, handover.handover_id, held, settled(held, GONE, desk.now()))
        work.put(tx, SettleHandover(handover.handover_id))
        tx.commit()

    races.follow(desk, handed, write_it, store.HandedMoved)
