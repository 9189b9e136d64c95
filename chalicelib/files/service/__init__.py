"""What the rooms above do with files (A2).

``uploading``: they come, and are looked at. ``keeping``: they are part of something, shown, taken away. ``scanning``:
they wait for the desk's virus scanner.
"""

from chalicelib.files.service.keeping import attach, copied, find, find_if_there, link, refuse_unready, take_away
from chalicelib.files.service.scanning import change_scanner, read_scanner, to_be_sent
from chalicelib.files.service.uploading import Ticket, arrived, ask_for, take_in
from chalicelib.files.store import FileMoved

__all__ = [
    "FileMoved",
    "Ticket",
    "arrived",
    "ask_for",
    "attach",
    "change_scanner",
    "copied",
    "find",
    "find_if_there",
    "link",
    "read_scanner",
    "refuse_unready",
    "take_away",
    "take_in",
    "to_be_sent",
]
