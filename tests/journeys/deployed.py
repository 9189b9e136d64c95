"""A desk that was deployed to an embedded AWS, and the commands that operators use on it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import boto3

from chalicelib.core.work import WorkRow
from infra.deploy import package
from infra.local import ministack as stores
from infra.local.ministack import Store
from tests.served import Visitor, call

ROOT = Path(__file__).resolve().parent.parent.parent
STACK = "deskbell-dev"
EMAIL, PASSWORD = "operator@example.com", "a password of my own"


@dataclass
class Cloud:
    """An embedded AWS, and the desk that is deployed to it."""

    store: Store
    said: str = ""
    admin: str = ""
    agent: str = ""
    later: str = ""
    visitors: list[Visitor] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "DESKBELL_"))}
        kept |= stores.environment_for(self.store)
        return kept | {"ENV": "dev", "ADMIN_EMAIL": EMAIL, "DESKBELL_BUILD": str(package.BUILD)}

    def run(self, module: str, *arguments: str, project: Path = ROOT, **more: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", module, *arguments]
        return subprocess.run(
            command, cwd=project, env=self.environment | more, capture_output=True, text=True, check=False, timeout=300
        )

    def client(self, service: str) -> Any:
        return boto3.client(service, endpoint_url=self.store.endpoint, region_name="eu-central-1")

    @property
    def url(self) -> str:
        return re.search(r"API +(\S+)/v1", self.said)[1]  # type: ignore[index]

    @property
    def api_id(self) -> str:
        (stack,) = self.client("cloudformation").describe_stacks(StackName=STACK)["Stacks"]
        return next(each["OutputValue"] for each in stack["Outputs"] if each["OutputKey"] == "RestAPIId")

    def stages(self) -> list[str]:
        """The names under which the API is public."""
        return [each["stageName"] for each in self.client("apigateway").get_stages(restApiId=self.api_id)["item"]]

    def make_stage(self, name: str) -> None:
        """One more name under which the API is public."""
        gateway = self.client("apigateway")
        shown = gateway.get_stage(restApiId=self.api_id, stageName="api")["deploymentId"]
        gateway.create_stage(restApiId=self.api_id, stageName=name, deploymentId=shown)

    def asked(self, method: str, path: str, token: str | None = None, body: Any = None, status: int = 200) -> Any:
        got, answer, _ = call(self.url, method, path, token, body)
        assert got == status, (method, path, got, answer)
        return answer

    def visitor(self) -> Visitor:
        """Somebody who has not said anything yet: of one person the desk takes so much a minute only."""
        arrived = self.asked("POST", "/v1/widget/demo/visitors", None, {"locale": "zh-CN"}, 201)
        return Visitor(self.url, arrived["token"], arrived["visitor_id"])

    def work(self, kind: str, due_at: datetime, shard: str = "due-0") -> str:
        """Put a piece of work into the table, as a transaction of the desk would; its id."""
        work_id = f"wrk_{time.time_ns():026d}"
        row = WorkRow(
            shard=shard,
            due=f"{due_at:%Y-%m-%dT%H:%M:%S.%fZ}#{work_id}",
            work_id=work_id,
            kind=kind,
            payload={"conversation_id": "cnv_gone", "agent_id": None},
            due_at=due_at,
            runs="at once" if due_at <= datetime.now(UTC) and shard != "dead" else None,
        )
        self.client("dynamodb").put_item(TableName=f"{STACK}-work", Item=row.serialize())
        return work_id

    def stands(self, work_id: str) -> bool:
        items = self.client("dynamodb").scan(TableName=f"{STACK}-work")["Items"]
        return any(item["work_id"]["S"] == work_id for item in items)


def eventually(holds: Callable[[], bool], within: float) -> bool:
    deadline = time.monotonic() + within
    while not holds():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.2)
    return True
