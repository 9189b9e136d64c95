"""Every list has pages that no number and no size of records makes too large, and nothing is left out of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import msgspec
import pytest

from chalicelib.campaigns.store.campaigns import CampaignRow
from chalicelib.conversations.store import HeaderRow
from chalicelib.core import audit
from chalicelib.core.audit import AuditRow
from chalicelib.core.cursors import seal
from chalicelib.core.desk import Desk
from chalicelib.core.http import Call
from chalicelib.core.pages import PageQuery, page
from chalicelib.core.transactions import Transaction
from chalicelib.followups.store import FollowUpRow
from chalicelib.monitoring.store import LiveRow
from chalicelib.notifications.store import NoticeRow
from chalicelib.offline.store import MessageRow
from chalicelib.people.store.rows import PersonRow
from chalicelib.plans.store import PlanRow
from chalicelib.routing.store import DecisionRow
from chalicelib.visitors.store.records import RecordRow
from chalicelib.visitors.store.visitors import VisitorRow
from infra.local.gateway import Reply
from tests.bad_input.shop import EVERY_ROUTE, Shop, fields_of
from tests.in_process import Held
from tests.offline.night import MEI
from tests.stored import every_item, put_item, put_rows
from tests.worlds import World

LARGE = "LARGE"  # stands in a record where its copies have a long text
COPIES, TEXT = 30, "字" * 14_000
LONG = "字" * 95_000  # so long that twenty are more than an answer may hold
LARGEST_ANSWER = 5_000_000  # bytes; a Lambda function may answer with six

BEST = {"find_articles", "search_help"}  # the ten that answer best: behind them there is nothing
INBOX = "read_inbox"  # what changed since the last question: no more than one agent can have, and fifty who wait
# their records have no long text: names of ours, figures, 200 characters; due work is shown without what it holds
SMALL = {
    "list_privacy_requests",  # fifty a page, of a kilobyte
    "list_erased_agents",  # the same
    "list_holds",  # fifty a page
    "list_revocations",  # the same
    "list_own_requests",  # fifty at most, a line each
    "list_retention_of_plans",  # fifty a page, of a kilobyte
    "list_removed",  # fifty lines of figures a page
    "list_held_things",  # fifty a page
    "find_persons",  # a handful
    "check_setup",
    "list_permissions",
    "list_wall_groups",  # ten a page
    "list_live_plans",  # ten a page
    "list_ended_conversations",  # fifty a page, as ``list_conversations``
    "read_survey_figures",
    "read_report",  # twenty lines of figures a page
    "list_report_facts",  # twenty facts a page
    "list_report_definitions",  # thirty sentences
    "list_open_incidents",  # a hundred lines at most
    "list_incident_events",  # forty at most, all in one item
    "list_incidents",  # fifty a page
    "list_channels",  # a hundred at most
    "list_mailings",  # fifty a page, of 500 characters in each language
    "list_questionnaires",  # a hundred at most, a line of each
    "list_mails",  # fifty a page, of names and a subject each
    "list_vain_questions",  # of three thousand lines two hundred a page
    "list_articles_usage",  # a page of lines of figures
    "list_sealed",  # thirty days a page, a line of figures each
    "list_api_keys",  # fifty that count, all on one shelf
    "list_webhook_events",  # all that there are, read from nowhere
    "list_webhooks",  # ten at most, all read at once
    "list_exchange_kinds",  # six, read from nowhere
    "list_imports",  # twenty a page
    "list_exports",  # twenty a page
    "list_rotas",  # twenty at most, all read at once
    "list_calls",  # fifty a page
    "list_own_proposals",  # twenty-five of eight thousand characters
    "list_proposals",
    "list_article_uses",  # twenty-five, of titles and figures
    "list_plan_costs",  # fifty lines of figures a page
    "read_sms_statement",
    "list_work",
    "list_undeliverable_addresses",
    # a shelf is one item
    "list_phrases",
    "list_shelf",
    "list_categories",
    "list_customer_fields",
    "list_unsaid",
    "list_said",  # figures, twenty-five agents a page
    "list_said_by_word",
    # fifty of two thousand characters
    "list_records",
    "list_phone_calls",
    "list_identity_keys",
    "list_consents",  # nine, of a thousand characters in each language
    "list_agreements",  # the same, as often as their words changed
    "list_shop_keys",
    "list_visits",
    "list_tags",
    "list_merges",  # twenty, of a name each
    "list_customer_ratings",
    # fifty and twenty without their texts
    "list_tickets",
    "list_own_tickets",
    "list_deadlines",
    "list_complaints",
    "list_bulletin_subscriptions",  # fifty, of a thousand recipients each at most
    "list_bulletins",  # fifty without their tables
    "list_day_reports",  # twenty names
    "list_performance_sources",  # a hundred names of figures
    "list_performance_schemes",  # one for each group, without what it says
    "list_performance_months",  # fifty a page
    "list_performance_values",  # fifty agents a page
    "list_performance_ranking",  # fifty in short a page
    "list_left_open",  # twenty a page
    "list_flows",  # one for each of ten types
    "list_sheets",  # twenty at most
    "list_check_lists",  # fifty of a group
    # twenty-five a page
    "list_checks",
    "list_faults",
    "list_shift_handovers",
    "list_instructions",
    "list_minutes",
    # without their bodies
    "list_announcements",
    "list_kept_announcements",
    # twenty-five without what was filled in
    "list_inspections",
    "list_calibrations",
    "list_articles",  # some hundred and thirty, without their texts
    "list_staff_entries",  # twenty-five, of four thousand characters each at most
    "list_staff_sums",  # fifty, of forty kinds
    "list_touchpoint_agents",  # twenty, of figures
    "list_touchpoint_contacts",  # twenty without what was said
    "list_attempts",  # twenty-five lines
    "list_certificates",  # the same, of twenty-five members
    "list_training_orders",  # twenty-five, of two thousand characters each
    "list_courses",  # five hundred at most, a line each
    "list_open_courses",
    "list_requirements",  # one a group
    "list_leave_requests",  # twenty-five, of five hundred characters a word
    "list_attendance_sums",  # fifty, of figures
    "list_agreement_versions",  # ten, of forty thousand characters
    "list_acceptances",  # a hundred names
    "list_not_accepted",  # the same
}


@pytest.fixture
def shop(world: World) -> Shop:
    """A desk in use."""
    return Shop(world)


def made(shop: Shop, path: str, name: str, token: str = "", /, **body: Any) -> str:
    answer = shop.ask("POST", path, token or shop.administrator, body)
    assert answer.status == 201, answer
    return str(answer.said[name])


def an_agent(shop: Shop) -> Sequence[str]:
    number = "9" * 20
    body = {"email": "e@example.com", "name": LARGE, "number": number, "password": "long enough"}
    return made(shop, "/v1/admin/agents", "agent_id", **body), number


def a_group(shop: Shop) -> Sequence[str]:
    return [made(shop, "/v1/admin/groups", "group_id", name=LARGE, leader_id=shop.known["agent_id"])]


def a_role(shop: Shop) -> Sequence[str]:
    return [made(shop, "/v1/admin/roles", "role_id", name=LARGE, permissions=["people.see"])]


def a_plan(shop: Shop) -> Sequence[str]:
    return made(shop, "/v1/admin/plans", "plan_id", key="key-of-a-plan", name=LARGE), "key-of-a-plan"


def a_campaign(shop: Shop) -> Sequence[str]:
    body = {"plan_key": "demo", "days_without_contact": 90, "agent_ids": [shop.known["agent_id"]]}
    return [made(shop, "/v1/admin/campaigns", "campaign_id", name=LARGE, **body)]


def a_rule(shop: Shop) -> Sequence[str]:
    return [made(shop, "/v1/admin/follow-up-rules", "rule_id", name=LARGE)]


def a_follow_up(shop: Shop) -> Sequence[str]:
    due_at = shop.world.clock().replace(year=2027).isoformat()
    visitor_id = shop.ask("GET", f"/v1/desk/conversations/{shop.mine}", shop.agent).said["visitor_id"]
    body = {"kind": "care", "visitor_id": visitor_id, "due_at": due_at, "client_id": "c", "script": LARGE}
    return [made(shop, "/v1/desk/follow-ups", "followup_id", **body)]


def a_note(shop: Shop) -> Sequence[str]:
    path = f"/v1/desk/conversations/{shop.mine}/customer-notes"
    return [made(shop, path, "note_id", shop.agent, text=LARGE, client_id="n")]


def a_message(shop: Shop) -> Sequence[str]:
    body = {"name": "Wang", "text": LARGE, "email": "wang@mail.example.com", "client_id": "m"}
    return [made(shop, "/v1/widget/demo/offline-messages", "message_id", shop.visitor, **body)]


def a_notice(shop: Shop) -> Sequence[str]:
    plan = {"offline": {"recipients": [MEI]}}
    assert shop.ask("PUT", "/v1/admin/plans/demo", shop.administrator, plan).status == 200
    a_message(shop)
    return [shop.ask("GET", "/v1/admin/notices", shop.administrator).said["items"][0]["notice_id"]]


def an_act(shop: Shop) -> Sequence[str]:
    tx = Transaction(shop.world.desk)
    audit.note(tx, audit.SYSTEM, "try", LARGE)
    tx.commit()
    return [shop.ask("GET", "/v1/admin/audit", shop.administrator).said["items"][0]["audit_id"]]


def a_blocked_visitor(shop: Shop) -> Sequence[str]:
    visitor_id = shop.ask("GET", f"/v1/desk/conversations/{shop.mine}", shop.agent).said["visitor_id"]
    path = f"/v1/desk/visitors/{visitor_id}/block"
    assert shop.ask("POST", path, shop.administrator, {"reason": LARGE}).status == 200
    return [visitor_id]


def a_conversation(shop: Shop) -> Sequence[str]:
    path = f"/v1/widget/demo/conversations/{shop.mine}/messages"
    assert shop.ask("POST", path, shop.visitor, {"text": "Hello", "client_id": "l"}).status == 201
    return [shop.mine]


def a_live_visitor(shop: Shop) -> Sequence[str]:
    plan = {"monitoring": {"active": True}}
    assert shop.ask("PUT", "/v1/admin/plans/demo", shop.administrator, plan).status == 200
    beat = {"page": "https://shop.example/", "title": "Tea"}
    assert shop.ask("POST", "/v1/widget/demo/beats", shop.visitor, beat).status == 200
    path = "/v1/desk/plans/demo/live"
    return [shop.ask("GET", path, shop.administrator).said["items"][0]["visitor_id"]]


@dataclass(frozen=True)
class Kind:
    """How one record is made, what is of its own in it, and the lists that show it when asked with ``query``."""

    model: Any
    make: Callable[[Shop], Sequence[str]]
    lists: Sequence[str]
    query: str = ""
    text: str = TEXT
    copies: int = COPIES


KINDS = [
    Kind(PersonRow, an_agent, ["list_agents", "list_colleagues"]),
    Kind(PersonRow, a_group, ["list_groups", "list_colleagues_groups"]),
    Kind(PersonRow, a_role, ["list_roles"]),
    Kind(PlanRow, a_plan, ["list_plans", "list_plan_names"], text="字" * 60_000, copies=42),
    Kind(CampaignRow, a_campaign, ["list_campaigns"]),
    Kind(CampaignRow, a_rule, ["list_follow_up_rules"]),
    Kind(FollowUpRow, a_follow_up, ["list_follow_ups"], "view=all", text=LONG),
    Kind(FollowUpRow, a_follow_up, ["list_customer_follow_ups"], text=LONG),
    Kind(RecordRow, a_note, ["list_notes"], text="字" * 4_000, copies=60),
    Kind(NoticeRow, a_notice, ["list_notices"]),
    Kind(AuditRow, an_act, ["read_audit"]),
    Kind(VisitorRow, a_blocked_visitor, ["list_blocked"]),
    Kind(HeaderRow, a_conversation, ["list_conversations"], "view=all", copies=60),
    Kind(HeaderRow, a_conversation, ["list_own_conversations", "list_earlier_conversations"], copies=60),
    Kind(MessageRow, a_message, ["list_offline_messages"], "view=all", text=LONG),
    Kind(MessageRow, a_message, ["list_own_messages"], text=LONG, copies=19),
    Kind(LiveRow, a_live_visitor, ["list_live_visitors"], copies=120),
    Kind(MessageRow, a_message, ["list_customer_messages"], text=LONG),
]
LISTS = {each for kind in KINDS for each in kind.lists}
BY_NAME = {route.operation: route for route in EVERY_ROUTE}


def copy(kind: Kind, names: Sequence[str]) -> None:
    """So many more records like the one with these names, each with names of its own and a long text."""
    table = kind.model.Meta.table_name
    texts = [json.dumps(item) for item in every_item(table)]
    originals = [text for text in texts if any(name in text for name in names)]
    assert originals
    for number in range(kind.copies):
        for text in originals:
            for name in names:
                text = text.replace(name, f"{name[:-5]}{number + 10_000}")  # noqa: PLW2901
            put_item(table, json.loads(text.replace(LARGE, kind.text)))


def pages_of(shop: Shop, operation: str, query: str = "") -> list[tuple[int, list[Any]]]:
    """Every page of a list: how many bytes it has, and its items."""
    route, pages = BY_NAME[operation], []
    gateway, token = Held(), shop.visitor if "widget" in route.path else shop.administrator
    cursor: str | None = ""
    while cursor is not None:
        target = f"{shop.path(route)}?{query}&cursor={quote(cursor)}"
        answer: Reply = gateway.ask("GET", target, {"Authorization": f"Bearer {token}"})
        said = json.loads(answer.body)
        assert answer.status == 200, said
        pages.append((len(answer.body), said["items"]))
        cursor = said["next"]
    return pages


def test_every_answer_with_items_is_a_list_with_pages_that_is_tried_below(shop: Shop) -> None:
    lists = set()
    for route in EVERY_ROUTE:
        if route.method == "GET" and route.operation != INBOX:
            answer = shop.ask("GET", shop.path(route), shop.token_for(route))
            if answer.said and "items" in answer.said:
                lists.add(route.operation)
                assert "next" in answer.said, route
                has_cursor = "cursor" in {field.encode_name for field in fields_of(route.query)}
                assert has_cursor or (answer.said["next"] is None and route.operation in BEST), route

    assert lists == {*LISTS, *SMALL, *BEST, "explain_assignment"}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.lists[0])
def test_no_page_of_many_large_records_is_too_large_and_none_is_left_out(shop: Shop, kind: Kind) -> None:
    before = [sum(len(items) for _, items in pages_of(shop, each, kind.query)) for each in kind.lists]
    copy(kind, kind.make(shop))

    listed = [pages_of(shop, each, kind.query) for each in kind.lists]

    for pages, there in zip(listed, before, strict=True):
        seen = [json.dumps(item) for _, items in pages for item in items]
        assert max(size for size, _ in pages) < LARGEST_ANSWER
        assert len(seen) == len(set(seen))
        assert len(seen) >= there + kind.copies


def test_no_page_of_decisions_with_many_candidates_is_too_large(shop: Shop) -> None:
    row = DecisionRow.from_raw_data(every_item(DecisionRow.Meta.table_name)[0])
    candidate = row.considered[0]
    for seq in range(1_000, 1_030):
        row.seq, row.considered = seq, [candidate] * 300
        put_rows([row])

    pages = pages_of(shop, "explain_assignment")

    assert len(pages) > 1
    assert max(size for size, _ in pages) < LARGEST_ANSWER
    assert sum(len(items) for _, items in pages) == 31


def test_a_cursor_of_one_list_is_none_of_another(shop: Shop) -> None:
    of_groups = seal(shop.world.desk, "list_groups", "grp_1")
    listed = [each for each in EVERY_ROUTE if "cursor" in {field.encode_name for field in fields_of(each.query)}]

    for route in listed:
        answer = shop.ask("GET", f"{shop.path(route)}?cursor={of_groups}", shop.token_for(route))

        assert answer.status == (200 if route.operation == "list_groups" else 422), answer
        assert answer.status == 200 or answer.said["errors"][0]["field"] == "cursor"
    assert len(listed) > 15


def test_a_page_ends_after_two_hundred_and_says_where_to_go_on(desk: Desk) -> None:
    call = Call(desk, None, None, PageQuery(), {}, "req_1", "", target="numbers")

    first = page(call, range(201), lambda number: number, lambda number: number)
    call.query = PageQuery(first.next or "")
    last = page(call, range(201), lambda number: number, lambda number: number)

    assert (len(first.items), json.loads(msgspec.json.encode(last.items)), last.next) == (200, [200], None)
