"""What follows from a customer's request, and from its end: letters, lists, and nothing that stays behind (F6)."""

from __future__ import annotations

from pathlib import Path

from chalicelib.core import links, work
from chalicelib.core.transactions import Transaction
from chalicelib.privacy import store
from chalicelib.privacy.model.requests import PACKING, WALKING, moved
from chalicelib.privacy.service import asking, exporting, reminding, walking
from chalicelib.privacy.service.exporting import Pack
from chalicelib.privacy.service.reminding import Remind
from chalicelib.surveys.model.survey import survey_id_of
from chalicelib.surveys.service.links import PURPOSE
from chalicelib.tickets.service.telling import PURPOSE as TICKET
from chalicelib.visitors import service as visitors
from tests.privacy.stage import Person, Stage, places_of
from tests.privacy.test_erasing import ONE, talker
from tests.stored import every_item
from tests.worlds import World


def letters(stage: Stage) -> list[str]:
    """To whom it was written that a request is due, sorted."""
    found = stage.ask("GET", "/v1/admin/notices", stage.sign_in(stage.chief)).said["items"]
    return sorted(each["to"] for each in found if each["what"] == "privacy_due")


def rows_of(request_id: str) -> list[str]:
    """What stands beside a request."""
    rows = every_item(store.Keys.Meta.table_name)
    return [each["order"]["S"] for each in rows if each["key"]["S"] == request_id and each["order"]["S"] != "request"]


def test_who_sees_to_it_is_written_to_a_week_and_a_day_before_it_runs_out_each_once(world: World) -> None:
    stage = Stage(world)
    person = talker(stage)
    made = asking.ask_as_customer(stage.desk, visitors.recognised(stage.desk, person.token), "export")
    other = asking.ask_as_customer(stage.desk, visitors.recognised(stage.desk, person.token), "erase")
    asking.cancel(stage.desk, asking.Author("agent", stage.chief.agent_id, "Boss"), other.request_id, "not them")

    world.clock.forward(days=22)
    stage.settle()
    early = letters(stage)
    world.clock.forward(days=2)
    stage.settle()
    week = letters(stage)
    reminding.remind(stage.desk, Remind(made.request_id, 7))  # come twice
    world.clock.forward(days=7)
    stage.settle()

    told = sorted([stage.chief.email, stage.second.email])
    assert (early, week, letters(stage)) == ([], told, sorted(told * 2))
    listed = stage.do("GET", "/v1/admin/privacy/requests", stage.sign_in(stage.chief)).said["items"]
    assert [each["late"] for each in listed] == [False, True]


def test_whose_tokens_were_taken_back_is_listed_with_whose_hand_it_was(world: World) -> None:
    stage = Stage(world)
    person = talker(stage)

    stage.do("POST", f"/v1/admin/privacy/persons/{person.visitor_id}/revoke", stage.boss, {})

    listed = stage.do("GET", "/v1/admin/privacy/revocations", stage.boss).said["items"]
    assert [(each["visitor_id"], each["by"], each["visitors"]) for each in listed] == [
        (person.visitor_id, stage.chief.name, 1)
    ]
    assert stage.ask("GET", "/v1/widget/demo/privacy", person.token).status == 401


def test_links_that_somebody_was_sent_take_nothing_once_they_are_erased(world: World) -> None:
    stage = Stage(world)
    person = stage.lives(Person(*ONE))
    survey = survey_id_of(person.conversation_id).partition("_")[2]
    paths = [
        f"/s/{links.sign(stage.desk, PURPOSE, survey)}",
        f"/t/{links.sign(stage.desk, TICKET, person.ids['ticket'])}",
    ]
    forms = [
        f"score=1&comment=Again {person.tag}&resolved=no",
        f"act=say&client_id=late&text=Again {person.tag}",
    ]
    before = [stage.ask("GET", each, None).status for each in paths]

    stage.erase(person)

    kind = "application/x-www-form-urlencoded"
    shown = [stage.ask("GET", each, None).status for each in paths]
    posted = [
        stage.ask("POST", path, None, form.replace(" ", "+").encode(), content_type=kind).status
        for path, form in zip(paths, forms, strict=True)
    ]
    assert (before, shown[1], posted[1]) == ([200, 200], 404, 404)
    assert posted[0] in (200, 404, 409, 410)
    assert list(places_of((person.tag,), stage.desk)) == []


def test_nothing_stays_of_an_export_that_was_packed_while_it_was_called_off(world: World) -> None:
    stage = Stage(world)
    person, chief = talker(stage), asking.Author("agent", stage.chief.agent_id, "Boss")
    made = stage.request(person, "export")
    stage.finish(made, "ready")
    request = asking.read(stage.desk, made)
    folder = Path(stage.desk.files.folder)

    for state in (PACKING, WALKING):
        late = moved(asking.read(stage.desk, made), state, volumes=0)
        tx = Transaction(stage.desk)
        store.write(tx, asking.read(stage.desk, made), late)
        tx.commit()
        if state == WALKING:
            asking.cancel(stage.desk, chief, made, "a mistake")
            walking.begin(stage.desk, made, request.whole)  # whoever was at it a moment ago
        else:
            tx = Transaction(stage.desk)
            store.write(tx, late, moved(late, "cancelled"))
            tx.commit()
            stage.desk.files.put(exporting._place(late, 1), b"who was at it wrote this then")
            assert exporting.pack(stage.desk, Pack(made)) is None
            assert list(folder.rglob("archive-*")) == []
    stage.passes(days=1)

    assert rows_of(made) == []
    assert not [each for each in folder.rglob("*") if each.is_file() and person.tag.encode() in each.read_bytes()]


def test_an_erasing_leaves_no_ids_by_which_it_looked_also_where_two_were_at_it(world: World) -> None:
    stage = Stage(world)
    person = talker(stage)
    request = stage.erase(person)
    walking.begin(stage.desk, request.request_id, request.whole)  # whoever was at it a moment ago

    while work.run_due(stage.desk, limit=200):
        world.clock.forward(minutes=1)
    world.clock.forward(minutes=10)
    stage.settle()

    assert rows_of(request.request_id) == []


def test_somebody_sees_what_they_asked_for_and_opens_their_archive_once_they_proved_who_they_are(world: World) -> None:
    stage = Stage(world)
    person, other = stage.lives(Person(*ONE)), talker(stage)
    path = "/v1/widget/demo/privacy"
    made = stage.do("POST", path, person.token, {"kind": "export", "client_id": "1"}).said["request"]
    stage.boss = stage.sign_in(stage.chief)
    stage.do("POST", f"/v1/admin/privacy/requests/{made['request_id']}/accept", stage.boss, {})
    early = stage.ask("POST", path + "/archive", person.token, {"request_id": made["request_id"]})
    stage.finish(made["request_id"], "ready")

    (own,) = stage.do("GET", path, person.token).said["items"]
    opened = stage.do("POST", path + "/archive", person.token, {"request_id": made["request_id"]}).said
    foreign = stage.ask("POST", path + "/archive", other.token, {"request_id": made["request_id"]})

    assert (early.status, own["state"], len(opened["urls"]), opened["sent_to"]) == (404, "ready", 1, None)
    assert own["until"] is not None
    assert (foreign.status, stage.do("GET", path, other.token).said["items"]) == (404, [])
