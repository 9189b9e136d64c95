"""What rooms above, visitors and time do with surveys (D1, D2).

``asking``: whether and how somebody is asked. ``links``: letters with a link, reminders, the end. ``answering``:
exactly once, with its callback. ``reading``: one survey, and figures.
"""

from chalicelib.surveys.service.answering import answer_by_token
from chalicelib.surveys.service.asking import ask_about, asked_about
from chalicelib.surveys.service.reading import by_token, low_ones, scores_of
from chalicelib.surveys.store import survey as find

__all__ = [
    "answer_by_token",
    "ask_about",
    "asked_about",
    "by_token",
    "find",
    "low_ones",
    "scores_of",
]
