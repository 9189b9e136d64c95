"""What is told to those who wait: others come first, the last agent leaves, somebody comes again (B5). Pure."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from chalicelib.conversations.model.conversation import Entry, Header
from chalicelib.conversations.model.positions import Standing
from chalicelib.conversations.model.transitions import told_of_place


def left_alone(header: Header, standing: Standing, now: datetime) -> tuple[Header, Entry]:
    """A waiting conversation that was told that nobody is there any more, and may leave a message instead."""
    return told_of_place(replace(header, unattended=True, told_to_wait=True), "everybody_left", standing, now)


def attended_again(header: Header, standing: Standing, now: datetime) -> tuple[Header, Entry]:
    """A waiting conversation that was told that somebody is there again, and where it stands."""
    return told_of_place(replace(header, unattended=False), "somebody_came", standing, now)


def overtaken(header: Header, standing: Standing, now: datetime) -> tuple[Header, Entry]:
    """A waiting conversation that was told that others, of a higher priority, come first."""
    return told_of_place(replace(header, overtaken=True), "overtaken", standing, now)
