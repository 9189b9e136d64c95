"""Measured values as log lines in CloudWatch's embedded metric format: written like any log, no request is made."""

from __future__ import annotations

import logging

from chalicelib.core.desk import Desk

NAMESPACE = "Deskbell"
DIMENSION = "Stage"

log = logging.getLogger("deskbell")


def gauge(desk: Desk, **values: tuple[float, str]) -> None:
    """One line with these values: name → (value, CloudWatch's unit), for this desk's stage."""
    about = {
        "Timestamp": int(desk.now().timestamp() * 1000),
        "CloudWatchMetrics": [
            {
                "Namespace": NAMESPACE,
                "Dimensions": [[DIMENSION]],
                "Metrics": [{"Name": name, "Unit": unit} for name, (_, unit) in values.items()],
            }
        ],
    }
    said = {name: value for name, (value, _) in values.items()}
    log.info("metrics", extra={"_aws": about, DIMENSION: desk.settings.stage, **said})
