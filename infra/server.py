"""Chalice's local server, made fit for a day's work: threads, keep-alive without Nagle's delay, errors in our form."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from chalice.app import Chalice
from chalice.config import Config
from chalice.local import (
    ChaliceRequestHandler,
    ForbiddenError,
    LocalDevServer,
    LocalGatewayException,
    ThreadedHTTPServer,
)

from chalicelib.core.desk import ulid

# (host, If-None-Match) → status, headers, body
Page = Callable[[str, str], tuple[int, dict[str, str], bytes]]

LARGEST_BODY = 10 * 1024 * 1024  # what API Gateway takes


def _problem(status: int, code: str, title: str) -> bytes:
    request_id = ulid("req")
    body = {"type": f"urn:deskbell:problem:{code}", "title": title, "status": status, "code": code}
    return json.dumps({**body, "request_id": request_id}).encode()


class Handler(ChaliceRequestHandler):
    """One connection. What the gateway refuses before our functions see it is refused as problem+json too."""

    disable_nagle_algorithm = True  # header and body are two writes: 44 ms each otherwise
    timeout = 65  # seconds a kept-open connection may be idle
    pages: ClassVar[Mapping[str, Page]] = {}  # what only the local run shows, by path

    def _parse_payload(self) -> tuple[dict[str, str], bytes | None]:
        # what is refused here leaves a body unread, which must not be taken for the next request
        length = self.headers.get("content-length", "0")
        if not (length.isascii() and length.isdigit()):
            self.close_connection = True
            raise _refusal(400, "bad_request", "Content-Length is not a number")
        if len(length) > 12 or int(length) > LARGEST_BODY:
            self.close_connection = True
            raise _refusal(413, "body_too_large", "The body is too large")
        if self.headers.get("transfer-encoding"):
            self.close_connection = True
            raise _refusal(411, "length_required", "A Content-Length is needed")
        headers, body = super()._parse_payload()
        return headers, body

    def _generic_handle(self) -> None:
        try:
            page = self.pages.get(self.path.partition("?")[0])
            if page is not None and self.command in ("GET", "HEAD"):
                self._parse_payload()
                self._send_http_response(*page(self.headers.get("host", ""), self.headers.get("if-none-match", "")))
                return
            super()._generic_handle()
        except LocalGatewayException as error:
            self._send_error_response(error)
        except UnicodeEncodeError:  # Chalice wants an unknown path's headers to be ASCII
            self._send_error_response(_refusal(404, "not_found", "There is no such path"))
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True

    def _send_error_response(self, error: LocalGatewayException) -> None:
        if isinstance(error, ForbiddenError):  # API Gateway's word for a path it does not know
            error = _refusal(404, "not_found", "There is no such path")
        super()._send_error_response(error)

    def _send_http_response_with_body(self, code: int, headers: Any, body: Any) -> None:
        if self.command != "HEAD":
            super()._send_http_response_with_body(code, headers, body)
            return
        # the answer to HEAD has no body, and a client would take one for its next answer
        self.send_response(code)
        self.send_header("Content-Length", str(len(body if isinstance(body, bytes) else body.encode())))
        self._send_headers(headers)

    do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = do_PATCH = do_OPTIONS = _generic_handle  # noqa: N815

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """What http.server refuses by itself: an unreadable request, a method it never heard of."""
        status = {501: 405, 505: 400}.get(code, code)
        self.close_connection = True
        self.request_version = self.protocol_version  # else an unreadable request line gets no status line
        body = _problem(status, "bad_request" if status != 405 else "method_not_allowed", message or "Bad request")
        self._send_http_response(status, {"Content-Type": "application/problem+json"}, body)

    def log_message(self, format: str, *args: Any) -> None:
        """Our functions log each request themselves."""


def _refusal(status: int, code: str, title: str) -> LocalGatewayException:
    headers = {"Content-Type": "application/problem+json", "Access-Control-Allow-Origin": "*"}
    error = LocalGatewayException(headers, _problem(status, code, title))
    error.CODE = status
    return error


class Server(ThreadedHTTPServer):
    """Room for a crowd that arrives at once, and no wait for kept-open connections at the end."""

    request_queue_size = 512
    block_on_close = False


def serve(
    app: Chalice, config: Config, host: str, port: int, pages: Mapping[str, Page] | None = None
) -> LocalDevServer:
    """A server on this address; port 0 chooses one. ``pages`` are shown besides what the app shows."""
    handler = type("Handler", (Handler,), {"pages": pages or {}})
    return LocalDevServer(app, config, host, port, handler_cls=handler, server_cls=Server)


def in_background(server: LocalDevServer) -> threading.Thread:
    """Serve until ``server.shutdown()``."""
    thread = threading.Thread(target=server.server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)
    thread.start()
    return thread
