"""What is answered alike 统一口径 stands among the phrases while it is in effect, so that agents insert it (E6)."""

from __future__ import annotations

from chalicelib.announcements.model.announcement import EFFECTIVE, AgreedAnswer, Announcement
from chalicelib.announcements.service.spreading import KeepAnswer
from chalicelib.announcements.store import records
from chalicelib.core.desk import Desk
from chalicelib.core.i18n import LANGUAGES
from chalicelib.knowledge import service as knowledge
from chalicelib.knowledge.model.phrases import LONGEST_TITLE, Phrase


def phrase_id(announcement_id: str, language: str) -> str:
    """The phrase of an announcement in a language: always the same one."""
    return f"phr_{announcement_id.partition('_')[2]}_{language.casefold()}"


def keep_answer(desk: Desk, due: KeepAnswer) -> None:
    """It is kept as phrases on the shelf that it names while it is in effect, and on no other of these. Twice is once.
    Three requests for a shelf. Where a shelf is full it is inserted from the announcement alone."""
    announcement = records.find(desk, due.announcement_id)
    if announcement is None:
        return
    answer, ids = announcement.content.answer, [phrase_id(announcement.key, each) for each in LANGUAGES]
    holds = answer is not None and announcement.standing(desk.now()) == EFFECTIVE
    for shelf in due.shelves:
        wanted = _phrases(announcement, answer) if holds and answer is not None and answer.shelf == shelf else []
        kept = {each.phrase_id for each in wanted}
        knowledge.keep_agreed(desk, shelf, wanted, [each for each in ids if each not in kept])


def _phrases(announcement: Announcement, answer: AgreedAnswer) -> list[Phrase]:
    """One for each language; the first has the shortcut, which stands for one phrase of a shelf."""
    title = announcement.content.title[:LONGEST_TITLE]
    return [
        Phrase(phrase_id(announcement.key, each), title, text, answer.shortcut if number == 0 else "", each)
        for number, (each, text) in enumerate(answer.texts.items())
    ]
