"""Minutes as plain text in Markdown, to be made an announcement or an article of. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chalicelib.core.times import moment, stored
from chalicelib.logbook.model.minutes import Minutes

ZH = "zh-CN"
_WORDS = {
    "held": ("时间", "Held"),
    "group": ("班组", "Group"),
    "desk": ("全体", "The whole desk"),
    "chair": ("主持", "Chair"),
    "present": ("出席", "Present"),
    "absent": ("缺席", "Absent"),
    "service": ("服务", "Service"),
    "safety": ("安全", "Safety"),
    "conduct": ("作风", "Conduct"),
    "training": ("培训", "Training"),
    "attendance": ("考勤", "Attendance"),
    "business": ("业务通报", "Business"),
    "cases": ("疑难案例", "Hard cases"),
    "answer": ("统一答复口径", "What we answer"),
    "decisions": ("决定事项", "Decisions"),
    "who": ("负责人", "Responsible"),
    "until": ("期限", "Until"),
    "ticket": ("工单", "Ticket"),
    "corrections": ("更正", "Corrections"),
    "draft": ("（草稿，未确认）", "(draft, not confirmed)"),
}
_MARKUP = re.compile(r"([\\`*_\[\]<>#|~])")
_STARTS = re.compile(r"(?m)^(\s*)([-+=]|\d+[.)])(?=\s|$)")


def plain(text: str) -> str:
    """The text so that nothing of it is read as markup."""
    return _STARTS.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", text))


def in_markdown(minutes: Minutes, zone: str, language: str) -> str:
    """All of them, in this language."""
    return "\n".join(_lines(minutes, zone, language)).strip() + "\n"


def _lines(minutes: Minutes, zone: str, language: str) -> Iterator[str]:
    def word(name: str) -> str:
        return _WORDS[name][language != ZH]

    draft = f" {word('draft')}" if minutes.confirmed_at is None else ""
    yield f"# {plain(minutes.title)}{draft}\n"
    yield f"- {word('held')}: {moment(minutes.held_at, zone, language)}"
    yield f"- {word('group')}: {plain(minutes.group) or word('desk')}"
    if minutes.chair is not None:
        yield f"- {word('chair')}: {plain(minutes.chair.name or '')}"
    if minutes.present:
        yield f"- {word('present')}: {', '.join(plain(each.name or '') for each in minutes.present)}"
    for absence in minutes.absences:
        yield f"- {word('absent')}: {plain(absence.who.name or '')} ({plain(absence.reason)})"
    for name, text in minutes.topics.items():
        yield f"\n## {word(name)}\n\n{plain(text)}"
    if minutes.cases:
        yield f"\n## {word('cases')}"
    for case in minutes.cases:
        yield f"\n### {plain(case.title)}\n"
        yield plain(case.analysis)
        if case.answer:
            yield f"\n**{word('answer')}**\n\n{plain(case.answer)}"
    if minutes.decisions:
        yield f"\n## {word('decisions')}\n"
    for decision in minutes.decisions:
        told = {
            "who": decision.who.name if decision.who is not None else "",
            "until": stored(decision.until) if decision.until is not None else "",
            "ticket": decision.number,
        }
        rest = "; ".join(f"{word(name)}: {plain(text or '')}" for name, text in told.items() if text)
        yield f"- {' '.join(plain(decision.text).split())}{f' ({rest})' if rest else ''}"
    if minutes.corrections:
        yield f"\n## {word('corrections')}\n"
    for each in minutes.corrections:
        said = " ".join(plain(each.text).split())
        yield f"- {moment(each.at, zone, language)}, {plain(each.by.name or '')}: {said}"
