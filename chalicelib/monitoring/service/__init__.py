"""Who is there, and whom they are invited by.

``beats``: what a page says, and what it is answered. ``answering``: accepted, dismissed. ``watching``: who is there, as
agents see it, and inviting by hand. ``figures``: the invitations' numbers. ``wall``: what supervisors see.
``transcripts``: what was said, to look through.
"""

from chalicelib.monitoring.service.figures import recount

__all__ = ["recount"]
