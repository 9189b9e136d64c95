"""Service plans: how the desk appears on one website, and who answers there (A6).

Table ``plans``: hash ``plan_key``; a widget reads its plan in one GetItem.
Plans are few; the administrators' list reads index ``by_desk``, one small partition.
"""
