"""Where the things come from that are exported: some at a time, within the exporter's reach and with their masks (F10).

A source takes where the last page ended (None: its beginning) and gives lines and where the next one begins (None: that
was the last). A page may have few lines, or none, while others follow.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import AUTO_REPLY, CLOSED, MESSAGE, OPEN, WAITING, Entry, Header
from chalicelib.conversations.model.words import NOTE
from chalicelib.core.authors import Author
from chalicelib.core.errors import DeskError, NotFound
from chalicelib.exchange.model.kinds import AGENTS, ARTICLES, CONVERSATIONS, CUSTOMERS, OWN_FIELD, PHRASES, TICKETS
from chalicelib.exchange.model.lines import Line
from chalicelib.exchange.model.runs import Wanted
from chalicelib.exchange.service import customers
from chalicelib.exchange.service.conversations import IMPORTED
from chalicelib.exchange.service.ground import Ground
from chalicelib.exchange.store import names
from chalicelib.knowledge import service as knowledge
from chalicelib.knowledge.model.phrases import COMPANY, OWN
from chalicelib.people import service as people
from chalicelib.people.model.rights import AS_WRITTEN, BUILT_IN
from chalicelib.plans import service as plans
from chalicelib.tickets import service as tickets
from chalicelib.tickets.model.ticket import CREATED, SHARES, STEP, WORDS, Ticket
from chalicelib.tickets.model.ticket import NOTE as TICKET_NOTE
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import USUAL_LEVEL

SOME, FEW, ENTRIES = 200, 50, 200
STATES = (CLOSED, OPEN, WAITING)

Page = tuple[list[Line], Any]


class Reach:
    """Whose plans the exporter reaches, and which days are wanted."""

    def __init__(self, ground: Ground) -> None:
        self.ground, self.wanted = ground, ground.run.wanted or Wanted()
        self._plans: dict[str, bool] = {}

    def has_plan(self, key: str) -> bool:
        """Whether this plan is wanted, and theirs."""
        if self.wanted.plan_key and key != self.wanted.plan_key:
            return False
        if key not in self._plans:
            self._plans[key] = self.ground.agent.reaches_all
            if not self._plans[key]:
                with suppress(DeskError):
                    plans.refuse_beyond(self.ground.desk, self.ground.agent, [key])
                    self._plans[key] = True
        return self._plans[key]

    def has_day(self, at: datetime) -> bool:
        """Whether this was on one of the days, on the desk's clock."""
        since, until = self.wanted.since, self.wanted.until
        if since is None and until is None:
            return True
        day = at.astimezone(ZoneInfo(self.ground.zone)).date()
        return (since is None or day >= since) and (until is None or day <= until)


def _customers(reach: Reach, start: Any) -> Page:
    desk = reach.ground.desk
    found, values, following = visitors.every_one(desk, SOME, start)
    ids = names.external_ids(desk, [each.visitor_id for each in found])
    lines: list[Line] = []
    for each, held in zip(found, values, strict=True):
        own = ids.get(each.visitor_id)
        said = own is not None or each.has_past or each.tags or each.level != USUAL_LEVEL or held.known
        tagged = not reach.wanted.tag or reach.wanted.tag in each.tags
        if said and tagged and reach.has_plan(each.plan_key) and reach.has_day(each.first_seen_at):
            line = customers.present(each, held)
            lines.append({**line, "external_id": own or each.visitor_id, "plan": each.plan_key})
    return lines, following


def _agents(reach: Reach, start: Any) -> Page:
    ground = reach.ground
    every = [each for each in people.list_agents(ground.desk, ground.agent) if start is None or each.number > start]
    some, groups = every[:SOME], ground.roster.groups
    ids = names.external_ids(ground.desk, [each.agent_id for each in some])
    lines: list[Line] = []
    for each in some:
        if not reach.has_day(each.created_at) or (reach.wanted.group_id and reach.wanted.group_id not in each.groups):
            continue
        own = each.own_role.name if each.own_role is not None else each.role
        theirs = sorted(groups[group].name for group in each.groups if group in groups)
        line = {name: getattr(each, name) for name in ("email", "name", "number", "capacity", "hidden", "active")}
        role = each.role if each.role in BUILT_IN else own
        lines.append({**line, "external_id": ids.get(each.agent_id, each.email), "role": role, "groups": theirs})
    return lines, some[-1].number if len(every) > len(some) else None


def _phrases(reach: Reach, start: Any) -> Page:
    """A shelf at a time: the company's, those of groups in reach, one's own."""
    ground, at = reach.ground, int(start or 0)
    groups = [each for each in people.list_groups(ground.desk, ground.agent) if not each.archived]
    shelves = [COMPANY, *(each.group_id for each in groups), OWN]
    if reach.wanted.group_id:
        shelves = [each for each in shelves if each == reach.wanted.group_id]
    if at >= len(shelves):
        return [], None
    called = {each.group_id: each.name for each in groups}
    shelf = knowledge.read_shelf(ground.desk, ground.agent, shelves[at])
    ids = names.external_ids(ground.desk, [each.phrase_id for each in shelf.phrases])
    lines: list[Line] = [
        {
            "external_id": ids.get(each.phrase_id, each.phrase_id),
            "shelf": called.get(shelves[at], shelves[at]),
            **{name: getattr(each, name) for name in ("occasion", "title", "text", "shortcut", "language")},
        }
        for each in shelf.phrases
    ]
    return lines, at + 1 if at + 1 < len(shelves) else None


def _articles(reach: Reach, start: Any) -> Page:
    ground = reach.ground
    wanted = knowledge.Filter(plan_key=reach.wanted.plan_key or None)
    part = knowledge.list_articles(ground.desk, ground.agent, wanted, start)
    found = [each.article_id for _, each in part.places if each is not None]
    ids = names.external_ids(ground.desk, found)
    lines: list[Line] = []
    for article_id in found:
        article = knowledge.read_article(ground.desk, article_id)
        if not reach.has_day(article.created_at):
            continue
        line: dict[str, Any] = {
            "external_id": ids.get(article_id, article_id),
            "plans": list(article.plan_keys),
            "state": "published" if article.state == "published" else "draft",
            "review_on": article.review_on,
        }
        for language, end in (("zh-CN", "zh"), ("en", "en")):
            if language in article.wordings:
                line[f"title_{end}"] = article.wordings[language].title
                line[f"body_{end}"] = article.wordings[language].body
        category = ground.tree.find(article.category_id)
        lines.append({**line, "category": category.zh if category is not None else None})
    return lines, part.places[-1][0] if part.more and part.places else None


def _tickets(reach: Reach, start: Any) -> Page:
    ground, desk = reach.ground, reach.ground.desk
    share, key = start or (0, None)
    ids, following = tickets.ids_of_desk(desk, str(share), FEW, key)
    around = people.Surroundings(desk, ground.agent)
    found = _each(ids, lambda each: tickets.find(desk, each))
    own = names.external_ids(desk, [*ids, *(each.visitor_id for each in found if each.visitor_id)])
    lines: list[Line] = []
    for ticket in found:
        wanted = reach.wanted
        if not reach.has_day(ticket.created_at) or (wanted.group_id and ticket.group_id != wanted.group_id):
            continue
        if wanted.plan_key and ticket.plan_key != wanted.plan_key:
            continue
        if tickets.sees_ticket(ground.agent, ticket, around):
            lines.append(_ticket(ground, ticket, own))
    if following is not None:
        return lines, [share, following]
    return lines, [share + 1, None] if share + 1 < SHARES else None


def _each(ids: Sequence[str], find: Callable[[str], Ticket]) -> list[Ticket]:
    found = []
    for each in ids:
        with suppress(NotFound):
            found.append(find(each))
    return found


def _ticket(ground: Ground, ticket: Ticket, own: Mapping[str, str]) -> Line:
    same = [
        "number",
        "type",
        "subject",
        "text",
        "state",
        "priority",
        "level",
        "visitor_name",
        "email",
        "mobile",
        "locale",
    ]
    group = ground.roster.groups.get(ticket.group_id or "")
    category = ground.tree.find(ticket.category)
    history = [
        {
            "at": each.at,
            "author": each.author.kind,
            "name": _name(ground, each.author),
            "text": each.text,
            "public": each.public,
        }
        for each in tickets.entries_after(ground.desk, ticket.ticket_id, 0, ENTRIES)
        if each.kind in (WORDS, STEP, TICKET_NOTE) and each.text and each.kind != CREATED
    ]
    return {
        **{name: getattr(ticket, name) for name in same},
        "external_id": own.get(ticket.ticket_id, ticket.ticket_id),
        "plan": ticket.plan_key,
        "category": category.zh if category is not None else None,
        "customer": own.get(ticket.visitor_id, ticket.visitor_id) if ticket.visitor_id else None,
        "handler": _name(ground, ticket.handler),
        "owner": _name(ground, ticket.owner),
        "group": group.name if group is not None else None,
        "created_at": ticket.created_at,
        "solved_at": ticket.solved_at,
        "closed_at": ticket.closed_at,
        "history": history,
        **{f"{OWN_FIELD}{key}": value for key, value in ticket.fields.items()},
    }


def _name(ground: Ground, author: Author) -> str | None:
    """How somebody is named so that they are found again: agents by their address, others by their name."""
    agent = ground.roster.agents.get(author.id or "") if author.kind == "agent" else None
    return agent.email if agent is not None else author.name


def _conversations(reach: Reach, start: Any) -> Page:
    ground, desk = reach.ground, reach.ground.desk
    number, key = start or (0, None)
    ids, following = conversations.ids_in_state(desk, STATES[number], FEW, key)
    sees = conversations.sees_of(desk, ground.agent)
    found = [each for each in conversations.headers(desk, ids, consistent=False) if sees(each)]
    own = names.external_ids(desk, [*(each.conversation_id for each in found), *(each.visitor_id for each in found)])
    lines: list[Line] = []
    for header in found:
        wanted = reach.wanted
        if wanted.plan_key and header.plan_key != wanted.plan_key:
            continue
        if wanted.group_id and wanted.group_id not in header.group_ids:
            continue
        if reach.has_day(header.started_at):
            lines.append(_conversation(ground, header, own))
    if following is not None:
        return lines, [number, following]
    return lines, [number + 1, None] if number + 1 < len(STATES) else None


def _conversation(ground: Ground, header: Header, own: Mapping[str, str]) -> Line:
    category = ground.tree.find(header.wrap.category_id)
    return {
        "external_id": own.get(header.conversation_id, header.conversation_id),
        "plan": header.plan_key,
        "customer": own.get(header.visitor_id, header.visitor_id),
        "customer_name": header.visitor_name,
        "level": header.level,
        "agent": _name(ground, header.agent) if header.agent is not None else None,
        "category": category.zh if category is not None else None,
        "source": header.source,
        "locale": header.locale,
        "started_at": header.started_at,
        "closed_at": header.closed_at,
        "messages": _messages(ground, header),
    }


def _messages(ground: Ground, header: Header) -> list[dict[str, Any]]:
    """What was said and noted, as agents see it; what was withdrawn is not there."""
    lines: list[dict[str, Any]] = []
    after, more = 0, True
    as_written = AS_WRITTEN in ground.agent.rights.permissions or not header.masks
    while more:
        page = conversations.entries_after(ground.desk, header.conversation_id, after, ENTRIES)
        for each in page.entries:
            words = each.words if as_written else each.masked_words
            if words and each.ref != IMPORTED and each.kind in (MESSAGE, AUTO_REPLY, NOTE):
                lines.append(_message(ground, each, words))
            if each.file is not None and not each.is_withdrawn and each.kind in (MESSAGE, NOTE):
                lines.append(_message(ground, each, _named_file(ground, each.file.name)))
        more = page.more and bool(page.entries)
        after = page.entries[-1].seq if page.entries else after
    return lines


def _named_file(ground: Ground, name: str) -> str:
    """A file that was sent, by its name: its bytes are in no file of ours."""
    said = "文件" if (ground.run.wanted or Wanted()).language.startswith("zh") else "File"
    return f"[{said} {name}]"


def _message(ground: Ground, entry: Entry, words: str) -> dict[str, Any]:
    side = "note" if entry.kind == NOTE else entry.author.kind
    line = {"at": entry.at, "author": side, "text": words}
    name = _name(ground, entry.author)
    return {**line, "name": name} if name else line


SOURCES: Mapping[str, Callable[[Reach, Any], Page]] = {
    CUSTOMERS: _customers,
    AGENTS: _agents,
    PHRASES: _phrases,
    ARTICLES: _articles,
    TICKETS: _tickets,
    CONVERSATIONS: _conversations,
}
