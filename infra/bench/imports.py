"""How long a cold start imports: what is shipped, with the directory, where a function would find it."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from infra.deploy import package

ROOT = Path(__file__).resolve().parent.parent.parent
OURS = "import app"
LIBRARIES = "import chalice, boto3, pynamodb.models"
# what the locks do not name is not shipped, and msgspec would load it where it is there
_TIMED = (
    "import sys, time; sys.modules['typing_extensions'] = None; w, c = time.perf_counter(), time.process_time(); {}; {}"
)
_SAID = "print(time.perf_counter() - w, time.process_time() - c)"


def import_times(statement: str, folder: str, shipped: str) -> tuple[float, float]:
    """Wall and processor milliseconds of these imports in a fresh process, of what is ``shipped``, with compiled files
    in this folder."""
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": folder}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    code = _TIMED.format(statement, _SAID)
    output = subprocess.run(
        [sys.executable, "-c", code], cwd=shipped, env=environment, check=True, capture_output=True, text=True
    )
    wall, processor = output.stdout.split()
    return float(wall) * 1000, float(processor) * 1000


def medians(runs: int) -> dict[str, tuple[float, float]]:
    """Of our app and of the libraries under it, in turn; everything is compiled before."""
    statements = (OURS, LIBRARIES)
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as shipped:
        package.lay_out(Path(shipped))
        for statement in statements:
            import_times(statement, folder, shipped)
        times = {statement: [] for statement in statements}  # type: dict[str, list[tuple[float, float]]]
        for _ in range(runs):
            for statement in statements:
                times[statement].append(import_times(statement, folder, shipped))
    return {
        statement: (statistics.median(wall for wall, _ in each), statistics.median(cpu for _, cpu in each))
        for statement, each in times.items()
    }
