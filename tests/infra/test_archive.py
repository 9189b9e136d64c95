"""Every fact of a desk in a folder and back (requirements G1, F10)."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest

from chalicelib.conversations import service as conversations
from chalicelib.conversations.model.forms import StartConversation
from chalicelib.core import tables
from chalicelib.everything import TABLES
from infra.environments.cloud import Refused
from infra.operate import archive
from tests.stored import every_item, put_item
from tests.worlds import World


@pytest.fixture
def printed() -> list[str]:
    return []


def facts() -> dict[str, list[str]]:
    """Every item of every table, in an order of its own."""
    names = [model.Meta.table_name for model in TABLES]
    items = {name: every_item(name) for name in names}
    return {
        name: sorted(json.dumps(item, sort_keys=True, default=repr) for item in found) for name, found in items.items()
    }


def a_busy_desk(world: World, conversations: int = 3) -> None:
    (agent,) = world.found(agents=1, capacity=100)
    world.online(agent)
    for number in range(conversations):
        begin(world, f"第{number}句 🍵\n“引号”")


def begin(world: World, text: str) -> None:
    conversations.start_conversation(world.desk, world.visitor(), "demo", StartConversation(text=text, client_id="c"))


def put(room: str, **attributes: Any) -> None:
    put_item(tables.table_name(room), attributes)


def test_what_is_exported_and_restored_is_the_same_fact_for_fact(
    world: World, tmp_path: Path, printed: list[str]
) -> None:
    a_busy_desk(world)
    odd = {"B": {"S": "text"}, "M": {"M": {"B": {"B": b"\x00\xff"}, "n": {"N": "1.50"}, "l": {"L": [{"NULL": True}]}}}}
    put("once", key={"S": "odd#1"}, odd={"M": odd}, many={"BS": [b"1", b"2"]})
    before = facts()

    count = archive.export(world.desk, tmp_path / "out", printed.append)
    put("people", shelf={"S": "came later"}, key={"S": "x"})
    written = archive.restore(world.desk, tmp_path / "out", True, printed.append)

    assert facts() == before
    assert count == written == sum(len(items) for items in before.values())
    assert f"{count} items of {len(TABLES)} tables in {tmp_path / 'out'}" in printed


def test_facts_of_customers_are_readable_by_their_owner_only(world: World, tmp_path: Path, printed: list[str]) -> None:
    a_busy_desk(world)

    archive.export(world.desk, tmp_path / "out", printed.append)

    assert (tmp_path / "out").stat().st_mode & 0o077 == 0
    assert [each.name for each in (tmp_path / "out").glob("*.gz") if each.stat().st_mode & 0o077] == []


def test_a_used_folder_is_not_written_over(world: World, tmp_path: Path, printed: list[str]) -> None:
    (tmp_path / "notes.txt").write_text("mine")

    with pytest.raises(Refused, match="not empty"):
        archive.export(world.desk, tmp_path, printed.append)

    assert [each.name for each in tmp_path.iterdir()] == ["notes.txt"]


def test_a_desk_with_conversations_is_not_overwritten_unless_it_is_named(
    world: World, tmp_path: Path, printed: list[str]
) -> None:
    a_busy_desk(world)
    archive.export(world.desk, tmp_path / "out", printed.append)
    begin(world, "后来的")
    before = facts()

    with pytest.raises(Refused, match="has conversations"):
        archive.restore(world.desk, tmp_path / "out", False, printed.append)

    assert facts() == before


@pytest.mark.parametrize("harm", ["cut", "changed", "missing", "half", "newer", "stranger"])
def test_an_export_that_is_not_whole_changes_nothing(
    world: World, tmp_path: Path, printed: list[str], harm: str
) -> None:
    a_busy_desk(world)
    archive.export(world.desk, tmp_path / "out", printed.append)
    file, manifest = tmp_path / "out/conversations.jsonl.gz", tmp_path / "out/manifest.json"
    noted = json.loads(manifest.read_text())
    if harm == "cut":
        file.write_bytes(file.read_bytes()[:-20])
    elif harm == "changed":
        file.write_bytes(gzip.compress(gzip.decompress(file.read_bytes()).replace(b"open", b"shut")))
    elif harm == "missing":
        file.unlink()
    elif harm == "half":
        manifest.unlink()
    elif harm == "newer":
        manifest.write_text(json.dumps(noted | {"format": 2}))
    else:
        manifest.write_text(json.dumps(noted | {"tables": noted["tables"] | {"../secrets": noted["tables"]["work"]}}))
    before = facts()

    with pytest.raises(Refused):
        archive.restore(world.desk, tmp_path / "out", True, printed.append)

    assert facts() == before


def test_due_work_of_another_environment_is_left_out_unless_wanted(
    world: World, tmp_path: Path, printed: list[str]
) -> None:
    a_busy_desk(world)
    put("work", shard={"S": "due-0"}, due={"S": "2026-11-22T00:00:00.000000Z#wrk_1"}, kind={"S": "notices.deliver"})
    archive.export(world.desk, tmp_path / "out", printed.append)
    manifest = tmp_path / "out/manifest.json"
    manifest.write_text(json.dumps(json.loads(manifest.read_text()) | {"stage": "prod"}))

    archive.restore(world.desk, tmp_path / "out", True, printed.append)
    without = facts()[tables.table_name("work")]
    archive.restore(world.desk, tmp_path / "out", True, printed.append, with_work=True)

    assert without == []
    assert "due work was left out: it is that of prod" in printed
    assert any("wrk_1" in item for item in facts()[tables.table_name("work")])


def test_a_restore_that_broke_off_is_done_again(world: World, tmp_path: Path, printed: list[str]) -> None:
    a_busy_desk(world)
    before = facts()
    archive.export(world.desk, tmp_path / "out", printed.append)

    def dies(line: str) -> None:
        if "visitors" in line:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        archive.restore(world.desk, tmp_path / "out", True, dies)
    broken = facts()
    archive.restore(world.desk, tmp_path / "out", True, printed.append)

    assert broken != before
    assert facts() == before


def test_a_protected_environment_is_never_replaced() -> None:
    with pytest.raises(Refused, match="never replaced"):
        archive.may_replace("prod", "deskbell-prod")
    with pytest.raises(Refused, match="not its name"):
        archive.may_replace("dev", "deskbell-prod")

    assert archive.may_replace("dev", "deskbell-dev")
    assert not archive.may_replace("prod", "")
