"""Phrases and categories over HTTP."""
