"""What channels are for (A9). ``settings``: they are kept. ``receiving``: what comes in by them; ``senders``: whose it
is; ``enclosing``: files that come along. ``sending``: what is said goes out. ``watching``: what agents see of it."""

from chalicelib.channels.service.proving import proved
from chalicelib.channels.service.receiving import count_in

__all__ = ["count_in", "proved"]
