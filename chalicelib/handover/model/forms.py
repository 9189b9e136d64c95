"""What agents say becomes of something (F3)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

import msgspec

from chalicelib.conversations.model.snoozing import checked_until
from chalicelib.core.errors import WrongFields
from chalicelib.core.text import Id
from chalicelib.handover.model.days import LONGEST_NOTE
from chalicelib.handover.model.things import TELLABLE

LONGEST_MESSAGE = 1_000


class NoteUnfinished(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What becomes of ``thing_id``. ``version``: of the note that was seen there (0: none).

    ``hand_over``: to ``agent_id`` or whoever of ``group_id`` is next (``anyway``: its leader, where nobody is there),
    with a ``note`` for them. ``tell``: it is done by ``until``, and its customer is told so: with ``message`` in the
    conversation, which is put aside until then, or by the ticket's way. ``knows``: the customer does, as ``note`` says.
    """

    client_id: Id
    kind: Literal["conversation", "message", "ticket", "follow_up", "callback", "promise"]
    thing_id: Id
    what: Literal["hand_over", "tell", "knows"]
    version: Annotated[int, msgspec.Meta(ge=0, le=10**6)] = 0
    agent_id: Id | None = None
    group_id: Id | None = None
    anyway: bool = False
    note: Annotated[str, msgspec.Meta(max_length=LONGEST_NOTE)] = ""
    until: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    message: Annotated[str, msgspec.Meta(max_length=LONGEST_MESSAGE)] = ""


def refuse_unfit(form: NoteUnfinished, now: datetime) -> None:
    """Raises ``Invalid`` naming every field that does not go with what was said."""
    wrong = WrongFields()
    if form.what == "hand_over":
        if (form.agent_id is None) == (form.group_id is None):
            wrong.add("agent_id", "say either an agent or a group")
    elif form.agent_id is not None or form.group_id is not None:
        wrong.add("agent_id" if form.agent_id is not None else "group_id", "only of what is handed over")
    if form.what == "tell":
        if form.kind not in TELLABLE:
            wrong.add("what", f"only of {', '.join(TELLABLE)}")
        if form.until is None:
            wrong.add("until", "say by when")
        if form.kind == "conversation" and not form.message.strip():
            wrong.add("message", "say what the customer is told")
    if form.what == "knows" and not form.note.strip():
        wrong.add("note", "say how the customer knows")
    if form.until is not None and form.until <= now:
        wrong.add("until", "a time to come")
    elif form.what == "tell" and form.kind == "conversation":
        with wrong:
            checked_until(form.until, now)
    wrong.refuse()
