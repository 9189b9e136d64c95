"""``words``: the words of a text, as they are looked for. ``documents``: what may be found, and whether it fits."""
