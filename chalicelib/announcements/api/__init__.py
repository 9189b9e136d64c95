"""Announcements over HTTP: as agents read and confirm them, and as those who keep them do."""
