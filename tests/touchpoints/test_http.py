"""The map over HTTP: kept by administrators, taken from files, in as many requests as there are pages of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from chalicelib.core.audit import SYSTEM
from chalicelib.people import service as people
from chalicelib.people.model.forms import CreateGroup, UpdateGroup
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.touchpoints.service import mapping, sheets
from chalicelib.touchpoints.service.mapping import ChangeTouchpointMap
from chalicelib.touchpoints.store.keys import Keys
from tests.crashes import Death, at_each_write
from tests.in_process import Answered, Asking, named_in
from tests.stored import every_item
from tests.worlds import World, counted

ROOT = "/v1/admin/touchpoints"
HEAD = "brand,channel,business,business_zh,business_en,group,kind,steps\r\n"
FLOW = "查询,问候||Greet||greeted_in_time=20"


@dataclass
class Admin:
    """An administrator with a console."""

    world: World
    asking: Asking
    token: str

    def ask(self, method: str, path: str = "", body: Any = None, **headers: str) -> Answered:
        return self.asking.ask(method, ROOT + path, self.token, body, headers=headers)

    def read(self, query: str = "") -> Any:
        answer = self.ask("GET", query)
        assert answer.status == 200, answer
        return answer.said

    def bring(self, csv: str, *, dry_run: bool = False) -> Any:
        answer = self.ask("POST", "/csv", {"csv": csv, "dry_run": dry_run})
        assert answer.status == 200, answer
        return answer.said


@pytest.fixture
def admin(world: World) -> Admin:
    world.found(agents=1)
    asking = Asking()
    return Admin(world, asking, asking.sign_in(world.agent(role=ADMINISTRATOR)))


def stored() -> list[str]:
    return sorted(map(repr, every_item(Keys.Meta.table_name)))


def test_a_new_desk_has_what_is_true_and_all_its_cells_are_gaps(admin: Admin) -> None:
    shown = admin.read()

    assert [each["code"] for each in shown["channels"]] == ["WEB", "MSG", "TEL"]
    assert len(shown["cells"]) == 12
    assert {gap for each in shown["cells"] for gap in each["gaps"]} == {"empty"}
    assert len({each["code"] for each in shown["cells"]}) == 12


def test_a_flow_is_drafted_published_now_or_later_and_its_versions_stay(admin: Admin) -> None:
    cell, step = "/cells/WEB-A-01", {"zh": "问候", "check": "greeted_in_time", "limit": 20}
    later = (admin.world.clock() + timedelta(days=1)).isoformat()
    refused = admin.ask("PUT", cell, {"draft": {"steps": [{"zh": "x", "check": "magic"}, {"zh": "y", "limit": 3}]}})
    empty = admin.ask("POST", cell + "/publish", {"version": 0})
    drafted = admin.ask("PUT", cell, {"draft": {"kind": "advice", "steps": [step]}, "version": 0})

    published = admin.ask("POST", cell + "/publish", {"version": 1}, **{"Idempotency-Key": "k"})
    again = admin.ask("POST", cell + "/publish", {"version": 1}, **{"Idempotency-Key": "k"})
    admin.ask("PUT", cell, {"draft": {"kind": "advice", "steps": [{"zh": "再见"}]}})
    coming = admin.ask("POST", cell + "/publish", {"version": 3, "valid_from": later})
    older = admin.ask("PUT", cell, {"offered": False, "version": 1})

    assert named_in(refused) == ["draft.steps.0.check", "draft.steps.1.limit"]
    assert empty.said["code"] == "no_draft"
    assert drafted.said["draft"]["steps"][0]["limit"] == 20
    assert published.said == again.said
    assert (coming.said["published"]["version"], coming.said["flow_version"]) == (2, 1)
    assert older.said["code"] == "changed_meanwhile"
    versions = admin.ask("GET", cell + "/versions").said["items"]
    assert [(each["version"], each["flow"]["steps"][0]["zh"]) for each in versions] == [(2, "再见"), (1, "问候")]


def test_what_cannot_be_is_refused_with_its_field_and_nothing_is_stored(admin: Admin) -> None:
    before = stored()
    part = {"code": "web!", "zh": "", "en": "x" * 61}
    rule = {"business": "99", "category_id": "nothing", "source": "A B"}

    answers = {
        "parts": admin.ask("PUT", "", {"channels": [part, {"code": "A", "zh": "a", "en": "a"}] * 2}),
        "none": admin.ask("PUT", "", {"brands": []}),
        "rules": admin.ask("PUT", "", {"rules": [rule, rule, {}]}),
        "group": admin.ask("PUT", "/cells/WEB-A-01", {"group_id": "grp_nothing"}),
        "cell": admin.ask("PUT", "/cells/FAX-A-01", {"offered": False}),
        "nonsense": admin.ask("GET", "/cells/%00"),
    }

    assert {name: each.status for name, each in answers.items()} == {
        **dict.fromkeys(("parts", "none", "rules", "group"), 422),
        **dict.fromkeys(("cell", "nonsense"), 404),
    }
    assert {"channels.0.code", "channels.0.zh", "channels.0.en", "channels.3.code"} <= {*named_in(answers["parts"])}
    wrong = {"rules.0.business", "rules.0.category_id", "rules.0.source", "rules.1", "rules.2.business"}
    assert wrong <= {*named_in(answers["rules"])}
    assert stored() == before


def test_a_part_that_goes_takes_its_rules_along_and_cells_are_back_with_it(admin: Admin) -> None:
    admin.ask("PUT", "/cells/TEL-A-01", {"offered": False})
    before = admin.read()
    channels = [each for each in before["channels"] if each["code"] != "TEL"]

    without = admin.ask("PUT", "", {"channels": channels, "version": before["version"]}).said
    back = admin.ask("PUT", "", {"channels": before["channels"]}).said

    assert not any(each["channel"] == "TEL" for each in without["rules"])
    assert len(without["rules"]) == len(before["rules"]) - 1
    assert next(each for each in back["cells"] if each["code"] == "TEL-A-01")["offered"] is False


def test_a_file_is_tried_without_a_trace_and_taken_once_however_often_it_comes(admin: Admin) -> None:
    group = admin.world.group
    assert group is not None
    lines = [f"A,WEB,0{number},,,{group.name},{FLOW}" for number in (1, 2)]
    text = HEAD + "\r\n".join([*lines, f"A,APP,77,换货,Exchange,,{FLOW}", "A,APP,78,换,Ex,Nobody,,"])
    before = stored()

    tried = admin.bring(text, dry_run=True)
    assert stored() == before
    taken = admin.bring(text)
    once = stored()
    again = admin.bring(text)

    assert [each["outcome"] for each in tried["lines"]] == ["added", "added", "refused", "refused"]
    assert [(each["line"], each["field"]) for each in tried["lines"] if each["outcome"] == "refused"] == [
        (4, "channel_zh"),
        (5, "channel_zh"),
    ]
    assert tried["written"] == taken["written"] == 2
    assert [each["outcome"] for each in again["lines"]][:2] == ["unchanged", "unchanged"]
    assert stored() == once


def test_what_is_exported_comes_back_as_it_is_and_none_of_it_is_a_formula(admin: Admin) -> None:
    step = {"zh": '=HYPERLINK("x")', "en": "+1", "check": "greeted_in_time", "limit": 20}
    names = {"businesses": [{"code": "01", "zh": "@咨询", "en": "-enquiry"}]}
    admin.ask("PUT", "", names)
    admin.ask("PUT", "/cells/WEB-A-01", {"draft": {"steps": [step]}})
    admin.ask("POST", "/cells/WEB-A-01/publish", {"version": 1})
    before = stored()

    part = admin.ask("GET", "/csv?language=en").said
    back = admin.bring(part["text"])

    assert part["text"].startswith("\ufeff")
    assert part["next"] is None
    assert not any(cell in part["text"] for cell in ('"=', '"+', '"-', '"@'))
    assert {each["outcome"] for each in back["lines"]} == {"unchanged"}
    assert stored() == before


@pytest.mark.parametrize("check", ["greeted_in_time=86401", "greeted_in_time=999999", "record_filled=745"])
def test_a_limit_that_nobody_could_read_again_is_never_stored(admin: Admin, check: str) -> None:
    before = stored()

    (line,) = admin.bring(HEAD + f"A,WEB,01,,,,查询,问候||Greet||{check}")["lines"]

    assert (line["outcome"], line["field"]) == ("refused", "steps")
    assert stored() == before
    assert admin.read()["brand"] == "A"


def test_a_map_of_any_size_comes_back_and_as_much_of_it_changes_at_once_as_can_be(admin: Admin) -> None:
    def parts(letter: str, most: int) -> list[dict[str, str]]:
        return [
            {"code": f"{letter}{number}", "zh": f"{letter}{number}", "en": f"{letter}{number}"}
            for number in range(most)
        ]

    admin.ask("PUT", "", {"businesses": parts("B", 26), "channels": parts("C", 20)})
    pieces, cursor = list[str](), ""
    while cursor is not None:
        part = admin.ask("GET", f"/csv?language=en&cursor={cursor}").said
        pieces.append(part["text"])
        cursor = part["next"]
    before = stored()

    back = admin.bring("".join(pieces))
    refused = admin.ask("POST", "/csv", {"csv": "".join(pieces).replace('"yes"', '"no"'), "dry_run": False})

    assert [each["outcome"] for each in back["lines"]] == ["unchanged"] * 520
    assert (refused.status, named_in(refused)) == (422, ["csv"])
    assert stored() == before


@pytest.mark.parametrize("change", [{"archived": True}, {"name": "Sales"}])
def test_a_group_that_no_name_leads_to_comes_back_as_it_was(admin: Admin, change: dict[str, Any]) -> None:
    desk, group = admin.world.desk, admin.world.group
    assert group is not None
    mine = people.create_group(desk, CreateGroup(name="Tea", leader_id=group.leader_id, member_ids=group.member_ids))
    admin.bring(HEAD + f"A,WEB,01,,,{mine.name},{FLOW}")
    people.update_group(desk, mine.group_id, msgspec.convert(change, UpdateGroup))
    before = stored()

    back = admin.bring(admin.ask("GET", "/csv?language=en").said["text"])

    assert {each["outcome"] for each in back["lines"]} == {"unchanged"}
    assert stored() == before


def test_an_import_that_dies_is_finished_by_the_next(world: World) -> None:
    world.found(agents=1)

    def story(death: Death) -> None:
        mapping.change_matrix(world.desk, SYSTEM, ChangeTouchpointMap(rules=[]))
        codes = [f"{number}" for number in range(30 + 3 * death.number, 33 + 3 * death.number)]
        text = HEAD + "\r\n".join(f"A,WEB,9{each},换货,Exchange,,{FLOW}" for each in codes)
        with death():
            sheets.import_csv(world.desk, SYSTEM, text, dry_run=False)
        sheets.import_csv(world.desk, SYSTEM, text, dry_run=False)
        cells = mapping.read_map(world.desk).cells
        assert {f"WEB-A-9{each}" for each in codes} <= set(cells)
        assert all(each.published is not None and each.published.version == 1 for each in cells.values())

    at_each_write(story, least=4)


def test_twenty_by_twenty_cells_are_read_and_written_in_few_requests(admin: Admin) -> None:
    sides = {
        name: [{"code": f"{letter}{number:02}", "zh": f"第{number}", "en": f"No. {number}"} for number in range(20)]
        for name, letter in (("businesses", "B"), ("channels", "C"))
    }
    assert admin.ask("PUT", "", {**sides, "rules": []}).status == 200
    rows = [f"A,C{one:02},B{two:02},,,,{FLOW}" for one in range(20) for two in range(20)]

    with counted() as taken:
        assert admin.bring(HEAD + "\r\n".join(rows))["written"] == 400
    with counted() as read:
        shown = admin.read("?month=2026-11")
    with counted() as tried:
        admin.bring(HEAD + "\r\n".join(rows), dry_run=True)

    assert len(shown["cells"]) == 400
    assert not any(each["gaps"] == ["empty"] for each in shown["cells"])
    assert len(taken) <= 400 + 6  # one transaction a cell
    assert len(read) <= 10  # who asks, the map, its cells, five hundred counts, groups
    assert len(tried) <= 6
