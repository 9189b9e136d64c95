"""A program that hears what happens on the desk, on this machine: what another system does with webhooks.

``example`` is the whole of the receiver's side, of the standard library alone, to be read and copied: is a request
really the desk's, is it new, and what does it say. ``serving`` puts it under ``/local/webhooks``.
"""
