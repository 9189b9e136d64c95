"""What agents, those who lead, and timers do with the duty log.

``reach``: whose log is whose. ``saving``: how entries are stored. ``checklists``: what is looked at, and when;
``checking``: what is due, filled or missed. ``faults``: to the right department. ``instructing``: asked and answered
level by level. ``meeting``: minutes. ``finding``: by words. ``keeping``: settings. ``telling``: letters.
"""
