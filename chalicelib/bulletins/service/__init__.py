"""What people and timers do with reports that are sent.

``subscriptions``: who gets which when. ``sending``: when they are due. ``compiling``, with ``listing``: what they say.
``reading``: those that were sent, and one for a look. ``crossing``: tickets between groups. ``day_reports``: agents'
own.
"""
