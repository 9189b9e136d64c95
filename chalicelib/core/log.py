"""Structured logs: one JSON object a line, to standard output. Never message texts, tokens or e-mail addresses."""

from __future__ import annotations

import logging
import os
import sys
from datetime import UTC, datetime
from typing import Any

import msgspec

SERVICE = "deskbell"
TRACE = "_X_AMZN_TRACE_ID"  # where Lambda says which trace a request belongs to
_OWN = {*vars(logging.makeLogRecord({})), "message", "asctime", "taskName"}
_encode = msgspec.json.Encoder(enc_hook=str).encode


def set_up() -> None:
    """Make the ``deskbell`` logger write JSON lines; calling it again changes nothing.

    No line says which thread or process wrote it, so no record asks (for every one that is written, otherwise).
    """
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    logger = logging.getLogger(SERVICE)
    logger.setLevel(os.environ.get("DESKBELL_LOG_LEVEL", "INFO"))
    logger.propagate = False
    if not any(isinstance(each.formatter, Lines) for each in logger.handlers):
        handler = logging.StreamHandler(sys.stdout)
        handler.setFormatter(Lines())
        logger.addHandler(handler)


class Lines(logging.Formatter):
    """A record as one JSON object: when, how grave, what; where; and whatever ``extra`` adds."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        moment = datetime.fromtimestamp(int(record.created), UTC).isoformat(" ")[:19]
        line: dict[str, Any] = {
            "timestamp": f"{moment},{int(record.msecs):03d}+0000",
            "level": record.levelname,
            "message": record.getMessage(),
            "location": f"{record.funcName}:{record.lineno}",
            "service": SERVICE,
        }
        line |= {name: value for name, value in vars(record).items() if name not in _OWN and value is not None}
        if record.exc_info and record.exc_info[0]:
            line["exception"] = self.formatException(record.exc_info)
            line["exception_name"] = record.exc_info[0].__name__
        trace = os.environ.get(TRACE)
        if trace:
            line["xray_trace_id"] = trace.partition(";")[0].removeprefix("Root=")
        return _encode(line).decode()
