"""What people do with staff files.

``entering``: rewards and penalties, their corrections and withdrawals. ``deciding``: the second person. ``own``: what
whom it is about does. ``lists``: in reach. ``sums``: what months come to, for the rooms above too. ``saving``: what is
stored with every change. ``settings``: what administrators keep. ``telling``: letters. ``access``: who may.
"""

from chalicelib.staff.service.sums import sums_of

__all__ = ["sums_of"]
