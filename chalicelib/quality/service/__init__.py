"""What people and timers do with inspections.

``sampling``: which conversations are drawn. ``assigning``: who inspects. ``inspecting``: drafts and sheets.
``appealing``: disagreeing, deciding. ``calibrating``: several on one conversation. ``lists``: who has what.
``counting``, ``results``: what it comes to. ``settings``, ``sheets``: what administrators keep. ``telling``: who is
told. ``access``: who may.
"""

from chalicelib.quality.service.access import role_in
from chalicelib.quality.service.recounting import recount
from chalicelib.quality.store.inspections import inspection as find

__all__ = ["find", "recount", "role_in"]
