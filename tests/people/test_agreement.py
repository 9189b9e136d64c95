"""The confidentiality agreement is accepted before customers' data opens, version by version (F12)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core import audit, work
from chalicelib.core.audit import By
from chalicelib.core.errors import Invalid
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.people import service as people
from chalicelib.people.model.agents import Agent
from chalicelib.people.model.agreements import (
    AgreementComing,
    AgreementDraft,
    AgreementNeeded,
    AgreementRecord,
    NoAgreementDraft,
    NotAsked,
)
from chalicelib.people.model.forms import CreateAgent
from chalicelib.people.model.sessions import SessionEnded
from chalicelib.people.service import access, agreements
from tests.crashes import Death, at_each_write
from tests.in_process import Asking
from tests.worlds import World, at_once, counted

BY = By("agt_boss", "Boss")
WORK = people.may("conversations.answer")


def draft(words: str = "What customers say stays here.") -> AgreementDraft:
    return AgreementDraft({"zh-CN": "保密协议", "en": "Confidentiality"}, {"zh-CN": "客户信息不得外传。", "en": words})


@dataclass
class Stage:
    """A desk with one agent at work, on which agreements are published."""

    world: World
    agent: Agent
    token: str = ""

    @classmethod
    def opened(cls, world: World, agents: int = 1) -> Stage:
        stage = cls(world, world.found(agents=agents)[0])
        stage.token = stage.sign_in()
        return stage

    def sign_in(self, agent: Agent | None = None) -> str:
        return people.sign_in(self.world.desk, (agent or self.agent).email, "correct horse")[0]

    def publish(self, words: str = "Stays here.", effective_at: datetime | None = None) -> AgreementRecord:
        record = agreements.save_draft(self.world.desk, BY, draft(words))
        return agreements.publish(self.world.desk, BY, record.version, effective_at)

    def accept(self, number: int | None = None, digest: str | None = None, token: str = "") -> Any:
        caller = access.newcomer(self.world.desk, token or self.token)
        asked = agreements.standing(self.world.desk, caller.agent).asked
        number, digest = number or (asked.version if asked else 1), digest or (asked.digest if asked else "")
        return agreements.accept(self.world.desk, caller, number, digest, "en")

    def is_open(self, token: str = "") -> bool:
        """Whether what shows customers' data is open to them."""
        try:
            WORK(self.world.desk, token or self.token)
        except AgreementNeeded:
            return False
        return True

    def missing(self, number: int) -> list[str]:
        return [each.agent_id for each in agreements.list_missing(self.world.desk, number, None)[0]]


def test_without_an_agreement_nobody_is_asked_for_anything(world: World) -> None:
    stage = Stage.opened(world)

    standing = agreements.standing(world.desk, stage.agent)

    assert (stage.is_open(), standing.asked, standing.needed, standing.accepted) == (True, None, False, None)
    agreements.save_draft(world.desk, BY, draft())
    assert stage.is_open()


def test_once_published_nothing_opens_before_it_is_accepted(world: World) -> None:
    stage = Stage.opened(world)
    published = stage.publish().published
    assert published is not None

    with pytest.raises(AgreementNeeded) as refused:
        WORK(world.desk, stage.token)
    accepted = stage.accept()

    assert refused.value.extra == {"version": 1}
    assert (accepted.agreement, accepted.digest, accepted.language) == (1, published.digest, "en")
    assert (accepted.name, accepted.number) == (stage.agent.name, stage.agent.number)
    assert stage.is_open()
    assert stage.is_open(stage.sign_in())
    acts = [each for each in audit.whole_month(world.desk, "2026-11") if each.act == "accept_agreement"]
    assert [each.after for each in acts] == [{"version": 1, "digest": published.digest}]


def test_a_new_version_is_asked_for_from_its_moment_on_and_the_one_before_until_then(world: World) -> None:
    stage = Stage.opened(world, agents=2)
    stage.publish()
    stage.accept()
    later = world.clock() + timedelta(hours=2)
    stage.publish("Stays here, and nowhere else.", later)
    other = people.list_agents(world.desk)[1]
    others = stage.sign_in(other)

    before = stage.is_open(), stage.is_open(others)
    early = stage.accept(token=others)  # the first one: it counts until then
    world.clock.forward(hours=2, seconds=1)
    world.online(stage.agent)
    token, others = stage.sign_in(), stage.sign_in(other)
    after = stage.is_open(token), stage.is_open(others)
    stage.accept(token=token)

    assert (before, early.agreement, after) == ((True, False), 1, (False, False))
    assert stage.is_open(token)
    assert (stage.missing(2), stage.missing(1)) == ([other.agent_id], [])


def test_what_comes_may_be_accepted_before_it_counts(world: World) -> None:
    stage = Stage.opened(world)
    stage.publish(effective_at=world.clock() + timedelta(minutes=5))

    standing = agreements.standing(world.desk, world.now(stage.agent))
    stage.accept()
    world.clock.forward(minutes=6)

    assert (standing.asked is not None, standing.needed) == (True, False)
    assert stage.is_open()


def test_another_version_or_other_words_are_not_accepted(world: World) -> None:
    stage = Stage.opened(world)
    with pytest.raises(NotAsked):
        stage.accept(1, "0" * 64)
    first = stage.publish("One").published
    assert first is not None
    second = stage.publish("Two").published
    assert second is not None

    for number, digest in ((1, first.digest), (2, first.digest), (3, second.digest)):
        with pytest.raises(NotAsked):
            stage.accept(number, digest)

    assert (stage.is_open(), first.digest != second.digest) == (False, True)


def test_a_published_version_never_changes(world: World) -> None:
    stage = Stage.opened(world)
    first = stage.publish("One").published

    stage.publish("Two")
    record = agreements.read(world.desk)

    assert agreements.read_version(world.desk, 1) == first
    assert record.published is not None
    assert (record.published.version, record.draft) == (2, None)
    with pytest.raises(NoAgreementDraft):
        agreements.publish(world.desk, BY, record.version)
    kept = agreements.save_draft(world.desk, BY, draft())
    with pytest.raises(ChangedMeanwhile):
        agreements.publish(world.desk, BY, kept.version - 1)


def test_while_a_version_is_to_come_no_other_is_published(world: World) -> None:
    stage = Stage.opened(world)
    stage.publish(effective_at=world.clock() + timedelta(days=1))

    with pytest.raises(AgreementComing):
        stage.publish("Two")

    agreements.end(world.desk, BY, agreements.read(world.desk).version)
    assert stage.publish("Two").published is not None


def test_once_ended_nobody_is_asked_and_what_was_accepted_stays_known(world: World) -> None:
    stage = Stage.opened(world)
    stage.publish()
    stage.accept()
    stage.publish("Two")
    shut = stage.is_open()

    record = agreements.end(world.desk, BY, agreements.read(world.desk).version)

    assert (shut, stage.is_open(), stage.is_open(stage.sign_in())) == (False, True, True)
    assert [each.agreement for each in agreements.list_accepted(world.desk, 1, None)[0]] == [1]
    with pytest.raises(NotAsked):
        agreements.end(world.desk, BY, record.version)
    stage.publish("Three")
    assert not stage.is_open()


@pytest.mark.parametrize(
    ("draft_of", "field"),
    [
        (AgreementDraft({"zh-CN": "x", "en": "x"}, {"zh-CN": "x"}), "draft.texts.en"),
        (AgreementDraft({"en": "x"}, {"zh-CN": "x", "en": "x"}), "draft.titles.zh-CN"),
        (AgreementDraft({"zh-CN": "x", "en": "x"}, {"zh-CN": "x", "en": " \u200b"}), "draft.texts.en"),
    ],
)
def test_what_is_missing_is_said_when_it_is_published(world: World, draft_of: AgreementDraft, field: str) -> None:
    world.found()
    record = agreements.save_draft(world.desk, BY, draft_of)

    with pytest.raises(Invalid) as refused:
        agreements.publish(world.desk, BY, record.version)

    assert [each.field for each in refused.value.errors] == [field]
    assert agreements.read(world.desk).published is None


def test_a_draft_is_never_endless_and_no_moment_lies_behind(world: World) -> None:
    world.found()
    for wrong in (
        AgreementDraft({"de": "x"}),
        AgreementDraft({}, {"en": "x" * 20_001}),
        AgreementDraft({}, {"en": "a\x00"}),
        AgreementDraft({}, {"en": "a\x01" * 10_000}),  # six bytes each as it is stored
        AgreementDraft({"en": "a\x7f"}, {}),
    ):
        with pytest.raises(Invalid):
            agreements.save_draft(world.desk, BY, wrong)
    agreements.save_draft(world.desk, BY, draft("First\r\n\t* second"))
    record = agreements.save_draft(world.desk, BY, draft())

    for moment in (world.clock() - timedelta(seconds=1), world.clock() + timedelta(days=400)):
        with pytest.raises(Invalid):
            agreements.publish(world.desk, BY, record.version, moment)


def test_accepting_twice_and_at_once_is_once(world: World) -> None:
    stage = Stage.opened(world)
    stage.publish()
    read = agreements.standing(world.desk, stage.agent).asked
    assert read is not None

    outcomes = at_once([lambda: stage.accept(1, read.digest) for _ in range(5)])

    assert len({each.at for each in outcomes}) == 1
    assert len(agreements.list_accepted(world.desk, 1, None)[0]) == 1


def test_whoever_signs_in_or_is_made_before_it_has_spread_is_asked_all_the_same(world: World) -> None:
    stage = Stage.opened(world)
    record = agreements.save_draft(world.desk, BY, draft())
    deaf = replace(world.desk, handlers={"people.spread_agreement": lambda *_: None})
    agreements.publish(deaf, BY, record.version)
    form = CreateAgent(email="n@example.com", name="N", number="7", password="correct horse", temporary=False)
    new = people.create_agent(world.desk, form)

    still_open, signed_in_anew, made_anew = stage.is_open(), stage.is_open(stage.sign_in()), new.asks
    world.clock.forward(minutes=7)
    while work.run_due(world.desk, limit=1_000):
        pass

    assert (still_open, signed_in_anew, len(made_anew)) == (True, False, 1)
    assert not stage.is_open()


def test_dying_while_publishing_asks_everybody_or_nobody(world: World) -> None:
    stage = Stage.opened(world)

    def story(death: Death) -> None:
        before = agreements.read(world.desk).published
        with death():
            stage.publish(f"Words {death.number} {death.written}")
        now = agreements.read(world.desk).published
        world.clock.forward(minutes=1)
        while work.run_due(world.desk, limit=1_000):
            pass
        assert stage.is_open() is (now == before and (now is None or world.now(stage.agent).agreed == now.version))
        if now is not None and world.now(stage.agent).agreed < now.version:
            stage.accept()

    assert at_each_write(story) >= 2


def test_dying_while_accepting_keeps_all_of_it_or_nothing(world: World) -> None:
    stage = Stage.opened(world)

    def story(death: Death) -> None:
        published = stage.publish(f"Words {death.number} {death.written}").published
        assert published is not None
        with death():
            stage.accept()
        found = [each.agent_id for each in agreements.list_accepted(world.desk, published.version, None)[0]]
        assert (world.now(stage.agent).agreed == published.version) is (found == [stage.agent.agent_id])
        stage.accept(published.version, published.digest)
        assert stage.is_open()

    assert at_each_write(story) >= 1


def test_many_agents_are_spread_to_page_by_page(world: World) -> None:
    stage = Stage.opened(world, agents=7)
    stage.publish()
    number = agreements.read(world.desk).version

    for _ in range(2):
        agreements.spread(world.desk, agreements.SpreadAgreement(1), page=3)
        while work.run_due(world.desk, limit=1_000):
            pass

    assert number == 2
    assert all(len(each.asks) == 1 for each in people.list_agents(world.desk))
    assert len(stage.missing(1)) == 7


def test_what_must_be_accepted_costs_no_request(world: World) -> None:
    stage = Stage.opened(world)
    with counted() as before:
        stage.is_open()
    stage.publish()
    with counted() as refused:
        stage.is_open()
    stage.accept()

    with counted() as after:
        stage.is_open()

    assert len(before) == len(refused) == len(after) == 1


def test_a_conversation_under_way_is_there_afterwards_and_what_was_asked_before_goes_through(world: World) -> None:
    stage = Stage.opened(world)
    world.online(stage.agent)
    form = StartConversation(text="Hello?", client_id="1")
    visitor = world.visitor()
    conversation_id = conversations.start_conversation(world.desk, visitor, "demo", form).conversation_id
    caller = WORK(world.desk, stage.token)  # the request has begun

    stage.publish()
    conversations.reply(world.desk, caller.agent, conversation_id, "Hi", "r1")
    shut = stage.is_open()
    for _ in range(10):
        world.clock.forward(seconds=20)
        people.beat(world.desk, access.may("conversations.answer", first=access.newcomer)(world.desk, stage.token))
        while work.run_due(world.desk, limit=1_000):
            pass
    stage.accept()

    header = conversations.find(world.desk, conversation_id)
    assert (shut, stage.is_open()) == (False, True)
    assert (header.state, header.agent_id) == ("open", stage.agent.agent_id)
    conversations.reply(world.desk, WORK(world.desk, stage.token).agent, conversation_id, "Still here", "r2")


def test_nobody_comes_online_before_they_have_accepted(world: World) -> None:
    stage = Stage.opened(world)
    stage.publish()
    heard = access.may("conversations.answer", first=access.newcomer)

    before = people.beat(world.desk, heard(world.desk, stage.token)).status
    stage.accept()
    after = people.beat(world.desk, heard(world.desk, stage.token)).status

    assert (before, after) == ("offline", "online")


def test_whoever_was_signed_out_meanwhile_accepts_nothing(world: World) -> None:
    stage = Stage.opened(world)
    stage.publish()
    caller = access.newcomer(world.desk, stage.token)
    read = agreements.standing(world.desk, caller.agent).asked
    assert read is not None
    people.sign_out(world.desk, caller.agent, caller.session_id)

    with pytest.raises(SessionEnded):
        agreements.accept(world.desk, caller, read.version, read.digest, "en")


def test_over_http_the_console_reads_accepts_and_goes_on(world: World) -> None:
    stage, http = Stage.opened(world), Asking()
    refused_before = http.ask("GET", "/v1/desk/conversations", stage.token).status
    stage.publish()

    refused = http.ask("GET", "/v1/desk/conversations", stage.token)
    session = http.ask("GET", "/v1/desk/session", stage.token).said
    own = http.ask("GET", "/v1/desk/agreement", stage.token).said
    form = {"version": own["asked"]["version"], "digest": own["asked"]["digest"], "language": "zh-CN"}
    accepted = http.ask("POST", "/v1/desk/agreement/acceptance", stage.token, form)

    assert (refused_before, refused.status, refused.said["code"]) == (200, 403, "agreement_needed")
    assert (session["agreement"], own["needed"], accepted.status) == (1, True, 200)
    assert http.ask("GET", "/v1/desk/conversations", stage.token).status == 200
    assert http.ask("GET", "/v1/desk/session", stage.token).said["agreement"] is None
