"""What a widget is told before anything is said (A6, C1), over HTTP."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from chalicelib.core import work
from chalicelib.core.transactions import Transaction
from chalicelib.people.model.rights import ADMINISTRATOR, SUPERVISOR
from chalicelib.plans import service as plans
from chalicelib.plans import store
from tests.in_process import Asking
from tests.worlds import World, counted

HOURS = {
    "weekly": {"mon": [["09:00", "18:00"]], "tue": [["09:00", "18:00"]]},
    "breaks": [["12:00", "13:00"]],
    "country": None,
    "exceptions": [{"date": "2026-11-24", "name": "盘点", "spans": []}],
}
RECIPIENT = {"name": "Wang", "email": "wang@example.com", "mobile": "13800138000", "locale": "zh-CN"}


def config(asking: Asking, **headers: str) -> Any:
    return asking.ask("GET", "/v1/widget/demo/config", headers=headers)


def test_the_widget_hears_in_one_request_whether_somebody_is_there(world: World) -> None:
    (agent,) = world.found(agents=1)
    asking = Asking()

    alone = config(asking).said
    world.online(agent, "busy")
    with counted() as requests:
        there = config(asking).said
    world.clock.forward(minutes=5)
    work.run_due(world.desk)
    silent = config(asking).said

    assert (alone["open"], alone["online"], alone["reason"]) == (True, False, None)
    assert (there["online"], silent["online"]) == (True, False)
    assert len(requests) == 2


def test_a_closed_plan_says_why_and_until_when_in_both_languages(world: World) -> None:
    world.found()
    plans.update_plan(world.desk, "demo", {"hours": HOURS}, None)
    world.clock.at = datetime(2026, 11, 23, 11, 0, tzinfo=UTC)  # Monday, 19:00 in Shanghai; Tuesday is taken out

    with counted() as requests:
        said = config(Asking()).said

    assert (said["open"], said["online"], said["reason"]) == (False, False, "hours")
    assert said["opens_at"] == "2026-11-30T01:00:00Z"
    assert "11月30日（周一）09:00" in said["texts"]["zh-CN"]["off_hours"]
    assert "Mon 30 Nov, 09:00" in said["texts"]["en"]["off_hours"]
    assert len(requests) == 3  # the plan, and once in a minute whether there is help, and anything to subscribe to


def test_an_unchanged_plan_is_not_sent_again_and_closing_time_changes_it(world: World) -> None:
    world.found()
    plans.update_plan(world.desk, "demo", {"hours": HOURS}, None)
    world.clock.at = datetime(2026, 11, 23, 9, 59, tzinfo=UTC)
    asking = Asking()
    first = config(asking)

    same = config(asking, **{"If-None-Match": first.headers["etag"]})
    world.clock.at += timedelta(minutes=2)
    later = config(asking, **{"If-None-Match": first.headers["etag"]})

    assert (same.status, later.status) == (304, 200)
    assert (first.said["open"], later.said["open"]) == (True, False)


def test_a_browser_that_names_its_version_in_any_lawful_way_is_not_sent_it_again(world: World) -> None:
    world.found()
    asking = Asking()
    tag = config(asking).headers["etag"]

    named = [tag, f"W/{tag}", f'"other", {tag}', "*", '"other"']
    answers = [config(asking, **{"If-None-Match": each}).status for each in named]

    assert answers == [304, 304, 304, 304, 200]


def test_a_plan_at_its_limits_is_stored_and_one_beyond_them_names_what_is_too_large(world: World) -> None:
    world.found()
    admin, asking = world.agent(role=ADMINISTRATOR), Asking()
    token = asking.sign_in(admin)

    def rules(length: int) -> dict[str, Any]:
        words = ["茶" * length] * 30
        each = {"match": "contains", "words": words, "texts": {"zh-CN": "好"}}
        return {"auto_replies": [{"reply_id": f"r{n}", **each} for n in range(50)]}

    full = asking.ask("PUT", "/v1/admin/plans/demo", token, rules(39))
    over = asking.ask("PUT", "/v1/admin/plans/demo", token, rules(41))
    huge = asking.ask("PUT", "/v1/admin/plans/demo", token, rules(200))
    elsewhere = asking.ask("POST", "/v1/widget/demo/visitors", None, {"page": "x" * 70_000})

    assert (full.status, len(full.said["auto_replies"])) == (200, 50)
    assert (over.status, over.said["errors"][0]["field"]) == (422, "auto_replies")
    assert (huge.status, huge.said["errors"][0]["field"]) == (413, "body")
    assert (elsewhere.status, elsewhere.said["code"]) == (413, "body_too_large")


def test_nobody_on_a_foreign_website_is_told_anything(world: World) -> None:
    world.found()
    plans.update_plan(world.desk, "demo", {"allowed_origins": ["https://shop.example"]}, None)

    foreign = config(Asking(), Origin="https://evil.example")
    ours = config(Asking(), Origin="https://shop.example")

    assert (foreign.status, foreign.said["code"]) == (403, "origin_not_allowed")
    assert ours.status == 200


def test_an_administrator_gets_back_what_they_saved(world: World) -> None:
    world.found()
    admin, asking = world.agent(role=ADMINISTRATOR), Asking()
    token = asking.sign_in(admin)
    said = {
        "hours": HOURS,
        "offline": {"recipients": [RECIPIENT], "remind_after_minutes": 30},
        "auto_replies": [{"reply_id": "a", "match": "exact", "words": ["x"], "texts": {"en": "y"}, "active": False}],
        "look": {"icon": "headset", "show": "board", "theme": "dark", "picture": "https://shop.example/a.png"},
        "texts": {"en": {"board_title": "Ask us"}},
    }

    saved = asking.ask("PUT", "/v1/admin/plans/demo", token, said)
    always = asking.ask("PUT", "/v1/admin/plans/demo", token, {"hours": None})
    untouched = asking.ask("PUT", "/v1/admin/plans/demo", token, {"name": "Other"})

    assert saved.status == 200, saved
    assert saved.said["hours"]["weekly"]["mon"] == [["09:00", "18:00"]]
    assert saved.said["hours"]["exceptions"] == HOURS["exceptions"]
    assert saved.said["offline"]["recipients"] == [{**RECIPIENT, "mobile": "+8613800138000"}]
    assert saved.said["auto_replies"] == said["auto_replies"]
    assert saved.said["look"]["theme"] == "dark"
    assert (saved.said["look"]["show"], saved.said["texts"]["en"]["board_title"]) == ("board", "Ask us")
    assert saved.said["texts"]["zh-CN"]["title"] == "在线客服"
    assert (always.said["hours"], untouched.said["hours"]) == (None, None)
    assert untouched.said["offline"]["remind_after_minutes"] == 30


def test_whoever_sees_colleagues_is_told_the_names_and_colours_of_all_plans_and_nothing_else_of_them(
    world: World,
) -> None:
    world.found()
    plans.create_plan(world.desk, "tea", {"name": "茶铺", "look": {"color": "#0e6b58"}})
    asking = Asking()
    token = asking.sign_in(world.agent(role=SUPERVISOR))

    named = asking.ask("GET", "/v1/desk/plans", token)
    stranger = asking.ask("GET", "/v1/desk/plans")
    whole = asking.ask("GET", "/v1/admin/plans", token)

    assert named.said["next"] is None
    assert [each["plan_key"] for each in named.said["items"]] == ["demo", "tea"]
    assert named.said["items"][1] == {
        "plan_key": "tea",
        "name": "茶铺",
        "color": "#0e6b58",
        "archived": False,
        "orders": False,
    }
    assert (named.status, stranger.status, whole.status) == (200, 401, 403)


def test_every_wrong_recipient_is_named(world: World) -> None:
    world.found()
    admin, asking = world.agent(role=ADMINISTRATOR), Asking()
    recipients = [{"name": "", "email": "no"}, {"name": "Li"}, {"name": "Bo", "mobile": "12", "locale": "fr"}]

    refused = asking.ask("PUT", "/v1/admin/plans/demo", asking.sign_in(admin), {"offline": {"recipients": recipients}})

    assert refused.status == 422
    assert [each["field"] for each in refused.said["errors"]] == [
        "offline.recipients.0.name",
        "offline.recipients.0.email",
        "offline.recipients.1.email",
        "offline.recipients.1.mobile",
        "offline.recipients.2.mobile",
        "offline.recipients.2.locale",
    ]


def test_the_desks_own_pages_may_always_use_the_plan(world: World) -> None:
    world.found()
    plans.update_plan(world.desk, "demo", {"allowed_origins": ["https://shop.example"]}, None)

    own = config(Asking(), Origin="https://desk.example", Host="desk.example")
    another = config(Asking(), Origin="https://desk.example.evil", Host="desk.example")

    assert (own.status, another.status) == (200, 403)


def test_where_a_widget_is_first_seen_is_kept_and_costs_one_write_in_its_life(world: World) -> None:
    world.found()
    asking, first, before = Asking(), "https://shop.example", world.clock.at

    with counted() as looking:
        for origin in (first, "https://other.example", first):
            config(asking, Origin=origin)

    plan = plans.read_plan(world.desk, "demo")
    assert plan.seen_at is not None
    assert before <= plan.seen_at <= world.clock.at
    assert plan.seen_origin == first
    assert looking.names.count("UpdateItem") == 1
    assert plan.version == 1


def test_neither_the_desks_own_pages_nor_programs_are_a_website(world: World) -> None:
    world.found()
    asking = Asking()

    for origin in ("null", "https://", "file://here", "https://" + "a" * 300):
        config(asking, Origin=origin)
    config(asking)

    assert plans.read_plan(world.desk, "demo").seen_at is None


def test_a_change_of_the_plan_keeps_where_it_was_seen(world: World) -> None:
    world.found()
    config(Asking(), Origin="https://shop.example")

    plans.update_plan(world.desk, "demo", {"name": "Tea"}, None)

    assert plans.read_plan(world.desk, "demo").seen_origin == "https://shop.example"


def test_of_two_who_look_first_at_once_one_is_kept(world: World) -> None:
    world.found()
    plan = plans.read_plan(world.desk, "demo")
    config(Asking(), Origin="https://shop.example")

    tx = Transaction(world.desk)
    store.put_seen(tx, plan.key, world.desk.now(), "https://other.example")
    with pytest.raises(store.SeenBefore):
        tx.commit()

    assert plans.read_plan(world.desk, "demo").seen_origin == "https://shop.example"
