"""What the pages of links do with calls: show one, accept it."""

from chalicelib.oncall.service.accepting import accept_by_link, read_by_link

__all__ = ["accept_by_link", "read_by_link"]
