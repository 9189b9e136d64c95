"""A plan's own icon and pictures, and the styles of its widget (A6)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from chalicelib.core import audit, work
from chalicelib.core.errors import Forbidden, Invalid, NotFound
from chalicelib.core.once import Once
from chalicelib.files.model.sniffing import FileRefused
from chalicelib.files.model.upload import UnknownFile, Wish
from chalicelib.people.model.rights import ADMINISTRATOR, GROUP_LEADER
from chalicelib.plans import service as plans
from chalicelib.plans.model.plan import KeyTaken
from chalicelib.plans.service import definitions, pictures
from tests.crashes import Death, at_each_write
from tests.files import samples
from tests.files.senders import kept, post
from tests.in_process import Asking
from tests.worlds import World, counted


def uploaded(world: World, content: bytes | None = None, plan: str = "demo") -> str:
    """The id of a picture that is there, for this plan."""
    content = content or samples.jpeg(96, 96)
    ticket = pictures.ask_for_place(world.desk, plan, Wish("icon.jpg", len(content)))
    post(world.desk, ticket.form, content)
    return ticket.upload.file_id


def shown(query: str = "demo") -> Any:
    return Asking().ask("GET", f"/v1/widget/{query}/config").said


def bytes_kept(world: World) -> list[str]:
    return [each for each in kept(world.desk) if each.startswith("kept/")]


def test_a_widget_is_told_where_the_plans_own_icon_and_picture_are(world: World) -> None:
    world.found()
    icon, card = uploaded(world), uploaded(world)
    before = shown()

    pictures.set_picture(world.desk, "demo", "icon", icon)
    pictures.set_picture(world.desk, "demo", "card", card)

    after = shown()
    assert (before["icon"], before["look"]["picture"], before["dressed"]) == (None, "", False)
    assert (after["icon"], after["look"]["picture"]) == (f"pictures/{icon}", f"pictures/{card}")
    assert after["dressed"] is True
    assert Asking().ask("GET", f"/{after['icon']}").status == 302


def test_the_picture_before_goes_with_the_new_one_and_the_last_with_its_removal(world: World) -> None:
    world.found()
    first, second = uploaded(world), uploaded(world)

    pictures.set_picture(world.desk, "demo", "icon", first)
    pictures.set_picture(world.desk, "demo", "icon", second)
    twice = pictures.set_picture(world.desk, "demo", "icon", second)
    there = bytes_kept(world)
    pictures.remove_picture(world.desk, "demo", "icon")
    again = pictures.remove_picture(world.desk, "demo", "icon")

    assert (twice.pictures.icon, [second in each for each in there]) == (second, [True])
    assert (again.pictures.icon, bytes_kept(world)) == (None, [])
    assert Asking().ask("GET", f"/pictures/{first}").status == 404


@pytest.mark.parametrize("content", [samples.jpeg(3000, 3000), b"<svg xmlns='http://www.w3.org/2000/svg'/>"])
def test_only_a_small_picture_of_pixels_will_do(world: World, content: bytes) -> None:
    world.found()

    with pytest.raises(FileRefused):
        pictures.set_picture(world.desk, "demo", "icon", uploaded(world, content))

    assert plans.read_plan(world.desk, "demo").pictures.icon is None


def test_what_was_uploaded_for_one_plan_is_no_others(world: World) -> None:
    world.found()
    plans.create_plan(world.desk, "other", {"name": "Other"})

    with pytest.raises(UnknownFile):
        pictures.set_picture(world.desk, "other", "icon", uploaded(world))
    with pytest.raises(NotFound):
        pictures.set_picture(world.desk, "demo", "background", uploaded(world))


def test_nobody_dresses_a_plan_of_others(world: World) -> None:
    world.found(agents=1)
    leader, file_id = world.agent(role=GROUP_LEADER), uploaded(world)

    with pytest.raises(Forbidden):
        pictures.set_picture(world.desk, "demo", "icon", file_id, giver=leader)
    with pytest.raises(Forbidden):
        pictures.ask_for_place(world.desk, "demo", Wish("a.png", 9), giver=leader)


def test_a_copy_of_a_plan_has_pictures_of_its_own(world: World) -> None:
    world.found()
    pictures.set_picture(world.desk, "demo", "icon", uploaded(world))
    once = Once.of("copy_plan", "key-1", ["other"])
    copy = definitions.copy_plan(world.desk, "demo", "other", "Other", once)
    copied = bytes_kept(world)

    again = definitions.copy_plan(world.desk, "demo", "other", "Other", once)
    with pytest.raises(KeyTaken):
        definitions.copy_plan(world.desk, "demo", "other", "Another")
    assert (again, bytes_kept(world)) == (copy, copied)
    pictures.remove_picture(world.desk, "demo", "icon")

    world.clock.forward(days=3)
    work.run_due(world.desk)
    assert copy.pictures.icon is not None
    assert [copy.pictures.icon in each for each in bytes_kept(world)] == [True]
    assert Asking().ask("GET", f"/{shown('other')['icon']}").status == 302


def test_a_plan_is_dressed_over_http_and_the_log_has_it(world: World) -> None:
    world.found()
    http, content = Asking(), samples.jpeg(96, 96)
    token, path = http.sign_in(world.agent(role=ADMINISTRATOR)), "/v1/admin/plans/demo/pictures"
    ticket = http.ask("POST", path, token, {"name": "shop.jpg", "size": len(content)}).said
    world.desk.files.put(f"new/{ticket['file_id']}", content)

    chosen = http.ask("PUT", f"{path}/card", token, {"file_id": ticket["file_id"]})
    removed = http.ask("DELETE", f"{path}/card", token)

    noted = [each for each in audit.whole_month(world.desk, "2026-11") if each.act == "update_plan"]
    assert (chosen.said["pictures"], removed.said["pictures"]["card"]) == (
        {"icon": None, "card": ticket["file_id"]},
        None,
    )
    changes = [{name: value for name, value in each.after.items() if name != "version"} for each in noted]
    assert [each["pictures.card"] for each in changes] in ([None, ticket["file_id"]], [ticket["file_id"], None])


def test_whoever_dies_while_a_picture_is_changed_leaves_one_of_both_and_no_more(new_world: Callable[[], World]) -> None:
    def story(death: Death) -> None:
        world = new_world()
        world.found()
        pictures.set_picture(world.desk, "demo", "icon", uploaded(world))
        file_id = uploaded(world)
        with death():
            pictures.set_picture(world.desk, "demo", "icon", file_id)

        pictures.set_picture(world.desk, "demo", "icon", file_id)
        for _ in range(3):
            world.clock.forward(days=2)
            work.run_due(world.desk)

        assert plans.read_plan(world.desk, "demo").pictures.icon == file_id
        assert [file_id in each for each in kept(world.desk)] == [True]

    at_each_write(story, least=3)


def test_whoever_dies_while_a_plan_is_copied_leaves_no_bytes_without_a_plan(new_world: Callable[[], World]) -> None:
    def story(death: Death) -> None:
        world = new_world()
        world.found()
        pictures.set_picture(world.desk, "demo", "icon", uploaded(world))
        with death():
            definitions.copy_plan(world.desk, "demo", "other", "Other")

        for _ in range(3):
            world.clock.forward(days=2)
            work.run_due(world.desk)

        there = [each for each in plans.list_plans(world.desk) if each.pictures.icon]
        assert len(bytes_kept(world)) == len(there)

    at_each_write(story, least=2)


def test_a_plan_of_before_is_the_plain_icon_that_it_was(world: World) -> None:
    world.found()

    look = shown()["look"]

    assert (look["shape"], look["window"], look["corners"]) == ("round", "usual", "soft")


@pytest.mark.parametrize("style", [{"shape": "bar"}, {"shape": "tab"}, {"window": "large"}, {"corners": "square"}])
def test_a_style_is_shown_by_the_part_that_knows_styles(world: World, style: dict[str, str]) -> None:
    world.found()

    plans.update_plan(world.desk, "demo", {"look": style}, None)

    said = shown()
    assert (said["dressed"], said["look"] | style) == (True, said["look"])


@pytest.mark.parametrize("field", ["shape", "window", "corners"])
def test_a_style_that_there_is_not_is_refused_by_its_name(world: World, field: str) -> None:
    world.found()

    with pytest.raises(Invalid) as refused:
        plans.update_plan(world.desk, "demo", {"look": {field: "star"}}, None)

    assert [each.field for each in refused.value.errors] == [f"look.{field}"]


def test_a_preview_says_what_the_widget_would_be_told_and_stores_nothing(world: World) -> None:
    world.found()
    http = Asking()
    token, path = http.sign_in(world.agent(role=ADMINISTRATOR)), "/v1/admin/plans/demo/preview"
    typed = {"look": {"shape": "bar"}, "texts": {"en": {"title": "Tea"}}, "hours": {"weekly": {}}}

    with counted() as requests:
        seen = http.ask("POST", path, token, typed)
    wrong = http.ask("POST", path, token, {"look": {"color": "blue"}})

    said = seen.said
    assert (said["look"]["shape"], said["texts"]["en"]["title"], said["dressed"]) == ("bar", "Tea", True)
    assert (said["online"], said["open"], said["reason"]) == (True, False, "hours")
    assert [each["field"] for each in wrong.said["errors"]] == ["look.color"]
    assert plans.read_plan(world.desk, "demo").look.shape == "round"
    assert {"PutItem", "UpdateItem", "TransactWriteItems"}.isdisjoint(requests.names)
