"""What people, visitors and timers do with incidents.

``noticing``: what of all that is said, filed and rated counts. ``counting``: counting it once. ``raising``: incidents
that begin, go on and end by themselves. ``declaring``, ``leading``: by hand. ``saving``: the one place that knows what
follows from a change. ``holding``: what visitors are told. ``linking``: what belongs to an incident. ``telling``:
letters. ``access``: who leads which. ``settings``: rules and defined events. ``reading``: for those who ask.
"""
