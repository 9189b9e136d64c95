"""Service plans: how the desk appears on one website, and who answers there (A6).

Table ``plans``: hash ``plan_key``; a widget reads its plan in one GetItem.
It carries a copy of which levels and sources its groups receive (``scopes``), so that it alone says to which pools a
visitor comes; agents carry the keys of the plans that name them. Plans are few; the administrators' list reads index
``by_desk``, one small partition. Beside the plans stand the editions of what visitors agree to, each an item of its
own that never changes, and how many agreed, in 32 items of each.
"""
