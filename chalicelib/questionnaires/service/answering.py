"""Answering: by an agent on the phone, and page by page by a link; each once, and never lost (D3)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from chalicelib.core import limits, races, work
from chalicelib.core.desk import Desk
from chalicelib.core.errors import existing
from chalicelib.core.limits import Limit
from chalicelib.core.masks import Spans
from chalicelib.core.transactions import Transaction
from chalicelib.knowledge import service as knowledge
from chalicelib.people.model.agents import Agent
from chalicelib.plans import service as plans
from chalicelib.questionnaires.model.answers import asked, checked_answers, lows
from chalicelib.questionnaires.model.questions import TEXT, Version
from chalicelib.questionnaires.model.response import (
    ANSWERED,
    CALL,
    Response,
    answered,
    answered_page,
    as_kept,
    page_behind,
    refuse_over,
)
from chalicelib.questionnaires.service.asking import asked_in, begun_for, named_by, put_new
from chalicelib.questionnaires.service.definitions import version_of
from chalicelib.questionnaires.service.raising import Raise
from chalicelib.questionnaires.store import responses as store
from chalicelib.questionnaires.store.responses import AskedBefore, ResponseMoved

OPENED = Limit("questionnaire_page", most=600, within=timedelta(hours=1))
TAKEN = Limit("questionnaire_answer", most=120, within=timedelta(hours=1))  # of one response by its link


def save_in_call(
    desk: Desk, agent: Agent, followup_id: str, answers: Mapping[str, Any], *, done: bool, version: int | None
) -> Response:
    """What the customer said on the phone so far, or (``done``) all of it. Twice is once. Five requests at most.

    ``version``: the response's as its reader has it (0: there was none); None: no matter. Raises ``NotFound``,
    ``NotYours``, ``Unpublished``, ``Invalid``, ``ResponseOver``, ``ChangedMeanwhile``.
    """
    follow_up, asks, first = asked_in(desk, agent, followup_id)
    definition = asks.definition
    said = checked_answers(definition, answers, pages=definition.pages if done else None)

    def act(response: Response | None) -> Response:
        begun = response if response is not None else begun_for(desk, follow_up, asks, CALL)
        given = as_kept(begun, definition, said)
        if response is not None and dict(response.answers) == given and (response.state == ANSWERED) == done:
            return response  # the same again
        refuse_over(begun, desk.now())
        if version is not None and version != begun.version:
            raise races.changed_meanwhile("answers", version=begun.version)
        return _store(desk, asks, response, begun, given, definition.pages[-1], done=done)

    return races.follow(desk, first, act, ResponseMoved, tries=races.CROWD)


def answer_page(desk: Desk, token: str, page: int, answers: Mapping[str, Any], seen: Collection[str]) -> int | None:
    """A page of a link is answered; which page comes next, None: that was the last. ``seen``: which questions were on
    it; where the answers lead to others of the same page, it comes again. Twice is once. Four requests.

    Raises ``NotFound`` for a link that is not ours or a page that is none, ``Invalid`` with the fields,
    ``ResponseOver``, ``LimitReached``.
    """
    first = existing(store.response(desk, named_by(desk, token)), "no such link")
    version = version_of(desk, first.questionnaire_id, first.number)
    definition = version.definition
    existing(page if page in definition.pages else None, "no such page")
    limits.spend_now(desk, TAKEN, "response", first.response_id)
    of_page = {each.key for each in definition.questions if each.page == page}
    said = {name: value for name, value in answers.items() if name in of_page}

    def act(response: Response | None) -> int | None:
        held = existing(response, "no such link")
        refuse_over(held, desk.now())
        kept = {name: value for name, value in held.answers.items() if name not in of_page}
        given = as_kept(held, definition, checked_answers(definition, {**kept, **said}, pages=[page]))
        here = {each.key for each in asked(definition, given) if each.page == page}
        following = page_behind(definition, page, given) if here <= set(seen) else page
        if following is None:
            checked_answers(definition, given, pages=definition.pages)
        _store(desk, version, held, held, given, page, done=following is None)
        return following

    return races.follow(desk, first, act, ResponseMoved, tries=races.CROWD)


def by_token(desk: Desk, token: str, address: str | None = None) -> tuple[Response, Version]:
    """The response behind a link, and what is asked. Two requests, and one to count the source ``address``.

    Raises ``NotFound`` for a link that is not ours, ``LimitReached``.
    """
    response_id = named_by(desk, token)
    if address is not None:
        limits.spend_now(desk, OPENED, "address", limits.pseudonym(desk, limits.network_of(address)))
    response = existing(store.response(desk, response_id), "no such link")
    return response, version_of(desk, response.questionnaire_id, response.number)


def _store(
    desk: Desk,
    version: Version,
    before: Response | None,
    held: Response,
    given: dict[str, Any],
    page: int,
    *,
    done: bool,
) -> Response:
    now = desk.now()
    move: Callable[..., Response] = answered if done else answered_page
    after = replace(move(held, given, page, now), abuse=_abuse_in(desk, version, held, given))
    tx = Transaction(desk)
    if before is None:
        after = replace(after, revision=1)
        put_new(tx, after)
    else:
        store.write(tx, before, after)
    if done and lows(version.definition, given):
        work.put(tx, Raise(after.response_id))
    try:
        tx.commit()
    except AskedBefore:
        raise ResponseMoved(store.response(desk, after.response_id)) from None
    return after


def _abuse_in(desk: Desk, version: Version, response: Response, given: Mapping[str, Any]) -> dict[str, Spans]:
    """Where abuse stands in what was written, if agents of its plan are to see it masked."""
    written = [each.key for each in asked(version.definition, given) if each.kind == TEXT and each.key in given]
    if not written or not plans.read_plan(desk, response.plan_key).limits.mask_abuse:
        return {}
    spans = {name: knowledge.abuse_in(desk, response.plan_key, given[name]) for name in written}
    return {name: each for name, each in spans.items() if each}
