"""What is done with people's data.

``declared``: what all rooms keep of people. ``walking``: going through that. ``asking``: requests. ``erasing``,
``exporting``: what they come to. ``holding``: what must not go.
"""
