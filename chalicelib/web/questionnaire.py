"""A questionnaire as pages for whoever has its link, on any phone, without scripts (D3). Pure but for the template."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chalicelib.core.errors import Invalid
from chalicelib.questionnaires.model.answers import asked
from chalicelib.questionnaires.model.questions import MANY, NUMBER, RATED, AskedQuestion, Version, in_words
from chalicelib.questionnaires.model.response import Response
from chalicelib.web import rendering
from chalicelib.web.questionnaire_words import WORDS
from chalicelib.web.survey import Dress, Form

LANGUAGES = tuple(WORDS)


def language_of(chosen: str | None, response: Response) -> str:
    """In which language it is shown: the one that was chosen, or the recipient's."""
    wanted = chosen or response.locale
    return wanted if wanted in WORDS else "en"


def number_of(text: str | None) -> int | None:
    """The number of a page, as an address or a form has it."""
    is_number = text is not None and 1 <= len(text) <= 2 and text.isascii() and text.isdigit()
    return int(text or 0) if is_number else None


def page_to_go_on(response: Response, version: Version) -> int:
    """Where somebody goes on who stopped: the first page behind those that they have answered."""
    pages = [each.page for each in asked(version.definition, response.answers)]
    return next((each for each in pages if each > response.page), pages[-1])


def seen_in(form: Form, version: Version) -> list[str]:
    """Which questions stood on the page that was sent."""
    known = {each.key for each in version.definition.questions}
    return [each for each in form.many("seen") if each in known]


def said_in(form: Form, version: Version) -> dict[str, Any]:
    """What was answered, by the questions' keys; what is no number stays as it was typed, and is refused by name."""
    answers: dict[str, Any] = {}
    for question in version.definition.questions:
        values = [each for each in form.many(f"q:{question.key}") if each.strip()]
        if values:
            answers[question.key] = values if question.kind == MANY else _value(question, form.one(f"q:{question.key}"))
    return answers


def _value(question: AskedQuestion, text: str) -> Any:
    if question.kind not in (*RATED, NUMBER):
        return text
    try:
        number = float(text)
    except ValueError:
        return text
    return int(number) if number.is_integer() else number


def form_with(response: Response) -> Form:
    """The form as it was filled in so far."""
    values = {
        f"q:{name}": [str(each) for each in value] if isinstance(value, list | tuple) else [str(value)]
        for name, value in response.answers.items()
    }
    return Form(values)


def wrong_in(error: Invalid, language: str) -> dict[str, str]:
    """What is wrong by question, in the page's words."""
    words = WORDS[language]
    return {
        each.field.removeprefix("answers."): words["needed" if "must be answered" in each.message else "wrong"]
        for each in error.errors
    }


def page_of(
    response: Response,
    version: Version,
    dress: Dress,
    language: str,
    *,
    page: int | None,
    form: Form | None = None,
    wrong: Mapping[str, str] | None = None,
) -> str:
    """A page of questions; or (``page`` None) the thanks."""
    answers = {**response.answers, **(said_in(form, version) if form is not None else {})}
    every = asked(version.definition, answers)
    pages = sorted({each.page for each in every})
    other = next(each for each in LANGUAGES if each != language)
    return rendering.page_of(
        "questionnaire.html",
        style=dress.style,
        theme=dress.theme,
        picture=dress.picture,
        locale=language,
        words=WORDS[language],
        other=other,
        other_name=WORDS[other]["language"],
        definition=version.definition,
        page=page,
        place=pages.index(page) + 1 if page in pages else 1,
        pages=len(pages),
        before=max((each for each in pages if page is not None and each < page), default=None),
        questions=[each for each in every if each.page == page],
        form=form or form_with(response),
        wrong=wrong or {},
        say=lambda texts: in_words(texts, language),
    )


def over_page(dress: Dress, language: str) -> str:
    """It was answered, or the time for it is over."""
    return rendering.page_of(
        "questionnaire_over.html", style=dress.style, theme=dress.theme, locale=language, words=WORDS[language]
    )
