"""What people and timers do with courses, attempts and certificates.

``courses``: drafts and versions; ``freezing``: what their lessons show. ``learning``: what learners see.
``attempting``: attempts, judged by who leads; ``settling``: what follows of one. ``requiring``: what groups require,
and what agents' records say of it. ``ordering``: courses that are ordered. ``lists``: in reach; ``exporting``: as CSV.
``sums``: what an agent's month came to, for the rooms above. ``telling``: letters. ``access``: who may.
"""

from chalicelib.training.service.sums import months_of

__all__ = ["months_of"]
