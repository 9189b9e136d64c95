"""The routes of people: ``desk`` for agents, ``admin`` and ``rights`` for administrators; ``views``: what they show."""
