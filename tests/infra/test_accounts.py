"""Letting somebody in from a terminal, the audit log in a file, a folder of one's own."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from chalicelib.core import audit as log
from chalicelib.core.errors import TooManyRequests, Unauthorized
from chalicelib.people import service as people
from chalicelib.people.model.forms import UpdateAgent
from chalicelib.people.model.rights import ADMINISTRATOR
from chalicelib.people.model.sessions import PasswordChangeRequired, SessionEnded
from chalicelib.people.service import desk
from infra.environments.cloud import Refused
from infra.operate import accounts, audit
from tests.worlds import MORNING, World, in_use

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parent.parent.parent
MONTH = f"{MORNING:%Y-%m}"


def acts(world: World, by: str) -> list[str]:
    return [each.act for each in log.whole_month(world.desk, MONTH) if each.by == by]


def test_unlocking_from_a_terminal_lets_them_in_and_is_written_down(world: World) -> None:
    (agent,) = world.found(agents=1)
    for _ in range(5):
        with pytest.raises(Unauthorized):
            people.sign_in(world.desk, agent.email, "a guess")
    with pytest.raises(TooManyRequests):
        people.sign_in(world.desk, agent.email, "correct horse")

    said = accounts.unlock(world.desk, f" {agent.email.upper()} ")

    assert said == f"{agent.email} may sign in now."
    assert people.sign_in(world.desk, agent.email, "correct horse")
    assert acts(world, "operator") == ["unlock_agent"]


def test_a_new_password_from_a_terminal_is_shown_once_ends_sessions_and_must_be_changed(world: World) -> None:
    world.found()
    boss = world.agent(role=ADMINISTRATOR)
    token, _ = people.sign_in(world.desk, boss.email, "correct horse")

    said = accounts.password(world.desk, boss.email)

    shown = re.search(r"Password  (\S{20,}) ", said)
    assert shown is not None
    with pytest.raises(SessionEnded):
        people.signed_in(world.desk, token)
    with pytest.raises(Unauthorized):
        people.sign_in(world.desk, boss.email, "correct horse")
    fresh, _ = people.sign_in(world.desk, boss.email, shown[1])
    with pytest.raises(PasswordChangeRequired):
        people.may("agents.manage")(world.desk, fresh)
    written = [each for each in log.whole_month(world.desk, MONTH) if each.by == "operator"]
    assert (written[0].act, written[0].about, written[0].after["password"]) == ("update_agent", boss.agent_id, "set")
    assert shown[1] not in str(written)


def test_nobody_and_a_disabled_account_get_no_password(world: World) -> None:
    (agent,) = world.found(agents=1)
    people.update_agent(world.desk, agent.agent_id, UpdateAgent(active=False))

    with pytest.raises(Refused, match="nobody signs in with"):
        accounts.password(world.desk, "nobody@example.com")
    with pytest.raises(Refused, match="disabled"):
        accounts.password(world.desk, agent.email)


def test_the_audit_log_of_some_months_is_a_file_of_lines_oldest_first(world: World, tmp_path: Path) -> None:
    world.found()
    desk.update_desk(world.desk, name="November", seats=None, time_zone=None)
    world.clock.forward(days=20)
    for n in range(3):
        desk.update_desk(world.desk, name=f"十二月 {n}", seats=None, time_zone=None)
    file = tmp_path / "audit.jsonl"

    count = audit.export(world.desk, audit.months("2026-11", "2026-12"), file)

    lines = [json.loads(line) for line in file.read_text().splitlines()]
    assert [line["after"]["name"] for line in lines if line["act"] == "update_desk"] == [
        "November",
        *(f"十二月 {n}" for n in range(3)),
    ]
    assert count == len(lines)
    assert {"audit_id", "at", "by", "by_name", "request_id", "act", "about", "before", "after"} == set(lines[0])
    assert file.stat().st_mode & 0o077 == 0
    assert list(tmp_path.iterdir()) == [file]


def test_of_an_export_that_breaks_off_nothing_stays_behind(world: World, tmp_path: Path) -> None:
    def broken(operation: str, _: object) -> None:
        raise OSError(28, "No space left on device")

    with in_use().watching(before=broken), pytest.raises(OSError, match="No space"):
        audit.export(world.desk, ["2026-11"], tmp_path / "audit.jsonl")

    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("first", "last"), [("2026-13", "2026-13"), ("2026-11", "2026-10"), ("26-11", "2026-11"), ("0001-01", "9999-12")]
)
def test_months_that_cannot_be_are_refused(first: str, last: str) -> None:
    with pytest.raises(Refused):
        audit.months(first, last)


def test_months_go_over_the_year() -> None:
    assert audit.months("2026-11", "2027-02") == ["2026-11", "2026-12", "2027-01", "2027-02"]


@pytest.mark.parametrize(
    ("module", "arguments", "values", "why"),
    [
        ("infra.operate.accounts", ["unlock"], {}, "make unlock EMAIL="),
        (
            "infra.operate.accounts",
            ["password"],
            {"EMAIL": "a@example.com", "ENV": "mars"},
            "there is no environment 'mars'",
        ),
        (
            "infra.operate.accounts",
            ["password"],
            {"EMAIL": "a@example.com", "STATE": "/nowhere"},
            "no desk was started",
        ),
        ("infra.operate.audit", [], {"FROM": "2026-13"}, "FROM and TO are months"),
    ],
)
def test_a_command_that_cannot_be_meant_says_why(
    module: str, arguments: list[str], values: dict[str, str], why: str
) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "ENV", "STATE"))}

    command = [sys.executable, "-m", module, *arguments]
    done = subprocess.run(command, cwd=ROOT, env=kept | values, capture_output=True, text=True, check=False)

    assert done.returncode in (1, 2)
    assert why in done.stderr
    assert "Traceback" not in done.stderr


def test_whoever_has_no_name_on_this_machine_is_their_number() -> None:
    code = "import os, pwd; [os.environ.pop(each, 0) for each in ('LOGNAME', 'USER', 'LNAME', 'USERNAME')]; "
    code += "pwd.getpwuid = {}.__getitem__; from infra.operate import connect; print(connect.operator(), os.getuid())"

    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)

    named, number = done.stdout.split()
    assert named == number


def test_a_folder_that_everybody_could_read_becomes_its_owners_alone(tmp_path: Path) -> None:
    state = tmp_path / "state"
    (state / "store").mkdir(parents=True, mode=0o755)
    (state / "store" / "tables.json").write_text("customers")
    (state / "desk.db-wal").write_text("customers")
    (state / "own").mkdir()
    for each in (state, *state.rglob("*")):
        each.chmod(0o755)

    made = "from pathlib import Path; from infra.local.folder import make_private; import sys; p = Path(sys.argv[1]); "
    made += "make_private(p); (p / 'later').write_text('x')"
    subprocess.run([sys.executable, "-c", made, str(state)], cwd=ROOT, check=True)

    rights = {each.relative_to(tmp_path).as_posix(): stat.S_IMODE(each.stat().st_mode) for each in tmp_path.rglob("*")}
    assert rights["state"] == 0o700
    own = rights.pop("state/own")  # somebody's, who chose a folder with something in it
    assert {name: mode & 0o077 for name, mode in rights.items()} == dict.fromkeys(rights, 0)
    assert own == 0o755
    assert {"state/later", "state/store/tables.json", "state/desk.db-wal"} <= set(rights)
