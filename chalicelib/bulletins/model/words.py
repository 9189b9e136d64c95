"""What a report is called, and how days, numbers and times are said in a reader's language. Pure.

Figures are called what the reports' own definitions call them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from chalicelib.bulletins.model.bulletin import UNIT, Bulletin, Kept, Some
from chalicelib.bulletins.model.schedule import DAILY, MONTHLY, WEEKLY
from chalicelib.bulletins.model.subscriptions import ZH
from chalicelib.people.model.rights import ALL, OWN
from chalicelib.reports.model.definitions import AVERAGE, DEFINITIONS, HOURS, RATE, SECONDS, SHARE
from chalicelib.tickets.model.ticket import WAITING
from chalicelib.tickets.model.words import word_in

_WEEKDAYS = ("一二三四五六日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"))
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_NAMES: Mapping[str, tuple[str, str]] = {each.name: (each.zh, each.en) for each in DEFINITIONS}
_TITLES: Mapping[str, tuple[str, str]] = {
    DAILY: ("客服日报", "Daily report"),
    WEEKLY: ("客服周报", "Weekly report"),
    MONTHLY: ("服务监督月报", "Monthly service report"),
}
HEADLINE_SMS = ("started", "served", "answer_rate", "satisfied", "first_answer")


def say(language: str, zh: str, en: str) -> str:
    """The words in this language."""
    return zh if language == ZH else en


def figure_name(name: str, language: str) -> str:
    """What a figure is called."""
    return say(language, *_NAMES[name])


def state_name(state: str, language: str) -> str:
    """How a ticket stands, as colleagues say it."""
    return say(language, "等待客户", "waiting for the customer") if state == WAITING else word_in(state, language)


def day_of(day: date, language: str) -> str:
    """11月23日（周一）, Mon 23 Nov."""
    zh, en = _WEEKDAYS
    if language == ZH:
        return f"{day.month}月{day.day}日（周{zh[day.weekday()]}）"
    return f"{en[day.weekday()]} {day.day} {_MONTHS[day.month - 1]}"


def days_of(first: date, last: date, language: str) -> str:
    """From one day to another: 11月23日至29日, 23–29 Nov; without the weekdays."""
    if first == last:
        return day_of(first, language)
    if language == ZH:
        end = f"{last.day}日" if first.month == last.month else f"{last.month}月{last.day}日"
        return f"{first.month}月{first.day}日至{end}"
    begin = f"{first.day}" if first.month == last.month else f"{first.day} {_MONTHS[first.month - 1]}"
    return f"{begin}–{last.day} {_MONTHS[last.month - 1]}"


def title_of(about: Bulletin | Kept, language: str) -> str:
    """客服日报 11月23日（周一）, Daily report Mon 23 Nov; of a month its name and year."""
    title = say(language, *_TITLES[about.every])
    if about.every == MONTHLY:
        month = f"{_MONTHS[about.first.month - 1]} {about.first.year}"
        return f"{title} {say(language, f'{about.first.year}年{about.first.month}月', month)}"
    return f"{title} {days_of(about.first, about.last, language)}"


def scope_of(about: Bulletin | Kept, language: str) -> str:
    """Whom it is about: everybody, these groups, one agent."""
    if about.view.scope == ALL:
        return say(language, "全部客服", "Everybody")
    if about.view.scope == OWN:
        return about.agent or say(language, "本人", "Own")
    return say(language, "、", ", ").join(about.groups) or say(language, "客服组", "Group")


def number(value: float) -> str:
    """With a comma between thousands, as both languages of the desk have it."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def seconds(value: float, language: str) -> str:
    """20 秒, 3 分 20 秒, 1 小时 5 分; 20 s, 3 min 20 s, 1 h 5 min."""
    whole = round(value)
    hours, minutes, rest = whole // 3600, whole % 3600 // 60, whole % 60
    names = ("小时", "分", "秒") if language == ZH else ("h", "min", "s")
    parts = [(hours, names[0]), (minutes, names[1]), (rest if not hours else 0, names[2])]
    said = [f"{count} {name}" for count, name in parts if count]
    return " ".join(said) or f"0 {names[2]}"


def value_in(name: str, value: float | None, language: str) -> str:
    """A figure with its unit; a dash where there is none."""
    if value is None:
        return "–"
    unit = UNIT[name]
    if unit == SHARE:
        return f"{value * 100:.1f}%".replace(".0%", "%")
    if unit == SECONDS:
        return seconds(value, language)
    if unit == HOURS:
        return f"{value:,.1f} {say(language, '小时', 'h')}"
    return f"{value:.2f}" if unit in (AVERAGE, RATE) else number(value)


def some_of(some: Some) -> str:
    """12, or 50+ where there may be others."""
    return f"{some.number}+" if some.more else str(some.number)


def headline_in(bulletin: Bulletin, language: str) -> str:
    """The few figures that an SMS has room for."""
    told = [bulletin.figure(name) for name in HEADLINE_SMS]
    said = [
        f"{figure_name(each.name, language)} {value_in(each.name, each.value, language)}"
        for each in told
        if each is not None and each.value is not None
    ]
    late = bulletin.unfinished.late if bulletin.unfinished is not None else None
    if late is not None:
        said.append(f"{say(language, '逾期', 'late')} {some_of(late)}")
    return say(language, "，", ", ").join(said)


def missed_in(first: date | None, last: date | None, language: str) -> str:
    """For which days no report was sent, if there are any."""
    if first is None or last is None:
        return ""
    days = days_of(first, last, language)
    return say(
        language, f"{days} 的报告因停机未发送，数据可在统计中查看。", f"No report was sent for {days}; see Figures."
    )
