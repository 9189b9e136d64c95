"""A shop on an origin of its own, with the pages and the policies that a test gives it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Shop:
    """What stands in the shop: a page, and what its server says with it."""

    def __init__(self, address: str, desk: str) -> None:
        self.address, self.desk = address, desk
        self.page = ""
        self.headers: dict[str, str] = {}

    def tag(self, plan: str = "demo", **more: str) -> str:
        """Our tag, as the administration gives it out."""
        nonce = more.pop("nonce", "")
        named = "".join(f' data-{name}="{value}"' for name, value in more.items()) + (
            f' nonce="{nonce}"' if nonce else ""
        )
        return f'<script async src="{self.desk}/widget.js" data-plan="{plan}"{named}></script>'

    def show(self, page: str, **headers: str) -> str:
        """Put a page on show, with headers that name themselves with underscores; where it is."""
        self.page = page
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.address

    def show_strictly(self, page: str) -> str:
        """The same under a policy that allows the desk's address and nothing else."""
        return self.show(
            page, Content_Security_Policy=f"default-src 'none'; script-src {self.desk}; connect-src {self.desk}"
        )


@contextmanager
def open_shop(desk: str) -> Iterator[Shop]:
    """A shop that is open as long as the test goes on."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            for name, value in shop.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(shop.page.encode())

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    shop = Shop(f"http://127.0.0.1:{server.server_address[1]}/", desk)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield shop
    finally:
        server.shutdown()
