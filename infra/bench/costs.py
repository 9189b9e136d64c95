"""What an environment costs in a month, and what it lets through: ``python -m infra.bench.costs`` counts, and shows it.

Requests and capacity are counted on a throwaway store, with the operations that ``make bench`` measures; what is
assumed stands in ``Day`` and ``Prices``. The prices are list prices of eu-central-1 in US dollars, without the free
tier: check them before anybody relies on the sum.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from chalicelib.core.desk import Settings
from infra import environments
from infra.environments import Environment
from infra.local import ministack as stores

if TYPE_CHECKING:
    from infra.bench.meter import Cost

DAYS = 30
MILLION = 1_000_000


@dataclass(frozen=True)
class Prices:
    """US dollars, list prices of eu-central-1; to be checked."""

    api_request: float = 3.70 / MILLION
    invocation: float = 0.20 / MILLION
    gigabyte_second: float = 0.0000133334  # arm64
    read_unit: float = 0.1525 / MILLION
    write_unit: float = 0.7625 / MILLION
    log_gigabyte: float = 0.63
    metric: float = 0.30
    alarm: float = 0.10
    dashboard: float = 3.00


@dataclass(frozen=True)
class Day:
    """A day's conversations: minutes each is open in a widget, messages of each side, agents and their hours."""

    conversations: int = 1000
    minutes: float = 6.0
    messages: int = 6
    agents: int = 10
    hours: float = 8.0
    widget_pace: float = 1.5  # seconds between two questions, while somebody writes
    console_pace: float = 2.0
    beat: float = 20.0

    def calls(self) -> dict[str, float]:
        """How often each measured operation happens."""
        at_work = self.agents * self.hours * 3600
        return {
            "start_conversation, assigned": self.conversations,
            "post_message": self.conversations * (self.messages - 1),
            "reply": self.conversations * self.messages,
            "close": self.conversations,
            "read_entries, nothing new": self.conversations * self.minutes * 60 / self.widget_pace,
            "read_inbox, serving five": at_work / self.console_pace,
            "heartbeat": at_work / self.beat,
        }


INVOCATION = 0.03  # seconds that one request is billed, without waiting for others; a cold start is rare beside polls
TICK = 0.1
TICK_QUERIES = 2 * Settings().work_shards + 1  # the shards read twice and the dead, one unit each
TICK_LOG, REQUEST_LOG, ACCESS_LOG = 900, 700, 300  # bytes, with Lambda's own lines; API Gateway's line
TICK_METRICS = 3

Sum = list[tuple[str, str, float]]


def idle(environment: Environment, alarms: int, prices: Prices) -> Sum:
    """A month in which nobody calls: what, how much, dollars. ``alarms``: how many figures are watched."""
    ticks = DAYS * 24 * 60
    seconds = ticks * TICK * environment.memory / 1024
    logs = ticks * TICK_LOG / 1e9
    rows = [
        (f"{ticks:,} ticks", f"{seconds:,.0f} GB-s", ticks * prices.invocation + seconds * prices.gigabyte_second),
        ("their queries", f"{ticks * TICK_QUERIES:,} read units", ticks * TICK_QUERIES * prices.read_unit),
        ("their logs", f"{logs:.2f} GB", logs * prices.log_gigabyte),
        ("metrics", f"{TICK_METRICS}", TICK_METRICS * prices.metric),
    ]
    if environment.alarms:
        rows += [("dashboard", "1", prices.dashboard), ("figures alarms watch", f"{alarms}", alarms * prices.alarm)]
    return rows


def busy(environment: Environment, day: Day, costs: Mapping[str, Cost], prices: Prices) -> Sum:
    """What a month of such days adds."""
    calls = {name: times * DAYS for name, times in day.calls().items()}
    requests = sum(calls.values())
    reads = sum(times * costs[name].read_units for name, times in calls.items())
    writes = sum(times * costs[name].write_units for name, times in calls.items())
    seconds = requests * INVOCATION * environment.memory / 1024
    logs = requests * (REQUEST_LOG + ACCESS_LOG) / 1e9
    return [
        ("requests to the API", f"{requests / MILLION:.1f} million", requests * prices.api_request),
        ("invocations", f"{requests / MILLION:.1f} million", requests * prices.invocation),
        ("their time", f"{seconds:,.0f} GB-s", seconds * prices.gigabyte_second),
        ("reads", f"{reads / MILLION:.1f} million units", reads * prices.read_unit),
        ("writes", f"{writes / MILLION:.2f} million units", writes * prices.write_unit),
        ("logs", f"{logs:.1f} GB", logs * prices.log_gigabyte),
    ]


def show(title: str, rows: Sum) -> None:
    """As a table of Markdown, with its sum."""
    print(f"\n| {title} | | US$ a month |\n|---|---:|---:|")
    for what, how_much, dollars in rows:
        print(f"| {what} | {how_much} | {dollars:.2f} |")
    print(f"| **together** | | **{sum(dollars for *_, dollars in rows):.2f}** |")


def reading(gigabytes: float, prices: Prices) -> Sum:
    """What an export reads, or a restore to look at."""
    units = gigabytes * 2**30 / 4096
    return [(f"{gigabytes:g} GB read consistently", f"{units:,.0f} read units", units * prices.read_unit)]


def show_limits(environment: Environment) -> None:
    """What the API, the firewall and the account must bear."""
    from infra.template import crowd

    most = crowd.limits(environment)
    print(
        f"\n{environment.name}, {environment.consoles} consoles behind one address: {most.rate} requests a second and"
    )
    print(f"{most.burst} at once of each route, {most.of_one_address} in five minutes of one address (firewall),")
    print(f"{most.functions} functions at once to open a page")


def main() -> int:
    """Count, and show the sums."""
    store = stores.start()
    try:
        os.environ.update(stores.environment_for(store))
        os.environ["DESKBELL_STAGE"] = "costs"
        costs, alarms = _counted(store.endpoint)
    finally:
        store.stop()
    prices, day = Prices(), Day()
    for name in ("dev", "prod"):
        environment = environments.read(name)
        show(f"{name}, idle", idle(environment, alarms, prices))
    show(f"{day.conversations:,} conversations a day", busy(environments.read("prod"), day, costs, prices))
    show("an export", reading(1, prices))
    for name in environments.known():
        show_limits(environments.read(name))
    return 0


def _counted(endpoint: str) -> tuple[dict[str, Cost], int]:
    # imported only now: the environment above decides which tables they mean
    import app
    from chalicelib.core import dynamo, tables
    from chalicelib.everything import TABLES
    from infra.bench.meter import count
    from infra.bench.stage import Stage
    from infra.template import alarms

    database = dynamo.Botocore(dynamo.botocore_client(endpoint))
    tables.create_tables(database, TABLES)
    stage = Stage(database)
    costs = {operation.name: count(stage.database, operation) for operation in stage.operations()}
    made = alarms.resources(app.app, environments.read("prod")).values()
    return costs, sum(watched(each["Properties"]) for each in made if each["Type"] == "AWS::CloudWatch::Alarm")


def watched(alarm: Mapping[str, Any]) -> int:
    """How many figures an alarm looks at: each of them costs as much as an alarm of one."""
    return sum("MetricStat" in each for each in alarm.get("Metrics", ())) or 1


if __name__ == "__main__":
    sys.exit(main())
