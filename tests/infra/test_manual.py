"""The manual tells no figure that a command computes, since it would be wrong soon, but names the command."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import app
from infra import environments
from infra.bench import costs
from infra.template import alarms

MANUAL = Path(__file__).resolve().parent.parent.parent / "infra/README.md"


@pytest.mark.parametrize(
    ("figure", "command"),
    [
        (r"\d(\.\d+)? ?MB", "python -m infra.deploy.package"),
        (r"(US)?\$ ?\d|\d US\$|\|\s*\*{0,2}\d+\.\d\d\*{0,2} \|", "python -m infra.bench.costs"),
        (r"\d+ alarms|alarms \| \d", "python -m infra.bench.costs"),
        (r"\d+ (functions|requests) at once", "python -m infra.bench.costs"),
    ],
)
def test_figures_are_printed_by_the_commands_that_compute_them(figure: str, command: str) -> None:
    manual = MANUAL.read_text()

    told = [manual[found.start() : found.start() + 60] for found in re.finditer(figure, manual)]

    assert told == []
    assert command in manual


def test_the_sum_of_an_idle_month_counts_every_figure_that_an_alarm_watches() -> None:
    prod = environments.read("prod")
    made = [
        each["Properties"] for each in alarms.resources(app.app, prod).values() if "AlarmName" in each["Properties"]
    ]

    watched = sum(map(costs.watched, made))
    rows = {what: dollars for what, _, dollars in costs.idle(prod, watched, costs.Prices())}

    assert watched == len(made) + 1  # the share of refusals looks at two
    assert rows["figures alarms watch"] == pytest.approx(watched * costs.Prices().alarm)


def test_limits_are_shown_for_every_environment(capsys: pytest.CaptureFixture[str]) -> None:
    for name in environments.known():
        costs.show_limits(environments.read(name))

    said = capsys.readouterr().out
    assert said.count("consoles behind one address") == len(environments.known())
