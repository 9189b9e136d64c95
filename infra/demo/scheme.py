"""A scheme of performance for a desk that has none, so that a newcomer sees what months come to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from chalicelib.core.desk import Desk

FORMULA = "if(score >= 60, round(base * score / 100, 0), 0) + if(rank == 1, 200, 0)"


def show_performance(desk: Desk) -> bool:
    """Publish one from the last month on, and compute that month and this; whether there was none."""
    # imported only now: the environment decides where their tables are
    from chalicelib.core.audit import SYSTEM
    from chalicelib.performance.model.months import later
    from chalicelib.performance.model.schemes import DESK, Grade, SchemeDefinition
    from chalicelib.performance.service import running, schemes
    from chalicelib.performance.service.reading import this_month

    if schemes.list_schemes(desk):
        return False
    names = {"zh-CN": "客服月度绩效", "en": "Monthly performance"}
    grades = (Grade("A", 90, 1500), Grade("B", 75, 1000), Grade("C", 60, 600), Grade("D", 0, 0))
    made = SchemeDefinition(names, tuple(_indicators()), grades, FORMULA, "CNY", shows_place=True)
    record = schemes.save_draft(desk, SYSTEM, DESK, made, 0)
    month = this_month(desk)
    schemes.publish(desk, SYSTEM, DESK, record.version, later(month, -1))
    for each in (later(month, -1), month):
        running.compute(desk, each, SYSTEM.name)
    return True


def _indicators() -> Any:
    from chalicelib.performance.model.indicators import LOWER, Indicator

    yield Indicator(
        "first_answer",
        {"zh-CN": "首次响应", "en": "First answer"},
        "figure:first_answer",
        weight=30,
        direction=LOWER,
        floor=180,
        target=30,
        least_sample=5,
    )
    yield Indicator(
        "satisfied",
        {"zh-CN": "满意率", "en": "Satisfaction"},
        "figure:satisfied",
        weight=30,
        floor=0.6,
        target=0.95,
        least_sample=3,
    )
    yield Indicator(
        "first_contact",
        {"zh-CN": "首次联系解决率", "en": "First-contact resolution"},
        "figure:first_contact",
        weight=20,
        floor=0.5,
        target=0.9,
        least_sample=5,
    )
    served = {"zh-CN": "接待量", "en": "Conversations served"}
    yield Indicator("served", served, "figure:served", weight=20, target=100, best=200, most=120)
