"""A telephone number, an address, or the number of something, as it is looked for, however it is written. Pure."""

from __future__ import annotations

import re

import msgspec

from chalicelib.core.errors import Invalid
from chalicelib.core.questions import Term, contains, telling, terms_of
from chalicelib.core.words import TAIL, WHOLE, numbers_in, plain, tail_word
from chalicelib.search.model.documents import Document, Line

_AROUND = r"[\s\-.()/+]"


class Contact(msgspec.Struct, frozen=True):
    """What is looked for: ``word`` is the one that is asked for, of the ``words`` that are all stored with it; of a
    number its ``digits``, of an address its ``text``, of anything else the ``term``."""

    word: str
    words: tuple[str, ...]
    digits: str = ""
    text: str = ""
    term: Term | None = None

    def stands_in(self, line: Line) -> bool:
        """Whether it does; a number also with another country's code before it, or none."""
        if self.term is not None:
            return contains([line.text], [self.term])
        if self.text:
            whole = rf"(?<![\w.+-]){re.escape(self.text)}(?!\.?[\w-])"
            return re.search(whole, plain(line.text), re.ASCII) is not None
        return any(map(self._is, numbers_in(plain(line.text))))

    def lines_of(self, document: Document) -> tuple[Line, ...]:
        """The lines in which it stands."""
        return tuple(line for line in document.lines if self.stands_in(line))

    def _is(self, number: str) -> bool:
        return number.endswith(self.digits) or (len(number) >= WHOLE and self.digits.endswith(number))


def contact_in(question: str) -> Contact:
    """What a question asks for. Raises ``Invalid`` naming ``q`` for words that are no number and no address."""
    text = plain(question).strip()
    digits = re.sub(_AROUND, "", text)
    if digits.isdecimal() and digits.isascii() and len(digits) >= TAIL:
        tail = tail_word(digits, WHOLE if len(digits) >= WHOLE else TAIL)
        return Contact(tail, (tail,), digits=digits)
    if "@" in text and not any(map(str.isspace, text)):
        terms = terms_of(text)
        return Contact(telling(terms), tuple(word for term in terms for word in term.words), text=text)
    terms = terms_of(question)
    if len(terms) != 1 or not terms[0].spaced or not any(map(str.isdecimal, terms[0].text)):
        raise Invalid.field("q", "a telephone number, an e-mail address, or the number of something")
    return Contact(terms[0].text, terms[0].words, term=terms[0])
