"""The map of touch points over HTTP."""
