"""What people and timers do with questionnaires.

``definitions``: as administrators keep them. ``asking``: of whom, by which way, until when. ``answering``: on the phone
and by a link. ``raising``: what low answers bring. ``counting``: counts, also anew. ``report``: what they say.
"""

from chalicelib.questionnaires.service.answering import answer_page, by_token
from chalicelib.questionnaires.service.asking import NOT_ASKED, ask_by_letter, refuse_unpublished
from chalicelib.questionnaires.service.counting import recount

__all__ = ["NOT_ASKED", "answer_page", "ask_by_letter", "by_token", "recount", "refuse_unpublished"]
