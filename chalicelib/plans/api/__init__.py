"""``widget``: what a widget must know to appear. ``admin``: plans, as administrators keep them. ``identity``: keys.

``pictures``: those that were uploaded for them.
"""
