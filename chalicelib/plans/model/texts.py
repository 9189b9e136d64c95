"""What a plan says at each stage, in each of its languages (C5). An empty text is not said."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from chalicelib.core.errors import Invalid
from chalicelib.plans.model.filling import BRACES, filled

LANGUAGES = ("zh-CN", "en")
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

_SENTENCE = re.compile(r"[^。！？.!?\n]*[。！？.!?\n]*")
_CITIES = {"Shanghai": "北京", "Hong Kong": "香港", "Macau": "澳门", "Taipei": "台北", "Singapore": "新加坡"} | {
    "Tokyo": "东京", "Seoul": "首尔", "Bangkok": "曼谷", "Kolkata": "印度", "Dubai": "迪拜", "Moscow": "莫斯科",
    "Berlin": "柏林", "Paris": "巴黎", "London": "伦敦", "Madrid": "马德里", "Rome": "罗马", "Sydney": "悉尼",
    "New York": "纽约", "Toronto": "多伦多", "Chicago": "芝加哥", "Los Angeles": "洛杉矶", "Vancouver": "温哥华",
}  # fmt: skip
_LATER = {"zh-CN": "稍后", "en": "later"}
_WEEKDAYS = "一二三四五六日"
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


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
    return "".join(each for each in _SENTENCE.findall(text) if "{opens_at}" not in each).strip() or default


def waiting_text(texts: Texts, language: str, place: int) -> str:
    """What somebody who waits at this place (1 is next) is told after a minute; empty: nothing."""
    return filled(spoken(texts, "waiting", language).strip(), place=place, ahead=place - 1)


def moment(at: datetime | None, zone: str, language: str) -> str:
    """A moment as the plan's visitors read it, on the plan's clock: 11月23日（周一）09:00, Mon 23 Nov, 09:00."""
    if at is None:
        return _LATER.get(language, _LATER["en"])
    local = at.astimezone(ZoneInfo(zone))
    if language == "zh-CN":
        return f"{local.month}月{local.day}日（周{_WEEKDAYS[local.weekday()]}）{local:%H:%M}"
    return f"{_DAYS[local.weekday()]} {local.day} {_MONTHS[local.month - 1]}, {local:%H:%M}"


def moment_there(at: datetime | None, zone: str, language: str) -> str:
    """The same for somebody who may be elsewhere: Mon 23 Nov, 09:00, Berlin time; 11月23日（周一）09:00（柏林时间）.

    China's time is not named to who reads Chinese.
    """
    said = moment(at, zone, language)
    if at is None or (language == "zh-CN" and zone == "Asia/Shanghai"):
        return said
    place, slash, city = zone.rpartition("/")
    if not slash or place == "Etc":
        offset = f"{at.astimezone(ZoneInfo(zone)):%z}"
        there = "UTC" if offset == "+0000" else f"UTC{offset[:3]}:{offset[3:]}"
        return f"{said}（{there}）" if language == "zh-CN" else f"{said}, {there}"
    city = city.replace("_", " ")
    if language == "zh-CN":
        return f"{said}（{_CITIES.get(city, f'{city} ')}时间）"
    return f"{said}, {'Beijing' if zone == 'Asia/Shanghai' else city} time"
