"""Files go with the facts that name them: into an export and back, and beside a backup."""

from __future__ import annotations

from pathlib import Path

from chalicelib.core.transactions import Transaction
from chalicelib.files import service as files
from infra.local.filing import Folder
from infra.operate import files as elsewhere
from tests.files import samples
from tests.files.senders import kept, place, sent
from tests.worlds import KEYS, Clock, World


def used(world: World, content: bytes) -> str:
    """The key of a file that is part of a conversation."""
    upload = sent(world.desk, "a.png", content)
    tx = Transaction(world.desk)
    files.attach(tx, upload, conversation_id="cnv_1", seq=1)
    tx.commit()
    return str(upload.key)


def test_what_is_part_of_something_is_exported_and_put_back_where_it_was(world: World, tmp_path: Path) -> None:
    key, told = used(world, samples.png()), []
    (tmp_path / "export").mkdir()

    exported = elsewhere.export(world.desk, tmp_path / "export", told.append)
    world.desk.files.delete([key])
    restored = elsewhere.restore(world.desk, tmp_path / "export", told.append)

    piece = world.desk.files.read(key)
    assert (exported, restored) == (1, 1)
    assert piece is not None
    assert piece.content == samples.png()
    assert elsewhere.restore(world.desk, tmp_path, told.append) == 0  # of before there were files


def test_a_backup_has_the_files_beside_it(world: World, tmp_path: Path) -> None:
    used(world, samples.png())
    state = place(world.desk).folder.parent / "state"
    own = Folder(state / "files", "", KEYS[0][1], Clock())
    own.put("kept/fil_1/cpy_1", b"bytes")

    copied = elsewhere.copy(state, tmp_path / "desk.db")

    assert copied == 1
    assert (tmp_path / "desk.db.files" / "kept/fil_1/cpy_1").read_bytes() == b"bytes"
    assert elsewhere.copy(tmp_path, tmp_path / "other.db") == 0
    assert kept(world.desk) != []
