"""Reports that are sent, over HTTP."""
