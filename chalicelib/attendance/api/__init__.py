"""The routes of leave and attendance: ``leave`` and ``records`` for who works here, ``admin`` for who keeps kinds."""
