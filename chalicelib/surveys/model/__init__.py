"""``survey``: what it is and how it moves. ``asking``: whether. ``answering``: what may be said. ``figures``: sums."""
