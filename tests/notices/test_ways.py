"""Notices go where their customer prefers to read: the website, or where they write from; never where refused (A11)."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.conversations import service as conversations
from chalicelib.core.outbound import NoAnswer
from chalicelib.core.transactions import Transaction
from chalicelib.notices.service import mailings, showing, topics
from chalicelib.notifications import service as notifications
from chalicelib.notifications.model.notice import Notice
from chalicelib.visitors import service as visitors
from chalicelib.visitors.model.visitor import Visitor
from tests.channels.stage import Stage
from tests.crashes import AFTER, Death, at_each_write
from tests.in_process import Asking
from tests.notices.stage import BOSS, PROOF, customer, run, sent, subscribed, topic
from tests.notices.test_mailings import started
from tests.notifications.shops import SETTINGS
from tests.worlds import World


@pytest.fixture
def stage(world: World) -> Stage:
    """A desk with a social account to which customers write, that can write letters too."""
    there = Stage(world, kind="social")
    notifications.update_settings(world.desk, SETTINGS)
    return there


def wishing(world: World, who: Visitor, **wishes: Any) -> Visitor:
    """The same customer, who wishes so."""
    visitors.change_wishes(world.desk, who.visitor_id, lambda before: replace(before, **wishes), PROOF, BOSS)
    return visitors.whole(world.desk, who.visitor_id)


def writer(stage: Stage) -> Visitor:
    """Somebody who has just written by the social account, and whose address is known."""
    conversation_id = stage.says("Hello").conversation_id
    before = visitors.whole(stage.world.desk, conversations.find(stage.world.desk, conversation_id).visitor_id)
    tx = Transaction(stage.world.desk)
    visitors.edit(tx, before, replace(before, email="wang@mail.example", version=before.version + 1))
    tx.commit()
    return visitors.whole(stage.world.desk, before.visitor_id)


def letters(world: World) -> list[Notice]:
    """The notices of the ledger, oldest first."""
    found = notifications.list_notices(world.desk, "", None)[0]
    return sorted((each for each in found if each.topic_id), key=lambda each: each.notice_id)


def told_there(stage: Stage) -> list[str]:
    """What went out by the account as notices."""
    return [body["text"] for _, _, body in stage.partner.asked if body["kind"] == "notice"]


def test_by_the_social_account_within_its_hours_else_by_the_next_that_is_allowed_once_each(stage: Stage) -> None:
    world, there = stage.world, topic(stage.world)
    wang = subscribed(world, there, wishing(world, writer(stage), preferred="social"))
    started(world, there)
    run(world, minutes=2)
    by_account = (told_there(stage), [each.to for each in sent(world)])
    world.clock.forward(hours=49)
    started(world, there)
    run(world, minutes=2)
    wishing(world, wang, refused=("email",))
    started(world, there)
    run(world, minutes=2)

    (text,) = by_account[0]
    assert "新茶到了" in text and "/n/" in text and by_account[1] == []
    assert len(told_there(stage)) == 1 and [each.to for each in sent(world)] == ["wang@mail.example"]
    expected = [("social", "sent"), ("email", "sent"), ("email", "withheld")]
    assert [(each.channel, each.state) for each in letters(world)] == expected


def test_never_by_one_that_was_refused_and_by_another_where_the_account_does_not_take_it(stage: Stage) -> None:
    world, there = stage.world, topic(stage.world)
    topics.update_rules(world.desk, BOSS, "demo", {"a_day": 100, "within": None})
    wang = subscribed(world, there, wishing(world, writer(stage), preferred="social", refused=("social",)))
    started(world, there)
    run(world, minutes=2)
    refused = [each.to for each in sent(world)]
    wishing(world, wang, refused=())
    stage.partner.says = NoAnswer("refused", "status 403")
    started(world, there)
    run(world, minutes=2)
    stage.partner.says = NoAnswer("unreachable", "refused to connect")
    started(world, there)
    run(world, minutes=60)

    assert refused == ["wang@mail.example"]
    assert [each.to for each in sent(world)] == ["wang@mail.example"] * 3
    assert [(each.channel, each.state) for each in letters(world)] == [("email", "sent")] * 3


def test_on_the_website_it_waits_for_the_next_visit_until_it_is_read(stage: Stage) -> None:
    world, asking, there = stage.world, Asking(), topic(stage.world)
    token = asking.ask("POST", "/v1/widget/demo/visitors", "", {"locale": "en"}).said["token"]
    root = "/v1/widget/demo/subscriptions"
    asking.ask("POST", root, token, {"topic_id": there.topic_id})
    chosen = asking.ask("PUT", root, token, {"preferred": "web", "refused_kinds": ["survey"]})
    started(world, there)
    started(world, there)
    run(world, minutes=3)
    first = asking.ask("GET", root, token).said
    one, two = (each["notice_id"] for each in first["notices"])
    after = [asking.ask("PUT", root, token, {"read": [one]}).said["notices"] for _ in range(2)]
    nothing = asking.ask("PUT", root, token, {"read": [two, "ntc_none"], "preferred": None}).said
    wrong = asking.ask("PUT", root, token, {"hours": {"begins": "9", "ends": "21:00"}})

    wishes = {"preferred": "web", "refused": [], "refused_kinds": ["survey"], "hours": None}
    assert chosen.said["wishes"] == wishes
    assert first["reached_by"] == ["web"] and first["topics"][0]["subscribed"]
    assert [each["subject"] for each in first["notices"]] == ["News: new tea"] * 2
    assert [[each["notice_id"] for each in some] for some in after] == [[two], [two]]
    assert nothing["notices"] == [] and nothing["wishes"]["preferred"] is None
    assert (wrong.status, wrong.said["errors"][0]["field"]) == (422, "hours.begins")
    assert sent(world) == []


def test_dying_at_writes_it_is_shown_once(stage: Stage) -> None:
    world, there = stage.world, topic(stage.world)
    who = subscribed(world, there, wishing(world, customer(world, 1), preferred="web"))
    topics.update_rules(world.desk, BOSS, "demo", {"a_day": 100, "within": None})

    def story(death: Death) -> None:
        before = {each.notice_id for each in showing.unread(world.desk, who)}
        showing.read_some(world.desk, who, frozenset(before))
        started(world, there)
        with death():
            run(world, minutes=1)
        run(world, minutes=3)
        assert len(showing.unread(world.desk, who)) == 1

    at_each_write(story, step=4, sides=(AFTER,), most=200)


def test_the_widget_is_told_whether_there_is_anything_to_subscribe_to(stage: Stage) -> None:
    asking = Asking()
    before = asking.ask("GET", "/v1/widget/demo/config", "").said["notices"]
    topic(stage.world)
    stage.world.clock.forward(seconds=61)
    after = asking.ask("GET", "/v1/widget/demo/config", "").said["notices"]

    assert (before, after) == (False, True)


def test_nothing_goes_to_a_website_whose_widget_shows_no_notices(stage: Stage) -> None:
    world, there = stage.world, topic(stage.world, open=False)
    subscribed(world, there, wishing(world, customer(world, 1), preferred="web"))
    nobody = subscribed(world, there, customer(world, 2, email=None))
    mailing_id = started(world, there).mailing_id
    run(world, minutes=2)

    assert [(each.channel, each.state) for each in letters(world)] == [("email", "sent")]
    assert [each.why for _, each in mailings.list_tos(world.desk, mailing_id, None)[0] if each.why] == ["no_address"]
    assert showing.unread(world.desk, nobody) == []
