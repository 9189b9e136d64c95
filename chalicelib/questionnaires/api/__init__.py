"""Over HTTP: ``admin`` keeps them and reads the report; ``desk`` asks them in follow-ups."""
