"""A conversation is proposed once, decided on once, and its proposer hears of it (E2)."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.conversations.service import composing, intake
from chalicelib.core.audit import By
from chalicelib.core.errors import Invalid
from chalicelib.core.masks import MASK
from chalicelib.knowledge.model.articles import ARCHIVED, DRAFT, Article, NewArticle, Wording, WrongState
from chalicelib.knowledge.model.markdown import pictures_in
from chalicelib.knowledge.service import articles, publishing
from chalicelib.people.model.reach import NotYours
from chalicelib.suggestions.model.proposals import (
    DECLINED,
    DRAFTED,
    JOINED,
    MOST_ENTRIES,
    OPEN,
    Proposal,
    ProposalDecided,
    Written,
)
from chalicelib.suggestions.service import lists, proposing
from tests.crashes import Death, at_each_write
from tests.suggestions.stage import ANSWER, Stage
from tests.worlds import World, at_once, counted


def existing(stage: Stage, body: str = "Plug it in.") -> Article:
    return articles.draft_article(stage.desk, hand(stage), NewArticle({"en": Wording("Power", body)}))[0]


def hand(stage: Stage) -> By:
    return By(stage.boss.agent_id, stage.boss.name)


def test_a_proposal_keeps_which_entries_it_is_from_and_masks_who_somebody_is(world: World) -> None:
    stage = Stage.opened(world)
    header = stage.asked("My order is 20230817, call me at 138 0013 8000", "How do I reset it?")

    proposal = stage.propose(header, "Order 2023 0817: reset", answer="Call +49 30 1234567 or 400-820-8820. " + ANSWER)

    assert (proposal.state, proposal.author.id, proposal.locale) == (OPEN, stage.agent.agent_id, "en")
    assert (proposal.source.first, proposal.source.last) == (1, header.last_seq)
    assert proposal.title == f"Order {MASK}: reset"
    assert proposal.answer == f"Call {MASK} or 400-820-8820. {ANSWER}"
    assert stage.listed(stage.agent, "own") == [proposal.proposal_id] == stage.listed(stage.leader)


def test_a_conversation_is_proposed_once_whoever_does(world: World) -> None:
    stage = Stage.opened(world)
    header = stage.asked("How do I reset it?")
    makers = [stage.agent, stage.leader, stage.boss] * 2

    outcomes = at_once([lambda by=by: stage.propose(header, f"By {by.name}", by) for by in makers])

    assert len({(each.proposal_id, each.title, each.author_id) for each in outcomes}) == 1
    assert stage.listed(stage.boss) == [outcomes[0].proposal_id]
    assert proposing.proposal_of(stage.desk, stage.caller(stage.agent), header.conversation_id) == outcomes[0]


def test_who_does_not_see_the_conversation_proposes_and_reads_nothing_of_it(world: World) -> None:
    stage = Stage.opened(world)
    header = stage.asked("How do I reset it?")

    with pytest.raises(NotYours):
        stage.propose(header, by=stage.outsider)
    with pytest.raises(NotYours):
        proposing.proposal_of(stage.desk, stage.caller(stage.outsider), header.conversation_id)
    with pytest.raises(Invalid, match="no such conversation"):
        proposing.propose(stage.desk, stage.caller(stage.agent), "cnv_nothing", Written("T", "A"))

    assert stage.listed(stage.boss) == []


def test_editors_see_and_decide_within_their_reach_and_read_what_was_said(world: World) -> None:
    stage = Stage.opened(world)
    proposal = stage.propose(stage.asked("I am at 13800138000", "How do I reset it?"))
    elsewhere = world.agent(role="group_leader")

    whole, excerpt = lists.read_proposal(stage.desk, world.now(stage.leader), proposal.proposal_id)

    assert whole == proposal
    assert excerpt is not None
    assert [each.words for each in excerpt.entries] == ["I am at 13800138000", "How do I reset it?"]
    assert excerpt.own == {"13800138000"}
    assert stage.listed(elsewhere) == []
    with pytest.raises(NotYours):
        lists.read_proposal(stage.desk, world.now(elsewhere), proposal.proposal_id)
    with pytest.raises(NotYours):
        stage.decide(proposal, DECLINED, elsewhere, reason="No")
    assert stage.listed(stage.agent) == []


def test_what_was_withdrawn_since_is_not_in_the_excerpt(world: World) -> None:
    stage = Stage.opened(world)
    header = stage.asked("How do I reset it?")
    entry, _ = intake.reply(stage.desk, world.now(stage.agent), header.conversation_id, "Oops", "r1")
    proposal = stage.propose(header)

    composing.change_reply(stage.desk, world.now(stage.agent), header.conversation_id, entry.seq, None, "w1")
    _, excerpt = lists.read_proposal(stage.desk, world.now(stage.boss), proposal.proposal_id)

    assert excerpt is not None
    assert [each.words for each in excerpt.entries] == ["How do I reset it?"]


def test_a_draft_is_made_of_it_with_its_source_and_who_proposed_it_is_told_once(world: World) -> None:
    stage = Stage.opened(world)
    proposal = stage.propose(stage.asked("How do I reset it?"))

    decided = stage.decide(proposal, DRAFTED, key="same")
    again = stage.decide(proposal, DRAFTED, key="same")

    assert decided == again == stage.now(proposal)
    assert decided.decision is not None
    article = stage.article(decided.decision.article_id)
    assert (article.state, article.wordings, article.sources) == (
        DRAFT,
        {"en": Wording(proposal.title, ANSWER)},
        (proposal.proposal_id,),
    )
    assert (article.author.id, article.plan_keys) == (stage.boss.agent_id, ("demo",))
    assert stage.letters() == [stage.agent.email]
    assert stage.listed(stage.boss) == []
    assert stage.listed(stage.boss, DRAFTED) == [proposal.proposal_id]


def test_it_joins_an_article_of_which_readers_keep_what_they_had(world: World) -> None:
    stage = Stage.opened(world)
    article = existing(stage)
    publishing.publish_article(stage.desk, hand(stage), article)
    proposal = stage.propose(stage.asked("How do I reset it?"))

    decided = stage.decide(proposal, JOINED, article_id=article.article_id)

    after = stage.article(article.article_id)
    assert decided.state == JOINED
    assert after.state == DRAFT
    assert after.wordings["en"].body == f"Plug it in.\n\n## {proposal.title}\n\n{ANSWER}"
    assert after.sources == (proposal.proposal_id,)
    assert articles.published(stage.desk, [article.article_id])[article.article_id].wordings["en"].body == "Plug it in."


def test_a_picture_that_is_not_the_articles_own_is_words_in_it(world: World) -> None:
    stage = Stage.opened(world)
    first, second = (f"picture:fil_{number:026}" for number in (1, 2))
    answer = f"See ![it]({first}) and ![so][1]\n\n[1]: <{second}>"
    proposal = stage.propose(stage.asked("How do I reset it?"), answer=answer)

    decided = stage.decide(proposal, DRAFTED)

    assert decided.decision is not None
    body = stage.article(decided.decision.article_id).wordings["en"].body
    assert (pictures_in(answer) != [], pictures_in(body)) == (True, [])


@pytest.mark.parametrize("title", ["How\u00a0is\u200bit\u2028reset?", "\U0001f600" * 60, "<b>=cmd|'/C calc'!A1</b>"])
def test_whatever_is_proposed_can_become_a_draft(world: World, title: str) -> None:
    stage = Stage.opened(world)
    proposal = stage.propose(stage.asked("How do I reset it?"), title, answer="one\r\ntwo\rthree\u2028\u200bfour")

    decided = stage.decide(proposal, DRAFTED)

    assert decided.decision is not None
    assert stage.article(decided.decision.article_id).wordings["en"].title == proposal.title


def test_it_joins_nothing_that_is_not_there_full_or_in_the_archive(world: World) -> None:
    stage = Stage.opened(world)
    proposal = stage.propose(stage.asked("How do I reset it?"))
    full, gone = existing(stage, "x" * 19_990), existing(stage)
    publishing.archive_article(stage.desk, hand(stage), gone)

    for article_id in ("art_nothing", full.article_id):
        with pytest.raises(Invalid) as refused:
            stage.decide(proposal, JOINED, article_id=article_id)
        assert [each.field for each in refused.value.errors] == ["article_id"]
    with pytest.raises(WrongState):
        stage.decide(proposal, JOINED, article_id=gone.article_id)

    assert stage.now(proposal) == proposal
    assert stage.article(gone.article_id).state == ARCHIVED


def test_of_two_editors_at_once_one_decides(world: World) -> None:
    stage = Stage.opened(world)
    proposal = stage.propose(stage.asked("How do I reset it?"))
    verdicts: list[tuple[str, dict[str, Any]]] = [(DRAFTED, {}), (DECLINED, {"reason": "Known"})] * 2

    outcomes = at_once(
        [
            lambda which=which, rest=rest, by=by: stage.decide(proposal, which, by, **rest)
            for (which, rest), by in zip(verdicts, [stage.boss, stage.second] * 2, strict=True)
        ]
    )

    done = [each for each in outcomes if isinstance(each, Proposal)]
    assert len(done) == 1
    assert all(isinstance(each, ProposalDecided) for each in outcomes if each not in done)
    assert len(stage.letters()) == 1
    assert len(articles_there(stage)) == (done[0].state == DRAFTED)


def articles_there(stage: Stage) -> list[str]:
    from chalicelib.knowledge.store import articles as store

    return [each.article_id for each in store.listed(stage.desk, DRAFT, None, 50)[0]]


def test_whoever_dies_while_deciding_leaves_all_of_it_or_nothing(world: World) -> None:
    stage = Stage.opened(world)

    def story(death: Death) -> None:
        proposal = stage.propose(stage.asked("How do I reset it?"))
        before = len(articles_there(stage)), len(stage.letters())
        with death():
            stage.decide(proposal, DRAFTED, key=proposal.proposal_id)
        stage.decide(proposal, DRAFTED, key=proposal.proposal_id)
        assert stage.now(proposal).state == DRAFTED
        assert (len(articles_there(stage)), len(stage.letters())) == (before[0] + 1, before[1] + 1)

    at_each_write(story)


def test_its_author_has_seen_what_became_of_it_and_nobody_else_says_so(world: World) -> None:
    stage = Stage.opened(world)
    proposal = stage.propose(stage.asked("How do I reset it?"))
    assert lists.mark_seen(stage.desk, world.now(stage.agent), proposal.proposal_id) == proposal
    stage.decide(proposal, DECLINED, reason="It is in the manual")

    seen = lists.mark_seen(stage.desk, world.now(stage.agent), proposal.proposal_id)

    assert seen.seen_at is not None
    assert lists.mark_seen(stage.desk, world.now(stage.agent), proposal.proposal_id) == seen
    with pytest.raises(NotYours):
        lists.mark_seen(stage.desk, world.now(stage.boss), proposal.proposal_id)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"title": " "}, "title"),
        ({"title": "x" * 121}, "title"),
        ({"title": "a\nb"}, "title"),
        ({"answer": "\u200b"}, "answer"),
        ({"answer": "x" * 8001}, "answer"),
        ({"answer": "a\x00b"}, "answer"),
        ({"last": 10**6}, "last"),
        ({"first": 2, "last": 1}, "first"),
    ],
)
def test_what_does_not_hold_is_refused_by_its_field_and_nothing_is_kept(
    world: World, fields: dict[str, Any], field: str
) -> None:
    stage = Stage.opened(world)
    header = stage.asked("How do I reset it?")

    with pytest.raises(Invalid) as refused:
        stage.propose(header, **fields)

    assert [each.field for each in refused.value.errors] == [field]
    assert stage.listed(stage.boss) == []


@pytest.mark.parametrize(
    ("outcome", "rest", "field"),
    [
        (DECLINED, {}, "reason"),
        (DECLINED, {"reason": "x" * 1001}, "reason"),
        (JOINED, {}, "article_id"),
        (DRAFTED, {"article_id": "art_1"}, "article_id"),
    ],
)
def test_what_is_said_with_a_decision_must_hold(world: World, outcome: str, rest: dict[str, Any], field: str) -> None:
    stage = Stage.opened(world)
    proposal = stage.propose(stage.asked("How do I reset it?"))

    with pytest.raises(Invalid) as refused:
        stage.decide(proposal, outcome, **rest)

    assert [each.field for each in refused.value.errors] == [field]
    assert stage.now(proposal).state == OPEN


def test_a_long_conversation_and_many_proposals_cost_no_more_requests(world: World) -> None:
    stage = Stage.opened(world)
    header = stage.asked(*[f"Question {number}" for number in range(55)])
    caller, written = stage.caller(stage.agent), Written("Reset", ANSWER)

    with counted() as proposing_costs:
        proposal, _ = proposing.propose(stage.desk, caller, header.conversation_id, written)
    for _ in range(30):
        stage.propose(stage.asked("Again?"))
    with counted() as listing:
        page, following = lists.list_proposals(stage.desk, world.now(stage.boss), OPEN)
    with counted() as reading:
        lists.read_proposal(stage.desk, stage.boss, proposal.proposal_id)
    with counted() as deciding_costs:
        stage.decide(proposal, DRAFTED)

    assert proposal.source.length == MOST_ENTRIES
    assert proposing_costs.names == ["GetItem", "Query", "TransactWriteItems"]
    assert (len(page), following is not None) == (25, True)
    assert len(listing) == 3  # the reader themselves, the list, its proposals
    assert len(reading) <= 4
    assert len(deciding_costs) <= 8
