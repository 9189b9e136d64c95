"""Lists of attempts, certificates and orders: one's own, and of whom one leads; who of a group lacks what (F11)."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from chalicelib.core.cursors import seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, NotFound, existing
from chalicelib.core.listings import Listing, Place
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.reach import SEE as SEE_THING
from chalicelib.people.model.reach import NotYours, Receivers, Thing
from chalicelib.people.model.rights import refuse_without
from chalicelib.quality import service as quality
from chalicelib.tickets import service as tickets
from chalicelib.training.model.attempts import JUDGING, Attempt
from chalicelib.training.model.certificates import Certificate
from chalicelib.training.model.courses import Line
from chalicelib.training.model.learner import Learner, Need, needs
from chalicelib.training.model.orders import INSPECTION, OPEN, TICKET, Order
from chalicelib.training.model.rights import GUIDE, SEE
from chalicelib.training.service.access import BEYOND, find, guides, refuse_to_read, refuse_without_any, sees
from chalicelib.training.service.ordering import SEES_RESULTS
from chalicelib.training.store import learners, things
from chalicelib.training.store.courses import lines_of
from chalicelib.training.store.keys import BY_COURSE, BY_LEARNER, BY_LIST
from chalicelib.training.store.things import ATTEMPT, CERTIFICATE, ORDER, cause_of

OWN, OF_AGENT, OF_COURSE, OF_GROUP, WAITING, ALL_OPEN = "own", "agent", "course", "group", "judging", "open"
PAGE = 25


class Asked(msgspec.Struct, frozen=True):
    """Which list, of what, and where it goes on."""

    view: str
    about: str = ""
    cursor: str | None = None


class Member(msgspec.Struct, frozen=True):
    """How a member of a group stands with what it requires."""

    agent: Agent
    needs: Sequence[Need]
    learner: Learner


class Standing(msgspec.Struct, frozen=True):
    """A page of a group's members, and what the courses are called."""

    members: Sequence[Member]
    courses: dict[str, Line]
    following: str | None


def list_attempts(desk: Desk, agent: Agent, asked: Asked) -> tuple[list[Attempt], str | None]:
    """A page of attempts, the newest first, in reach: ``own``, what waits for judgement (``judging``), of an ``agent``,
    of a ``course``. One query, five at most where most is beyond one's reach, and one request. Raises ``Invalid``,
    ``PermissionNeeded``."""
    listing = _listing(agent, asked, ATTEMPT, {WAITING: Listing(BY_LIST, JUDGING)})
    wanted = _waits_for(desk, agent) if asked.view == WAITING else _wanted(desk, agent, asked)
    names, following = _page(desk, agent, asked, listing, wanted)
    found = things.several(desk, Attempt, names)
    return [each for each in found if asked.view != WAITING or each.state == JUDGING], following


def list_certificates(desk: Desk, agent: Agent, asked: Asked) -> tuple[list[Certificate], str | None]:
    """A page of certificates: ``own``, of an ``agent``, of a ``course``, the newest first; or of the members of a
    ``group``, by their ids. Requests and refusals as above; of a group, one for it, and two a page."""
    if asked.view == OF_GROUP:
        return _of_group(desk, agent, asked)
    names, following = _page(desk, agent, asked, _listing(agent, asked, CERTIFICATE, {}), _wanted(desk, agent, asked))
    return things.several(desk, Certificate, names), following


def list_orders(desk: Desk, agent: Agent, asked: Asked) -> tuple[list[Order], str | None]:
    """A page of orders: ``own``, of an ``agent``, of a ``course``, what came of a ``ticket`` or an ``inspection``, the
    newest first; or all that are ``open``, what is due first. Requests and refusals as above."""
    others = {
        ALL_OPEN: Listing(BY_LIST, "order#open", forward=True),
        **{each: Listing(BY_LIST, cause_of(each, asked.about)) for each in (TICKET, INSPECTION)},
    }
    if asked.view in (TICKET, INSPECTION):
        _refuse_cause(desk, agent, asked)
    listing = _listing(agent, asked, ORDER, others)
    names, following = _page(desk, agent, asked, listing, _wanted(desk, agent, asked))
    found = things.several(desk, Order, names)
    return [each for each in found if asked.view != ALL_OPEN or each.state == OPEN], following


def _refuse_nothing(asked: Asked) -> None:
    """Raises ``Invalid`` for a list of something that is not named."""
    if not asked.about:
        raise Invalid.field("about", "of what")


def _refuse_cause(desk: Desk, agent: Agent, asked: Asked) -> None:
    """Raises ``NotFound``, ``NotYours`` for who does not see what the orders came of, ``Invalid``."""
    _refuse_nothing(asked)
    if asked.view == TICKET:
        people.allowed(desk, agent, SEE_THING, tickets.thing(tickets.find(desk, asked.about)))
        return
    inspection = existing(quality.find(desk, asked.about), "no such inspection")
    if inspection.agent_id != agent.agent_id:
        refuse_without(SEES_RESULTS, agent.rights.permissions)


def _listing(agent: Agent, asked: Asked, kind: str, others: dict[str, Listing]) -> Listing:
    if asked.view == OWN:
        return Listing(BY_LEARNER, f"{kind}#{agent.agent_id}")
    if asked.view not in (TICKET, INSPECTION):
        refuse_without_any(agent)
    if asked.view in others:
        return others[asked.view]
    if asked.view not in (OF_AGENT, OF_COURSE):
        raise Invalid.field("view", "no such list")
    _refuse_nothing(asked)
    return Listing(BY_LEARNER if asked.view == OF_AGENT else BY_COURSE, f"{kind}#{asked.about}")


def _wanted(desk: Desk, agent: Agent, asked: Asked) -> Callable[[Place], bool]:
    if asked.view == OWN:
        return lambda place: True
    around = people.Surroundings(desk, agent)
    if asked.view in (TICKET, INSPECTION):  # one's own is shown too
        return lambda place: place.agent_id == agent.agent_id or sees(agent, SEE, place.agent_id, around)
    return lambda place: sees(agent, SEE, place.agent_id, around)


def _waits_for(desk: Desk, agent: Agent) -> Callable[[Place], bool]:
    around = people.Surroundings(desk, agent)
    return lambda place: guides(agent, place.agent_id, around)


def refuse_foreign_cursor(desk: Desk, agent: Agent, asked: Asked) -> None:
    """Raises ``Invalid`` for a cursor that is none of a course's attempts."""
    if asked.cursor:
        unseal(desk, _purpose(agent, Listing(BY_COURSE, f"{ATTEMPT}#{asked.about}")), asked.cursor)


def _purpose(agent: Agent, listing: Listing) -> str:
    return f"training#{agent.agent_id}#{listing.index}#{listing.name}"


def _page(
    desk: Desk, agent: Agent, asked: Asked, listing: Listing, wanted: Callable[[Place], bool]
) -> tuple[list[str], str | None]:
    purpose = _purpose(agent, listing)
    after = unseal(desk, purpose, asked.cursor) if asked.cursor else None
    part = things.places(desk, listing, wanted, after=after, most=PAGE)
    return [each.name for each in part.places], seal(desk, purpose, part.until) if part.until else None


def read(desk: Desk, agent: Agent, kind: type[things.Thing], name: str) -> things.Thing:
    """One's own, or in reach; one read, one for a group's scope. Raises ``NotFound``, ``NotYours``."""
    thing = find(desk, kind, name)
    refuse_to_read(desk, agent, thing)
    return thing


# --- groups ---------------------------------------------------------------------------------------------------------


def _members_of(desk: Desk, agent: Agent, group_id: str) -> Sequence[str]:
    """Of a group in reach, by id. Raises ``NotFound``, ``NotYours``, ``PermissionNeeded``."""
    refuse_without_any(agent)
    group = people.find_group(desk, group_id)
    if group is None:
        raise NotFound("no such group")
    people.allowed(desk, agent, GUIDE, Thing(receivers=Receivers(group_ids=(group_id,))), BEYOND)
    if not agent.reaches_all and agent.agent_id not in group.member_ids:
        raise NotYours(BEYOND)
    return sorted(group.member_ids)


def _page_of(desk: Desk, agent: Agent, asked: Asked) -> tuple[list[str], str | None]:
    """A page of a group's members. Raises as ``_members_of``, and ``Invalid``."""
    purpose = f"training-group#{agent.agent_id}#{asked.about}"
    after = unseal(desk, purpose, asked.cursor) if asked.cursor else ""
    ids = _members_of(desk, agent, asked.about)
    page = [each for each in ids if each > after][:PAGE]
    return page, seal(desk, purpose, page[-1]) if page and page[-1] != ids[-1] else None


def _of_group(desk: Desk, agent: Agent, asked: Asked) -> tuple[list[Certificate], str | None]:
    page, following = _page_of(desk, agent, asked)
    known = learners.learners(desk, page)
    latest = [{held.course_id: held.certificate_id for held in known[each].held} for each in page]
    return things.several(desk, Certificate, [name for each in latest for name in each.values()]), following


def standing_of(desk: Desk, agent: Agent, asked: Asked) -> Standing:
    """Who of a group lacks what it requires: a page of its members, by their ids. Five requests, one more for a group's
    scope. Raises ``NotFound``, ``NotYours``, ``PermissionNeeded``."""
    page, following = _page_of(desk, agent, asked)
    required = [each for each in [learners.requirement(desk, asked.about)] if each.course_ids]
    agents, known = people.read_agents(desk, page), learners.learners(desk, page)
    there = [agents[each] for each in page if each in agents and agents[each].active]
    members = [Member(each, needs(required, known[each.agent_id]), known[each.agent_id]) for each in there]
    ids = {name for each in required for name in each.course_ids}
    owed = {order.course_id for each in members for order in each.learner.owed}
    return Standing(members, lines_of(desk, ids | owed), following)
