"""What goes with a letter besides its words: files, and where it is answered (A9, C3)."""

from __future__ import annotations

from chalicelib.core import events
from chalicelib.core.desk import Desk
from chalicelib.files import service as files
from chalicelib.notifications.model.answering import ANSWERED, AnswersSought
from chalicelib.notifications.model.email import Enclosure, Unreachable
from chalicelib.notifications.model.notice import Notice


def answered_at(desk: Desk, notice: Notice) -> str:
    """The address at which a letter to a customer is answered, as the room above says that receives mail; empty where
    nobody does. One request for such a letter, none else."""
    if notice.what not in ANSWERED or notice.plan_key is None:
        return ""
    return str(events.ask(desk, AnswersSought(notice.plan_key, notice.about)) or "")


def enclosed(desk: Desk, notice: Notice) -> tuple[Enclosure, ...]:
    """The files of a letter; one that was taken away is not among them. A read and a request for each. Raises
    ``Unreachable`` while one is being checked for viruses: the letter waits for it."""
    found = []
    for file_id in notice.file_ids:
        upload = files.find_if_there(desk, file_id)
        if upload is not None and upload.pending:
            raise Unreachable("file_in_quarantine")
        piece = desk.files.read(upload.key) if upload is not None and upload.key is not None else None
        if upload is not None and piece is not None:
            found.append(Enclosure(upload.name, upload.type, piece.content))
    return tuple(found)
