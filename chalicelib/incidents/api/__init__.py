"""The routes of incidents: ``desk`` for who works here, ``admin`` for who prepares; ``views`` is what they show."""
