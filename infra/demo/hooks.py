"""What the desk's own receiver of webhooks has heard, where the desk runs on this machine."""

from __future__ import annotations

import http.client
import json
import time
from typing import Any
from urllib.parse import SplitResult

PATH = "/local/webhooks"
PATIENCE, PAUSE = 20.0, 1.0  # seconds: what happened is told some seconds later


def heard(desk: SplitResult) -> dict[str, Any] | None:
    """How many requests were ``verified``, came ``again``, were ``forged``; None: there is no such receiver."""
    if desk.scheme != "http":
        return None
    connection = http.client.HTTPConnection(desk.hostname or "", desk.port, timeout=3)
    try:
        connection.request("GET", PATH)
        answer = connection.getresponse()
        body = answer.read()
        found: dict[str, Any] | None = json.loads(body) if answer.status == 200 else None
    except (OSError, ValueError, http.client.HTTPException):
        return None
    finally:
        connection.close()
    return found


def lines(desk: SplitResult, before: dict[str, Any] | None) -> list[str]:
    """What was heard since then, in words; waits until nothing more comes."""
    if before is None or (now := heard(desk)) is None:
        return []
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        time.sleep(PAUSE)
        following = heard(desk)
        if following is None or following["verified"] == now["verified"] > before["verified"]:
            break
        now = following
    came, forged = now["verified"] - before["verified"], now["forged"] - before["forged"]
    latest = now["latest"][0]["type"] if now["latest"] else "nothing"
    return [f"Webhooks: {came} events received and verified at {PATH}, {forged} refused; the last was {latest}."]
