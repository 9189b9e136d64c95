"""What is kept no longer goes: by kind and plan, held or not, and reports stay as they were (F6)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from chalicelib.channels.store.channels import KEPT_THREADS
from chalicelib.channels.store.mails import KEPT_MAILS
from chalicelib.conversations import service as conversations
from chalicelib.core.audit import AuditRow
from chalicelib.core.authors import SYSTEM
from chalicelib.core.once import KEPT as ONCE_KEPT
from chalicelib.core.persons import ERASED
from chalicelib.core.tables import time_to_live
from chalicelib.core.transactions import Transaction
from chalicelib.exchange.model.runs import FILES_KEPT
from chalicelib.exchange.model.runs import KEPT as RUNS_KEPT
from chalicelib.followups import store as followups
from chalicelib.followups.store import FollowUpRow
from chalicelib.handover.store import KEPT as HANDOVERS_KEPT
from chalicelib.monitoring.store import FACTS_KEPT
from chalicelib.monitoring.store import KEPT as PRESENCE_KEPT
from chalicelib.privacy.model.requests import LINK_LASTS
from chalicelib.privacy.model.retention import FIXED, FOR_EVER, KINDS, Rules, changed, is_shorter, kept_for, meant_for
from chalicelib.sensitive.store import KEPT as LINKS_KEPT
from chalicelib.suggestions.store.uses import KEPT as USES_KEPT
from chalicelib.tickets.store import tickets
from chalicelib.visitors.model.visitor import VISITS_LAST
from chalicelib.webhooks.model.deliveries import KEPT as DELIVERIES_KEPT
from tests.privacy.nights import keeps, night, removed
from tests.privacy.stage import Person, Stage, places_of
from tests.stored import every_item
from tests.worlds import World

DAYS = "from=2026-11-20&to=2026-11-23"
COUNTED = [f"/v1/desk/reports?by={each}&{DAYS}" for each in ("agent", "plan", "group")]
COUNTED += [f"/v1/admin/survey-figures?by=plan&{DAYS}"]


def figures(stage: Stage) -> list[Any]:
    token = stage.sign_in(stage.chief)
    return [stage.do("GET", each, token).said for each in COUNTED]


def closes(stage: Stage, ticket_id: str) -> None:
    """The ticket is over, whatever its flow asks for."""
    before = tickets.ticket(stage.desk, ticket_id)
    assert before is not None
    now, tx = stage.desk.now(), Transaction(stage.desk)
    over = replace(before, state="closed", state_at=now, closed_at=now, version=before.version + 1)
    tickets.write(tx, before, over, [])
    tx.commit_and_tell()


def calls_off(stage: Stage) -> None:
    """Every follow-up is done."""
    for item in every_item(FollowUpRow.Meta.table_name):
        before = FollowUpRow.followup.held_in(item)
        tx = Transaction(stage.desk)
        after = replace(before, state="done", done_at=stage.desk.now(), outcome="cancelled", version=before.version + 1)
        followups.write(tx, before, after)
        tx.commit_and_tell()


def test_nothing_is_left_of_what_is_old_in_any_table_or_file_and_reports_say_the_same(world: World) -> None:
    stage = Stage(world)
    one = stage.lives(Person("zhugeqxv", "+8613912345678"))
    stage.ends_the_day()
    stage.passes(days=4)
    counts = figures(stage)
    ticket, talk = one.ids["ticket"], one.conversation_id
    keeps(world.desk, **dict.fromkeys(KINDS, 7))

    night(world, days=8)  # the complaint is open still
    kept = [each.text for each in conversations.entries_after(world.desk, talk, 0, 100).entries if each.text]
    closes(stage, ticket)
    calls_off(stage)
    for days in (8, 7):
        night(world, days=days)

    assert ERASED not in kept
    assert list(places_of(one.marks, stage.desk)) == []
    assert figures(stage) == counts
    gone = removed(world.desk)
    night(world)
    assert removed(world.desk) == gone
    assert {each.partition(" ")[0] for each, (number, _) in gone.items() if number} == {
        "conversations", "complaints", "messages", "followups", "surveys", "letters", "customers",
    }  # fmt: skip
    page = conversations.entries_after(stage.desk, talk, 0, 100)
    assert [each.seq for each in page.entries] == [*range(1, len(page.entries) + 1)]
    assert stage.do("POST", "/v1/admin/recount", stage.sign_in(stage.chief), {}).said["drift"] == []


def test_what_goes_by_itself_goes_when_it_is_said_to() -> None:
    code = {
        "visits": VISITS_LAST,
        "invitations": FACTS_KEPT,
        "presence": PRESENCE_KEPT,
        "channel_threads": KEPT_THREADS,
        "channel_mails": KEPT_MAILS,
        "protected_links": LINKS_KEPT,
        "webhook_log": DELIVERIES_KEPT,
        "imports": RUNS_KEPT,
        "import_files": FILES_KEPT,
        "archives": LINK_LASTS,
        "article_uses": USES_KEPT,
        "handovers": HANDOVERS_KEPT,
        "requests_again": ONCE_KEPT,
    }

    assert {**{name: kept.days for name, kept in code.items()}, "audit": FOR_EVER} == dict(FIXED)
    assert time_to_live(AuditRow) is None
    assert all(kept == timedelta(days=kept.days) for kept in code.values())


CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["", "plan"]),
        st.sampled_from([None, FOR_EVER, 7, 30, 31, 365]),
        st.sampled_from([0, 3, 8]),
    ),
    min_size=1,
    max_size=8,
)


@given(CHANGES)
def test_what_is_kept_at_one_moment_is_kept_for_a_week_whatever_is_changed(
    changes: list[tuple[str, int | None, int]],
) -> None:
    now, rules, settled = datetime(2026, 11, 1, tzinfo=UTC), {"": Rules(""), "plan": Rules("plan")}, True
    for scope, days, later in changes:
        kept = [kept_for("tickets", own, rules[""], now) for own in (None, rules["plan"])]

        rules[scope], _ = changed(rules[scope], rules[""], {"tickets": days}, SYSTEM, now)

        for at in (now, now + timedelta(days=6.9)) if settled else (now,):
            after = [kept_for("tickets", own, rules[""], at) for own in (None, rules["plan"])]
            assert not any(map(is_shorter, after, kept))
        at_last = [kept_for("tickets", own, rules[""], now + timedelta(days=8)) for own in (None, rules["plan"])]
        assert at_last == [meant_for("tickets", own, rules[""]) for own in (None, rules["plan"])]
        now, settled = now + timedelta(days=later), later >= 7
