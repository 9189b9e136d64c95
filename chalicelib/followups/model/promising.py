"""Whether an agent's words promise something by a time, in Chinese or English, and by when that is (D10). Pure.

    spoken("明天上午十点给您回电")            →  a day ahead, 10:00, by phone
    due_at(spoken(…), now, "Asia/Shanghai")  →  the moment

It only proposes: whoever wrote the words decides whether it is written down. So it would rather miss one than take a
question, a denial, something past, or what the customer is asked to do, for a promise. Who says no hour of a day means
by its end; who says no half of the day means the hours in which people work.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
from msgspec.structs import replace

PHONE, SMS, EMAIL, CHAT = "phone", "sms", "email", "chat"
CHANNELS = (PHONE, SMS, EMAIL, CHAT)

LONGEST_READ = 2_000  # characters of a message: who promises something does so in its beginning
LATER, SHORTLY = timedelta(hours=1), timedelta(minutes=30)
FURTHEST = timedelta(days=366)
NOON, EVENING_BEGINS = 12, 8  # hours below that are of the afternoon, where nobody says which half is meant
END_OF_DAY, EVENING = (18, 0), (21, 0)


class Spoken(msgspec.Struct, frozen=True):
    """A promise as it was said: after ``delay``; or on a day (``days`` ahead, on a ``weekday`` of this week or
    ``weeks`` ahead, or on a ``date`` as month and day) at ``clock``. ``open_half``: no half of the day was said."""

    channel: str
    delay: timedelta | None = None
    days: int | None = None
    weekday: int | None = None
    weeks: int = 0
    date: tuple[int, int] | None = None
    clock: tuple[int, int] = END_OF_DAY
    open_half: bool = False


def spoken(text: str) -> Spoken | None:
    """The first promise with a time in these words, or None."""
    for sentence in _sentences(text[:LONGEST_READ]):
        for promises, read in ((_promises_zh, _time_zh), (_promises_en, _time_en)):
            channel = promises(sentence)
            meant = read(sentence, Spoken(channel)) if channel is not None else None
            if meant is not None:
                return meant
    return None


def due_at(meant: Spoken, now: datetime, zone: str) -> datetime | None:
    """By when that is, where the clock shows the time of this zone; UTC. None: it is over, or too far away."""
    if meant.delay is not None:
        return now.astimezone(UTC) + meant.delay if meant.delay <= FURTHEST else None
    there = now.astimezone(ZoneInfo(zone))
    day = _day(meant, there.date())
    if day is None:
        return None
    hour, minute = meant.clock
    halves = (hour, hour + 12) if meant.open_half and hour < NOON else (hour,)
    for each in halves:
        at = datetime(day.year, day.month, day.day, each, minute, tzinfo=ZoneInfo(zone)).astimezone(UTC)
        if now < at <= now + FURTHEST:
            return at
    return None


def _day(meant: Spoken, today: date) -> date | None:
    if meant.date is not None:
        month, day = meant.date
        for year in (today.year, today.year + 1):
            try:
                on = date(year, month or today.month, day)
            except ValueError:
                continue
            if on >= today:
                return on
        return None
    if meant.weekday is not None:
        monday = today - timedelta(days=today.weekday())
        on = monday + timedelta(weeks=meant.weeks, days=meant.weekday)
        return on if on >= today else on + timedelta(weeks=1)
    return today + timedelta(days=meant.days or 0)


_ENDS = re.compile(r"(?<=[。！？!?；;\n])|(?<=\.)\s")


def _sentences(text: str) -> Iterator[str]:
    """Those that are no questions."""
    for each in _ENDS.split(text):
        sentence = (each or "").strip().lower().replace("\u2019", "'").replace("：", ":")
        asks = sentence.endswith(("?", "？")) or re.search(r"(吗|呢|好不好|行不行)[。!！]?$", sentence)
        if sentence and not asks:
            yield sentence


def _first(channels: tuple[tuple[str, str], ...], text: str, otherwise: str) -> str:
    return next((channel for channel, pattern in channels if re.search(pattern, text)), otherwise)


# --- Chinese

_DOES_ZH = (
    r"(回电|回复|回覆|回话|答复|致电|联系|联络|打电话|去电|打过去|打给|通知|告知|告诉|反馈"
    r"|发短信|发邮件|发送|发给|发到|发您|寄给|跟进)"
)
_TO_ZH = r"(给|为|向|跟|与|和|同)?(您|你|贵司)"
_PROMISE_ZH = re.compile(
    rf"{_TO_ZH}[^，,]{{0,8}}?{_DOES_ZH}|{_DOES_ZH}(给|到|至)?(您|你|贵司)|(回电|致电)(给)?(您|你)?"
)
_NOT_ZH = re.compile(
    r"(不能|无法|没法|没办法|不会|不再|不用|不必|未能|没有|暂不|昨|前天|刚才|刚刚|已经|已于|之前|上次|如果|假如|要是|"
    r"(给|打|发|回|通知|联系|告知|答复)过|请(您|你)|(您|你)(可以|能|需要|要|再|先|方便|随时|直接|可)|"
    r"(联系|回复|告诉|致电|打给|通知|回电给)(一下)?(我|咱)|他会|她会|快递员|他们)"
)
_CHANNELS_ZH = (
    (SMS, r"短信"),
    (EMAIL, r"邮件|邮箱|电邮"),
    (PHONE, r"电话|回电|致电|去电|打给|打过去|联系|联络"),
)

_DIGITS = {name: number for number, name in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_NOUGHTS = {"零", "〇"}
_N = r"(\d{1,3}|[零一二两三四五六七八九十〇]{1,3})"
_DAYS_ZH = {"今天": 0, "今日": 0, "今晚": 0, "今早": 0, "明天": 1, "明日": 1, "明早": 1, "明晚": 1}
_DAYS_ZH |= {"大后天": 3, "后天": 2, "后日": 2}
_MORNINGS, _EVENINGS = ("早", "早上", "早晨"), ("晚", "晚上")
_HALVES_ZH = dict.fromkeys((*_MORNINGS, "凌晨", "上午"), 0) | dict.fromkeys((*_EVENINGS, "中午", "下午", "傍晚"), NOON)
_USUAL_ZH = dict.fromkeys(_MORNINGS, (9, 0)) | dict.fromkeys(_EVENINGS, EVENING) | {"上午": (12, 0), "中午": (13, 0)}
_DELAY_ZH = re.compile(rf"(半|{_N})\s*(个)?(半)?\s*(分钟|小时|钟头|工作日|天)(半)?\s*(以内|之内|内|以后|之后|后|左右)")
_LATER_ZH = re.compile(r"稍后|稍候|待会|等会|一会|晚点|晚些时候|稍晚")
_DAY_ZH = re.compile(
    r"(?P<day>大后天|今天|今日|今晚|今早|明天|明日|明早|明晚|后天|后日)"
    r"|(?P<next>下+)?(个)?(周|星期|礼拜)(?P<weekday>[一二三四五六日天])"
    rf"|((?P<month>{_N})月)?(?P<date>{_N})[日号]"
)
_CLOCK_ZH = re.compile(
    rf"(?P<half>凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|早|晚)?\s*((?P<hour>{_N})\s*(点钟|点|时|:)\s*((?P<part>半|一刻|三刻)"
    rf"|(?P<minute>{_N})\s*分?)?)?"
)


def _promises_zh(sentence: str) -> str | None:
    """By which channel something is promised; None: nothing is."""
    if not _PROMISE_ZH.search(sentence) or _NOT_ZH.search(sentence):
        return None
    return _first(_CHANNELS_ZH, sentence, CHAT)


def _time_zh(sentence: str, meant: Spoken) -> Spoken | None:
    delayed = _DELAY_ZH.search(sentence)
    if delayed:
        return replace(meant, delay=_delay_zh(delayed))
    on = _DAY_ZH.search(sentence)
    clock = _clock_zh(sentence[on.end() :] if on else sentence, on.group("day") if on else None)
    if on is None:
        at = replace(meant, days=0, clock=clock[0], open_half=clock[1]) if clock else None
        return at or (replace(meant, delay=LATER) if _LATER_ZH.search(sentence) else None)
    when, half = clock or (END_OF_DAY, False)
    meant = replace(meant, clock=when, open_half=half)
    if on.group("day"):
        return replace(meant, days=_DAYS_ZH[on.group("day")])
    if on.group("weekday"):
        weekday = 6 if on.group("weekday") in "日天" else "一二三四五六".index(on.group("weekday"))
        return replace(meant, weekday=weekday, weeks=len(on.group("next") or ""))
    return replace(meant, date=(_number(on.group("month") or "0"), _number(on.group("date"))))


def _delay_zh(match: re.Match[str]) -> timedelta:
    unit = {"分钟": 1, "小时": 60, "钟头": 60, "天": 1440, "工作日": 1440}[match.group(5)]
    half = 0.5 if match.group(4) or match.group(6) else 0
    count = 0.5 if match.group(1) == "半" else _number(match.group(1)) + half
    return timedelta(minutes=unit * count)


def _clock_zh(text: str, day: str | None) -> tuple[tuple[int, int], bool] | None:
    """The time of day, and whether no half of the day was said; None: no time."""
    own = {"今晚": "晚", "明晚": "晚", "今早": "早", "明早": "早"}.get(day or "")
    for match in _CLOCK_ZH.finditer(text):
        half, hour = match.group("half") or own, match.group("hour")
        if hour is not None:
            parts = {"半": 30, "一刻": 15, "三刻": 45}
            minute = parts.get(match.group("part") or "", _minute(match.group("minute") or "0"))
            return _said(_number(hour), minute, _HALVES_ZH[half] if half else None)
        if match.group("half"):
            return _USUAL_ZH.get(match.group("half"), END_OF_DAY), False
    return (_USUAL_ZH[own], False) if own else None


def _said(hour: int, minute: int, half: int | None) -> tuple[tuple[int, int], bool] | None:
    """An hour as it was said: of the afternoon where that was said, or where people would hardly work before noon."""
    if hour > 23 or minute > 59:
        return None
    if (half == NOON and hour < NOON) or (half is None and hour < EVENING_BEGINS):
        hour += 12
    elif half == 0 and hour == NOON:
        hour = 0
    return (hour, minute), half is None and hour < NOON


def _number(text: str) -> int:
    """Such as 15, 十五, 五十, 二十五; of two that are meant (两三, 十二三, 二三十) the last, by which it is done."""
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.partition("十")
    if not ten:
        return _DIGITS[text[-1]] if len(text) == 2 and not set(text) & _NOUGHTS else _figures(text)
    return _DIGITS[tens[-1:] or "一"] * 10 + _DIGITS.get(ones[-1:], 0)


def _minute(text: str) -> int:
    """Of the clock, where 四五 is 45."""
    return _number(text) if text.isdecimal() or "十" in text else _figures(text)


def _figures(text: str) -> int:
    return int("".join(str(_DIGITS[each]) for each in text))


# --- English

_DOES_EN = (
    r"(call|ring|phone|get back to|reply|respond|answer|e-?mail|text|message|contact|write (to )?you|follow up"
    r"|let you know|update you|send you|send it|be in touch|reach out|get in touch|give you a (call|ring)"
    r"|have (an answer|it|news)|come back to)"
)
_I_EN = r"(i'll|we'll|(i|we) (will|shall)|(i'm|i am|we're|we are) going to|let me|i promise to|my colleague will)"
_PROMISE_EN = re.compile(rf"\b{_I_EN}\b[^.,;]{{0,40}}?\b{_DOES_EN}\b")
_NOT_EN = re.compile(
    r"\b(not|never|can't|cannot|won't|unable|unfortunately|if|unless|yesterday|already|would|could|might|called you|"
    r"you (can|could|may|should|must|need to)|please (call|contact|write|e-?mail|reply|send|try))\b"
)
_CHANNELS_EN = (
    (SMS, r"\btext( message)?\b|\bsms\b"),
    (EMAIL, r"\be-?mail\b"),
    (PHONE, r"\b(call|ring|phone)\b"),
)
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "ten": 10, "fifteen": 15}
_COUNTS |= {"a couple of": 2, "a few": 5, "twenty": 20, "thirty": 30}
_DELAY_EN = re.compile(
    r"\b(?:in|within|inside|after|in the next|within the next)\s+(?:about\s+|at most\s+)?"
    rf"(?:(half an hour)|({'|'.join(sorted(map(re.escape, _COUNTS), key=len, reverse=True))}|\d{{1,3}})\s*"
    r"(?:business |working )?(minute|min|hour|day|week)s?)\b"
)
_SHORTLY_EN = re.compile(r"\b(shortly|in a moment|in a bit|right back)\b")
_LATER_EN = re.compile(r"\blater( on)?( today)?\b")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_DAY_EN = re.compile(
    rf"\b((?P<day>today|tonight|this (morning|afternoon|evening)|tomorrow|the day after tomorrow)"
    rf"|(?P<next>next )?(?P<weekday>{'|'.join(_WEEKDAYS)}))\b"
)
_END_EN = re.compile(r"\b(end of (the |this )?(business )?day|close of business)\b")
_CLOCK_EN = re.compile(
    r"\b(?:at|by|before|around|until)\s+(?:(noon)|(\d{1,2})(?::(\d{2}))?\s*(a\.?m\b|p\.?m\b|o'clock)?)(?![\d%/])"
    r"|\b(\d{1,2})(?::(\d{2}))?\s*(am|pm)\b"
)
_PARTS_EN = (("morning", (NOON, 0)), ("afternoon", END_OF_DAY), ("evening", EVENING), ("tonight", EVENING))


def _promises_en(sentence: str) -> str | None:
    """By which channel something is promised; None: nothing is."""
    if not _PROMISE_EN.search(sentence) or _NOT_EN.search(sentence):
        return None
    return _first(_CHANNELS_EN, sentence, CHAT)


def _time_en(sentence: str, meant: Spoken) -> Spoken | None:
    delayed = _DELAY_EN.search(sentence)
    if delayed:
        return replace(meant, delay=_delay_en(delayed))
    on, clock = _DAY_EN.search(sentence), _clock_en(sentence)
    if on is None and clock is None:
        if _END_EN.search(sentence):
            return replace(meant, days=0)
        if _SHORTLY_EN.search(sentence):
            return replace(meant, delay=SHORTLY)
        return replace(meant, delay=LATER) if _LATER_EN.search(sentence) else None
    when, half = clock or (_part_en(sentence), False)
    meant = replace(meant, clock=when, open_half=half)
    if on is not None and on.group("weekday"):
        return replace(meant, weekday=_WEEKDAYS.index(on.group("weekday")), weeks=bool(on.group("next")))
    day = on.group("day") if on is not None else "today"
    return replace(meant, days={"tomorrow": 1, "the day after tomorrow": 2}.get(day, 0))


def _delay_en(match: re.Match[str]) -> timedelta:
    if match.group(1):
        return timedelta(minutes=30)
    count, unit = match.group(2), {"min": 1, "minute": 1, "hour": 60, "day": 1440, "week": 10_080}[match.group(3)]
    return timedelta(minutes=unit * (int(count) if count.isdecimal() else _COUNTS[count]))


def _part_en(sentence: str) -> tuple[int, int]:
    return next((clock for name, clock in _PARTS_EN if name in sentence), END_OF_DAY)


def _clock_en(sentence: str) -> tuple[tuple[int, int], bool] | None:
    match = _CLOCK_EN.search(sentence)
    if match is None:
        return None
    if match.group(1):
        return (NOON, 0), False
    hour, minute, half = (match.group(each) or match.group(each + 3) for each in (2, 3, 4))
    part = {"a": 0, "p": NOON}.get((half or "")[:1])
    if part is None and ("afternoon" in sentence or _part_en(sentence) == EVENING):
        part = NOON
    elif part is None and "morning" in sentence:
        part = 0
    return _said(int(hour), int(minute or 0), part)
