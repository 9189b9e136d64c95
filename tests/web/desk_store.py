"""The store of a served desk, for what no test can wait for."""

from __future__ import annotations

import json
from typing import Any

import boto3

from infra.store import Store, environment_for
from tests.served import ServedDesk


def table_of(served_desk: ServedDesk, name: str) -> Any:
    """One of its tables."""
    noted = json.loads((served_desk.folder / "store.json").read_text())
    store = environment_for(Store(noted["port"], noted["pid"]))
    resource = boto3.resource(
        "dynamodb",
        endpoint_url=store["AWS_ENDPOINT_URL"],
        region_name=store["AWS_REGION"],
        aws_access_key_id=store["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key=store["AWS_SECRET_ACCESS_KEY"],
    )
    return resource.Table(f"deskbell-local-{name}")
