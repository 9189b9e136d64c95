"""The table ``subscriptions``."""
