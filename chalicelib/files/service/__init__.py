"""What the rooms above do with files (A2).

``uploading``: they come, and are looked at. ``keeping``: they are part of something, shown, taken away. ``scanning``:
they wait for the desk's virus scanner.
"""

from chalicelib.files.service.keeping import attach, find, find_if_there, link, refuse_unready, take_away, take_away_of
from chalicelib.files.service.scanning import change_scanner, read_scanner, to_be_sent
from chalicelib.files.service.uploading import UPLOADS, Ticket, arrived, ask_for, of_owner
from chalicelib.files.store import FileMoved

__all__ = [
    "UPLOADS",
    "FileMoved",
    "Ticket",
    "arrived",
    "ask_for",
    "attach",
    "change_scanner",
    "find",
    "find_if_there",
    "link",
    "of_owner",
    "read_scanner",
    "refuse_unready",
    "take_away",
    "take_away_of",
    "to_be_sent",
]
