"""Structured logs: one JSON object a line, to standard output. Never message texts, tokens or e-mail addresses; should
one come by way of an error's words, numbers and addresses in it are hidden (F8)."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from chalicelib.core.desk import clock
from chalicelib.core.veil import veiled

SERVICE = "deskbell"
TRACE = "_X_AMZN_TRACE_ID"  # where Lambda says which trace a request belongs to
_OWN = {*vars(logging.makeLogRecord({})), "message", "asctime", "taskName"}
_encode = msgspec.json.Encoder(enc_hook=str).encode
_logger = logging.getLogger(SERVICE)


class Lines(logging.Formatter):
    """A record as one JSON object: when, how grave, what; where; and whatever ``extra`` adds."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        more = {name: value for name, value in vars(record).items() if name not in _OWN}
        if record.exc_info and record.exc_info[0]:
            more["exception"] = self.formatException(record.exc_info)
            more["exception_name"] = record.exc_info[0].__name__
        location = f"{record.funcName}:{record.lineno}"
        moment = datetime.fromtimestamp(record.created, UTC)
        return _line(moment, record.levelname, record.getMessage(), location, more)


class Stream(logging.StreamHandler[Any]):
    """Writes lines, of records and without."""

    def __init__(self) -> None:
        super().__init__(sys.stdout)
        self.setFormatter(Lines())

    def write(self, line: str) -> None:
        """One line; whatever goes wrong is nothing to whoever logs."""
        self.acquire()
        try:
            self.stream.write(f"{line}\n")
            self.stream.flush()
        except Exception:
            self.handleError(logging.makeLogRecord({"msg": line}))
        finally:
            self.release()


def set_up() -> None:
    """Make the ``deskbell`` logger write JSON lines; calling it again changes nothing.

    No line says which thread or process wrote it, so no record asks (for every one that is written, otherwise).
    """
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    _logger.setLevel(os.environ.get("DESKBELL_LOG_LEVEL", "INFO"))
    _logger.propagate = False
    if not any(isinstance(each, Stream) for each in _logger.handlers):
        _logger.addHandler(Stream())


def tell(message: str, fields: Mapping[str, object]) -> None:
    """What ``logger.info(message, extra=fields)`` does, for the line that every request writes.

    Where nobody else listens it is written without a record: the way of one through the framework costs three times
    the line, and more where nothing of it is in the processor's cache, as between two requests.
    """
    if not _logger.isEnabledFor(logging.INFO):
        return
    handlers = _logger.handlers
    only = handlers[0] if len(handlers) == 1 and not _logger.filters else None
    if isinstance(only, Stream):
        where = sys._getframe(1)
        only.write(_line(clock(), "INFO", message, f"{where.f_code.co_name}:{where.f_lineno}", fields))
    else:
        _logger.info(message, extra=fields, stacklevel=2)


def _line(moment: datetime, level: str, message: str, location: str, more: Mapping[str, object]) -> str:
    digits = moment.isoformat(" ", "milliseconds")
    line: dict[str, object] = {
        "timestamp": f"{digits[:19]},{digits[20:23]}+0000",
        "level": level,
        "message": message,
        "location": location,
        "service": SERVICE,
    }
    line |= {name: value for name, value in more.items() if value is not None}
    trace = os.environ.get(TRACE)
    if trace:
        line["xray_trace_id"] = trace.partition(";")[0].removeprefix("Root=")
    return _encode(veiled(line)).decode()
