"""``message``: a message and what becomes of it. ``saying``: what a visitor may write. ``turns``: who is given it.

``reminders``: by when it is answered, and when leaders hear of it.
"""
