"""What leaders do with campaigns and rules, and timers for them.

``definitions``: campaigns and rules. ``runs``: what campaigns do. ``rules``: what rules do. ``telling``: who is told.
``carrying``: what a version before wrote.
"""

from chalicelib.campaigns.service.carrying import bring_up_later, bring_up_unsettled
from chalicelib.campaigns.service.standing import keep_all, restand

__all__ = ["bring_up_later", "bring_up_unsettled", "keep_all", "restand"]
