"""The figures as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from infra.bench.goals import IMPORT_RATIO, REQUESTS
from infra.bench.imports import LIBRARIES, OURS
from infra.bench.meter import Cost, Weight
from infra.bench.storm import Storm, disagreements
from infra.bench.ways import WAYS, Cold


def costs(measured: Mapping[str, Cost]) -> None:
    """Requests and capacity of each operation."""
    _title("One call: requests to DynamoDB and capacity units, from the token on (authentication included)")
    rows = [
        [name, str(len(cost.requests)), _units(cost, cost.read_units), f"{cost.write_units:g}", cost.by_name()]
        for name, cost in measured.items()
    ]
    _table(["operation", "requests", "read", "write", "by name"], rows)
    print(
        "Units are the emulator's answers to ReturnConsumedCapacity, which was asked for with every request, indexes\n"
        "included; a write in a transaction counts twice."
    )
    if any(cost.computed for cost in measured.values()):
        print("~ BatchGetItem is answered without: its units are computed from the sizes of the items it brought.")


def _units(cost: Cost, units: float) -> str:
    return f"{'~' if cost.computed else ''}{units:g}"


def weights(measured: Mapping[str, Weight], times: int) -> None:
    """Processor time of each operation beside that of the bare calls."""
    _title(f"One call: processor time in ms (medians of {times}), beside the same requests made with a bare client")
    rows = [
        [
            name,
            f"{weight.ours:.2f}",
            f"{weight.as_it_comes:.2f}",
            f"{weight.ours / weight.as_it_comes:.2f}",
            f"{weight.configured:.2f}",
            f"{weight.ours / weight.configured:.2f}",
        ]
        for name, weight in measured.items()
    ]
    _table(["operation", "desk", "boto3", "ratio", "no checks", "ratio"], rows)
    print(
        "boto3: boto3.client as it comes. no checks: the same without checking parameters, as the desk's client is\n"
        "configured. Reads are repeated as they were, writes with the same shape and conditions on keys of their own."
    )


def growth(measured: Mapping[str, Mapping[str, Cost]]) -> None:
    """Requests and units with little and with a lot in the tables."""
    _title("The same with a lot of data: requests (read units / write units)")
    names = list(next(iter(measured.values())))
    rows = [
        [
            name,
            *[
                f"{len(each[name].requests)} ({_units(each[name], each[name].read_units)} / {each[name].write_units:g})"
                for each in measured.values()
            ],
        ]
        for name in names
    ]
    _table(["operation", *measured], rows)


def ways(measured: Mapping[str, Mapping[str, float]], cold: Mapping[str, Cold], times: int, runs: int) -> None:
    """Whole requests, and a cold start, on each way to DynamoDB."""
    _title(f"One request through the whole handler: processor time in ms (medians of {times}), by the way to DynamoDB")
    rows = [
        [name, *[f"{by[way]:.2f}" for way in WAYS], f"{by[WAYS[0]] / by[WAYS[1]]:.2f}", *REQUESTS[name].cells()]
        for name, by in measured.items()
    ]
    _table(["request", *WAYS, "ratio", "goal", "was"], rows)
    print("goal, was: of the lean way.")
    _title(f"A fresh process (medians of {runs}): processor ms of its first request with its room; memory")
    rows = [[way, f"{each.first:.0f}", f"{each.second:.1f}", f"{each.memory:.0f}"] for way, each in cold.items()]
    _table(["way", "first", "second", "MB"], rows)


def imports(measured: Mapping[str, tuple[float, float]], runs: int) -> None:
    """A cold start's imports."""
    _title(f"Cold import in ms (medians of {runs} fresh processes each, compiled files present)")
    rows = [[name, f"{wall:.0f}", f"{processor:.0f}", "", ""] for name, (wall, processor) in measured.items()]
    ours, libraries = measured[OURS], measured[LIBRARIES]
    rows.append(["ratio", f"{ours[0] / libraries[0]:.2f}", f"{ours[1] / libraries[1]:.2f}", *IMPORT_RATIO.cells()])
    _table(["", "wall", "processor", "goal", "was"], rows)


def judged(rows: Sequence[Sequence[str]], questions: Mapping[str, int], articles: int) -> None:
    """How well articles are found, beside other ways to find them."""
    asked = ", ".join(f"{number} in {language}" for language, number in questions.items())
    _title(f"Articles that answer: {asked}, over {articles} articles")
    heads = ["way", *[f"{what}, {each}" for each in questions for what in ("recall at 3", "mean reciprocal rank")]]
    _table([*heads, "rightly nothing, of 10"], rows)


def _title(text: str) -> None:
    print(f"\n{text}\n")


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Words to the left, figures to the right."""
    widths = [max(len(row[number]) for row in [heads, *rows]) for number in range(len(heads))]
    worded = {0, *[n for n in range(len(heads)) if not any(char.isdigit() for char in rows[0][n][:2].lstrip("~"))]}
    if heads[-1] == "by name":
        worded.add(len(heads) - 1)

    def line(row: Sequence[str]) -> str:
        cells = (
            cell.ljust(width) if n in worded else cell.rjust(width)
            for n, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        return "  ".join(cells).rstrip()

    print(line(heads))
    print("  ".join("-" * width for width in widths))
    for row in rows:
        print(line(row))
    print()


def arrivals(rows: Sequence[Sequence[str]], threads: int) -> None:
    """What it takes to begin, alone and in a crowd."""
    _title(
        f"Visitors who begin at the same moment, {threads} of them at any time: requests to DynamoDB and time of one"
    )
    heads = ["arrivals", "agents", "requests", "most", "lost claims", "ms", "most ms", "totals differ by", "wait"]
    _table(heads, rows)


def storm(raged: Storm, seconds: float, visitors: int) -> None:
    """What a crowd did, and whether the desk agrees with itself afterwards."""
    _title(f"{visitors} visitors and {len(raged.callers)} agents, everything at once for {seconds:g} s")
    _table(["done, or lawfully refused", "times"], [[what, str(times)] for what, times in sorted(raged.done.items())])
    wrong = [*raged.faults, *disagreements(raged.desk, raged.started)]
    print("Faults and disagreements: none." if not wrong else "WRONG:\n" + "\n".join(wrong))
