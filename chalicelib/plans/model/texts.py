"""What a plan says at each stage, in each of its languages (C5). An empty text is not said."""

from __future__ import annotations

import re
from collections.abc import Mapping

from chalicelib.core.errors import Invalid
from chalicelib.core.i18n import LANGUAGES
from chalicelib.core.text import BRACES, filled

LONGEST = 500

Texts = Mapping[str, Mapping[str, str]]

DEFAULTS: Texts = {
    "zh-CN": {
        "title": "在线客服",
        "greeting": "您好，很高兴为您服务！请问有什么可以帮您？",
        "card_name": "",
        "card_text": "",
        "welcome": "",
        "off_hours": "您好，现在是非工作时间，我们将于{opens_at}恢复服务。请给我们留言，我们会尽快与您联系。",
        "holiday": "您好，今天是{holiday}，我们放假休息，将于{opens_at}恢复服务。请给我们留言，我们会尽快与您联系。",
        "waiting": "让您久等了，您前面还有 {ahead} 位；您也可以留言，我们会尽快联系您",
        "rate": "本次服务您满意吗？请给我们打个分",
        "offline": "请留下您的问题和联系方式，我们会尽快回复您。",
        "offline_done": "留言已收到，编号 {number}。我们会尽快与您联系。",
        "board_title": "给我们留言",
        "board_text": "有任何问题都可以告诉我们，我们会尽快与您联系。",
    },
    "en": {
        "title": "Customer service",
        "greeting": "Hello! How can we help you?",
        "card_name": "",
        "card_text": "",
        "welcome": "",
        "off_hours": "We are closed now and will be back {opens_at}. Leave us a message and we will get back to you.",
        "holiday": "We are closed for {holiday} and will be back {opens_at}. "
        "Leave us a message and we will get back to you.",
        "waiting": "Thank you for waiting; {ahead} ahead of you. You can also leave us a message",
        "rate": "How did we do? Please rate our service",
        "offline": "Tell us your question and how to reach you; we will get back to you soon.",
        "offline_done": "We have your message, number {number}, and will get back to you soon.",
        "board_title": "Leave us a message",
        "board_text": "Ask us anything; we will get back to you soon.",
    },
}

# instead of the default where nobody knows when we are back: switched off by hand, or no hours within a year
_WITHOUT_RETURN: Texts = {
    "zh-CN": {
        "off_hours": "您好，我们现在不在线。请给我们留言，我们会尽快与您联系。",
        "holiday": "您好，今天是{holiday}，我们放假休息。请给我们留言，我们会尽快与您联系。",
    },
    "en": {
        "off_hours": "We are closed now. Leave us a message and we will get back to you.",
        "holiday": "We are closed for {holiday}. Leave us a message and we will get back to you.",
    },
}

# text → what may stand in it between braces
PLACEHOLDERS: Mapping[str, tuple[str, ...]] = {
    "welcome": ("name", "plan"),
    "off_hours": ("opens_at", "plan"),
    "holiday": ("holiday", "opens_at", "plan"),
    "waiting": ("place", "ahead"),
    "offline": ("opens_at", "plan"),
    "offline_done": ("number",),
}
IN_REPLIES = ("name", "plan")

_SENTENCE = r"[^。！？.!?\n]*[。！？.!?\n]*"  # compiled when it is first asked


def checked_texts(texts: Texts) -> dict[str, dict[str, str]]:
    """Every text for each language; what is left out keeps its default. Raises ``Invalid``."""
    result = {language: dict(words) for language, words in DEFAULTS.items()}
    for language, words in texts.items():
        if language not in LANGUAGES:
            raise Invalid.field("texts", f"one or more of {', '.join(LANGUAGES)}")
        for word, text in words.items():
            if word not in DEFAULTS["en"]:
                raise Invalid.field(f"texts.{language}", f"no such text: {word[:40]}")
            result[language][word] = checked_words(f"texts.{language}.{word}", text, PLACEHOLDERS.get(word, ()))
    return result


def merged(before: Texts, values: Texts) -> Texts:
    """The texts that are said over those the plan has."""
    return {language: {**before.get(language, {}), **values.get(language, {})} for language in {*before, *values}}


def checked_words(field: str, text: str, allowed: tuple[str, ...]) -> str:
    """A text with no placeholder that nobody fills. Raises ``Invalid`` naming ``field``."""
    if len(text) > LONGEST:
        raise Invalid.field(field, f"at most {LONGEST} characters")
    strangers = [name for name in BRACES.findall(text) if name not in allowed]
    if strangers:
        may = ", ".join(f"{{{name}}}" for name in allowed) or "none"
        raise Invalid.field(field, f"no such placeholder: {{{strangers[0][:40]}}}; allowed here: {may}")
    return text


def spoken(texts: Texts, word: str, language: str) -> str:
    """The plan's text in this language, or its default where the plan was stored before there was such a text."""
    return texts.get(language, {}).get(word, DEFAULTS.get(language, DEFAULTS["en"])[word])


def without_return(texts: Texts, word: str, language: str) -> str:
    """The same where nobody knows when we are back: without its sentence that says so."""
    text = spoken(texts, word, language)
    if "{opens_at}" not in text:
        return text
    default = _WITHOUT_RETURN[language].get(word, DEFAULTS[language][word])
    if text == DEFAULTS[language][word]:
        return default
    return "".join(each for each in re.findall(_SENTENCE, text) if "{opens_at}" not in each).strip() or default


def waiting_text(texts: Texts, language: str, place: int, *, more: bool = False) -> str:
    """What somebody who waits at this place (1 is next) is told after a minute; empty: nothing.

    ``more``: more are ahead of them than were counted.
    """
    return with_place(spoken(texts, "waiting", language).strip(), language, place, more=more)


_MORE = {"zh-CN": "超过 {number}", "en": "more than {number}"}


def with_place(text: str, language: str, place: int, *, more: bool) -> str:
    """A text that says ``{place}`` or ``{ahead}``; ``more``: more are ahead than that."""
    if not more:
        return filled(text, place=place, ahead=place - 1)
    ahead = filled(_MORE.get(language, _MORE["en"]), number=place - 1)
    return filled(text, place=f"{place}+", ahead=ahead).replace(
        " 超过", "超过"
    )  # no space stands between Chinese words
