"""What people do with articles at the side of conversations, and with conversations that become articles (E2).

``suggesting``: the best articles for what was written last. ``using``: what became of these, counted. ``proposing``: a
new kind of question. ``deciding``: what editors make of it. ``lists``: in reach.
"""
