"""The best articles for what was written last: at the agent's side, and for visitors who wait or find nobody (E2)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import msgspec

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.conversation import WAITING
from chalicelib.core.desk import Desk
from chalicelib.core.i18n import nearest_locale
from chalicelib.core.limits import Limit, spend_now
from chalicelib.knowledge import service as knowledge
from chalicelib.people.model.agents import Agent
from chalicelib.plans import service as plans
from chalicelib.suggestions.model.asking import LOOKED_AT, MOST_CHARACTERS, asked_in
from chalicelib.suggestions.model.drafting import MOST_SUGGESTED, Asked, Drafter, Suggestion, as_found
from chalicelib.visitors import service as visitors

DRAFTER: Drafter = as_found  # an assistant that drafts comes here
FOR_VISITORS = Limit("suggestions", most=120, within=timedelta(hours=1))


class Suggested(msgspec.Struct, frozen=True):
    """``seq``: the message of the visitor's up to which was looked; 0: they have written nothing. ``text``: what was
    searched for."""

    seq: int
    text: str
    articles: Sequence[Suggestion] = ()


NOTHING = Suggested(0, "")


def for_agent(desk: Desk, agent: Agent, conversation_id: str) -> Suggested:
    """For whoever sees the conversation. One query, which says whether they do, and at most three for what is found;
    one more for a group's scope. Raises ``NotFound``, ``NotYours``."""
    header, entries = conversations.latest(desk, conversation_id, LOOKED_AT)
    conversations.may_see(desk, agent, header)
    text, seq = asked_in(entries)
    return Suggested(seq, text, _suggested(desk, Asked(header.plan_key, header.locale, text)))


def for_visitor(
    desk: Desk, caller: visitors.Caller, plan_key: str, conversation_id: str | None, text: str, origin: str | None
) -> Suggested:
    """For a visitor who waits in the queue, or (without a conversation) for what they are about to leave as a message,
    as far as the plan suggests anything then. Three requests, and at most three for what is found.

    Raises ``NotFound``, ``Unauthorized``, ``OriginNotAllowed``, ``LimitReached``.
    """
    visitors.same_plan(caller, plan_key)
    rules = plans.read_plan(desk, plan_key, origin).suggests
    seq, locale = 0, caller.locale
    if conversation_id is not None:
        header, entries = conversations.latest(desk, conversation_id, LOOKED_AT)
        conversations.same_visitor(desk, caller, header)
        if not rules.while_waiting or header.state != WAITING:
            return NOTHING
        (text, seq), locale = asked_in(entries), header.locale
    elif not rules.while_away:
        return NOTHING
    text = " ".join(text.split())[:MOST_CHARACTERS]
    if not text:
        return NOTHING
    spend_now(desk, FOR_VISITORS, "visitor", caller.visitor_id)
    return Suggested(seq, text, _suggested(desk, Asked(plan_key, locale, text)))


def _suggested(desk: Desk, asked: Asked) -> Sequence[Suggestion]:
    """What the one drafter makes of what is found; nothing for who asked nothing."""
    if not asked.text:
        return ()
    hits = knowledge.find_articles(desk, asked.plan_key, nearest_locale(asked.locale), asked.text, MOST_SUGGESTED)
    articles = [Suggestion(each.article_id, each.number, each.language, each.title, each.excerpt) for each in hits]
    return DRAFTER(asked, articles)
