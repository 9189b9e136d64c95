"""The table ``followups``. ``followups``: follow-ups, lists, counts. ``definitions``: campaigns, rules, runs."""
