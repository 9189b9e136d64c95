"""What became of suggested articles, counted once in a conversation (E2, law 7)."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import timedelta

import msgspec

from chalicelib.conversations import service as conversations
from chalicelib.core import audit, races, times
from chalicelib.core.audit import By
from chalicelib.core.cursors import seal, unseal
from chalicelib.core.desk import Desk
from chalicelib.core.errors import Invalid, existing
from chalicelib.core.limits import Limit, spend_now
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge import service as knowledge
from chalicelib.knowledge.model.articles import Edition
from chalicelib.people.model.agents import Agent
from chalicelib.suggestions.model.uses import AGENT, VISITOR, Use, Uses, checked_kind
from chalicelib.suggestions.store import uses as store
from chalicelib.suggestions.store.uses import SHARDS, CountedBefore, SumMoved
from chalicelib.visitors import service as visitors

PAGE = 25
NOTED = Limit("suggestion_uses", most=120, within=timedelta(hours=1))
MONTHS_COUNTED = 12


class OfArticle(msgspec.Struct, frozen=True):
    """What became of an article in a month. ``edition``: what readers have of it; None: it is in the archive."""

    article_id: str
    uses: Uses
    edition: Edition | None


def note_by_agent(desk: Desk, agent: Agent, conversation_id: str, kind: str, article_ids: Sequence[str]) -> None:
    """Articles were shown at the side of a conversation that the agent sees, or were of use there; each counts once.

    Four requests, one for a group's scope. Raises ``NotFound``, ``NotYours``, ``Invalid``.
    """
    kind = checked_kind(AGENT, kind)
    header = conversations.find(desk, conversation_id)
    conversations.may_see(desk, agent, header)
    known = _known(desk, article_ids)
    _count(desk, [Use(each, AGENT, kind, conversation_id, header.started_at) for each in known])


def note_by_visitor(
    desk: Desk,
    caller: visitors.Caller,
    plan_key: str,
    conversation_id: str | None,
    kind: str,
    article_ids: Sequence[str],
) -> None:
    """The same for a visitor, in a conversation of their own, or without one: then once a month.

    Five requests, one for a customer with a former identity. Raises ``NotFound``, ``Unauthorized``, ``Invalid``,
    ``LimitReached``.
    """
    visitors.same_plan(caller, plan_key)
    kind = checked_kind(VISITOR, kind)
    about, at = caller.visitor_id, desk.now()
    if conversation_id is not None:
        header = conversations.find(desk, conversation_id)
        conversations.same_visitor(desk, caller, header)
        about, at = conversation_id, header.started_at
    spend_now(desk, NOTED, "visitor", caller.visitor_id)
    known = [each for each, edition in _known(desk, article_ids).items() if edition.is_for(plan_key)]
    _count(desk, [Use(each, VISITOR, kind, about, at) for each in known])


def _known(desk: Desk, article_ids: Sequence[str]) -> dict[str, Edition]:
    """Those of these that readers have; of nothing else there is anything to count. One request."""
    ids = list(dict.fromkeys(article_ids))
    there = knowledge.published(desk, ids) if ids else {}
    return {each: there[each] for each in ids if each in there}


def _count(desk: Desk, uses: Sequence[Use]) -> None:
    def write() -> None:
        new = store.new_ones(desk, uses)
        tx = Transaction(desk)
        for each in new:
            store.count(tx, each)
        tx.commit()

    if uses:
        races.again(desk, write, CountedBefore)


def edition_of(desk: Desk, article_id: str) -> Edition:
    """What readers have of an article; one request. Raises ``NotFound``."""
    return existing(knowledge.published(desk, [article_id]).get(article_id), "no such article")


def list_uses(desk: Desk, month: str, cursor: str | None = None) -> tuple[str, list[OfArticle], str | None]:
    """The month (unsaid: this one), what became of each suggested article in it, and where the next page begins. Three
    requests. Raises ``Invalid``."""
    purpose = f"suggested#{month}"
    after = unseal(desk, purpose, cursor) if cursor else ""
    month = month or times.month(desk.now())
    ids, more = store.articles_of(desk, month, after, PAGE)
    there, sums = (knowledge.published(desk, ids), store.sums(desk, ids, month)) if ids else ({}, {})
    page = [OfArticle(each, sums[each], there.get(each)) for each in ids]
    return month, page, seal(desk, purpose, ids[-1]) if more and ids else None


def recount(desk: Desk, by: By, article_id: str, month: str) -> bool:
    """Count an article's month anew from its uses; whether it was wrong (law 7). A query and, where it is mended, a
    write for each of four parts. Raises ``Invalid`` for a month whose uses are not all kept any more."""
    oldest = times.month(desk.now() - timedelta(days=31 * MONTHS_COUNTED))
    if not oldest <= month <= times.month(desk.now()):
        raise Invalid.field("month", f"one of the last {MONTHS_COUNTED} months")
    wrong = False
    for shard in range(SHARDS):
        stands, right = store.recounted(desk, article_id, month, shard)
        if stands == right:
            continue
        tx = Transaction(desk)
        store.put_sum(tx, article_id, month, shard, stands, right)
        audit.note(tx, by, "recount_suggestions", article_id, after={"month": month})
        with suppress(SumMoved):  # something is counted right now: the next recount looks again
            tx.commit()
            wrong = True
    return wrong
