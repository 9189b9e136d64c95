"""What is done with people's data.

``declared``: what all rooms keep of people. ``walking``: going through that. ``asking``: requests. ``erasing``,
``exporting``: what they come to. ``holding``: what must not go. ``aged``: what is over one day; ``keeping``: for how
long; ``retaining``: what is kept no longer goes.
"""

from chalicelib.privacy.service.retaining import begin_night

__all__ = ["begin_night"]
