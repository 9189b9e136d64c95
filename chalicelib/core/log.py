"""Structured logs: one JSON object a line, to standard error. Never message texts, tokens or e-mail addresses."""

from __future__ import annotations

import logging
import os

from aws_lambda_powertools import Logger
from aws_lambda_powertools.logging.formatter import LambdaPowertoolsFormatter


def set_up() -> None:
    """Make the ``deskbell`` logger write JSON lines; calling it again changes nothing."""
    Logger(
        service="deskbell",
        level=os.environ.get("DESKBELL_LOG_LEVEL", "INFO"),
        logger_formatter=LambdaPowertoolsFormatter(log_record_order=["timestamp", "level", "message"]),
    )
    root = logging.getLogger("deskbell")
    root.propagate = False
