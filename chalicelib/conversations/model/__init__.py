"""``talk``: header, entries, errors, events. ``moves``: what happens. ``places``: in line. ``pages``: for readers."""
