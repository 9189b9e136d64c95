"""What rooms above, visitors and time do with surveys (D1, D2).

``asking``: whether and how somebody is asked. ``links``: letters with a link, reminders, the end. ``answering``:
exactly once, with its callback. ``reading``: one survey, and figures.
"""

from chalicelib.surveys.service.answering import (
    answer,
    answer_by_token,
    note_callback_done,
    open_owed_callback,
    restate,
)
from chalicelib.surveys.service.asking import ask_about, ask_after_conversation, ask_now, asked_about
from chalicelib.surveys.service.links import (
    ASK,
    CALL_BACK,
    EXPIRE,
    REMIND,
    RESTATE,
    SEND_LINK,
    expire,
    remind,
    send_link,
    url_of,
)
from chalicelib.surveys.service.reading import by_token, figures, of_conversation, read_own

__all__ = [
    "ASK",
    "CALL_BACK",
    "EXPIRE",
    "REMIND",
    "RESTATE",
    "SEND_LINK",
    "answer",
    "answer_by_token",
    "ask_about",
    "ask_after_conversation",
    "ask_now",
    "asked_about",
    "by_token",
    "expire",
    "figures",
    "note_callback_done",
    "of_conversation",
    "open_owed_callback",
    "read_own",
    "remind",
    "restate",
    "send_link",
    "url_of",
]
