"""The routes of conversations: ``widget`` for visitors, ``desk`` for agents; ``views`` is what both show."""
