"""Rebuild every agent's load and total from the facts, and print the drift: ``make recount``.

With ``ENV`` (an environment, or ``local``) on its tables, with progress, however long it takes. Without, over the HTTP
API: ``DESK`` (http://127.0.0.1:8000), ``ADMIN_EMAIL`` and ``ADMIN_PASSWORD`` say where, and as whom.
"""

from __future__ import annotations

import json
import os
import sys
import urllib.error
import urllib.request
from typing import TYPE_CHECKING, Any

import msgspec

from infra import environments
from infra.environments.cloud import Refused
from infra.operate import connect
from infra.operate.sentences import in_words

if TYPE_CHECKING:
    from chalicelib.core.desk import Desk


def main() -> int:
    """0 when nothing was wrong or everything was mended, 2 when the desk could not be asked."""
    return _over_tables(os.environ["ENV"]) if os.environ.get("ENV") else _over_http()


def _over_tables(name: str) -> int:
    try:
        with in_words():
            return _recount(connect.desk(name))
    except (environments.UnknownEnvironment, Refused) as error:
        print(error, file=sys.stderr)
        return 2


def _recount(desk: Desk) -> int:
    # imported only now: the environment decides where their tables are
    from chalicelib.campaigns import service as campaigns
    from chalicelib.core.audit import By
    from chalicelib.offline import service as offline
    from chalicelib.questionnaires import service as questionnaires
    from chalicelib.routing import service as routing

    by = By("operator", connect.operator())
    drifts = routing.recount(desk, by, lambda done, of: print(f"\r{done} of {of} agents", end="", flush=True))
    print(f"\r{len(drifts)} agents' conversations and totals mended")
    for each in drifts:
        print(f"  {each.name}: {', '.join(_words(msgspec.structs.asdict(each)))}")
    messages = offline.recount_loads(desk, by)
    print(f"{len(messages)} agents' offline messages mended")
    for load in messages:
        print(f"  {load.agent_id}: {load.written} unanswered noted, {load.counted} found")
    campaigns.restand(desk, by)
    questionnaires.recount(desk, by)
    print("due days of customers and counts of questionnaires are made anew by due work; see the audit log")
    return 0


def _over_http() -> int:
    base = os.environ.get("DESK") or f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
    email = os.environ.get("ADMIN_EMAIL", "admin@example.com")
    password = os.environ.get("ADMIN_PASSWORD", "deskbell-demo")
    try:
        token = _post(base, "/v1/desk/session", None, {"email": email, "password": password})["token"]
        report = _post(base, "/v1/admin/recount", token, {})
    except (OSError, ValueError) as error:
        print(f"The desk at {base} could not be asked: {error}", file=sys.stderr)
        return 2
    print(f"{report['agents']} agents counted, {len(report['drift'])} mended")
    for drift in report["drift"]:
        print(f"  {drift['name']}: {', '.join(_words(drift))}")
    return 0


def _words(drift: dict[str, Any]) -> list[str]:
    said = []
    if drift["missing"] or drift["extra"]:
        said.append(f"lacked {len(drift['missing'])}, had {len(drift['extra'])} too many")
    if drift["parked_missing"] or drift["parked_extra"]:
        parked = f"lacked {len(drift['parked_missing'])}, had {len(drift['parked_extra'])} too many"
        said.append(f"of those whose visitors left {parked}")
    if drift["total_is"] is not None:
        said.append(f"the total was {drift['total_was']} and is {drift['total_is']}")
    return said


def _post(base: str, path: str, token: str | None, body: Any) -> Any:
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    request = urllib.request.Request(base + path, json.dumps(body).encode(), headers, method="POST")  # noqa: S310
    with urllib.request.urlopen(request, timeout=60) as answer:  # noqa: S310
        return json.load(answer)


if __name__ == "__main__":
    sys.exit(main())
