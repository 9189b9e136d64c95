"""``message``: a message and what becomes of it. ``saying``: what a visitor may write. ``turns``: who is given it.

``reminders``: when leaders hear of it.
"""
