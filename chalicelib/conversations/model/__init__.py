"""``conversation``: header, entries, errors, events. ``transitions``: what happens. ``positions``: in the queue.

``pages``: for readers. ``presence``: whether the visitor is still there. ``refusals``: what can stand in the way.
"""
