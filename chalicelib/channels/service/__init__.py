"""What channels are for (A9). ``settings``: they are kept. ``receiving``: what comes in by them; ``senders``: whose it
is; ``enclosing``: files that come along. ``arriving``, ``mailing``: mail that comes in; ``threads``: what it answers;
``replying``: where it asks to be answered; ``unread``: what nobody reads; ``parking``: what waits for a person;
``waiting``: for the next hour. ``texting``: SMS that come in. ``providing``, ``fetching``: accounts at providers.
``sending``: what is said goes out; ``letters``: by e-mail and SMS. ``watching``: what agents see of it."""

from chalicelib.channels.service.arriving import hear_mail
from chalicelib.channels.service.handing import offered
from chalicelib.channels.service.proving import proved
from chalicelib.channels.service.receiving import count_in
from chalicelib.channels.service.texting import hear_arrived, hear_texts

__all__ = ["count_in", "hear_arrived", "hear_mail", "hear_texts", "offered", "proved"]
