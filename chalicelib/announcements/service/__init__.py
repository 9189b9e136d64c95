"""What agents, those who lead, and timers do with announcements.

``access``: whom they reach, and who keeps them. ``writing``: drafts, published, new editions, ended; ``saving``: what
follows from it. ``spreading``: everybody hears of it, in pieces. ``confirming``: it is read; ``reading``: found and
listed; ``readers``: who is missing; ``reminding``: who is told once more. ``agreeing``: kept among the phrases.
"""

from chalicelib.announcements.service.writing import draft_announcement

__all__ = ["draft_announcement"]
