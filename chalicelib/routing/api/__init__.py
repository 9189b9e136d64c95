"""Routes: ``assignment`` for whose a conversation is, ``presence`` for who takes any, and what becomes of theirs.

``groups``: what is said of who receives together.
"""
