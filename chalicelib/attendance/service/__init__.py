"""Leave, exchanges of shifts, and attendance: what other rooms ask.

``asking``, ``swapping``: what agents wish. ``deciding``: what becomes of it. ``accounts``: what they have of leave.
``recording``: records of shifts, from the facts. ``correcting``: what is said instead. ``sums``: what months come to,
for the rooms above too. ``lists``: in reach. ``exporting``: a month as a file. ``settings``: what administrators keep.
``telling``: letters. ``access``: who may.
"""

from chalicelib.attendance.service.sums import sums_of

__all__ = ["sums_of"]
