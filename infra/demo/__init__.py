"""Real dialogues, played against a running desk: ``make demo``.

``dialogues`` reads them and says what of them can be said at all; ``stage`` makes a plan, a group and agents of the
rehearsal's own and takes them away again; ``visitors`` and ``agents`` play, each through the public HTTP API only
(``wire``); ``play`` knows whose turn it is and whether what was read is what was said; ``measures`` counts.
"""
