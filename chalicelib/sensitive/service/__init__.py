"""What the pages do with protected links: read, have a code sent, open."""

from chalicelib.sensitive.service.links import open_with, read_by_token, send_code

__all__ = ["open_with", "read_by_token", "send_code"]
