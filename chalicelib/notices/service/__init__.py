"""What people, servers and timers do about notices.

``topics``: what a plan's customers may subscribe to. ``subscribing``: who does, and what they need. ``contact``: how
they wish to be written to. ``mailings``: what is told to all who subscribed; ``following``: what became of it.
``telling``: one customer is told. ``letters``: how it is written. ``leaving``: how it is ended.
"""

from chalicelib.notices.service.leaving import hear_sms, leave, read_leaving

__all__ = ["hear_sms", "leave", "read_leaving"]
