"""People's data over HTTP."""
