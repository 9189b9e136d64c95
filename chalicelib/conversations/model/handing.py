"""A conversation that is transferred to a group in which nobody has room waits there, first of its level (A8). Pure."""

from __future__ import annotations

from datetime import datetime

import msgspec
from msgspec.structs import replace

from chalicelib.conversations.model.conversation import OPEN, TRANSFERRED, Entry, Handed, Header
from chalicelib.conversations.model.positions import Standing
from chalicelib.conversations.model.refusals import NotTaken
from chalicelib.conversations.model.transitions import refuse_closed, told_of_place, waiting_again
from chalicelib.core.authors import Author


class Hand(msgspec.Struct, frozen=True):
    """By whose hand a conversation becomes another agent's, or a group's. ``note`` is for whoever gets it.

    ``kind`` is that of the entry which says so; ``request_id`` goes into the audit log.
    """

    by: Author
    kind: str = TRANSFERRED
    note: str | None = None
    request_id: str = ""


def handed_on(header: Header, group_id: str, now: datetime) -> Header:
    """The open conversation as it waits in the group's queue. Nothing of its agent's stays.

    It begins to wait now, so that of several the first to come is the first to go. Raises ``ConversationClosed``,
    ``NotTaken``.
    """
    refuse_closed(header)
    if header.state != OPEN:
        raise NotTaken("it waits for an agent still")
    handed = Handed(group_id, str(header.agent_id))
    waiting = waiting_again(header, now)
    return replace(waiting, handed=handed, pools=(group_id,), waiting_since=now, overtaken=False)


def handed_to(
    header: Header, hand: Hand, group: str, now: datetime, *, standing: Standing, staffed: bool = True
) -> tuple[Header, Entry]:
    """The conversation that is ``handed_on`` to the group of this name, and is told where it stands.

    ``staffed``: whether anybody of the group is there.
    """
    words = "handed" if staffed else "nobody_there"
    header = replace(header, unattended=not staffed)
    return told_of_place(header, words, standing, now, kind=TRANSFERRED, by=hand.by, note=hand.note, group=group)
