"""The demo's own shop, on this machine: what a website adds so that agents see its orders beside a conversation.

``example`` is the whole of the shop's side, of the standard library alone, to be read and copied: is a question really
the desk's, and what is its answer; and whom the website vouches for. ``serving`` puts it under ``/local/shop``.
"""
