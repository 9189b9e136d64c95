"""Rosters over HTTP: ``admin`` for who plans them, ``desk`` for everybody's own."""
