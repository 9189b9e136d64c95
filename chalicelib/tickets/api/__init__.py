"""The routes of tickets: ``desk`` for who works here; ``views`` is what they show."""
