"""Where logs are kept, and for how long."""

from __future__ import annotations

from typing import Any

from infra.environments import Environment


def group(name: str, environment: Environment) -> dict[str, Any]:
    """A log group of this name; it outlives its stack where the environment is protected."""
    kept = "Retain" if environment.protected else "Delete"
    return {
        "Type": "AWS::Logs::LogGroup",
        "DeletionPolicy": kept,
        "UpdateReplacePolicy": kept,
        "Properties": {"LogGroupName": name, "RetentionInDays": environment.log_days},
    }
