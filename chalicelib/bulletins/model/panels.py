"""A report as tables with bars, in its reader's language: the same in the letter and on the screen. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from chalicelib.bulletins.model.bulletin import BESIDE, Bulletin, Crossed, Figure, Line, Some
from chalicelib.bulletins.model.day_report import OWN_FIGURES, DayReport
from chalicelib.bulletins.model.schedule import DAILY, MONTHLY, WEEKLY
from chalicelib.bulletins.model.words import (
    day_of,
    figure_name,
    say,
    some_of,
    state_name,
    value_in,
)
from chalicelib.core import times
from chalicelib.notifications.model.panels import BAD, GOOD, PLAIN, Cell, Panel
from chalicelib.tickets.model.words import word_in


def panels_of(bulletin: Bulletin, language: str) -> list[Panel]:
    """All that it says; what there is nothing of is left out, but for what is good to know: that nothing is late."""
    return list(_panels(bulletin, language))


def _panels(bulletin: Bulletin, language: str) -> Iterator[Panel]:
    yield _headline(bulletin, language)
    yield _over_time(bulletin, language)
    yield from _by_hour(bulletin, language)
    yield from _beside(say(language, "各组", "Groups"), bulletin.by_group, language)
    note = say(language, "只统计前 520 位客服。", "Of the first 520 agents.") if bulletin.by_agent_more else ""
    yield from _beside(say(language, "客服", "Agents"), bulletin.by_agent, language, note)
    yield from _by_category(bulletin, language)
    yield from _unfinished(bulletin, language)
    yield from _late(bulletin, language)
    yield from _complaints(bulletin, language)
    yield from _crossed(bulletin, language)
    yield from _low_words(bulletin, language)
    yield from _day_reports(bulletin, language)


def _headline(bulletin: Bulletin, language: str) -> Panel:
    every = bulletin.every
    now = {DAILY: ("当日", "That day"), WEEKLY: ("本周", "That week"), MONTHLY: ("本月", "That month")}[every]
    earlier = {DAILY: ("前一日", "Day before"), WEEKLY: ("上周", "Week before"), MONTHLY: ("上月", "Month before")}[
        every
    ]
    columns = [say(language, "指标", "Figure"), say(language, *now), say(language, *earlier)]
    columns += [say(language, "上周同日", "Week before")] if every == DAILY else []
    rows = tuple(_figure(each, language, week=every == DAILY) for each in bulletin.headline)
    note = say(language, "时间类指标为平均值。", "Times are averages.")
    return Panel(say(language, "主要指标", "Headline"), tuple(columns), rows, note)


def _figure(figure: Figure, language: str, *, week: bool) -> tuple[Cell, ...]:
    target = ""
    if figure.target is not None:
        target = f"{say(language, '目标', 'Target')} {value_in(figure.name, figure.target, language)}"
    cells = [
        Cell(figure_name(figure.name, language), small=target),
        Cell(value_in(figure.name, figure.value, language), tone=_tone(figure)),
        Cell(value_in(figure.name, figure.before, language)),
    ]
    return (*cells, Cell(value_in(figure.name, figure.week, language))) if week else tuple(cells)


def _tone(figure: Figure) -> str:
    """Targets are of seconds: the fewer, the better."""
    if figure.target is None or figure.value is None:
        return PLAIN
    return GOOD if figure.value <= figure.target else BAD


def _bars(lines: Sequence[Line], labels: Sequence[str], name: str, language: str) -> tuple[tuple[Cell, ...], ...]:
    """Rows of a small chart: what, how many beside the most, and how many of them were answered."""
    most = max((each.values.get(name) or 0 for each in lines), default=0) or 1
    rows = []
    for label, line in zip(labels, lines, strict=True):
        value = line.values.get(name) or 0
        others = [Cell(value_in(each, line.values[each], language)) for each in line.values if each != name]
        rows.append((Cell(label), Cell(value_in(name, value, language), share=value / most), *others))
    return tuple(rows)


def _over_time(bulletin: Bulletin, language: str) -> Panel:
    lines = bulletin.over_time
    names = list(lines[0].values) if lines else []
    columns = (say(language, "日期", "Day"), *(figure_name(each, language) for each in names))
    labels = [day_of(times.read_day(each.key), language) for each in lines]
    title = (
        say(language, "近七日", "The last seven days") if bulletin.every == DAILY else say(language, "每日", "By day")
    )
    return Panel(title, columns, _bars(lines, labels, names[0], language) if names else ())


def _by_hour(bulletin: Bulletin, language: str) -> Iterator[Panel]:
    busy = [number for number, each in enumerate(bulletin.by_hour) if any(each.values.values())]
    if busy:
        lines = bulletin.by_hour[busy[0] : busy[-1] + 1]
        names = list(lines[0].values)
        columns = (say(language, "时段", "Hour"), *(figure_name(each, language) for each in names))
        labels = [f"{each.key[11:13]}:00" for each in lines]
        yield Panel(say(language, "各时段", "By hour"), columns, _bars(lines, labels, names[0], language))


def _beside(title: str, lines: Sequence[Line], language: str, note: str = "") -> Iterator[Panel]:
    if lines:
        columns = (say(language, "名称", "Name"), *(figure_name(each, language) for each in BESIDE))
        rows = tuple(
            (Cell(each.name or "–"), *(Cell(value_in(name, each.values[name], language)) for name in BESIDE))
            for each in lines
        )
        yield Panel(title, columns, rows, note)


def _by_category(bulletin: Bulletin, language: str) -> Iterator[Panel]:
    lines = bulletin.by_category
    if lines:
        columns = (say(language, "分类", "Category"), figure_name("ended", language))
        labels = [each.names.get(language) or each.name or "–" for each in lines]
        title = say(language, "咨询最多的分类", "What it was about most")
        yield Panel(title, columns, _bars(lines, labels, "ended", language))


def _unfinished(bulletin: Bulletin, language: str) -> Iterator[Panel]:
    open_work = bulletin.unfinished
    if open_work is None:
        return
    said: list[tuple[str, Some | int | None]] = [
        (say(language, "进行中的会话", "Open conversations"), open_work.conversations),
        (say(language, "未完成的工单", "Open tickets"), open_work.tickets),
        (say(language, "即将到期", "Nearly late"), open_work.soon),
        (say(language, "已逾期", "Late"), open_work.late),
    ]
    rows = tuple(
        (Cell(name), Cell(some_of(value) if isinstance(value, Some) else str(value)))
        for name, value in said
        if value is not None
    )
    title = say(language, "未完成", "Unfinished")
    columns = (say(language, "项目", "Item"), say(language, "数量", "Number"))
    yield Panel(title, columns, rows, _compiled(bulletin, language))


def _compiled(bulletin: Bulletin, language: str) -> str:
    at = times.moment(bulletin.compiled_at, bulletin.zone, language)
    return say(language, f"截至 {at}。", f"As of {at}.")


def _late(bulletin: Bulletin, language: str) -> Iterator[Panel]:
    if bulletin.late is None:
        return
    title = say(language, "逾期", "Late")
    columns = (say(language, "事项", "What"), say(language, "时限", "Deadline"), say(language, "到期", "Since"))
    rows = tuple(
        (
            Cell(f"{each.number} {each.subject}".strip() or word_in(each.kind, language), small=each.handler or ""),
            Cell(word_in(each.name, language), tone=BAD),
            Cell(_moment(each.due_at, bulletin.zone, language)),
        )
        for each in bulletin.late
    )
    yield Panel(title, columns, rows, "" if rows else say(language, "没有逾期事项。", "Nothing is late."))


def _moment(at: datetime | None, zone: str, language: str) -> str:
    return times.moment(at, zone, language) if at is not None else "–"


def _complaints(bulletin: Bulletin, language: str) -> Iterator[Panel]:
    if bulletin.complaints is None or bulletin.complaints_number is None:
        return
    count = some_of(bulletin.complaints_number)
    columns = (say(language, "投诉", "Complaint"), say(language, "状态", "State"))
    rows = tuple(
        (Cell(f"{each.number} {each.subject}", small=each.handler), Cell(state_name(each.state, language)))
        for each in bulletin.complaints
    )
    title = say(language, f"新投诉 {count} 件", f"New complaints: {count}")
    yield Panel(title, columns, rows, "" if rows else say(language, "没有新投诉。", "No new complaints."))


def _crossed(bulletin: Bulletin, language: str) -> Iterator[Panel]:
    if bulletin.crossed is None:
        return
    columns = (
        say(language, "工单", "Ticket"),
        say(language, "状态", "State"),
        say(language, "转交次数", "Handed on"),
    )
    rows = tuple(_crossing(each, language) for each in bulletin.crossed)
    none = say(language, "没有跨部门的问题。", "Nothing crossed departments.")
    yield Panel(say(language, "跨部门问题", "Across departments"), columns, rows, "" if rows else none)


def _crossing(crossed: Crossed, language: str) -> tuple[Cell, ...]:
    groups = " → ".join(crossed.groups)
    return (
        Cell(f"{crossed.number} {crossed.subject}".strip(), small=groups),
        Cell(state_name(crossed.state, language)),
        Cell(str(crossed.handed)),
    )


def _low_words(bulletin: Bulletin, language: str) -> Iterator[Panel]:
    if bulletin.low_words:
        columns = (say(language, "客户的话", "What they said"), say(language, "评分", "Score"))
        silent = say(language, "（没有留言）", "(nothing said)")
        rows = tuple(
            (
                Cell(each.comment or silent, small=each.agent or ""),
                Cell(str(each.score), tone=BAD if each.score < 3 else PLAIN),
            )
            for each in bulletin.low_words
        )
        yield Panel(say(language, "低分评价", "Low ratings"), columns, rows)


def _day_reports(bulletin: Bulletin, language: str) -> Iterator[Panel]:
    told = bulletin.day_reports
    if told is None or not (told.sent or told.missing):
        return
    comma = say(language, "、", ", ")
    said = (
        (say(language, "已提交", "Sent"), str(told.sent)),
        (say(language, "迟交", "Sent late"), comma.join(told.late)),
        (say(language, "未提交", "Not sent"), comma.join(told.missing)),
    )
    rows = tuple((Cell(name), Cell(value)) for name, value in said if value)
    title = say(language, "个人日报", "Agents' day reports")
    yield Panel(title, (say(language, "情况", "State"), say(language, "客服", "Agents")), rows)


def panels_of_day(report: DayReport, language: str) -> list[Panel]:
    """An agent's own day: their figures, and what is open."""
    columns = (say(language, "指标", "Figure"), say(language, "当日", "That day"))
    rows = tuple(
        (Cell(figure_name(name, language)), Cell(value_in(name, report.values[name], language)))
        for name in OWN_FIGURES
        if name in report.values
    )
    work = report.open_work
    said = (
        (say(language, "进行中的会话", "Open conversations"), Some(work.conversations)),
        (say(language, "未完成的工单", "Open tickets"), Some(work.tickets, work.tickets_more)),
        (say(language, "已逾期", "Late"), Some(work.late, work.late_more)),
    )
    open_rows = tuple((Cell(name), Cell(some_of(value))) for name, value in said)
    counted = (say(language, "项目", "Item"), say(language, "数量", "Number"))
    return [
        Panel(say(language, "我的数据", "Figures"), columns, rows),
        Panel(say(language, "未完成", "Unfinished"), counted, open_rows),
    ]
