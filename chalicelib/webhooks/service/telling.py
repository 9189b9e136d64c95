"""What happened becomes events, each once, and deliveries to whoever wants them (F10).

How far a thing was told, the deliveries and the due work that carries them are one transaction (law 3): told twice, out
of order or at once, or by a function that dies at any line, it is told once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from functools import partial

import msgspec
from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.core import races, times, work
from chalicelib.core.desk import Desk
from chalicelib.core.errors import NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.core.veil import veiled
from chalicelib.followups import service as followups
from chalicelib.incidents.service import leading as incidents
from chalicelib.offline import service as offline
from chalicelib.quality import service as quality
from chalicelib.surveys import service as surveys
from chalicelib.tickets import service as tickets
from chalicelib.visitors.service import records as visitors
from chalicelib.webhooks.model import stories
from chalicelib.webhooks.model.catalogue import ArticleFacts, Event, NoticeFacts, PresenceFacts, said
from chalicelib.webhooks.model.deliveries import Delivery, Place, id_of, place_of
from chalicelib.webhooks.model.endpoints import Endpoint
from chalicelib.webhooks.model.stories import Told
from chalicelib.webhooks.service.hearing import Tell, TellArticle, TellNotice, TellPresence, Thing
from chalicelib.webhooks.service.sending import Deliver
from chalicelib.webhooks.store import deliveries as store
from chalicelib.webhooks.store import endpoints
from chalicelib.webhooks.store.deliveries import ToldMoved, Turn

PAGE = 50  # lines that are read together
OLDEST = timedelta(days=7)  # what happened before is not told, also where nobody knows any more that it was
MOST_WRITES = 96  # of a transaction, which may have a hundred
OF_EACH = 3  # a delivery, its turn, the work that carries it

Heard = tuple[Told, list[Event]]
Step = Callable[[Told], Heard]
More = Callable[[Told], Sequence[Step]]  # what follows what was told so far, one after the other


def tell(desk: Desk, due: Tell) -> None:
    """Tell what became of a thing since it was told last. Safe to repeat, out of order and at once.

    A query of endpoints, a read, what the thing takes to be read, and a transaction for what fits one.
    """
    wanting = [each for each in endpoints.endpoints(desk) if each.enabled]
    if not wanting:
        return
    more = _MORE[due.of]
    try:
        while races.again(
            desk, lambda: _tell_further(desk, due.thing_id, wanting, more(desk, due.thing_id)), ToldMoved
        ):
            pass
    except NotFound:
        return  # it is gone, and nothing follows from that


def _tell_further(desk: Desk, thing_id: str, wanting: Sequence[Endpoint], more: More) -> bool:
    """Whether there may be more. Lost: ``ToldMoved``."""
    before = told = store.told(desk, thing_id)
    tx, writes = Transaction(desk), 1
    while steps := more(told):
        for step in steps:
            after, events = step(told)
            told_of = [event for event in events if event.at > tx.desk.now() - OLDEST]
            deliveries = [
                (each, event, part) for part, event in enumerate(told_of) for each in wanting if each.wants(event)
            ]
            if writes + OF_EACH * len(deliveries) > MOST_WRITES and writes > 1:
                _keep(tx, thing_id, before, told)
                return True
            for endpoint, event, part in deliveries:
                put_delivery(tx, endpoint, event, part=part)
            told, writes = after, writes + OF_EACH * len(deliveries)
    if told != before:
        _keep(tx, thing_id, before, told)
    return False


def _keep(tx: Transaction, thing_id: str, before: Told, told: Told) -> None:
    store.put_told(tx, thing_id, before, replace(told, number=before.number + 1))
    tx.commit()


def put_delivery(tx: Transaction, endpoint: Endpoint, event: Event, *, part: int = 0, inline: bool = False) -> Place:
    """Add to the transaction: this endpoint is told of the event. ``part``: which one of those that happened at once.

    In a line it stands by its number, whatever the clock of whoever tells it says.
    """
    now, event_id = tx.desk.now(), id_of(event)
    place = place_of(endpoint.endpoint_id, event_id, event.subject, now)
    told = said(event, event_id, personal=endpoint.personal)
    body = msgspec.json.encode(told if endpoint.numbers else veiled(told)).decode()
    delivery = Delivery(event_id, event.name, event.subject, event.at, body, now, now)
    line = f"line#{endpoint.endpoint_id}#{event.subject}" if endpoint.ordered else None
    if line is not None:
        delivery = replace(delivery, line=f"{event.number:016d}#{times.sortable(event.at)}#{part}#{event_id}")
        store.put_turn(tx, Turn(line, str(delivery.line), place))
    store.put_delivery(tx, place, None, delivery)
    work.put(tx, Deliver(endpoint.endpoint_id, place.day, place.share, place.order, line), inline=inline)
    return place


# --- what there is to tell of each thing ----------------------------------------------------------------------------


def _of_conversation(desk: Desk, conversation_id: str) -> More:
    def more(told: Told) -> Sequence[Step]:
        page = conversations.entries_after(desk, conversation_id, told.upto, PAGE)
        if not page.entries:
            return ()
        header = page.header or conversations.find(desk, conversation_id)
        return [partial(stories.tell_line, header=header, line=line) for line in page.entries]

    return more


def _of_ticket(desk: Desk, ticket_id: str) -> More:
    def more(told: Told) -> Sequence[Step]:
        ticket = tickets.find(desk, ticket_id)
        entries = tickets.entries_after(desk, ticket_id, told.upto, PAGE)
        return [partial(stories.tell_ticket, ticket=ticket, entry=entry) for entry in entries]

    return more


def _of_incident(desk: Desk, incident_id: str) -> More:
    def more(told: Told) -> Sequence[Step]:
        incident = incidents.find(desk, incident_id)
        entries = incidents.entries_after(desk, incident_id, told.upto, PAGE)
        return [partial(stories.tell_incident, incident=incident, entry=entry) for entry in entries]

    return more


def _once(step: Step) -> More:
    """Of what is one record there is one thing to say, until nothing follows from what was told."""

    def more(told: Told) -> Sequence[Step]:
        return (step,) if step(told)[0] != told else ()

    return more


def _of_survey(desk: Desk, survey_id: str) -> More:
    survey = surveys.find(desk, survey_id)
    return _once(lambda told: stories.tell_survey(told, survey)) if survey is not None else lambda _: ()


def _of_follow_up(desk: Desk, followup_id: str) -> More:
    follow_up, now = followups.find(desk, followup_id), desk.now()
    return _once(lambda told: stories.tell_follow_up(told, follow_up, now))


def _of_message(desk: Desk, message_id: str) -> More:
    message = offline.find(desk, message_id)
    return _once(lambda told: stories.tell_message(told, message))


def _of_customer(desk: Desk, visitor_id: str) -> More:
    visitor, now = visitors.card(desk, visitor_id), desk.now()
    return _once(lambda told: stories.tell_customer(told, visitor, now))


def _of_inspection(desk: Desk, inspection_id: str) -> More:
    inspection = quality.find(desk, inspection_id)
    return _once(lambda told: stories.tell_inspection(told, inspection)) if inspection is not None else lambda _: ()


_MORE: dict[Thing, Callable[[Desk, str], More]] = {
    "conversation": _of_conversation,
    "ticket": _of_ticket,
    "survey": _of_survey,
    "follow_up": _of_follow_up,
    "message": _of_message,
    "customer": _of_customer,
    "incident": _of_incident,
    "inspection": _of_inspection,
}


# --- what is told as it was heard -----------------------------------------------------------------------------------


def tell_presence(desk: Desk, due: TellPresence) -> None:
    """Tell what an agent is since then. Safe to repeat."""
    facts = PresenceFacts(due.agent_id, due.status, due.former)
    _tell_once(desk, [Event("agent.status_changed", due.agent_id, 0, due.at, facts)])


def tell_notice(desk: Desk, due: TellNotice) -> None:
    """Tell what became of a letter. Safe to repeat."""
    facts = NoticeFacts(due.notice_id, due.state, due.asked_at, due.plan_key)
    plans = (due.plan_key,) if due.plan_key else ()
    _tell_once(desk, [Event("notice.settled", due.notice_id, due.version, desk.now(), facts, None, plans)])


def tell_article(desk: Desk, due: TellArticle) -> None:
    """Tell that an edition is published, or that an article is archived. Safe to repeat."""
    name = "article.published" if due.edition is not None else "article.archived"
    facts = ArticleFacts(due.article_id, due.edition)
    _tell_once(desk, [Event(name, due.article_id, due.edition or 0, due.at, facts)])


def _tell_once(desk: Desk, events: Iterable[Event]) -> None:
    """These, unless they were told: a name of their own for each says so."""
    wanting = [each for each in endpoints.endpoints(desk) if each.enabled]
    for event in events:
        deliveries = [each for each in wanting if each.wants(event)]
        thing_id = f"{event.subject}#{id_of(event)}"
        if not deliveries or store.told(desk, thing_id).number:
            continue
        tx = Transaction(desk)
        for endpoint in deliveries:
            put_delivery(tx, endpoint, event)
        try:
            _keep(tx, thing_id, Told(), Told())
        except ToldMoved:
            continue  # somebody else was first
