"""One person's data is given out whole, by a link that ends (F6)."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from chalicelib.core.errors import LimitReached, NotFound
from chalicelib.core.transactions import Transaction
from chalicelib.privacy import store
from chalicelib.privacy.model.requests import PACKING, READY, moved
from chalicelib.privacy.service import asking, exporting, proving
from chalicelib.privacy.service.exporting import Pack
from chalicelib.privacy.service.proving import WrongCode
from chalicelib.visitors import service as visitors
from infra.operate import persons
from tests.privacy.stage import Person, Stage, places_of
from tests.privacy.test_erasing import OTHER, talker
from tests.worlds import World


def archive_of(stage: Stage, request_id: str) -> zipfile.ZipFile:
    request = asking.read(stage.desk, request_id)
    return zipfile.ZipFile(io.BytesIO(exporting.content_of(stage.desk, request, 1)))


def test_an_archive_has_what_is_kept_in_every_room_for_people_and_for_programs(world: World) -> None:
    stage = Stage(world)
    one, other = stage.lives(Person("zhugeqxv", "+8613912345678")), stage.lives(Person(*OTHER))
    stage.boss = stage.sign_in(stage.chief)

    made = stage.request(one, "export")
    stage.finish(made, "ready")
    opened = stage.do("POST", f"/v1/admin/privacy/requests/{made}/archive", stage.sign_in(stage.chief), {}).said
    archive = archive_of(stage, made)

    names = archive.namelist()
    page = archive.read("index.html").decode()
    lines = [json.loads(each) for each in archive.read("data/conversations.entries.jsonl").splitlines()]
    said = " ".join(archive.read(each).decode() for each in names if each.endswith(".jsonl"))
    assert len([each for each in names if each.startswith("data/")]) >= 18
    assert {f"First {one.tag}", f"Right {one.tag}"} <= {each.get("text") for each in lines} | {
        each["revision"].get("text") for each in lines if each.get("revision")
    }
    assert "<script" not in page
    assert all(part in page for part in (f"Known {one.tag}", f"Message {one.tag}", "会话内容 What was said"))
    assert other.tag not in said + page
    picture = next(each for each in names if each.startswith("files/"))
    assert archive.read(picture).startswith(b"\x89PNG")
    # the link leads there for a week, and nobody else's does
    answer = stage.ask("GET", opened["link"], None)
    assert (answer.status, answer.headers["location"].partition("?")[0] != "") == (303, True)
    assert stage.ask("GET", opened["link"][:-2] + "xx", None).status == 404
    world.clock.forward(days=8)
    stage.settle()
    assert stage.ask("GET", opened["link"], None).status == 404
    with pytest.raises(NotFound):
        exporting.content_of(stage.desk, asking.read(stage.desk, made), 1)


def test_a_customer_asks_by_a_code_that_goes_to_their_address_and_staff_sees_to_it(world: World) -> None:
    stage = Stage(world)
    person = talker(stage)
    caller = visitors.recognised(stage.desk, person.token)
    stage.do("PUT", f"/v1/desk/visitors/{person.visitor_id}", stage.boss, {"email": person.email})
    path = "/v1/widget/demo/privacy"

    sent = stage.do("POST", path, person.token, {"kind": "erase", "client_id": "1"}).said
    code = proving._code(stage.desk, visitors.read(stage.desk, caller), stage.desk.now())
    wrong = stage.ask("POST", path, person.token, {"kind": "erase", "client_id": "1", "code": "nonsense"})
    asked = stage.do("POST", path, person.token, {"kind": "erase", "client_id": "1", "code": code}).said
    again = stage.ask("POST", path, person.token, {"kind": "erase", "client_id": "1", "code": code})
    other = stage.ask("POST", path, person.token, {"kind": "erase", "client_id": "2", "code": code})

    assert (sent["request"], sent["sent_to"], wrong.said["code"]) == (None, "z…@mail.example.com", "wrong_code")
    request = asked["request"]
    assert (request["state"], again.said["request"]["request_id"]) == ("asked", request["request_id"])
    assert (other.status, other.said["code"]) == (409, "request_in_the_way")
    listed = stage.do("GET", "/v1/admin/privacy/requests", stage.boss).said["items"]
    assert [(each["request_id"], each["by"]["kind"], each["late"]) for each in listed] == [
        (request["request_id"], "visitor", False)
    ]
    accepted = stage.do("POST", f"/v1/admin/privacy/requests/{request['request_id']}/accept", stage.boss, {}).said
    assert accepted["state"] == "walking"
    with pytest.raises((WrongCode, LimitReached)):
        for _ in range(9):
            proving.ask(stage.desk, caller, "export", "2", "000000")


def test_by_command_a_person_is_written_into_a_file_and_erased(world: World, tmp_path: Path) -> None:
    stage = Stage(world)
    person = talker(stage)

    said = persons.export(stage.desk, person.visitor_id, tmp_path / "one.zip")
    told = persons.forget(stage.desk, person.visitor_id, person.visitor_id)

    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        assert person.tag in archive.read("index.html").decode()
    assert "Written to" in said
    assert "make forget CANCEL=" in told


def test_what_they_were_given_goes_with_whoever_is_erased_and_a_volume_is_packed_once(world: World) -> None:
    stage = Stage(world)
    person = talker(stage)
    made = stage.request(person, "export")
    stage.finish(made, "ready")
    link = stage.do("POST", f"/v1/admin/privacy/requests/{made}/archive", stage.boss, {}).said["link"]
    request = asking.read(stage.desk, made)
    tx = Transaction(stage.desk)
    again = moved(request, PACKING, volumes=1)
    store.write(tx, request, again)
    tx.commit()
    assert exporting.pack(stage.desk, Pack(made)) is None  # the same piece of due work, come twice
    assert asking.read(stage.desk, made) == again
    tx = Transaction(stage.desk)
    store.write(tx, again, moved(again, READY))
    tx.commit()
    other = stage.request(person, "export")

    stage.erase(person)

    assert stage.ask("GET", link, None).status == 404
    assert (asking.read(stage.desk, made).state, asking.read(stage.desk, other).state) == ("over", "over")
    assert list(places_of((person.tag,), stage.desk)) == []


def test_a_wish_for_data_that_nobody_has_seen_to_ends_with_whoever_is_erased(world: World) -> None:
    stage = Stage(world)
    person = talker(stage)
    made = asking.ask_as_customer(stage.desk, visitors.recognised(stage.desk, person.token), "export")

    stage.erase(person)

    after = asking.read(stage.desk, made.request_id)
    assert (after.state, after.why) == ("cancelled", "erased")
