"""How long a question may stand, and who is not there is waited for: what a plan may say of it (B6)."""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.core.errors import Invalid
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.plans.model.watch import Watch, checked_watch
from tests.in_process import Asking
from tests.worlds import World


@pytest.fixture
def admin(world: World) -> tuple[Asking, str]:
    """An administrator at a desk with the plan ``small``, of which nothing is said."""
    world.found()
    http = Asking()
    boss = http.sign_in(world.agent(role=ADMINISTRATOR))
    http.ask("POST", "/v1/admin/plans", boss, {"key": "small"})
    return http, boss


def test_a_plan_of_which_nothing_is_said_watches_everything(admin: tuple[Asking, str]) -> None:
    http, boss = admin

    shown = http.ask("GET", "/v1/admin/plans/small", boss).said["watch"]

    assert shown == {"warn_seconds": 120, "move_seconds": 600, "absent_seconds": 300, "left_seconds": 300}


def test_each_time_is_changed_for_itself_and_null_is_never(admin: tuple[Asking, str]) -> None:
    http, boss = admin

    http.ask("PUT", "/v1/admin/plans/small", boss, {"watch": {"move_seconds": None}})
    http.ask("PUT", "/v1/admin/plans/small", boss, {"watch": {"warn_seconds": 900}})

    shown = http.ask("GET", "/v1/admin/plans/small", boss).said["watch"]
    assert shown == {"warn_seconds": 900, "move_seconds": None, "absent_seconds": 300, "left_seconds": 300}


@pytest.mark.parametrize(
    ("watch", "field"),
    [
        ({"warn_seconds": 9}, "watch.warn_seconds"),
        ({"move_seconds": 86_401}, "watch.move_seconds"),
        ({"absent_seconds": 0}, "watch.absent_seconds"),
        ({"left_seconds": "soon"}, "watch.left_seconds"),
        ({"warn_seconds": 600}, "watch.warn_seconds"),
        ({"move_seconds": 100}, "watch.warn_seconds"),
        ({"warn_minutes": 3}, "watch.warn_minutes"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(admin: tuple[Asking, str], watch: Any, field: str) -> None:
    http, boss = admin

    answer = http.ask("PUT", "/v1/admin/plans/small", boss, {"watch": watch})

    assert answer.status == 422
    assert [each["field"] for each in answer.said["errors"]] == [field]


def test_who_is_never_moved_may_be_warned_about_at_any_time() -> None:
    alone = Watch(move_seconds=None)

    changed = checked_watch({"warn_seconds": 86_400}, alone)

    assert changed.warn_seconds == 86_400
    with pytest.raises(Invalid):
        checked_watch({"move_seconds": 120}, Watch())
