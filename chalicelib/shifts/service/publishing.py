"""Publishing a group's week: what was drafted is what agents know from then on, and they are told (B8).

What is published is what its publisher saw: each line at the version of their request. A change of what was published
needs a reason, is told again and audited like the first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated

import msgspec
from msgspec.structs import replace

from chalicelib.core import audit, events, races, work
from chalicelib.core.desk import Desk
from chalicelib.core.duties import Due
from chalicelib.core.errors import Invalid, existing
from chalicelib.core.once import AlreadyDone, Once, mark, recall
from chalicelib.core.text import Id
from chalicelib.core.transactions import Transaction
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent, Group
from chalicelib.shifts import store
from chalicelib.shifts.model.publishing import (
    DONE,
    RUNNING,
    Publication,
    checked_reason,
    published,
    told_of,
)
from chalicelib.shifts.model.roster import Line, RosterChanged, Told, all_in_real_time
from chalicelib.shifts.model.rules import Circumstances, findings, refuse_forbidden
from chalicelib.shifts.service.access import clock_of, group_of, rules_of
from chalicelib.shifts.service.planning import A_WEEK, moved, refuse_no_monday
from chalicelib.shifts.service.telling import tell_of_week

TOGETHER = 10  # the first of them in the request itself
MOST_PUBLISHED = 500


class TellOfWeek(Due, frozen=True):
    """The next of those who are told of a publication."""

    kind = "shifts.tell_of_week"

    group_id: str
    week: date
    publication_id: str
    after: str | None = None


class PublishWeek(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """``versions``: whose weeks are published, each as it was seen. ``reason``: needed where somebody was told
    otherwise before."""

    versions: Annotated[dict[Id, Annotated[int, msgspec.Meta(ge=0)]], msgspec.Meta(max_length=MOST_PUBLISHED)]
    reason: Annotated[str, msgspec.Meta(max_length=400)] = ""


def publish_week(
    desk: Desk,
    caller: people.Caller,
    group_id: str,
    week: date,
    form: PublishWeek,
    once: Once | None,
    request_id: str = "",
) -> Publication:
    """Publish these agents' weeks as they were seen; they are told by due work, a few at a time. Some nine requests,
    and one for each hundred weeks around it that these agents have in other groups.

    Raises ``NotFound``, ``NotYours``, ``Invalid`` (a reason is needed, nothing to publish), ``RosterMoved`` for a line
    that somebody else has planned since, ``RulesBroken`` for what the group's rules forbid. Twice is once.
    """
    refuse_no_monday(week)
    versions = form.versions
    group = group_of(desk, caller.agent, group_id)
    if not 1 <= len(versions) <= MOST_PUBLISHED:
        raise Invalid.field("versions", f"1 to {MOST_PUBLISHED} agents")
    known = {each.agent_id: each for each in store.lines(desk, group_id, week)}
    if strangers := set(versions) - set(group.member_ids) - known.keys():
        raise Invalid.field("versions", f"not in this group: {min(strangers)}")
    before = _before(desk, once, group_id, week)
    if before is not None:
        return before
    lines = [known.get(each, Line(group_id, week, each)) for each in versions]
    for each in lines:
        if each.version != versions[each.agent_id]:
            raise moved(each)
    if not any(each.is_changed or each.published is None for each in lines):
        raise Invalid.field("versions", "everything of these is published as it stands")
    reason = checked_reason(form.reason, lines)
    _refuse_forbidden(desk, group, week, list(known.values()), set(versions))
    by, now = caller.by(request_id), desk.now()
    made = Publication(
        desk.new_id("shb"), group_id, group.name, week, now, by.agent_id, by.name, dict(versions), reason
    )
    tx = Transaction(desk)
    mark(tx, once, {"publication_id": made.publication_id})
    store.put_publication(tx, None, made)
    said = {"week": week, "agents": len(versions), "reason": reason, "publication_id": made.publication_id}
    audit.note(tx, by, "publish_roster", group_id, after=said)
    work.put(tx, TellOfWeek(group_id, week, made.publication_id), inline=True)
    try:
        tx.commit_and_tell()
    except AlreadyDone as done:
        return _known(desk, group_id, week, done.answer["publication_id"])
    return _known(desk, group_id, week, made.publication_id)


def _before(desk: Desk, once: Once | None, group_id: str, week: date) -> Publication | None:
    """What this request made before; one read."""
    answer = recall(desk, once, desk.now().timestamp())
    return _known(desk, group_id, week, answer["publication_id"]) if answer is not None else None


def _known(desk: Desk, group_id: str, week: date, publication_id: str) -> Publication:
    return existing(store.publication(desk, group_id, week, publication_id), "no such publication")


def _refuse_forbidden(desk: Desk, group: Group, week: date, lines: Sequence[Line], agent_ids: set[str]) -> None:
    rules = rules_of(desk, group.group_id)
    members = people.read_agents(desk, [each.agent_id for each in lines])
    around = [line for near in (week - A_WEEK, week + A_WEEK) for line in store.lines(desk, group.group_id, near)]
    kinds = {each.kind_id: each for each in store.settings(desk)[0]}
    groups = {agent_id: each.groups for agent_id, each in members.items()}
    clock, weeks = clock_of(desk), (week - A_WEEK, week, week + A_WEEK)
    others = [(each, other, near) for each in agent_ids for other in _others(groups, each, group) for near in weeks]
    elsewhere = tuple(all_in_real_time(store.some_told(desk, others), clock))
    known = Circumstances(clock, rules, kinds, tuple(around), elsewhere, groups)
    refuse_forbidden(findings(lines, week, known))


def _others(groups: Mapping[str, frozenset[str]], agent_id: str, group: Group) -> list[str]:
    """The other groups that an agent is in."""
    return sorted(groups.get(agent_id, frozenset()) - {group.group_id})


def spread_week(desk: Desk, due: TellOfWeek) -> None:
    """A page of those who are told, and a piece of work for the next one: two requests, and four for each.

    Twice is once: whose line is published as it was seen is passed over, and so is one that was planned anew.
    """
    publication = store.publication(desk, due.group_id, due.week, due.publication_id)
    if publication is None or publication.state == DONE:
        return
    ids = sorted(each for each in publication.versions if due.after is None or each > due.after)
    page = ids[:TOGETHER]
    lines = store.some_lines(desk, due.group_id, [(due.week, each) for each in page])
    agents = people.read_agents(desk, page)
    for each in page:
        line = lines.get((due.week, each), Line(due.group_id, due.week, each))
        if each in agents and line.version == publication.versions[each]:
            _publish(desk, publication, line, agents[each])
    if len(ids) > TOGETHER:
        work.put_alone(desk, TellOfWeek(due.group_id, due.week, due.publication_id, page[-1]))
    else:
        _end(desk, publication)


def _publish(desk: Desk, publication: Publication, line: Line, agent: Agent) -> None:
    """One agent's line, what they know, and a letter, in one transaction; whatever was planned anew stays a draft."""

    def once() -> None:
        knew = store.told(desk, line.agent_id, line.group_id, line.week)
        tx = Transaction(desk)
        write_published(tx, line, published(line), knew, publication, agent)
        try:
            tx.commit_and_tell()
        except store.LineMoved:
            return  # it is for the next publication

    races.again(desk, once, store.ToldMoved)


def write_published(
    tx: Transaction, before: Line, after: Line, knew: Told | None, publication: Publication, agent: Agent
) -> None:
    """Add to the transaction: the line as it is published, what its agent knows by it, and that they are told.

    Whoever has nothing that week, and had nothing, gets no letter. Lost: ``LineMoved``, ``ToldMoved``.
    """
    told = told_of(before, after, knew, publication, tx.desk.now())
    store.put_line(tx, before, after)
    store.put_told(tx, knew, told)
    if (before.published or ()) != (after.published or ()):
        tell_of_week(tx, agent, told, publication)
    events.publish(tx, RosterChanged(after.agent_id, after.group_id, after.week))


def _end(desk: Desk, publication: Publication) -> None:
    """How many were told, and how many had been planned anew before it came to them."""
    places = [(publication.week, each) for each in publication.versions]
    lines = store.some_lines(desk, publication.group_id, places)
    left = sum(1 for each in lines.values() if each.is_changed)

    def end(now: Publication | None) -> None:
        if now is None or now.state != RUNNING:
            return
        after = replace(now, state=DONE, told=len(publication.versions) - left, left=left, version=now.version + 1)
        tx = Transaction(desk)
        store.put_publication(tx, now, after)
        tx.commit()

    races.follow(desk, publication, end, store.PublicationMoved)
