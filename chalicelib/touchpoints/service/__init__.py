"""What people and timers do with the map of touch points.

``mapping``: as administrators keep it; ``sheets``: as a file. ``placing``, ``tickets``: where things belong, and how
flows were kept (``knowing``: what that is judged by); ``correcting``: who says otherwise; ``showing``: beside a
conversation. ``results``: what months come to; ``recounting``: counted anew.
"""

from chalicelib.touchpoints.service.recounting import recount
from chalicelib.touchpoints.service.results import rates_of

__all__ = ["rates_of", "recount"]
