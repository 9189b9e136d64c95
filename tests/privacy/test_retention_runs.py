"""A night's run: what goes and what stays, whatever happens while it is at it (F6, law 1, 2, 9)."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from chalicelib.core import work
from chalicelib.core.errors import NotFound
from chalicelib.core.persons import ERASED
from chalicelib.core.races import ChangedMeanwhile
from chalicelib.core.transactions import Transaction
from chalicelib.operations.model.due import NIGHT
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.phone import store as phone
from chalicelib.phone.model.call import PhoneCall, Recording
from chalicelib.plans import service as plans
from chalicelib.privacy import store, store_retention
from chalicelib.privacy.model.requests import Hold, OnHold
from chalicelib.privacy.model.retention import FOR_EVER, BeingRemoved, Shortened
from chalicelib.privacy.service import asking, keeping, retaining
from chalicelib.privacy.store_retention import GoneRow
from chalicelib.questionnaires.model.questions import Questionnaire
from chalicelib.questionnaires.model.response import Response
from chalicelib.questionnaires.store import responses as questionnaires
from chalicelib.questionnaires.store.definitions import KEPT
from chalicelib.tickets.model.ticket import Origin, Ticket
from chalicelib.tickets.store import beside, tickets
from chalicelib.visitors import service as visitors
from chalicelib.visitors.store.visitors import VisitorRow
from tests.crashes import AFTER, Death, at_each_write
from tests.in_process import Answered, Asking
from tests.privacy.nights import BOSS, ended, keeps, left_of, lines, night, removed, run_on
from tests.stored import every_item
from tests.worlds import World, at_once, counted

A_DAY = timedelta(days=1)


@pytest.fixture
def old(world: World) -> World:
    """A desk that keeps conversations for thirty days, since more than a week."""
    world.found(agents=1)
    keeps(world.desk, conversations=30)
    world.clock.forward(days=8)
    return world


def ago(world: World, days: float) -> datetime:
    return world.desk.now() - days * A_DAY


def test_an_existing_desk_keeps_everything_and_a_night_of_it_costs_two_requests(world: World) -> None:
    world.found(agents=1)
    one = ended(world.desk, "long ago", ago(world, 3_000))

    with counted() as requests:
        retaining.begin_night(world.desk)

    assert len(requests) == 2
    assert left_of(world.desk, one) == "long ago"


def test_what_is_older_goes_once_and_what_is_younger_stays_until_its_day(old: World) -> None:
    ids = [ended(old.desk, f"said {days}", ago(old, days)) for days in (900, 31, 30.5, 29.5, 2)]

    night(old, days=0)
    night(old, days=0)  # twice is once
    first = [left_of(old.desk, each) for each in ids]
    night(old, days=1)

    assert first == [ERASED, ERASED, ERASED, "said 29.5", "said 2"]
    assert [left_of(old.desk, each) for each in ids] == [*[ERASED] * 4, "said 2"]
    assert [(each.kind, each.plan_key, each.removed, each.held) for each in lines(old.desk)] == [
        ("conversations", "demo", 1, 0),
        ("conversations", "demo", 3, 0),
    ]
    rows = every_item(GoneRow.Meta.table_name)
    assert [each["state"]["S"] for each in rows if each["order"]["S"] == "gone"] == ["gone"] * 4
    assert not [each for each in rows if each["key"]["S"].startswith(("going#", "unswept"))]


def test_a_plans_own_days_win_and_what_is_brought_in_later_goes_within_a_week(old: World) -> None:
    desk = old.desk
    plans.create_plan(desk, "other", {"name": "Other"})
    plans.create_plan(desk, "ever", {"name": "Ever"})
    keeps(desk, "other", conversations=60)
    keeps(desk, "ever", conversations=FOR_EVER)
    said = {
        key: [ended(desk, key, ago(old, days), plan_key=key) for days in (40, 70)] for key in ("demo", "other", "ever")
    }

    night(old, days=0)

    assert {key: [left_of(desk, each) for each in ids] for key, ids in said.items()} == {
        "demo": [ERASED, ERASED],
        "other": ["other", ERASED],
        "ever": ["ever", "ever"],
    }
    late = ended(desk, "imported", ago(old, 500))
    for _ in range(8):
        night(old)
    assert left_of(desk, late) == ERASED
    keeps(desk, "ever", conversations=None)  # as the desk: after the grace
    night(old, days=1)
    assert left_of(desk, said["ever"][0]) == "ever"
    night(old, days=7)
    assert [left_of(desk, each) for each in said["ever"]] == [ERASED, ERASED]


def ticket_of(world: World, conversation_id: str, state: str) -> str:
    """A ticket that was made from a conversation."""
    who, now = BOSS, world.desk.now()
    made = Ticket(
        world.desk.new_id("tkt"), f"T-{conversation_id[-4:]}", "question", "Subject", who, who, now, who, "UTC",
        state=state, state_at=now, origin=Origin("conversation", conversation_id), plan_key="demo", version=1,
    )  # fmt: skip
    tx = Transaction(world.desk)
    tickets.write(tx, None, made, [])
    beside.put_link(tx, made)
    tx.commit_and_tell()
    return made.ticket_id


def test_what_is_held_or_has_something_open_stays_and_goes_with_the_next_run_once_it_is_free(old: World) -> None:
    desk = old.desk
    free, own, person, open_ticket, over = (ended(desk, each, ago(old, 40)) for each in "abcde")
    keeping.hold(desk, BOSS, own, "a lawsuit")
    holder = f"vis_{'9' * 26}"
    theirs = ended(desk, "c", ago(old, 40), visitor_id=holder)
    tx = Transaction(desk)
    store.put_hold(tx, Hold(holder, BOSS, desk.now(), "a lawsuit"))
    tx.commit()
    ticket_id, _ = ticket_of(old, open_ticket, "in_progress"), ticket_of(old, over, "closed")

    night(old, days=0)

    assert [left_of(desk, each) for each in (free, own, theirs, open_ticket, over)] == [ERASED, "b", "c", "d", ERASED]
    assert left_of(desk, person) == ERASED
    assert removed(desk) == {"conversations demo": (3, 3)}
    assert keeping.foresee(desk, "conversations", "").held == 3
    keeping.end_hold(desk, BOSS, own)
    tx = Transaction(desk)
    store.end_hold(tx, holder)
    before = tickets.ticket(desk, ticket_id)
    assert before is not None
    tickets.write(tx, before, replace(before, state="closed", version=2), [])
    tx.commit_and_tell()
    night(old)
    assert [left_of(desk, each) for each in (own, theirs, open_ticket)] == [ERASED] * 3
    assert keeping.foresee(desk, "conversations", "").held == 0
    with pytest.raises(BeingRemoved):
        keeping.hold(desk, BOSS, own, "too late")
    for nobody in ("cnv_nobody", "tkt_nobody", "off_1", "x"):
        with pytest.raises(NotFound):
            keeping.hold(desk, BOSS, nobody, "x")
        with pytest.raises(NotFound):
            keeping.end_hold(desk, BOSS, nobody)


def test_a_held_conversation_keeps_its_person_from_being_erased(world: World) -> None:
    world.found(agents=1)
    who = world.known(world.visitor())
    one = ended(world.desk, "kept", world.desk.now(), visitor_id=who.visitor_id)
    keeping.hold(world.desk, BOSS, one, "a lawsuit")

    with pytest.raises(OnHold):
        asking.ask(world.desk, BOSS, "erase", who.visitor_id, "asked")
    keeping.end_hold(world.desk, BOSS, one)

    assert asking.ask(world.desk, BOSS, "erase", who.visitor_id, "asked")[0].state == "walking"


def some_pieces(world: World, number: int) -> None:
    """So many pieces of a run that began."""
    for _ in range(number):
        world.clock.forward(seconds=3)
        work.run_due(world.desk, limit=1)


def test_a_hold_and_a_setting_that_come_while_a_run_is_going_count_for_all_that_was_not_begun(old: World) -> None:
    desk = old.desk
    ids = [ended(desk, "said", ago(old, 400 - number)) for number in range(25)]
    store_retention.track(desk, "conversations", 30)
    retaining.begin(desk, retaining.Retain("conversations", "2026-12-01"))
    some_pieces(old, 3)
    keeping.hold(desk, BOSS, ids[-1], "a lawsuit")

    with pytest.raises(BeingRemoved):
        keeping.hold(desk, BOSS, ids[1], "it is being removed")
    keeps(desk, conversations=FOR_EVER)
    run_on(old)

    gone = [left_of(desk, each) == ERASED for each in ids]
    assert gone == [*[True] * 10, *[False] * 15]
    assert removed(desk) == {"conversations demo": (10, 0)}


def test_it_dies_at_each_write_and_removes_each_once(old: World) -> None:
    ids: list[str] = []

    def story(death: Death) -> None:
        before = sum(each.removed for each in lines(old.desk))
        made = ended(old.desk, "said", ago(old, 29.5))
        ids.append(made)
        old.clock.forward(days=1)
        with death():
            retaining.begin(old.desk, retaining.Retain("conversations", f"day {len(ids)}"))
            for _ in range(30):
                old.clock.forward(seconds=3)
                work.run_due(old.desk, limit=50)
        old.clock.forward(minutes=5)  # whoever died held what they were at
        retaining.begin(old.desk, retaining.Retain("conversations", f"day {len(ids)} again"))
        run_on(old)
        assert left_of(old.desk, made) == ERASED
        assert sum(each.removed for each in lines(old.desk)) == before + 1

    at_each_write(story, sides=(AFTER,), step=5, most=400, least=20)


def test_pieces_that_are_done_twice_or_at_once_are_done_once(old: World) -> None:
    ids = [ended(old.desk, "said", ago(old, 400 - number)) for number in range(12)]
    retaining.begin(old.desk, retaining.Retain("conversations", "2026-12-01"))
    for _ in range(200):
        track = store_retention.track(old.desk, "conversations", 30)
        if track.phase == "done":
            break
        due = retaining.RetainOn("conversations", 30, track.turn)
        at_once([lambda due=due: retaining.go_on(old.desk, due)] * 3)

    assert [left_of(old.desk, each) for each in ids] == [ERASED] * 12
    assert removed(old.desk) == {"conversations demo": (12, 0)}


def test_whoever_shortens_a_period_sees_how_much_goes_and_has_a_week_to_think_better_of_it(world: World) -> None:
    world.found(agents=1)
    desk = world.desk
    ids = [ended(desk, "said", ago(world, days)) for days in (400, 100, 40, 10)]

    with pytest.raises(Shortened) as told:
        keeping.change(desk, BOSS, "", {"conversations": 90}, 0, None)
    with pytest.raises(Shortened):
        keeping.change(desk, BOSS, "", {"conversations": 90}, 0, {"conversations": 1})
    assert told.value.extra["removes"] == {"conversations": 2}
    assert keeping.suppose(desk, "conversations", "", 90).number == 2
    saved = keeping.change(desk, BOSS, "", {"conversations": 90}, 0, {"conversations": 2})
    with pytest.raises(ChangedMeanwhile):
        keeping.change(desk, BOSS, "", {"conversations": 20}, 0, {"conversations": 9})
    ahead = keeping.foresee(desk, "conversations", "")
    night(world, days=6)

    assert (ahead.days, ahead.number, {each.id for each in ahead.examples}) == (FOR_EVER, 2, {*ids[:2]})
    assert saved.of("conversations").since is not None
    assert [left_of(desk, each) for each in ids] == ["said"] * 4
    keeping.change(desk, BOSS, "", {"conversations": FOR_EVER}, 1, None)  # a slip, undone
    night(world, days=10)
    assert [left_of(desk, each) for each in ids] == ["said"] * 4
    keeping.change(desk, BOSS, "", {"conversations": 90}, 2, {"conversations": 2})
    night(world, days=8)
    assert [left_of(desk, each) for each in ids] == [ERASED, ERASED, "said", "said"]


def test_what_goes_next_is_foreseen_as_it_comes_to_pass_and_counted_up_to_a_bound(old: World) -> None:
    desk = old.desk
    first = ended(desk, "said", ago(old, 25.3))
    second = ended(desk, "said", ago(old, 25.4))
    ended(desk, "said", ago(old, 3))

    foreseen = keeping.foresee(desk, "conversations", "")
    for _ in range(7):
        night(old)

    assert (foreseen.number, foreseen.more, {each.id for each in foreseen.examples}) == (2, False, {first, second})
    assert foreseen.oldest is not None
    assert [each.removed for each in lines(desk)] == [2]
    assert foreseen.day is not None
    assert abs(datetime.fromisoformat(foreseen.day) - datetime.fromisoformat(lines(desk)[0].day)) <= A_DAY


def test_a_look_ahead_and_a_piece_cost_the_same_with_a_thousand_as_with_few(old: World) -> None:
    def piece_of(day: str) -> tuple[int, int]:
        """What deciding about a page costs, and removing some of that."""
        retaining.begin(old.desk, retaining.Retain("conversations", day))
        pieces = []
        for _ in range(3):  # what was left before, a page, some of that
            turn = store_retention.track(old.desk, "conversations", 30).turn
            with counted() as requests:
                retaining.go_on(old.desk, retaining.RetainOn("conversations", 30, turn))
            pieces.append(len(requests))
        return pieces[1], pieces[2]

    for number in range(15):
        ended(old.desk, "said", ago(old, 101 - number / 100))
    few = piece_of("2026-12-01")
    run_on(old)
    for number in range(1_010):
        ended(old.desk, "said", ago(old, 29.5 - number / 10_000))
    old.clock.forward(days=1)
    with counted() as requests:
        foreseen = keeping.foresee(old.desk, "conversations", "")

    assert (foreseen.number, foreseen.more) == (1_000, True)
    assert len(requests) <= 60
    assert piece_of("2026-12-02") == few
    assert few[0] <= 140
    assert few[1] <= 700


def test_customers_go_when_nothing_else_of_them_is_kept_and_are_foreseen_so(world: World) -> None:
    world.found(agents=1)
    desk = world.desk
    who = [world.known(world.visitor()).visitor_id for _ in range(2)]
    for each in who:  # they talked once
        tx = Transaction(desk)
        tx.update(VisitorRow(each), [VisitorRow.contacted_at.set(desk.now())])
        tx.commit()
    ended(desk, "said", desk.now(), visitor_id=who[0])
    keeps(desk, customers=7)
    world.clock.forward(days=8)

    foreseen = keeping.foresee(desk, "customers", "")
    night(world, days=0)

    assert [each.id for each in foreseen.examples] == [who[1]]
    there = visitors.visitors(desk, who)
    assert [there[each].erased_at is not None for each in who] == [False, True]


def test_recordings_and_words_in_questionnaires_go_and_what_is_counted_of_them_stays(world: World) -> None:
    world.found(agents=1)
    desk, at = world.desk, world.desk.now()
    keeps(desk, recordings=7, responses=7)
    call = PhoneCall(
        "phc_1", "demo", "cnv_1", "vis_1", "in", "+8613800138000", at, 60, BOSS, at,
        notes="rang", recording=Recording("https://calls.example/1"),
    )  # fmt: skip
    response = Response(
        response_id="qsr_1", questionnaire_id="qsn_1", number=1, way="link", plan_key="demo", asked_at=at,
        expires_at=at, day=f"{at:%Y-%m-%d}", state="answered", answered_at=at, visitor_id="vis_1", visitor_name="Li",
        answers={"why": "because", "score": "4"},
    )  # fmt: skip
    tx = Transaction(desk)
    phone.put_call(tx, None, call, "UTC")
    questionnaires.write(tx, None, response)
    open_still = {"expires_at": at + 30 * A_DAY, "state": "asked", "answered_at": None, "plan_key": "other"}
    questionnaires.write(tx, None, replace(response, response_id="qsr_2", **open_still))
    KEPT.write_record(tx, "qsn_1", Questionnaire("qsn_1"), Questionnaire("qsn_1", version=1))
    tx.commit_and_tell()

    night(world, days=8)

    heard, answered = phone.call(desk, "phc_1"), questionnaires.response(desk, "qsr_1")
    assert heard is not None
    assert answered is not None
    assert (heard.recording, heard.notes, heard.seconds) == (None, "rang", 60)
    assert (answered.visitor_name, answered.answers) == (None, {"why": ERASED, "score": "4"})
    assert removed(desk) == {"recordings demo": (1, 0), "responses demo": (1, 0)}  # no line of what is too early


def test_periods_over_http_are_refused_by_field_by_version_and_until_the_numbers_were_seen(old: World) -> None:
    http = Asking()
    chief = old.agent(role=ADMINISTRATOR)
    boss = http.sign_in(chief)
    root = "/v1/admin/privacy/retention"

    def put(path: str, **body: Any) -> Answered:
        return http.ask("POST", f"{root}{path}", boss, body)

    short = put("", days={"conversations": 3}, version=1)
    unknown = put("", days={"cats": 30}, version=1)
    nowhere = put("/plans/none", days={"letters": 30}, version=0)
    older = put("", days={"letters": 30}, version=0)
    unseen = put("", days={"letters": 30}, version=1)
    saved = put("", days={"letters": 30}, version=1, seen=unseen.said["removes"])
    again = put("", days={"letters": 30}, version=1, seen=unseen.said["removes"])
    shown = http.ask("GET", root, boss).said["desk"]

    assert [each.status for each in (short, unknown, nowhere, older, unseen, saved, again)] == [
        422, 422, 404, 409, 409, 200, 200,
    ]  # fmt: skip
    assert [each.said["errors"][0]["field"] for each in (short, unknown)] == ["days.conversations", "days.cats"]
    assert (unseen.said["code"], unseen.said["removes"]) == ("retention_shortened", {"letters": 0})
    assert saved.said == again.said == shown
    periods = {each["kind"]: each for each in shown["periods"]}
    assert (periods["letters"]["former"], periods["letters"]["days"]) == (0, 30)
    assert (periods["conversations"]["since"], periods["conversations"]["days"]) == (None, 30)  # its grace is over
    assert keeping.NIGHT.hour == NIGHT
