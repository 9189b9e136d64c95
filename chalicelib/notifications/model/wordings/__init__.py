"""What each notice says: ``offline`` about messages left, ``afterwards`` about surveys, callbacks and follow-ups.

``leaders``: what supervisors and leaders must see to in callbacks and campaigns of others. ``tickets``: tickets.
``late``: what is nearly late, or late, of those. ``costs``: the budget. ``seals``: those of the audit log.
``webhooks``: those that were disabled.
"""
